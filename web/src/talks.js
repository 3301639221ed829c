// The conversations of this browser: the present one, those that were left, and a new one. They lie over the talk.
import { h } from './dom.js';
import { icon } from './icons.js';
import { moment } from './times.js';
import { words } from './words.js';

export class Talks {
  constructor(conversation, closed) {
    Object.assign(this, { conversation, closed });
    const back = h('button', { type: 'button', class: 'tool', 'aria-label': words.back, onclick: () => this.close() }, icon('back'));
    this.heading = h('h3', { tabindex: '-1' }, words.talks);
    this.list = h('ul');
    const fresh = h('button', { type: 'button', class: 'reply first fresh', onclick: () => this.change(null) }, words.newTalk);
    this.node = h(
      'section',
      { class: 'pages', 'aria-label': words.talks, hidden: true, onkeydown: (event) => this.onKey(event) },
      h('div', { class: 'searching' }, back, this.heading),
      fresh,
      this.list,
    );
  }

  get isOpen() {
    return !this.node.hidden;
  }

  open() {
    const present = { title: this.conversation.title || words.newTalk, note: words.thisTalk };
    const earlier = this.conversation.api.keeper.earlier.map((session) => ({ ...session, session, note: moment(session.at / 1000) }));
    this.list.replaceChildren(...[present, ...earlier].map((one) => this.entry(one)));
    this.node.hidden = false;
    this.heading.focus();
  }

  entry({ title, note, session }) {
    const onclick = () => (session ? this.change(session) : this.close());
    const kind = session ? 'found' : 'found this';
    return h('li', {}, h('button', { type: 'button', class: kind, onclick }, h('b', {}, title.slice(0, 80)), h('span', { class: 'note' }, note)));
  }

  change(session) {
    this.conversation.change(session);
    this.close();
  }

  close() {
    this.node.hidden = true;
    this.closed();
  }

  onKey(event) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  }
}
