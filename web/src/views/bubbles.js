// Plain messages of both sides, and what is waiting to be sent.
import { h } from '../dom.js';
import { linked, rich } from '../rich.js';
import { fill, words } from '../words.js';

const hidden = (text) => h('span', { class: 'for-readers' }, text, ' ');

export const botText = (text) => h('div', { class: 'bubble bot' }, hidden(words.bot), rich(text));

// What a person wrote is shown as it was written, without any markdown but with its links.
export const userText = (text) => h('div', { class: 'bubble user' }, hidden(words.you), linked(text));

// What a person of the team wrote, under their name; shown as it was written, as the person's own words are.
export const teamText = (by, text) =>
  h('div', { class: 'bubble team' }, h('span', { class: 'by' }, fill(words.fromTeam, { name: by })), ' ', h('span', { class: 'words' }, linked(text)));

// A line about who holds the conversation.
export const notice = (text) => h('p', { class: 'told' }, rich(text));

const notes = () => ({ queued: words.waiting, sending: words.sending, sent: words.sent });

// state: of an item of the sender; on: {retry(), cancel()}
export function note(item, on) {
  if (item.state !== 'failed') {
    const text = notes()[item.state];
    return text ? h('p', { class: 'note' }, text) : null;
  }
  return h(
    'div',
    { class: 'note failed', role: 'alert' },
    h('p', {}, words.failed, ' ', item.reason),
    h(
      'div',
      { class: 'choices' },
      h('button', { type: 'button', class: 'quiet', onclick: on.retry }, words.again),
      h('button', { type: 'button', class: 'quiet', onclick: on.cancel }, words.discard),
    ),
  );
}

// by: the name of the teammate who types, or null for the bot.
export const typing = (by) =>
  h(
    'div',
    { class: 'bubble bot typing' },
    by ? h('span', { class: 'by' }, fill(words.typingBy, { name: by })) : h('span', { class: 'for-readers' }, words.typing),
    h('i'),
    h('i'),
    h('i'),
  );

export const ways = (articles, privacy) =>
  h(
    'p',
    { class: 'ways' },
    h('button', { type: 'button', class: 'quiet', onclick: articles }, words.articles),
    privacy ? h('a', { class: 'quiet', href: privacy, target: '_blank', rel: 'noopener' }, words.privacy) : null,
  );

export const sent = (read) => h('p', { class: 'note' }, read ? words.read : words.sent);

export const time = (text) => h('p', { class: 'time' }, text);
