// What was said in a conversation, with the team's notes between it, as rows of the list of messages.
import { h } from '../src/dom.js';
import { icon } from '../src/icons.js';
import { linked, rich } from '../src/rich.js';
import { isPause, moment } from '../src/times.js';
import { showProgress, thumbnail, uploading } from '../src/views/picture.js';
import { report } from '../src/views/report.js';
import { step, wholeFix } from '../src/views/step.js';
import { note as unsent, notice, time } from '../src/views/bubbles.js';
import { words } from './words.js';

const CARDS = { step, whole_fix: wholeFix, report };
const by = (name) => h('span', { class: 'by' }, name);

// The kind of a row: who is on the left, who on the right.
const SIDES = { user: 'person', bot: 'robot', team: 'mine' };

export class Timeline {
  // on: {show(picture)}
  constructor(me, on) {
    Object.assign(this, { me, on });
    this.previews = new Map();
  }

  // The rows from the one with that index on, and what is not sent yet.
  rows(ticket, first) {
    const shown = ticket.timeline.slice(first);
    const said = shown.flatMap((one, index) => {
      const row = one.message ? this.said(one.message, ticket) : this.noted(one.note);
      if (!isPause(shown[index - 1], one)) return [row];
      const text = moment(one.at);
      return [{ key: `t${row.key}`, kind: 'pause', version: text, build: () => time(text) }, row];
    });
    return [...said, ...ticket.sender.items.map((item) => this.item(item, ticket))];
  }

  said(message, ticket) {
    const mine = message.from === 'team' && message.kind !== 'notice';
    const last = mine && !ticket.sorted.some((other) => other.seq > message.seq && other.from === 'team' && other.kind !== 'notice');
    const read = message.seq <= (ticket.view?.person_read ?? 0);
    const kind = message.kind === 'notice' ? 'pause' : SIDES[message.from];
    const row = { key: message.client_id ?? `m${message.seq}`, kind, version: message, build: () => this.view(message, ticket) };
    if (!last && !message.undelivered) return row;
    const note = message.undelivered ? words.notDelivered(message.undelivered) : read ? words.readByPerson : words.sent;
    return { ...row, version: `${note} ${message.seq}`, build: () => [this.view(message, ticket), h('p', { class: 'note' }, note)] };
  }

  view(message, ticket) {
    const { kind, from, text } = message;
    if (kind === 'notice') return notice(text);
    if (kind === 'picture' || kind === 'file') return this.picture(message, ticket);
    if (CARDS[kind]) return [by(words.bot), CARDS[kind](message)];
    if (from === 'user') return h('div', { class: 'bubble person' }, by(words.person), h('span', { class: 'words' }, linked(text)));
    if (from === 'team') return h('div', { class: 'bubble mine' }, by(message.by), h('span', { class: 'words' }, linked(text)));
    const titles = message.buttons.map((button) => button.title);
    return h('div', { class: 'bubble robot' }, by(words.bot), rich(text), titles.length ? h('p', { class: 'note' }, words.offered(titles)) : null);
  }

  picture({ seq, from, by: name, text, filename, alt, url, preview, picture = true }, ticket) {
    const who = from === 'user' ? words.person : (name ?? words.bot);
    const renew = async () => {
      const again = await ticket.renewed(seq);
      return [again.preview, again.url];
    };
    const source = { urls: [preview, url], full: preview ?? url, renew, filename, alt };
    return h(
      'figure',
      { class: `bubble picture ${SIDES[from]}` },
      by(who),
      picture ? thumbnail(source, this.on.show) : null,
      h('figcaption', {}, text ? h('span', { class: 'words' }, linked(text)) : null, h('a', { href: url, download: filename }, filename)),
    );
  }

  noted({ id, kind, author_name: name, text, preview }) {
    const head = { note: words.noteBy(name), report: words.report, fix_result: words.fixResult, undelivered: words.undelivered }[kind];
    const build = () =>
      h(
        'div',
        { class: `internal ${kind}` },
        h('p', { class: 'by' }, icon(kind === 'note' ? 'book' : 'notice'), head),
        preview ? thumbnail({ urls: [preview], filename: '', alt: words.picture }, this.on.show) : null,
        kind === 'note' ? h('p', { class: 'words' }, linked(text)) : rich(text),
      );
    return { key: `n${id}`, kind: 'noted', version: `${id} ${preview ? preview.split('?')[0] : ''}`, build };
  }

  item(item, ticket) {
    const on = { retry: () => ticket.sender.retry(item), cancel: () => ticket.sender.cancel(item) };
    const row = { key: item.id, kind: 'mine', version: `${item.state} ${item.reason ?? ''}` };
    if (!item.file) return { ...row, build: () => [h('div', { class: 'bubble mine' }, by(this.me.name), h('span', { class: 'words' }, linked(item.data.text))), unsent(item, on) ?? ''] };
    if (!this.previews.has(item.id)) this.previews.set(item.id, URL.createObjectURL(item.file));
    const url = this.previews.get(item.id);
    const update = (node) => node.querySelector('progress') && showProgress(node, item);
    return { ...row, build: () => (item.state === 'failed' ? [thumbnail({ urls: [url], filename: item.file.name }), unsent(item, on)] : uploading(item, url, on.cancel)), update };
  }
}
