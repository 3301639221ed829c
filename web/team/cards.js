// The list on the left: which conversations, a search, and one line for each.
import { h } from '../src/dom.js';
import { plain } from '../src/rich.js';
import { since } from './since.js';
import { languageOf, words } from './words.js';

const LISTS = ['waiting', 'mine', 'all'];
// Typing pauses longer than this before a search is sent.
const PAUSE_MS = 250;

const channel = (name) => words.channels[name] ?? name;
const state = (card, me) => {
  if (card.phase === 'waiting') return words.waits(since(card.waiting_since ?? card.opened));
  if (card.phase === 'held') return card.holder === me ? words.holdsYou : words.holds(card.holder_name);
  return words.phases[card.phase];
};

export class Cards {
  // on: {show(which, search), choose(number)}
  constructor(desk, on) {
    Object.assign(this, { desk, on });
    this.tabs = LISTS.map((which) => h('button', { type: 'button', class: 'tab', onclick: () => on.show(which, this.input.value) }, words[which], ' ', h('span', { class: 'badge' })));
    this.input = h('input', { type: 'search', class: 'one-line', placeholder: words.searchHint, 'aria-label': words.search, oninput: () => this.typed() });
    this.list = h('ul', { class: 'cards', 'aria-label': words.conversations });
    this.empty = h('p', { class: 'nothing', role: 'status' });
    this.node = h(
      'section',
      { class: 'side list', 'aria-label': words.conversations },
      h('div', { class: 'tabs', role: 'group', 'aria-label': words.lists }, this.tabs),
      h('div', { class: 'searching' }, this.input),
      h('div', { class: 'scrolled' }, this.list, this.empty),
    );
    this.nodes = new Map();
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.on.show(this.input.value.trim() ? 'all' : this.desk.which, this.input.value.trim()), PAUSE_MS);
  }

  show() {
    const { desk } = this;
    const unread = desk.mine.reduce((sum, card) => sum + card.unread, 0);
    const counts = { waiting: desk.waiting.length, mine: unread || desk.mine.length, all: 0 };
    LISTS.forEach((which, index) => {
      this.tabs[index].setAttribute('aria-pressed', String(which === desk.which));
      const badge = this.tabs[index].querySelector('.badge');
      badge.textContent = counts[which] || '';
      badge.classList.toggle('loud', which === 'waiting' ? counts.waiting > 0 : unread > 0 && which === 'mine');
    });
    if (!desk.cards) return;
    const kept = new Map(desk.cards.map((card) => [card.number, this.line(card)]));
    // A line that has not changed stays, and so does the focus on it.
    let place = this.list.firstChild;
    for (const { node } of kept.values()) {
      if (place === node) place = node.nextSibling;
      else this.list.insertBefore(node, place);
    }
    for (const [number, { node }] of this.nodes) if (kept.get(number)?.node !== node) node.remove();
    this.nodes = kept;
    this.empty.textContent = desk.cards.length ? '' : words.none[desk.search ? 'search' : desk.which];
  }

  line(card) {
    const open = this.desk.open?.number === card.number;
    const version = JSON.stringify([card, open, state(card, this.desk.me.id)]);
    const old = this.nodes.get(card.number);
    if (old?.version === version) return old;
    const title = card.causes.join(', ') || card.article || words.noCause;
    const about = [card.number, channel(card.channel), languageOf(card.language), state(card, this.desk.me.id)].filter(Boolean);
    const button = h(
      'button',
      { type: 'button', class: `card-line ${card.phase}`, 'aria-current': open ? 'true' : null, onclick: () => this.on.choose(card.number) },
      h('span', { class: 'first' }, h('b', {}, title), card.unread ? h('span', { class: 'badge loud' }, h('span', { class: 'for-readers' }, words.unread(card.unread)), h('span', { 'aria-hidden': 'true' }, String(card.unread))) : null),
      h('span', { class: 'about' }, about.join(' · ')),
      h('span', { class: 'last' }, card.last_author === 'user' ? '' : `${card.last_author === 'bot' ? words.bot : ''}${card.last_author === 'bot' ? ': ' : ''}`, plain(card.last_text)),
    );
    if (old) {
      // The focus stays where it was.
      const focused = old.node.contains(old.node.getRootNode().activeElement);
      old.node.replaceChildren(button);
      if (focused) button.focus();
      return { version, node: old.node };
    }
    return { version, node: h('li', {}, button) };
  }

  focus(number) {
    this.nodes.get(number)?.node.querySelector('button').focus();
  }
}
