// People who use a keyboard, a screen reader, large letters, other colours or another direction of writing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inSight, VIEWPORTS } from './browser.mjs';
import { at, server, stage, where } from './stage.mjs';

stage();

const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element.getAttribute('aria-label') ?? element.textContent;
  });

test('the keyboard alone is enough', async () => {
  const chat = await at({ device: 'computer' }, { open: false });
  const { page } = chat;
  await chat.launcher.focus();
  await page.keyboard.press('Enter');
  await chat.waitFor('Hi!');
  await page.waitForTimeout(100);
  assert.equal(await focused(page), 'Write a message');
  await page.keyboard.type('hello');
  await page.keyboard.press('Enter');
  await chat.waitFor('I heard “hello”');
  await page.keyboard.type('again');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Send');
  await page.keyboard.press('Space');
  await chat.waitFor('I heard “again”');

  await chat.say('step');
  await chat.button('Done, next').focus();
  await page.keyboard.press('Enter');
  await chat.page.waitForTimeout(300);
  assert.equal(await focused(page), 'Conversation', 'a pressed button leaves the focus in the messages');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Done, next', 'the next answers come next');

  await chat.button('More').focus();
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'Talk to a person');
  await page.keyboard.press('Escape');
  assert.equal(await focused(page), 'More');
  await page.keyboard.press('Escape');
  await chat.panel.waitFor({ state: 'hidden' });
  assert.match(await focused(page), /^Open the help chat/, 'the focus returns to the button');
});

test('on a phone the chat is modal, begins at its title and keeps the focus inside', async () => {
  const chat = await at();
  assert.equal(await focused(chat.page), 'Help');
  assert.ok(await chat.panel.evaluate((panel) => panel.matches(':modal')));
  await chat.button('Close').click();
  assert.match(await focused(chat.page), /^Open the help chat/);
});

test('each message of the bot is read once, and history is not read', async () => {
  const chat = await at();
  await chat.say('step');
  await chat.waitFor('Open the App Switcher');
  const spoken = () => chat.panel.locator('[aria-live]').evaluate((region) => [...region.children].map((child) => child.textContent));
  const read = await spoken();
  assert.equal(read.filter((text) => text.includes('Open the App Switcher')).length, 1);
  assert.equal(read.filter((text) => text.includes('passing hiccup')).length, 1);
  assert.ok(!read.join().includes('**'));
  await chat.page.reload();
  await chat.waitFor('Open the App Switcher');
  assert.deepEqual(await spoken(), []);
});

test('letters of twice the size fit', async () => {
  const chat = await at();
  await chat.say('report');
  await chat.waitFor('Save it to your photos');
  const session = await where.newCDPSession(chat.page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
  await chat.shot('phone-200-percent');
  const area = chat.page.locator('#messages');
  const [size] = await chat.panel.locator('.bubble p').evaluateAll((nodes) => nodes.map((node) => getComputedStyle(node).fontSize));
  assert.equal(size, '32px');
  assert.ok(await area.evaluate((node) => node.scrollWidth <= node.clientWidth + 1), 'no sideways scrolling');
  assert.ok(await chat.panel.evaluate((node) => node.scrollWidth <= node.clientWidth + 1));
});

test('the narrowest screens need no sideways scrolling', async () => {
  const chat = await at({ viewport: { width: 320, height: 568 } });
  for (const [word, answer] of Object.entries({ step: 'Open the App Switcher', whole: 'Select Full Access', report: 'Save it to your photos' })) {
    await chat.say(word);
    await chat.waitFor(answer);
    await chat.shot(`narrow-${word}`);
    assert.ok(await chat.page.locator('#messages').evaluate((node) => node.scrollWidth <= node.clientWidth), word);
  }
});

test('from right to left nothing breaks', async () => {
  const chat = await at({}, { open: false });
  await chat.page.evaluate(() => (document.documentElement.dir = 'rtl'));
  await chat.open();
  await chat.say('report');
  await chat.waitFor('Save it to your photos');
  const { x: edge, width } = await chat.panel.boundingBox();
  assert.deepEqual([edge, width], [0, VIEWPORTS.phone.width], 'the panel fills the screen');
  await chat.shot('phone-rtl');
  const { x: title } = await chat.panel.locator('h2').boundingBox();
  const { x: close } = await chat.button('Close').boundingBox();
  assert.ok(close < title, 'the close button is on the left');
  const { x: mine } = await chat.panel.locator('.bubble.user').first().boundingBox();
  assert.ok(mine < 100, 'my messages are on the left');
});

test('forced colours keep everything visible', async () => {
  const chat = await at({ forcedColors: 'active', colorScheme: 'dark' });
  await chat.say('step');
  await chat.waitFor('Open the App Switcher');
  await chat.shot('phone-forced-colours');
  const borders = await chat.panel.locator('.reply').evaluateAll((nodes) => nodes.map((node) => getComputedStyle(node).borderTopStyle));
  assert.ok(borders.length && borders.every((style) => style === 'solid'));
});

test('reduced motion stands still', async () => {
  const chat = await at({ reducedMotion: 'reduce' });
  await chat.say('slow');
  await chat.panel.locator('.typing').waitFor();
  const running = await chat.panel.locator('.row, .typing i').evaluateAll((nodes) => nodes.filter((node) => getComputedStyle(node).animationName !== 'none').length);
  assert.equal(running, 0);
});

test('a screen reader that goes to a label leaves the chat where it is', async () => {
  const chat = await at();
  await chat.say('many');
  await chat.waitFor('Answer 12 of 12');
  const place = () => chat.line.evaluate((node) => node.getBoundingClientRect().bottom);
  const before = await place();
  for (const label of await chat.panel.locator('.for-readers').all()) {
    await label.evaluate((node) => node.scrollIntoView());
    assert.equal(await place(), before);
  }
});

for (const [width, height] of [[320, 568], [375, 667], [390, 844], [568, 320], [667, 375], [1280, 800]]) {
  test(`what to do is in sight when a step arrives, ${width} x ${height}`, async () => {
    const chat = await at({ viewport: { width, height }, isMobile: width < 1000 });
    await chat.button("My profile photo won't change").click();
    await chat.waitFor('Open the App Switcher');
    await chat.panel.locator('.replies').waitFor();
    await chat.shot(`step-${width}x${height}`);
    for (const part of ['.instruction h3', '.instruction .body']) assert.ok(await inSight(chat.panel.locator(part)), part);
    for (const button of await chat.panel.locator('.replies button').all()) assert.ok(await inSight(button), await button.textContent());
    const further = await chat.page.locator('#messages').evaluate((node) => node.scrollHeight - node.clientHeight - node.scrollTop);
    // Less than a line is not worth a word.
    if (further < 18 || further > 30) assert.equal(await chat.panel.locator('.below').isVisible(), further > 30, 'what is further down is announced');
    await chat.say('last');
    await chat.waitFor('Try your profile photo again');
    await chat.button('It works now').waitFor();
    await chat.still();
    assert.ok(await inSight(chat.button('It works now')));
    assert.ok(await inSight(chat.panel.locator('.instruction h3').last()));
  });
}

test('a person is one tap away on a step, and stands in the menu', async () => {
  const chat = await at();
  await chat.say('step');
  await chat.waitFor('Open the App Switcher');
  assert.ok(await inSight(chat.panel.locator('.person')));
  await chat.button('Talk to a person').first().click();
  await chat.waitFor('I heard “Talk to a person”');
  await chat.button('More').click();
  await chat.panel.locator('.menu').getByRole('button', { name: 'Talk to a person' }).click();
  await chat.rows.filter({ hasText: 'I heard “Talk to a person”' }).nth(1).waitFor();
});

test('after the thumb one line may be added, once, and whoever says something else goes on', async () => {
  const chat = await at();
  const line = chat.panel.getByRole('textbox', { name: 'What could be better?' });
  await chat.say('thumb');
  await line.waitFor();
  await line.press('Enter');
  await chat.page.evaluate(() => document.querySelector('unstuck-chat').draw());
  await line.fill('shorter steps please');
  await chat.page.reload();
  await line.fill('Shorter steps');
  await line.press('Enter');
  await chat.waitFor('the team will read it');
  assert.deepEqual(server.heard.slice(-2).map(({ event, text }) => [event, text]), [['say', 'thumb'], ['comment', 'Shorter steps']]);
  assert.equal(await line.count(), 0);
  await chat.say('thumb');
  await line.waitFor();
  await chat.say('what else can you do');
  await chat.waitFor('I heard “what else can you do”');
  assert.equal(await line.count(), 0);
  assert.equal(server.heard.at(-1).event, 'say');
  chat.watch.check();
});

test('a screen reader comes by head, messages, answers and line, in this order', async () => {
  const chat = await at();
  await chat.say('step');
  await chat.waitFor('Open the App Switcher');
  const heard = await chat.page.locator('unstuck-chat').ariaSnapshot();
  const order = ['heading "Help"', 'button "Talk to a person"', 'button "More"', 'button "Close"', 'region "Conversation"', 'list', 'Help says:', 'You said: step', 'heading "Open the App Switcher"', 'group "Answers to choose from"', 'button "Done, next"', 'textbox "Write a message"', 'button "Send"'];
  const places = order.map((part) => heard.indexOf(part));
  assert.ok(!places.includes(-1), `${order[places.indexOf(-1)]} in ${heard}`);
  assert.deepEqual(places, [...places].sort((a, b) => a - b), heard);
});

test('the chat says its language', async () => {
  const chat = await at({}, { open: false });
  await chat.page.evaluate(() => (document.documentElement.lang = 'pt'));
  await chat.open();
  for (const tag of ['unstuck-launcher', 'unstuck-chat']) {
    assert.deepEqual(await chat.page.locator(tag).evaluate((node) => [node.lang, node.dir]), ['en', 'ltr'], tag);
  }
});
