// What is known about the conversation that is open: beside it, or over it where there is no room.
import { h } from '../src/dom.js';
import { inline, rich } from '../src/rich.js';
import { icon } from '../src/icons.js';
import { moment } from '../src/times.js';
import { thumbnail } from '../src/views/picture.js';
import { languageOf, words } from './words.js';

const section = (title, ...content) => h('section', {}, h('h3', {}, title), content);
const pairs = (found) => h('dl', {}, found.filter(([, value]) => value).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
const last = (pictures, side) => pictures.findLast((picture) => picture.side === side);

export class About {
  // on: {close(), choose(number), show(picture)}
  constructor(on) {
    this.on = on;
    this.content = h('div', { class: 'scrolled', tabindex: '0', role: 'region', 'aria-label': words.about });
    const back = h('button', { type: 'button', class: 'tool closer', 'aria-label': words.done, onclick: on.close }, icon('close'));
    this.node = h('aside', { class: 'side about-it', 'aria-label': words.about, hidden: true }, h('div', { class: 'top' }, h('h2', {}, words.about), back), this.content);
    this.version = '';
  }

  show(ticket) {
    const view = ticket?.view;
    this.node.hidden = !view;
    if (!view) return;
    // Links to pictures differ each time, and are as good as before.
    const version = JSON.stringify([ticket.number, view], (name, value) => (['url', 'preview', 'unread', 'last_text', 'last_at', 'messages', 'notes'].includes(name) ? undefined : value));
    if (version === this.version) return;
    this.version = version;
    const open = new Set([...this.content.querySelectorAll('details[open]')].map((node) => node.dataset.name));
    this.content.replaceChildren(...this.sections(ticket, view).filter(Boolean));
    for (const node of this.content.querySelectorAll('details')) node.open = open.has(node.dataset.name);
  }

  sections(ticket, view) {
    const { card } = view;
    return [
      section(words.facts, pairs(view.facts.map(([name, text]) => [words.factNames[name] ?? name, text]))),
      view.fixes.length ? section(words.fixes, h('ul', { class: 'fixes' }, view.fixes.map((fix) => this.fix(fix, card)))) : null,
      view.pictures.length || view.findings.length ? this.pictures(ticket, view) : null,
      section(
        words.ticket,
        pairs([
          [words.ticket, card.number],
          [words.opened, moment(card.opened)],
          [words.waitingSince, card.phase === 'waiting' && card.waiting_since ? moment(card.waiting_since) : ''],
          [words.holder, card.holder_name],
          [words.closed, card.closed ? moment(card.closed) : ''],
          [words.channel, words.channels[card.channel] ?? card.channel],
          [words.language, languageOf(card.language)],
          [words.contact, view.contact],
        ]),
        this.history(view),
        view.desks.length ? this.deliveries(view) : null,
      ),
      section(words.earlier, view.earlier.length ? h('ul', {}, view.earlier.map((earlier) => this.earlier(earlier))) : h('p', { class: 'note' }, words.noEarlier)),
    ];
  }

  fix({ id, title, state }, card) {
    const shown = card.fix === id ? 'assigned' : state;
    return h('li', { class: shown }, h('span', {}, inline(title)), h('span', { class: 'state' }, words.fixStates[shown] ?? shown));
  }

  pictures(ticket, { pictures, findings }) {
    const shown = ['before', 'after'].flatMap((side) => {
      const picture = last(pictures, side);
      if (!picture) return [];
      const source = { urls: [picture.preview, picture.url], full: picture.preview, filename: picture.filename, alt: `${words.picture}, ${words[side]}` };
      return [h('figure', {}, thumbnail(source, this.on.show), h('figcaption', {}, words[side]))];
    });
    const list = findings.length ? h('ul', { class: 'findings' }, findings.map((finding) => h('li', {}, icon('notice'), h('span', {}, inline(finding))))) : null;
    return section(words.picture, h('div', { class: 'shots' }, shown), list);
  }

  history({ events }) {
    const line = (event) => h('li', {}, h('b', {}, event.name), ` ${words.actions[event.action] ?? event.action}`, h('span', { class: 'note' }, moment(event.at)));
    return h('details', { 'data-name': 'history' }, h('summary', {}, words.history), h('ol', { class: 'deeds' }, events.map(line)));
  }

  deliveries({ desks }) {
    return h('details', { 'data-name': 'desks' }, h('summary', {}, words.deliveries), h('ul', { class: 'deeds' }, desks.map(({ desk, state, note }) => h('li', {}, h('b', {}, desk), ` ${state}`, note && state !== 'done' ? h('span', { class: 'note' }, rich(note)) : null))));
  }

  earlier(card) {
    const text = `${card.number} · ${card.causes.join(', ') || card.article || words.noCause}`;
    return h('li', {}, h('button', { type: 'button', class: 'quiet', onclick: () => this.on.choose(card.number) }, text));
  }
}
