// Reads each message of the bot and the team once to those who listen: a live region beside the list, because the list is redrawn and scrolled.
import { h } from './dom.js';
import { plain } from './rich.js';
import { fill, words } from './words.js';

const KEPT = 12;

export class Announcer {
  constructor() {
    this.node = h('div', { class: 'for-readers', 'aria-live': 'polite', 'aria-relevant': 'additions' });
    this.read = new Set();
  }

  // Messages that came before the chat was looked at are only noted.
  message(message, aloud) {
    if (message.from === 'user' || this.read.has(message.seq)) return;
    this.read.add(message.seq);
    if (aloud) this.say(message.by && message.kind !== 'notice' ? `${fill(words.saidBy, { name: message.by })} ${message.text}` : message.text);
  }

  say(text) {
    this.node.append(h('p', {}, plain(text)));
    while (this.node.children.length > KEPT) this.node.firstChild.remove();
  }

  clear() {
    this.read.clear();
    this.node.replaceChildren();
  }
}
