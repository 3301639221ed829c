// What happens to messages when the network, the server or the page goes away: same conversation, nothing twice, nothing lost.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Chat, context, launch, picture } from './browser.mjs';
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

const heard = () => server.heard.map((one) => one.text ?? one.title ?? one.event);

test('what is written offline waits, says so, and is sent once', async () => {
  const chat = await Chat.at(where, server.address);
  chat.watch.offline();
  await chat.say('one');
  await chat.waitFor('I heard “one”');
  await where.setOffline(true);
  await server.stop();
  await chat.say('two');
  await chat.say('three');
  await chat.waitFor('Waiting for the connection');
  await chat.panel.getByText("You're offline").waitFor();
  await server.start(server.port);
  await where.setOffline(false);
  await chat.waitFor('I heard “three”');
  assert.deepEqual(heard(), ['one', 'two', 'three']);
  assert.deepEqual(await chat.texts(), ['one', 'two', 'three']);
  assert.equal(await chat.panel.getByText("You're offline").count(), 0);
  chat.watch.check();
});

test('what is written offline outlives the page', async () => {
  const chat = await Chat.at(where, server.address);
  chat.watch.offline();
  await chat.waitFor('Hi!');
  await server.stop();
  await chat.say('before the reload');
  await chat.waitFor('Waiting for the connection');
  await chat.choose(picture(50_000));
  await chat.button('Send picture').click();
  await chat.button('Cancel').waitFor();
  await server.start(server.port);
  await chat.page.reload();
  await chat.waitFor('Save it to your photos');
  assert.deepEqual(heard(), ['before the reload', 'attach']);
  assert.deepEqual(server.uploads, ['me.png']);
});

test('the server restarts', async () => {
  const chat = await Chat.at(where, server.address);
  chat.watch.offline();
  await chat.say('before');
  await chat.waitFor('I heard “before”');
  await server.restart(1);
  await chat.say('after');
  await chat.waitFor('I heard “after”');
  assert.deepEqual(await chat.texts(), ['before', 'after']);
  chat.watch.check();
});

test('an acknowledgement that never comes is asked for again, and the message counts once', async () => {
  const chat = await Chat.at(where, server.address);
  chat.watch.offline();
  await chat.waitFor('Hi!');
  const take = server.take.bind(server);
  server.take = (conversation, event, data) => take(conversation, event, data, () => {});
  await chat.say('lost answer');
  await chat.waitFor('I heard “lost answer”');
  server.take = take;
  await server.restart();
  await chat.say('next');
  await chat.waitFor('I heard “next”');
  assert.deepEqual(heard(), ['lost answer', 'next']);
  assert.deepEqual(await chat.texts(), ['lost answer', 'next']);
});

test('a reload shows the same conversation, opened again', async () => {
  const chat = await Chat.at(where, server.address);
  await chat.button("My profile photo won't change").click();
  await chat.waitFor('Open the App Switcher');
  await chat.page.reload();
  await chat.waitFor('Open the App Switcher');
  assert.deepEqual(await chat.texts(), ["My profile photo won't change"]);
  assert.equal(await chat.button('Done, next').count(), 1);
  chat.watch.check();
});

test('a message that arrives while the page sleeps is fetched', async () => {
  const chat = await Chat.at(where, server.address);
  await chat.waitFor('Hi!');
  const [conversation] = server.conversations.values();
  const { io } = server;
  server.io = { to: () => ({ emit: () => {} }) };
  server.say(conversation, { kind: 'text', text: 'Did it work since yesterday?' });
  server.io = io;
  await chat.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await chat.waitFor('since yesterday');
});

test('a gap in the numbers is filled from the history', async () => {
  const chat = await Chat.at(where, server.address);
  await chat.waitFor('Hi!');
  const [conversation] = server.conversations.values();
  conversation.messages.push({ seq: 2, from: 'bot', kind: 'text', text: 'missed', buttons: [], client_id: null });
  server.say(conversation, { kind: 'text', text: 'heard' });
  await chat.waitFor('missed');
  await chat.waitFor('heard');
  assert.equal(await chat.rows.filter({ hasText: 'heard' }).count(), 1);
});

test('two tabs show the same, and nothing twice', async () => {
  const one = await Chat.at(where, server.address);
  await one.waitFor('Hi!');
  const two = await Chat.at(where, server.address);
  await two.waitFor('Hi!');
  await one.say('from one');
  await two.waitFor('I heard “from one”');
  await two.say('from two');
  await one.waitFor('I heard “from two”');
  assert.deepEqual(await one.texts(), ['from one', 'from two']);
  assert.deepEqual(await two.texts(), ['from one', 'from two']);
  assert.equal(server.conversations.size, 1);
  one.watch.check();
  two.watch.check();
});

test('two tabs opened at the same moment share one conversation', async () => {
  const [one, two] = await Promise.all([Chat.at(where, server.address), Chat.at(where, server.address)]);
  await one.say('hello');
  await two.waitFor('I heard “hello”');
});

test('deleting clears every tab and begins anew', async () => {
  const one = await Chat.at(where, server.address);
  await one.say('secret');
  await one.waitFor('I heard “secret”');
  const two = await Chat.at(where, server.address);
  await two.waitFor('I heard “secret”');
  await one.button('More').click();
  await one.button('Delete my conversation').click();
  await one.button('Delete').click();
  for (const chat of [one, two]) {
    await chat.rows.filter({ hasText: 'secret' }).first().waitFor({ state: 'detached' });
    await chat.waitFor('Hi!');
  }
  await two.say('fresh');
  await one.waitFor('I heard “fresh”');
  assert.equal(server.conversations.size, 1);
});

test('a conversation that the server no longer knows is begun anew', async () => {
  const chat = await Chat.at(where, server.address);
  chat.watch.offline();
  await chat.say('old');
  await chat.waitFor('I heard “old”');
  server.conversations.clear();
  await server.restart();
  await chat.rows.filter({ hasText: 'old' }).first().waitFor({ state: 'detached' });
  await chat.waitFor('Hi!');
});

test('a failed message can be sent again or discarded', async () => {
  const chat = await Chat.at(where, server.address);
  await chat.say('refuse this');
  await chat.waitFor('Please wait a minute');
  await chat.say('go on');
  await chat.waitFor('I heard “go on”');
  await chat.button('Discard').click();
  assert.deepEqual(await chat.texts(), ['go on']);
});
