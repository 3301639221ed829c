// A person of the team in the chat: who writes, types and has read is told, and who holds the conversation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, server, stage } from './stage.mjs';

stage({ anew: true });

const talk = () => [...server.conversations.values()].at(-1);
const team = (message) => server.push(talk(), { from: 'team', client_id: null, kind: 'text', ...message });
const joined = () => team({ kind: 'notice', text: '**Ann** of our team is here now.', by: 'Ann', holder: 'team' });
const emit = (event, data) => server.io.to(talk().token).emit(event, data);

test('it shows who of the team writes and types, what was read, and who holds the conversation', async () => {
  const chat = await at();
  await chat.say('hello');
  joined();
  await chat.waitFor('Ann of our team is here now.');
  await chat.page.getByText('You are talking with Ann, a person of the team.').waitFor();
  emit('typing', { on: true, by: 'Ann' });
  await chat.waitFor('Ann is typing');
  team({ text: 'See **this**: https://help.example/a', by: 'Ann' });
  await chat.waitFor('Ann, a person of the team');
  await chat.waitFor('See **this**');
  assert.equal(await chat.page.getByText('Ann is typing').count(), 0);
  team({ kind: 'file', text: '', url: '/chat/files/att_1', filename: 'so.png', alt: 'The file', by: 'Ann' });
  await chat.waitFor('A picture from Ann');
});

test('what the person said last is sent, and then read', async () => {
  const chat = await at();
  await chat.say('slow');
  await chat.waitFor('Sent');
  emit('read', { seq: talk().messages.length });
  await chat.waitFor('Read');
});

test('handed back, it says so no more', async () => {
  const chat = await at();
  await chat.say('hello');
  joined();
  await chat.page.getByText('You are talking with Ann, a person of the team.').waitFor();
  team({ kind: 'notice', text: "From here on it's me again.", by: 'Ann', holder: 'bot' });
  await chat.waitFor("From here on it's me again.");
  assert.equal(await chat.page.getByText('You are talking with Ann').count(), 0);
});

test('a message of the team counts on the button while the chat is closed', async () => {
  const chat = await at();
  await chat.say('hello');
  await chat.button('Close').click();
  team({ text: 'Are you still there?', by: 'Ann' });
  await chat.page.getByRole('button', { name: /1 new message/ }).waitFor();
});
