// From the conversation to the rows of the list: which view shows what, in which order.
import { words } from './words.js';
import { draft, refused, showProgress, uploading, userPicture } from './views/picture.js';
import { file, report } from './views/report.js';
import { step, wholeFix } from './views/step.js';
import { botText, note, replies, typing, userText } from './views/text.js';

export const keyOf = (message) => message.client_id ?? `m${message.seq}`;

// After these there is a way on; a question in words leaves the answer open.
const LEADING = new Set(['step', 'whole_fix']);
const CARDS = { step, whole_fix: wholeFix, report };

function pictureBefore(messages, seq) {
  return messages.filter((message) => message.kind === 'picture' && message.seq < seq).pop() ?? null;
}

export class Rows {
  // actions: {press(button), pick(), save(message, status), sendDraft(), dropDraft(), retry(item), cancel(item)}
  constructor(conversation, pictures, greeting, actions) {
    Object.assign(this, { conversation, pictures, greeting, actions });
    // Previews of what this page sent: at hand, and visible where the browser cannot show the format from the server either.
    this.previews = new Map();
  }

  get all() {
    const messages = this.conversation.sorted;
    const { pending } = this.conversation;
    const rows = [...messages.map((message) => this.message(message, messages)), ...pending.map((item) => this.item(item))];
    if (!messages.length && this.conversation.state === 'offline') rows.unshift(this.welcome());
    const waiting = !messages.length && this.conversation.state !== 'offline';
    if (waiting || this.conversation.typing) rows.push({ key: 'typing', kind: 'bot', version: '', build: typing });
    rows.push(...this.pictures.notices.map((reason) => ({ key: `refused ${reason}`, kind: 'bot', version: '', build: () => refused(reason) })));
    if (this.pictures.file) rows.push(this.draft());
    else rows.push(...this.choices(messages, pending));
    return rows;
  }

  // The bot greets by itself; without a connection the page does.
  welcome() {
    return { key: 'welcome', kind: 'bot', version: '', build: () => botText(this.greeting || words.greeting) };
  }

  choices(messages, pending) {
    const buttons = [...this.conversation.buttons];
    const untouched = !pending.length && messages.every((message) => message.from === 'bot');
    if (untouched && buttons.length) buttons.push({ title: words.checkPicture, pick: true });
    if (!buttons.length) return [];
    const leading = untouched || messages.some((message) => message.seq > this.conversation.lastSaid && LEADING.has(message.kind));
    const choose = (button) => (button.pick ? this.actions.pick() : this.actions.press(button));
    return [{ key: 'replies', kind: 'bot', version: JSON.stringify(buttons), build: () => replies(buttons, leading, choose) }];
  }

  draft() {
    const { file: chosen, url } = this.pictures;
    const on = { send: this.actions.sendDraft, remove: this.actions.dropDraft };
    return { key: 'draft', kind: 'bot', version: url, build: () => draft({ file: chosen, url }, on) };
  }

  message(message, messages) {
    const row = { key: keyOf(message), kind: message.from, version: JSON.stringify(message) };
    return { ...row, build: () => this.view(message, messages) };
  }

  view(message, messages) {
    if (message.from === 'user') {
      if (message.kind !== 'picture') return userText(message.text);
      const preview = this.previews.get(message.client_id) ?? message.preview ?? message.url;
      return userPicture(preview, message.filename, message.alt, message.text);
    }
    if (message.kind === 'file') {
      const sent = pictureBefore(messages, message.seq);
      const before = sent && { filename: sent.filename, url: this.previews.get(sent.client_id) ?? sent.preview ?? sent.url };
      return file(message, before, (status) => this.actions.save(message, status));
    }
    if (CARDS[message.kind]) return CARDS[message.kind](message);
    // The page's own greeting takes the place of the bot's first words.
    return botText(message.seq === 1 && this.greeting ? this.greeting : message.text);
  }

  item(item) {
    const on = { retry: () => this.actions.retry(item), cancel: () => this.actions.cancel(item) };
    const row = { key: item.id, kind: 'user', version: `${item.state} ${item.reason ?? ''}` };
    if (!item.file) return { ...row, build: () => [userText(item.data.title ?? item.data.text), note(item, on) ?? ''] };
    if (!this.previews.has(item.id)) this.previews.set(item.id, URL.createObjectURL(item.file));
    const url = this.previews.get(item.id);
    if (item.state === 'uploading' || item.state === 'queued') {
      const update = (node) => showProgress(node, item);
      return { ...row, version: 'waiting', build: () => uploading(item, url, on.cancel), update };
    }
    return { ...row, build: () => [userPicture(url, item.file.name, '', item.data.caption), note(item, on) ?? ''] };
  }
}
