// The list of messages, inside deep-chat's scrolling area. It draws what `source` describes: rows with a key and a version; a row is
// made anew only when its version changes, so focus, pictures and the screen reader's place stay.
import { h, sheet } from './dom.js';
import css from './styles/list.css';
import drawingsCss from './styles/drawings.css';

export const LIST = 'unstuck-messages';
const AT_END = 4;
const MARGIN = 12;

class MessageList extends HTMLElement {
  connectedCallback() {
    if (!this.rows) {
      this.rows = new Map();
      this.list = h('ol', { role: 'list' });
      this.attachShadow({ mode: 'open' }).append(this.list);
      this.shadowRoot.adoptedStyleSheets = [sheet(css), sheet(drawingsCss)];
    }
    this.follow();
    // deep-chat makes this element from its tag alone; whoever shows messages hears of it here.
    this.dispatchEvent(new CustomEvent('unstuck-list', { bubbles: true, composed: true, detail: this }));
  }

  // At the end the list stays there, also when the keyboard, a notice or a turned phone takes room away; whoever scrolls off is left alone.
  follow() {
    this.follows = true;
    for (const event of ['wheel', 'touchmove', 'keydown']) this.area.addEventListener(event, () => (this.follows = false), { passive: true });
    this.area.addEventListener('scroll', () => (this.follows ||= this.end - this.area.scrollTop < AT_END));
    new ResizeObserver(() => this.follows && this.area.scrollTo({ top: this.end })).observe(this.area);
  }

  get end() {
    return this.area.scrollHeight - this.area.clientHeight;
  }

  get area() {
    return this.closest('#messages');
  }

  // rows: [{key, kind, version, build(): Node, update?(node)}]; `start`: the key of what the bot has just begun to say.
  show(rows, { start = null, toEnd = false } = {}) {
    const kept = new Map();
    let before = null;
    for (const row of rows) {
      const node = this.node(row);
      const place = before ? before.nextSibling : this.list.firstChild;
      if (place !== node) this.list.insertBefore(node, place);
      kept.set(row.key, { version: row.version, node });
      before = node;
    }
    for (const [key, { node }] of this.rows) if (kept.get(key)?.node !== node) node.remove();
    this.rows = kept;
    if (toEnd) this.follows = true;
    if (start) this.scrollTo(start);
    else if (this.follows) this.scroll(this.end);
  }

  node(row) {
    const old = this.rows.get(row.key);
    if (old && old.version === row.version) {
      row.update?.(old.node);
      return old.node;
    }
    const node = h('li', { class: `row ${row.kind}`, 'data-key': row.key });
    if (old) node.classList.add('again');
    node.append(...[row.build()].flat());
    row.update?.(node);
    return node;
  }

  // To the end, but never past the beginning of an answer: a long one is read from its top.
  scrollTo(key) {
    const { node } = this.rows.get(key);
    const top = node.getBoundingClientRect().top - this.area.getBoundingClientRect().top + this.area.scrollTop - MARGIN;
    this.follows = top >= this.end;
    this.scroll(Math.min(this.end, top));
  }

  scroll(top) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches || this.area.scrollTop === 0;
    this.area.scrollTo({ top, behavior: calm ? 'auto' : 'smooth' });
  }
}

if (!customElements.get(LIST)) customElements.define(LIST, MessageList);
