// The team's page of conversations: how it looks, with the keyboard alone, with two teammates at once, when the network or the session goes.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { launch, picture, VIEWPORTS } from './browser.mjs';
import { ADDRESS, looksRight } from './insight.mjs';
import { Teammate } from './teammate.mjs';

const { UNSTUCK_OTHER: OTHER, UNSTUCK_REMOVE: REMOVE } = process.env;

let browser;
const here = [];
before(async () => (browser = await launch()));
after(() => browser.close());
afterEach(async () => {
  for (const mate of here.splice(0)) await mate.where.close();
});

async function at(options) {
  const mate = await Teammate.at(browser, ADDRESS, options);
  here.push(mate);
  return mate;
}

const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element.getAttribute('aria-label') ?? element.textContent;
  });

for (const colorScheme of ['light', 'dark']) {
  for (const device of Object.keys(VIEWPORTS)) {
    test(`${colorScheme}, ${device}: the list, a conversation, what is known, the help`, async () => {
      const mate = await at({ device, colorScheme });
      const { page } = mate;
      const shot = (name) => looksRight(page, `team-${colorScheme}-${device}-${name}`);
      await mate.card('U-1001').waitFor();
      await shot('list');
      await mate.open('U-1001');
      await mate.waitFor('can I talk to somebody');
      for (const shown of await page.locator('.about-it img, .row img').all()) await shown.evaluate((image) => image.decode());
      await shot('talk');
      if (device !== 'computer') {
        await mate.button('About').click();
        await shot('about');
        await page.keyboard.press('Escape');
      }
      await mate.button('Help and settings').click();
      await shot('help');
      await page.keyboard.press('Escape');
      await mate.button('Note').click();
      await shot('note');
      mate.watch.check();
    });
  }
}

test('of two who take over at once one gets it, and the other is told who and may take it from them', async () => {
  const [anna, ben] = [await at(), await at({ name: OTHER })];
  for (const mate of [anna, ben]) await mate.open('U-1002');
  await Promise.all([anna, ben].map((mate) => mate.button('Take over').click()));
  const won = await Promise.race([anna, ben].map((mate) => mate.button('Hand back').waitFor().then(() => mate)));
  const lost = won === anna ? ben : anna;
  lost.watch.offline();
  await lost.page.getByRole('alert').getByText(`${won.name} holds U-1002`).waitFor();
  assert.equal(await won.page.getByRole('alert').count(), 0);
  assert.equal(await anna.count('is here now'), 1);
  await lost.page.locator('.actions').getByRole('button', { name: `Take over from ${won.name}` }).click();
  await lost.button('Hand back').waitFor();
  await won.page.getByText(`${lost.name} holds this conversation`).waitFor();
  await lost.button('Hand back').click();
  await won.button('Take over').waitFor();
});

test('the keyboard alone is enough', async () => {
  const mate = await at();
  const { page } = mate;
  await mate.card('U-1001').waitFor();
  await page.keyboard.press('3');
  await page.getByRole('button', { name: 'All', pressed: true }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('refused since');
  await mate.card('U-1001').waitFor({ state: 'hidden' });
  assert.equal(await page.locator('.card-line').count(), 1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await mate.waitFor('my photo is refused');
  await page.keyboard.press('n');
  await page.keyboard.type('Seems to be <b>new</b>');
  await page.keyboard.press('Enter');
  await mate.waitFor('Note by Anna');
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await mate.waitFor('is here now');
  await page.keyboard.press('r');
  assert.equal(await focused(page), 'Write to the person');
  await page.keyboard.type('Hello, what do you see?');
  await page.keyboard.press('Enter');
  await mate.waitFor('Hello, what do you see?');
  await mate.rows.filter({ hasText: 'Hello, what do you see?' }).getByText('Sent').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  await mate.button('Take over').waitFor();
  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: 'Why is it closed?' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('This ticket is closed.').waitFor();
  assert.equal(await mate.line.isVisible(), false);
  await mate.button('Open again').focus();
  await page.keyboard.press('Enter');
  await mate.button('Take over').waitFor();
  await page.keyboard.press('?');
  await page.getByRole('switch', { name: 'Single keys as shortcuts' }).press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await page.waitForTimeout(300);
  assert.equal(await mate.button('Take over').isVisible(), true, 'switched off, the keys do nothing');
  mate.watch.check();
});

test('unread messages are marked, and read when they are looked at', async () => {
  const mate = await at({ name: OTHER });
  await mate.card('U-1003').getByText('unread message').waitFor({ state: 'attached' });
  await mate.open('U-1003');
  await mate.card('U-1003').getByText('unread message').waitFor({ state: 'detached' });
});

test('what is written while the network is away goes out once when it is back', async () => {
  const mate = await at();
  mate.watch.offline();
  await mate.open('U-1001');
  await mate.button('Take over').click();
  await mate.button('Hand back').waitFor();
  await mate.where.setOffline(true);
  await mate.page.getByText('No connection').waitFor();
  await mate.say('Are you still there?');
  await mate.waitFor('Waiting for the connection');
  await mate.where.setOffline(false);
  await mate.rows.filter({ hasText: 'Are you still there?' }).getByText('Sent', { exact: true }).waitFor();
  assert.equal(await mate.count('Are you still there?'), 1);
  await mate.page.reload();
  await mate.waitFor('Are you still there?');
  assert.equal(await mate.count('Are you still there?'), 1);
});

test('a picture that is no picture is refused in words, and nothing is lost', async () => {
  const mate = await at();
  mate.watch.offline();
  await mate.button('All').click();
  await mate.open('U-1001');
  await mate.choose({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<!doctype html><script>alert(1)</script>') });
  await mate.page.getByRole('alert').filter({ hasText: /picture/ }).first().waitFor();
  await mate.choose(picture(0, 'empty.png'));
  await mate.page.getByRole('alert').filter({ hasText: /empty/ }).first().waitFor();
  assert.equal(await mate.line.isVisible(), true);
});

test('what people typed is text and nothing else', async () => {
  const mate = await at();
  await mate.button('All').click();
  await mate.open('U-1002');
  await mate.waitFor('<b>hoch</b>');
  assert.equal(await mate.rows.locator('b', { hasText: 'hoch' }).count(), 0);
  mate.watch.check();
});

test('who is removed sees the form at once, wherever they are', async () => {
  const mate = await at({ name: 'Carl' });
  mate.watch.offline();
  await mate.button('All').click();
  await mate.open('U-1001');
  await fetch(REMOVE, { method: 'POST' });
  await mate.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.equal(await mate.page.getByText('U-1001').count(), 0);
});
