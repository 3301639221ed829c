// The window of the chat: its head, its size on a phone and on a computer, how it opens and closes.
import { h } from './dom.js';
import { icon } from './icons.js';
import { words } from './words.js';

// Below this the chat fills the screen and the page behind it rests.
const SMALL = matchMedia('(max-width: 599px), (max-height: 479px)');

export class Panel {
  // parts: {menu, body, after}: the menu, nodes below the head, nodes over everything. on: {person(), closing()}
  constructor(title, { menu, body, after }, on) {
    this.menu = menu;
    this.on = on;
    this.heading = h('h2', { id: 'title', tabindex: '-1' }, title);
    const person = h('button', { type: 'button', class: 'reply person', 'aria-label': words.person, onclick: on.person }, icon('person'), words.personShort);
    const close = h('button', { type: 'button', class: 'tool', 'aria-label': words.close, onclick: () => on.closing() }, icon('close'));
    const top = h('div', { class: 'top' }, this.heading, person, menu.button, close);
    this.node = h('dialog', { class: 'panel', 'aria-labelledby': 'title' }, top, menu.node, ...body, menu.question, ...after);
    this.node.addEventListener('keydown', (event) => this.onKey(event));
    // The back gesture of a phone arrives here, and so would Esc.
    this.node.addEventListener('cancel', (event) => {
      if (event.target !== this.node) return;
      event.preventDefault();
      on.closing();
    });
    SMALL.addEventListener('change', () => this.isOpen && this.show());
    this.fitAboveKeyboard();
  }

  get isOpen() {
    return this.node.open;
  }

  get isSmall() {
    return SMALL.matches;
  }

  show() {
    if (this.node.open) this.node.close();
    if (SMALL.matches) this.node.showModal();
    else this.node.show();
  }

  close() {
    this.menu.hide();
    this.node.close();
  }

  onKey(event) {
    if (event.key !== 'Escape' || event.target.closest?.('dialog') !== this.node) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.menu.isOpen) {
      this.menu.hide();
      this.menu.button.focus();
    } else {
      this.on.closing();
    }
  }

  // The keyboard of a phone covers part of the page: the chat takes what is left.
  fitAboveKeyboard() {
    const view = window.visualViewport;
    const fit = () => {
      this.node.style.setProperty('--shown-height', `${view.height}px`);
      this.node.style.setProperty('--shown-top', `${view.offsetTop}px`);
    };
    for (const event of ['resize', 'scroll']) view?.addEventListener(event, fit);
  }
}
