// From the conversation to the rows of the list: which view shows what, in which order.
import { isPause, moment } from './times.js';
import { comment } from './views/comment.js';
import { refused, showProgress, uploading, userPicture } from './views/picture.js';
import { file, report, teamFile } from './views/report.js';
import { step, wholeFix } from './views/step.js';
import { botText, note, notice, sent, teamText, time, typing, userText, ways } from './views/bubbles.js';
import { words } from './words.js';

export const keyOf = (message) => message.client_id ?? `m${message.seq}`;

const CARDS = { step, whole_fix: wholeFix, report };

// Of a picture in another format the server makes one that every browser shows.
const SHOWABLE = /\.(jpe?g|png|gif|webp|avif)$/i;
const linksOf = ({ from, filename, url, preview }) => (from === 'user' && SHOWABLE.test(filename) ? [url, preview] : [preview, url]);

const bot = (key, build, version = '') => ({ key, kind: 'bot', version, build });

export class Rows {
  // options: {greeting, privacy} of the page; actions: {save(message, status), show(picture), retry(item), cancel(item), articles(), comment(text)}
  constructor(conversation, { greeting, privacy }, actions) {
    Object.assign(this, { conversation, greeting, privacy, actions });
    // Previews of what this page sent: at hand, and visible where the browser cannot show the format from the server either.
    this.previews = new Map();
  }

  // The messages from the one with that index on, and what is not sent yet. notices: what the widget itself has to say, [{text, buttons}].
  from(first, notices) {
    const { pending, state } = this.conversation;
    const messages = this.conversation.sorted.slice(first);
    const rows = [...messages.flatMap((message, index) => this.said(message, messages[index - 1])), ...pending.map((item) => this.item(item))];
    if (!messages.length && state === 'offline') rows.unshift(this.welcome());
    if ((!messages.length && state !== 'offline') || this.conversation.typing) rows.push(bot('typing', () => typing(this.conversation.typist), this.conversation.typist ?? ''));
    if (messages.length && !this.conversation.lastSaid && !pending.length) rows.push(this.ways());
    return [...rows, ...notices.map((notice) => bot(`notice ${notice.text}`, () => refused(notice)))];
  }

  // Below the greeting: the articles, and how the page treats what is said here.
  ways() {
    return bot('ways', () => ways(this.actions.articles, this.privacy));
  }

  // The bot greets by itself; without a connection the page does.
  welcome() {
    return bot('welcome', () => botText(this.greeting || words.greeting));
  }

  said(message, before) {
    const lang = message.from === 'bot' && message.kind !== 'notice' ? (message.language ?? 'en') : null;
    const row = { key: keyOf(message), kind: message.from, lang, version: message, build: () => this.view(message) };
    const waits = message.from === 'user' && message === this.conversation.sorted.at(-1);
    const read = message.seq <= this.conversation.readByTeam;
    if (waits) Object.assign(row, { version: `${read ? 'read' : 'sent'} ${message.seq}`, build: () => [this.view(message), sent(read)] });
    if (this.asksForComment(message)) Object.assign(row, { version: `asks ${message.seq}`, build: () => [this.view(message), comment(this.actions.comment)] });
    if (!isPause(before, message)) return [row];
    const text = moment(message.at);
    return [{ key: `t${message.seq}`, kind: 'pause', version: text, build: () => time(text) }, row];
  }

  asksForComment({ asks, seq }) {
    const { lastSaid, pending } = this.conversation;
    return asks === 'comment' && seq > lastSaid && !pending.length;
  }

  view(message) {
    if (message.from === 'user') {
      return message.kind === 'picture' ? userPicture(this.source(message), message.text, this.actions.show) : userText(message.text);
    }
    if (message.kind === 'file' && message.from === 'team') {
      return teamFile(message, this.source(message), { save: (status) => this.actions.save(message, status), show: this.actions.show });
    }
    if (message.kind === 'file') {
      const sent = this.conversation.sorted.findLast((one) => one.kind === 'picture' && one.seq < message.seq);
      const on = { save: (status) => this.actions.save(message, status), show: this.actions.show };
      return file(message, sent && this.source(sent), this.source(message), on);
    }
    if (message.kind === 'notice') return notice(message.text);
    if (message.from === 'team') return teamText(message.by, message.text);
    if (CARDS[message.kind]) return CARDS[message.kind](message);
    // The page's own greeting takes the place of the bot's first words.
    return botText(message.seq === 1 && this.greeting ? this.greeting : message.text);
  }

  // Where a picture is to be had: from this page, or from the server, whose links are renewed when they have run out.
  source(message) {
    const { seq, client_id, filename, alt } = message;
    const renew = async () => linksOf(await this.conversation.renewed(seq));
    return { urls: [this.previews.get(client_id), ...linksOf(message)], full: SHOWABLE.test(filename) ? message.url : null, renew, filename, alt };
  }

  item(item) {
    const on = { retry: () => this.actions.retry(item), cancel: () => this.actions.cancel(item) };
    const row = { key: item.id, kind: 'user', version: `${item.state} ${item.reason ?? ''}` };
    if (!item.file) return { ...row, build: () => [userText(item.data.title ?? item.data.text), note(item, on) ?? ''] };
    if (!this.previews.has(item.id)) this.previews.set(item.id, URL.createObjectURL(item.file));
    const url = this.previews.get(item.id);
    if (item.state === 'uploading' || item.state === 'queued') {
      return { ...row, version: 'waiting', build: () => uploading(item, url, on.cancel), update: (node) => showProgress(node, item) };
    }
    const source = { urls: [url], filename: item.file.name };
    return { ...row, build: () => [userPicture(source, item.data.caption, this.actions.show), note(item, on) ?? ''] };
  }
}
