// The page that embeds the chat: what it can set, what it hears, what it pays, and what it is spared.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { answers, Chat, context } from './browser.mjs';
import { at, browser, server, stage, visit, where } from './stage.mjs';

const DIST = new URL('../../web/dist/', import.meta.url);
const zipped = (name) => gzipSync(readFileSync(new URL(name, DIST)), { level: 9 }).length;

stage();

// A page of the host's own with the widget's line in it, under the same strict policy.
async function page(attributes, { open = true, body = '' } = {}) {
  server.pages['/host'] = `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><main><h1>Host</h1>${body}</main><script src="/chat/widget.js" async ${attributes}></script></html>`;
  return at({ device: 'computer' }, { open, path: '/host' });
}

test('the button weighs at most 15 kB, the chat at most 45 kB', () => {
  const button = zipped('widget.js');
  const chat = readdirSync(new URL('assets/', DIST)).filter((name) => name.startsWith('chat-')).reduce((sum, name) => sum + zipped(`assets/${name}`), 0);
  console.log(`gzip: widget.js ${button}, chat ${chat}`);
  assert.ok(button <= 15_000);
  assert.ok(chat <= 45_000);
});

test('the widget adds little to the time of an answer', async () => {
  const chat = await page('');
  await chat.waitFor('Hi!');
  const times = (await chat.page.evaluate(answers(15))).sort((a, b) => a - b);
  console.log(`from the socket to the screen: p50 ${times[7].toFixed(1)} ms`);
  assert.ok(times[7] <= 40);
});

test('what came while the chat was closed is counted on the button before anything is loaded, once', async () => {
  const chat = await page('');
  await chat.waitFor('Hi!');
  await chat.say('hello');
  await chat.waitFor('I heard “hello”');
  const badge = () => chat.launcher.getAttribute('aria-label');
  const asked = [];
  chat.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const comeBack = async () => {
    if (await chat.panel.isVisible()) await chat.page.keyboard.press('Escape');
    asked.length = 0;
    await chat.page.reload();
    await chat.launcher.waitFor();
    await chat.page.waitForLoadState('networkidle');
  };
  await comeBack();
  assert.doesNotMatch(await badge(), /new message/);
  const [conversation] = [...server.conversations.values()].slice(-1);
  server.push(conversation, { from: 'team', client_id: null, kind: 'text', text: 'Anna here', by: 'Anna' });
  server.say(conversation, { kind: 'text', text: 'You asked me to write to you again' });
  await comeBack();
  await chat.page.getByRole('button', { name: /2 new messages/ }).waitFor();
  assert.deepEqual(asked.filter((path) => /chat-|socket|session/.test(path)), []);
  await chat.open();
  await chat.waitFor('Anna here');
  await comeBack();
  assert.doesNotMatch(await badge(), /new message/);
});

test('a visitor without a conversation is asked about nothing', async () => {
  const tab = await (await visit()).newPage();
  const asked = [];
  tab.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await tab.goto(`${server.address}/chat`);
  await tab.locator('unstuck-launcher button').waitFor();
  await tab.waitForLoadState('networkidle');
  assert.deepEqual(asked.filter((path) => /history/.test(path)), []);
});

test('nothing but the button is loaded before it is pressed', async () => {
  const tab = await (await visit()).newPage();
  const asked = [];
  tab.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await tab.goto(`${server.address}/chat`);
  await tab.locator('unstuck-launcher button').waitFor();
  await tab.waitForTimeout(300);
  assert.deepEqual(asked.filter((path) => /chat-|socket|session/.test(path)), []);
});

test('a page sets title, greeting, colour, side and theme', async () => {
  const chat = await page('data-title="Help" data-greeting="Welcome **here**." data-color="#ffd500" data-position="left" data-theme="dark"');
  await chat.waitFor('Welcome here.');
  assert.equal(await chat.panel.locator('h2').textContent(), 'Help');
  assert.ok((await chat.launcher.boundingBox()).x < 100);
  assert.ok((await chat.panel.boundingBox()).x < 100);
  const fill = (name) => chat.page.locator('unstuck-launcher').evaluate((host, property) => getComputedStyle(host).getPropertyValue(property).trim(), name);
  assert.equal(await fill('--fill'), 'rgb(255 213 0)');
  assert.equal(await fill('--on-fill'), 'rgb(0 0 0)', 'words on a bright colour are black');
  await chat.shot('host-own-look');
  chat.watch.check();
});

test('a bright colour stays the colour that it is', async () => {
  const chat = await page('data-color="#ffd500" data-theme="light"');
  const button = await chat.launcher.evaluate((node) => [getComputedStyle(node).backgroundColor, getComputedStyle(node).color]);
  assert.deepEqual(button, ['rgb(255, 213, 0)', 'rgb(0, 0, 0)']);
});

test('a colour that is too faint for its theme is made readable', async () => {
  const chat = await page('data-color="#ffd500" data-theme="light"');
  const ink = await chat.page.locator('unstuck-launcher').evaluate((host) => getComputedStyle(host).getPropertyValue('--ink'));
  assert.notEqual(ink.trim(), 'rgb(255 213 0)');
});

test('a page opens, closes and speaks, and hears what happens', async () => {
  const chat = await page('', { open: false });
  await chat.launcher.waitFor();
  await chat.page.evaluate(() => {
    window.heard = [];
    for (const name of ['open', 'close', 'message']) document.addEventListener(`unstuck:${name}`, (event) => window.heard.push([name, event.detail?.from]));
  });
  await chat.page.evaluate(() => window.Unstuck.send('hello from the page'));
  await chat.waitFor('I heard “hello from the page”');
  await chat.page.evaluate(() => window.Unstuck.close());
  await chat.panel.waitFor({ state: 'hidden' });
  await chat.page.evaluate(() => window.Unstuck.open());
  await chat.panel.waitFor();
  const heard = await chat.page.evaluate(() => window.heard.map(([name, from]) => (from ? `${name} ${from}` : name)));
  for (const name of ['open', 'message user', 'message bot', 'close']) assert.ok(heard.includes(name), `${name} in ${heard}`);
});

test('messages that come while the chat is closed are counted on the button', async () => {
  const chat = await page('');
  await chat.say('slow');
  await chat.panel.locator('.typing').waitFor();
  await chat.button('Close').click();
  await chat.page.getByRole('button', { name: 'Open the help chat, 1 new message' }).waitFor();
  await chat.open();
  await chat.waitFor('I heard “slow”');
});

test('a page fills the line, hides the button, takes everything away, and none of it is left', async () => {
  const chat = await page('', { open: false });
  await chat.launcher.waitFor();
  await chat.page.evaluate(() => window.Unstuck.prefill('It says'));
  await chat.panel.waitFor();
  assert.equal(await chat.line.inputValue(), 'It says');
  await chat.page.evaluate(() => window.Unstuck.toggle());
  await chat.panel.waitFor({ state: 'hidden' });
  await chat.page.evaluate(() => window.Unstuck.hideLauncher());
  await chat.launcher.waitFor({ state: 'hidden' });
  await chat.page.evaluate(() => window.Unstuck.showLauncher());
  await chat.launcher.waitFor();
  await chat.page.evaluate(() => window.Unstuck.destroy());
  assert.deepEqual(await chat.page.evaluate(() => [document.querySelectorAll('unstuck-chat, unstuck-launcher').length, typeof window.Unstuck]), [0, 'undefined']);
  await chat.page.waitForTimeout(200);
  assert.equal(server.io.sockets.sockets.size, 0, 'the connection is closed');
});

test('a page hears what happens until it has heard enough', async () => {
  const chat = await page('');
  await chat.page.evaluate(() => {
    window.heard = [];
    window.stop = window.Unstuck.on('message', ({ from }) => window.heard.push(from));
  });
  await chat.say('one');
  await chat.waitFor('I heard “one”');
  await chat.page.evaluate(() => window.stop());
  await chat.say('two');
  await chat.waitFor('I heard “two”');
  assert.deepEqual(await chat.page.evaluate(() => window.heard), ['user', 'bot']);
});

test('a page hears once that it is solved or handed off, also after an outage, and nothing of a history drawn anew', async () => {
  const chat = await page('');
  chat.watch.offline();
  await chat.waitFor('Hi!');
  const listen = () => {
    window.heard = [];
    for (const name of ['solved', 'handedOff']) document.addEventListener(`unstuck:${name}`, () => window.heard.push(name));
  };
  await chat.page.evaluate(listen);
  await chat.say('solved');
  await chat.waitFor('glad it works');
  assert.deepEqual(await chat.page.evaluate(() => window.heard), ['solved']);
  await server.stop();
  server.say([...server.conversations.values()].at(-1), { kind: 'text', text: 'Your ticket is **U-1001**.', end: 'handed_off' });
  await server.start(server.port);
  await chat.waitFor('U-1001');
  await chat.page.evaluate(() => document.querySelector('unstuck-chat').conversation.catchUp(0));
  assert.deepEqual(await chat.page.evaluate(() => window.heard), ['solved', 'handedOff']);
  await chat.page.addInitScript(listen);
  await chat.page.reload();
  await chat.waitFor('U-1001');
  await chat.say('one more');
  await chat.waitFor('I heard “one more”');
  assert.deepEqual(await chat.page.evaluate(() => window.heard), []);
});

test('a person whom the page knows has one conversation in every browser, and leaves it by signing out', async () => {
  const chat = await page('');
  const ann = { id: 'ann@example.org', signature: 'signed' };
  await chat.page.evaluate((who) => window.Unstuck.identify(who), ann);
  await chat.panel.waitFor();
  await chat.waitFor('Hi!');
  await chat.say('from one browser');
  await chat.waitFor('I heard “from one browser”');
  const other = await context(browser);
  const second = await Chat.at(other, server.address, { open: false, path: '/host' });
  await second.launcher.waitFor();
  await second.page.evaluate((who) => window.Unstuck.identify(who).then(() => window.Unstuck.open()), ann);
  await second.waitFor('I heard “from one browser”');
  await second.page.evaluate(() => window.Unstuck.identify(null));
  await second.waitFor('Hi!');
  assert.equal(await second.rows.filter({ hasText: 'from one browser' }).count(), 0);
  await other.close();
});

test('what comes while nobody looks is counted in the title, which can be switched off', async () => {
  const chat = await page('data-privacy="https://example.org/privacy"');
  await chat.waitFor('Hi!');
  assert.equal(await chat.panel.getByRole('link', { name: 'How your data is treated' }).getAttribute('href'), 'https://example.org/privacy');
  const [conversation] = [...server.conversations.values()].slice(-1);
  await chat.button('Close').click();
  server.say(conversation, { kind: 'text', text: 'Did it work?' });
  await chat.page.waitForFunction(() => document.title === '(1) Host');
  await chat.open();
  assert.equal(await chat.page.title(), 'Host');
  await chat.button('More').click();
  await chat.page.getByRole('switch', { name: 'Count in the title' }).click();
  await chat.page.keyboard.press('Escape');
  await chat.button('Close').click();
  server.say(conversation, { kind: 'text', text: 'And now?' });
  await chat.page.getByRole('button', { name: 'Open the help chat, 1 new message' }).waitFor();
  assert.equal(await chat.page.title(), 'Host');
});

test('the page keeps its styles, and the chat its own', async () => {
  const chat = await page('', { body: '<p id="probe">text</p>' });
  assert.equal(await chat.page.evaluate(() => document.styleSheets.length + document.adoptedStyleSheets.length), 0);
  assert.equal(await chat.page.locator('#probe').evaluate((node) => getComputedStyle(node).color), 'rgb(0, 0, 0)');
  assert.deepEqual(await where.cookies(), []);
  chat.watch.check();
});

test('what a server or a person writes is text, whatever it contains', async () => {
  const chat = await page('');
  await chat.say('hostile <img src=x onerror="window.hacked=2"> ![](https://evil.example/y.png)');
  await chat.waitFor('label');
  await chat.page.waitForTimeout(300);
  assert.equal(await chat.page.evaluate(() => window.hacked), undefined);
  assert.equal(await chat.panel.locator('.bubble img').count(), 0);
  const addresses = await chat.panel.locator('.bubble a').evaluateAll((links) => links.map((link) => link.protocol));
  assert.ok(addresses.every((protocol) => protocol === 'https:'), `${addresses}`);
  chat.watch.check();
});

test('a chat that cannot be loaded says so, and loads at the next try', async () => {
  const chat = await page('', { open: false });
  await chat.page.route('**/assets/**', (route) => route.abort());
  await chat.launcher.click();
  await chat.page.getByText('The chat could not be loaded').waitFor();
  await chat.page.unroute('**/assets/**');
  await chat.open();
  await chat.waitFor('Hi!');
});
