// The articles beside the chat, and the ways from them into it.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Chat, context, launch } from './browser.mjs';
import { FakeServer } from './fake_server.mjs';

let browser;
let server;
let where;
before(async () => (browser = await launch()));
after(() => browser.close());
beforeEach(async () => {
  server = await new FakeServer().start();
  where = await context(browser);
});
afterEach(async () => {
  await where.close();
  await server.stop();
});

const begun = () => server.heard.filter((said) => said.event === 'begin').map(({ article, cause }) => [article, cause]);

test('an article is found, read, and talked through from its cause', async () => {
  const chat = await Chat.at(where, server.address);
  await chat.button('Help articles').click();
  const search = chat.page.getByRole('searchbox', { name: 'Search the articles' });
  await search.fill('zzz');
  await chat.panel.getByText('No article has these words').waitFor();
  await search.fill('photo');
  await chat.panel.getByRole('button', { name: 'Profile Photo Update Failed' }).click();
  await chat.panel.getByText('Threads could not change your profile picture.').waitFor();
  await chat.shot('article');
  await chat.panel.getByRole('button', { name: 'This is it : Threads may not see your photos' }).click();
  await chat.waitFor('Open the App Switcher');
  assert.deepEqual(begun(), [['profile_photo', 'permission']]);
  assert.deepEqual(await chat.texts(), ['Threads may not see your photos']);
  chat.watch.check();
});

test('a page opens the chat at an article, and an article that is gone opens the chat alone', async () => {
  const chat = await Chat.at(where, server.address, { open: false });
  await chat.launcher.waitFor();
  await chat.page.evaluate(() => window.Unstuck.open({ article: 'profile_photo' }));
  await chat.waitFor('Open the App Switcher');
  assert.deepEqual(begun(), [['profile_photo', null]]);
  chat.watch.offline();
  await chat.page.evaluate(() => window.Unstuck.open({ article: 'nothing' }));
  assert.equal(begun().length, 1);
});

test('a link leads into a cause of an article, once', async () => {
  const chat = await Chat.at(where, server.address, { open: false, path: '/chat?article=profile_photo&cause=glitch' });
  await chat.waitFor('Open the App Switcher');
  assert.deepEqual(begun(), [['profile_photo', 'glitch']]);
  await chat.page.reload();
  await chat.waitFor('Open the App Switcher');
  assert.deepEqual(begun(), [['profile_photo', 'glitch']]);
});
