// The widget in another language: that of the browser, of the page's call and of the conversation; from right to left it is turned, and axe
// finds nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { Chat, context, launch } from './browser.mjs';
import { FakeServer } from './fake_server.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ARABIC = { language: 'ar', direction: 'rtl', title: 'المساعدة', writeShort: 'رسالة', unread: { messages: { zero: 'لا رسائل', one: 'رسالة واحدة', two: 'رسالتان', few: '{messages} رسائل', many: '{messages} رسالة', other: '{messages} رسالة' } } };
const GERMAN = { language: 'de', direction: 'ltr', title: 'Hilfe', writeShort: 'Nachricht', stepOf: 'Schritt {step} von {steps}' };

let server;
let browser;
before(async () => {
  server = await new FakeServer().start();
  server.words = { ar: ARABIC, de: GERMAN };
  browser = await launch();
});
after(async () => {
  await browser.close();
  await server.stop();
});

// With its greeting: from then on the last conversation that the server knows is this one, and it hears what is said in it.
const at = async (options) => {
  const chat = await Chat.at(await context(browser, options), server.address);
  await chat.panel.locator('.row.bot').first().waitFor();
  return chat;
};
const title = (chat) => chat.panel.locator('h2');
const titled = (chat, text) => title(chat).filter({ hasText: text }).waitFor();

test('the browser tells the language; from right to left the chat is turned, and the button stays where the page has it', async () => {
  const chat = await at({ locale: 'ar-EG', bypassCSP: true });
  await titled(chat, 'المساعدة');
  for (const tag of ['unstuck-launcher', 'unstuck-chat']) {
    assert.deepEqual(await chat.page.locator(tag).evaluate((node) => [node.lang, node.dir, node.dataset.side]), ['ar', 'rtl', 'right'], tag);
  }
  const [heading, close] = await Promise.all([title(chat), chat.panel.locator('.top > :last-child')].map((one) => one.boundingBox()));
  assert.ok(heading.x > close.x);
  await chat.page.evaluate(AXE);
  assert.deepEqual(await chat.page.evaluate(async () => (await window.axe.run('unstuck-chat')).violations.map((one) => one.id)), []);
  chat.watch.check();
});

test('a text that depends on a number has the form that the language has for it', async () => {
  const chat = await at({ locale: 'ar' });
  await titled(chat, 'المساعدة');
  await chat.panel.locator('.top > :last-child').click();
  const [conversation] = [...server.conversations.values()].slice(-1);
  for (const label of ['رسالة واحدة', 'رسالتان', '3 رسائل']) {
    server.say(conversation, { kind: 'text', text: 'x', language: 'ar' });
    await chat.page.waitForFunction((wanted) => document.querySelector('unstuck-launcher').shadowRoot.querySelector('button').ariaLabel.endsWith(wanted), label);
  }
});

test('a page that asks for another language has its words, and the bot is told', async () => {
  const chat = await at({ device: 'computer' });
  await titled(chat, 'Help');
  await chat.line.fill('half a sen');
  await chat.page.evaluate(() => window.Unstuck.setLanguage('de'));
  await titled(chat, 'Hilfe');
  await chat.page.waitForFunction(() => document.querySelector('unstuck-chat').conversation.asked === null);
  assert.deepEqual(server.heard.filter((one) => one.event === 'speak').map((one) => one.language), ['de']);
  assert.equal(await chat.panel.locator('textarea').inputValue(), 'half a sen');
});

test('the words follow the conversation, and what was said before keeps its language', async () => {
  const chat = await at({ device: 'computer' });
  await titled(chat, 'Help');
  await chat.line.focus();
  const [conversation] = [...server.conversations.values()].slice(-1);
  server.say(conversation, { kind: 'text', text: 'In Ordnung, ab hier auf Deutsch.', language: 'de' });
  await titled(chat, 'Hilfe');
  const said = chat.panel.locator('.row.bot');
  await said.filter({ hasText: 'Deutsch' }).waitFor();
  assert.deepEqual([await said.first().getAttribute('lang'), await said.last().getAttribute('lang')], ['en', null]);
  assert.equal(await chat.panel.locator('textarea').evaluate((node) => node.getRootNode().activeElement === node), true);
  server.say(conversation, { kind: 'text', text: 'All right, in English from here on.' });
  await titled(chat, 'Help');
  chat.watch.check();
});

test('where there are no words for a language, and where they cannot be had, the chat is English', async () => {
  const chat = await at({ locale: 'xx' });
  await titled(chat, 'Help');
  const where = await context(browser, { locale: 'de' });
  await where.route('**/words?*', (route) => route.abort());
  await titled(await Chat.at(where, server.address), 'Help');
});
