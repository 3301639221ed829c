// What happens to messages when the network, the server or the page goes away: same conversation, nothing twice, nothing lost.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Chat, picture } from './browser.mjs';
import { server, stage, visit, where } from './stage.mjs';

stage({ anew: true });
beforeEach(() => visit());

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

const LOG = `Error: upload failed\n${'0123456789 '.repeat(5900)}`;

test('a pasted log that is too long stays in the line, and its beginning can be sent', async () => {
  const chat = await Chat.at(where, server.address);
  await chat.waitFor('Hi!');
  await chat.say(LOG);
  await chat.waitFor('I can read up to 2,000 at once');
  assert.equal((await chat.line.inputValue()).length, LOG.trim().length);
  await chat.button('Send the first 2,000').click();
  await chat.waitFor('I heard “Error: upload failed');
  assert.equal(server.heard[0].text.length, 2000);
  assert.equal(await chat.line.inputValue(), '');
  chat.watch.check();
});

test('a message that would close the connection leaves the queue, and what is behind it goes', async () => {
  const chat = await Chat.at(where, server.address);
  await chat.waitFor('Hi!');
  // As an earlier version has left it in the browser.
  await chat.page.evaluate((text) => document.querySelector('unstuck-chat').conversation.sender.add('say', { text }), LOG);
  await chat.waitFor('Your text is back in the line below');
  assert.ok((await chat.line.inputValue()).startsWith('Error: upload failed'));
  await chat.say('go on');
  await chat.waitFor('I heard “go on”');
  assert.deepEqual(heard(), ['go on']);
  chat.watch.check();
});

test('what breaks the connection each time is given up, and what is behind it goes', async () => {
  const chat = await Chat.at(where, server.address);
  chat.watch.offline();
  await chat.waitFor('Hi!');
  const take = server.take.bind(server);
  server.take = (conversation, event, data, done) => (/poison/.test(data.text) ? server.io.disconnectSockets(true) : take(conversation, event, data, done));
  await chat.say('poison');
  await chat.say('go on');
  await chat.waitFor('I heard “go on”');
  await chat.waitFor('The connection was lost each time');
  await chat.button('Try again').waitFor();
});

test('what the server refuses for good comes back into the line', async () => {
  const chat = await Chat.at(where, server.address);
  await chat.say('impossible');
  await chat.waitFor('I could not read that. Your text is back in the line below.');
  assert.equal(await chat.line.inputValue(), 'impossible');
  assert.deepEqual(await chat.texts(), []);
  await chat.say('go on');
  await chat.waitFor('I heard “go on”');
});

test('a button that was pressed without a connection is not sent once its question is over', async () => {
  const one = await Chat.at(where, server.address);
  const two = await Chat.at(where, server.address);
  one.watch.offline();
  await one.say('step');
  await one.button('Done, next').waitFor();
  await one.page.evaluate(() => document.querySelector('unstuck-chat').conversation.connection.socket.disconnect());
  await one.button('Done, next').click();
  await one.waitFor('Waiting for the connection');
  await two.button('Done, next').click();
  await two.panel.locator('.card.step').nth(1).waitFor();
  await one.page.evaluate(() => document.querySelector('unstuck-chat').conversation.connection.hurry(true));
  await one.waitFor('“Done, next” belonged to an earlier question');
  assert.equal(server.heard.filter((said) => said.event === 'press').length, 1);
});

test('a double tap is one answer', async () => {
  const chat = await Chat.at(where, server.address);
  await chat.say('step');
  await chat.button('Done, next').waitFor();
  await chat.page.evaluate(() => {
    const button = () => document.querySelector('unstuck-chat').shadowRoot.querySelector('.reply.first');
    button().click();
    return new Promise((resolve) => setTimeout(resolve, 150)).then(() => button()?.click());
  });
  await chat.page.waitForTimeout(600);
  assert.equal(server.heard.filter((said) => said.event === 'press').length, 1);
});

test('a picture and a text that were sent without a connection leave the answers of one question', async () => {
  const chat = await Chat.at(where, server.address);
  chat.watch.offline();
  await chat.waitFor('Hi!');
  await server.stop();
  await chat.choose(picture(9_000));
  await chat.button('Send picture').click();
  await chat.say('and it says last');
  await server.start(server.port);
  await chat.waitFor('Try your profile photo again');
  await chat.panel.locator('.replies').waitFor();
  assert.deepEqual(await chat.panel.locator('.replies button').allTextContents(), ['It works now', 'Same error', 'Help me with this', 'Back']);
});

test('what stands in the line outlives a reload', async () => {
  const chat = await Chat.at(where, server.address);
  await chat.line.fill('half a sen');
  await chat.page.reload();
  await chat.panel.waitFor();
  assert.equal(await chat.line.inputValue(), 'half a sen');
  await chat.say('rest');
  await chat.page.reload();
  await chat.waitFor('I heard “rest”');
  assert.equal(await chat.line.inputValue(), '');
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

test('of a long talk the last part is drawn, the rest on request, and an answer makes only its own rows', async () => {
  const chat = await Chat.at(where, server.address);
  await chat.waitFor('Hi!');
  const [conversation] = server.conversations.values();
  for (let row = 2; row <= 800; row += 1) server.push(conversation, { from: row % 2 ? 'bot' : 'user', client_id: row % 2 ? null : `row-${row}`, kind: 'text', text: `Message ${row} of 800` });
  await chat.page.reload();
  await chat.waitFor('Message 800 of 800');
  assert.ok((await chat.rows.count()) < 60);
  await chat.page.evaluate(() => {
    window.made = 0;
    new MutationObserver((changes) => changes.forEach((change) => (window.made += change.addedNodes.length))).observe(document.querySelector('unstuck-chat').list.list, { childList: true });
  });
  await chat.say('hello');
  await chat.waitFor('I heard “hello”');
  assert.ok((await chat.page.evaluate(() => window.made)) < 12);
  for (let more = 0; (await chat.panel.getByText('Message 700 of 800').count()) === 0 && more < 9; more += 1) await chat.button('Earlier messages').click();
  await chat.waitFor('Message 700 of 800');
});

test('earlier conversations are listed, and gone on with', async () => {
  const chat = await Chat.at(where, server.address);
  const talks = () => chat.button('More').click().then(() => chat.button('Your conversations').click());
  await chat.say('the first one');
  await chat.waitFor('I heard “the first one”');
  await talks();
  await chat.button('New conversation').first().click();
  await chat.rows.filter({ hasText: 'the first one' }).first().waitFor({ state: 'detached' });
  await chat.say('the second one');
  await chat.waitFor('I heard “the second one”');
  await talks();
  await chat.shot('conversations');
  await chat.panel.getByRole('button', { name: 'the first one' }).click();
  await chat.waitFor('I heard “the first one”');
  await chat.say('and on');
  await chat.waitFor('I heard “and on”');
  assert.deepEqual(await chat.texts(), ['the first one', 'and on']);
  assert.equal(server.conversations.size, 2);
  await talks();
  assert.deepEqual(await chat.panel.locator('.found b').allTextContents(), ['the first one', 'the second one']);
  chat.watch.check();
});
