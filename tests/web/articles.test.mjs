// The articles beside the chat, and the ways from them into it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, server, stage } from './stage.mjs';

stage({ anew: true });

const begun = () => server.heard.filter((said) => said.event === 'begin').map(({ article, cause }) => [article, cause]);

test('an article is found, read, and talked through from its cause', async () => {
  const chat = await at();
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
  const chat = await at({}, { open: false });
  await chat.launcher.waitFor();
  await chat.page.evaluate(() => window.Unstuck.open({ article: 'profile_photo' }));
  await chat.waitFor('Open the App Switcher');
  assert.deepEqual(begun(), [['profile_photo', null]]);
  chat.watch.offline();
  await chat.page.evaluate(() => window.Unstuck.open({ article: 'nothing' }));
  assert.equal(begun().length, 1);
});

test('a link leads into a cause of an article, once', async () => {
  const chat = await at({}, { open: false, path: '/chat?article=profile_photo&cause=glitch' });
  await chat.waitFor('Open the App Switcher');
  assert.deepEqual(begun(), [['profile_photo', 'glitch']]);
  await chat.page.reload();
  await chat.waitFor('Open the App Switcher');
  assert.deepEqual(begun(), [['profile_photo', 'glitch']]);
});
