// A picture in full size, over the whole chat.
import { h } from './dom.js';
import { icon } from './icons.js';
import { words } from './words.js';

export class Viewer {
  constructor() {
    this.image = h('img');
    const close = h('button', { type: 'button', class: 'tool', 'aria-label': words.close, autofocus: true, onclick: () => this.node.close() }, icon('close'));
    this.node = h('dialog', { class: 'viewer', 'aria-label': words.picture, onclick: (event) => event.target !== this.image && this.node.close() }, this.image, close);
  }

  show({ src, alt }) {
    Object.assign(this.image, { src, alt });
    this.node.showModal();
  }
}
