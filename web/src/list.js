// The list of messages, inside deep-chat's scrolling area. It draws what `source` describes: rows with a key and a version; a row is
// made anew only when its version changes, so focus, pictures and the screen reader's place stay.
import { h, sheet } from './dom.js';
import css from './styles/list.css';
import drawingsCss from './styles/drawings.css';

export const LIST = 'unstuck-messages';
const NEAR_END = 120;
const MARGIN = 12;

class MessageList extends HTMLElement {
  connectedCallback() {
    if (!this.rows) {
      this.rows = new Map();
      this.list = h('ol', { role: 'list' });
      this.attachShadow({ mode: 'open' }).append(this.list);
      this.shadowRoot.adoptedStyleSheets = [sheet(css), sheet(drawingsCss)];
    }
    // deep-chat makes this element from its tag alone; whoever shows messages hears of it here.
    this.dispatchEvent(new CustomEvent('unstuck-list', { bubbles: true, composed: true, detail: this }));
  }

  get area() {
    return this.closest('#messages');
  }

  // rows: [{key, version, build(): Node, update?(node)}]; `fresh`: keys that have just come from the bot; `own`: the person just did this.
  show(rows, { fresh = new Set(), toEnd = false } = {}) {
    const nearEnd = this.area.scrollHeight - this.area.scrollTop - this.area.clientHeight < NEAR_END;
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
    if (toEnd) this.scroll(this.area.scrollHeight);
    else if (nearEnd || fresh.size) this.scrollTo(rows.find((row) => fresh.has(row.key)));
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

  // To the end, but never past the beginning of what is new: a long card is read from its top.
  scrollTo(row) {
    const end = this.area.scrollHeight - this.area.clientHeight;
    const node = row && this.rows.get(row.key)?.node;
    if (!node) {
      this.scroll(end);
      return;
    }
    const top = node.getBoundingClientRect().top - this.area.getBoundingClientRect().top + this.area.scrollTop;
    this.scroll(Math.min(end, top - MARGIN));
  }

  scroll(top) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches || this.area.scrollTop === 0;
    this.area.scrollTo({ top, behavior: calm ? 'auto' : 'smooth' });
  }
}

if (!customElements.get(LIST)) customElements.define(LIST, MessageList);
