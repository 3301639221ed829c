// The list of messages in its scrolling area. It draws rows with a key and a version: a row is made anew only when its version changes,
// so focus, pictures and the screen reader's place stay. Of a long conversation the last rows are drawn, and the earlier ones on request.
import { h } from './dom.js';
import { icon } from './icons.js';
import { words } from './words.js';

const AT_END = 4;
const MARGIN = 12;
const AT_ONCE = 30;

export class MessageList {
  // more(): called when somebody wants to see earlier rows; `from` tells of them by then.
  constructor(more) {
    this.first = 0;
    this.most = 2 * AT_ONCE;
    this.rows = new Map();
    this.list = h('ol', { role: 'list' });
    this.earlier = h('button', { type: 'button', class: 'reply earlier', hidden: true, onclick: () => this.reveal(more) }, words.earlier);
    this.area = h('div', { id: 'messages', role: 'region', tabindex: '0', 'aria-label': words.conversation }, this.earlier, this.list);
    this.below = h('button', { type: 'button', class: 'reply below', tabindex: '-1', 'aria-hidden': 'true', hidden: true, onclick: () => this.page() }, icon('down'), words.moreBelow);
    this.follow();
  }

  // At the end the list stays there, also when the keyboard, a notice or a turned phone takes room away; whoever scrolls off is left alone.
  follow() {
    this.follows = true;
    this.byHand = false;
    const taken = () => {
      this.byHand = true;
      this.follows = false;
    };
    for (const event of ['wheel', 'touchmove', 'pointerdown', 'keydown']) this.area.addEventListener(event, taken, { passive: true });
    this.area.addEventListener('scroll', () => {
      if (this.byHand) this.follows = this.end - this.area.scrollTop < AT_END;
      this.showBelow();
    });
    new ResizeObserver(() => this.follows && this.area.scrollTo({ top: this.end })).observe(this.area);
    const grown = new ResizeObserver(() => this.showBelow());
    for (const node of [this.area, this.list]) grown.observe(node);
  }

  get end() {
    return this.area.scrollHeight - this.area.clientHeight;
  }

  showBelow() {
    this.below.hidden = this.end - this.area.scrollTop < 2 * MARGIN;
  }

  page() {
    this.scroll(Math.min(this.end, this.area.scrollTop + this.area.clientHeight * 0.8));
    this.area.focus({ preventScroll: true });
  }

  // What is on the screen stays where it is; the earlier rows appear above it.
  reveal(more) {
    const fromEnd = this.area.scrollHeight - this.area.scrollTop;
    this.first = Math.max(0, this.first - AT_ONCE);
    this.most += AT_ONCE;
    this.follows = false;
    more();
    this.area.scrollTop = this.area.scrollHeight - fromEnd;
    this.area.focus({ preventScroll: true });
  }

  // The first of so many messages that is drawn. Some more may come before others go: each that goes moves all that stay.
  from(total) {
    if (total < this.first || total - this.first > this.most) this.first = Math.max(0, total - this.most + AT_ONCE);
    return this.first;
  }

  // rows: [{key, kind, version, build(): Node, update?(node)}]; `earlier`: more came before; `start`: the key of what the bot has just
  // begun to say.
  show(rows, { earlier = false, start = null, toEnd = false } = {}) {
    const kept = new Map(rows.map((row) => [row.key, { version: row.version, node: this.node(row) }]));
    // First what goes: what stays is not moved, and not drawn again.
    for (const [key, { node }] of this.rows) if (kept.get(key)?.node !== node) node.remove();
    let place = this.list.firstChild;
    for (const { node } of kept.values()) {
      if (place === node) place = node.nextSibling;
      else this.list.insertBefore(node, place);
    }
    this.rows = kept;
    this.earlier.hidden = !earlier;
    if (toEnd) this.follows = true;
    if (kept.has(start)) this.scrollTo(kept.get(start).node);
    else if (this.follows) this.scroll(this.end);
    this.showBelow();
  }

  node(row) {
    const old = this.rows.get(row.key);
    if (old && old.version === row.version) {
      row.update?.(old.node);
      return old.node;
    }
    const node = h('li', { class: `row ${row.kind}`, 'data-key': row.key, lang: row.lang === words.language ? null : row.lang });
    if (old) node.classList.add('again');
    node.append(...[row.build()].flat());
    row.update?.(node);
    return node;
  }

  // To the end, but never past the beginning of an answer: a long one is read from its top. Only what is to be done is more important
  // than what was said before it.
  scrollTo(node) {
    const down = (element, edge) => element.getBoundingClientRect()[edge] - this.area.getBoundingClientRect().top + this.area.scrollTop;
    let top = down(node, 'top') - MARGIN;
    const instruction = [...this.list.querySelectorAll('.instruction')].pop();
    if (instruction && node.compareDocumentPosition(instruction) & Node.DOCUMENT_POSITION_FOLLOWING) {
      const needed = down(instruction, 'bottom') + MARGIN - this.area.clientHeight;
      top = Math.max(top, Math.min(needed, down(instruction, 'top') - MARGIN));
    }
    this.follows = top >= this.end;
    this.scroll(Math.min(this.end, top));
  }

  scroll(top) {
    this.byHand = false;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches || this.area.scrollTop === 0;
    this.area.scrollTo({ top, behavior: calm ? 'auto' : 'smooth' });
  }
}
