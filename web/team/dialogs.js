// Questions before something is done, and the help: one dialog at a time, over everything.
import { h } from '../src/dom.js';
import { inline } from '../src/rich.js';
import { words as chat } from '../src/words.js';
import { words } from './words.js';

export class Dialogs {
  constructor() {
    this.heading = h('h2', { id: 'asked' });
    this.content = h('div', { class: 'content' });
    this.cancel = h('button', { type: 'button', class: 'reply', onclick: () => this.node.close() });
    this.node = h('dialog', { class: 'question', 'aria-labelledby': 'asked' }, this.heading, this.content, this.cancel);
    this.node.addEventListener('click', (event) => event.target === this.node && this.node.close());
  }

  get isOpen() {
    return this.node.open;
  }

  show(title, content, done = words.cancel) {
    this.heading.textContent = title;
    this.content.replaceChildren(...content);
    this.cancel.textContent = done;
    this.node.showModal();
  }

  // choices: [[key, title, remark]]
  choose(title, hint, choices, choice) {
    const pick = (key) => {
      this.node.close();
      choice(key);
    };
    const button = ([key, text, remark]) => h('li', {}, h('button', { type: 'button', class: 'choice', onclick: () => pick(key) }, h('b', {}, inline(text)), remark ? h('span', { class: 'note' }, remark) : null));
    this.show(title, [hint ? h('p', { class: 'note' }, hint) : '', h('ul', { class: 'choices-list' }, choices.map(button))]);
  }

  // alerts: what can be switched on and off; shortcuts: {on, toggle()}
  help(alerts, shortcuts) {
    const keys = h('dl', { class: 'keys' }, words.keys.map(([key, text]) => h('div', {}, h('dt', {}, key.split(' ').map((one) => h('kbd', {}, one))), h('dd', {}, text))));
    const switches = alerts.available.map((kind) => this.switchOf(chat.alerts[kind], () => alerts.isOn(kind), () => alerts.toggle(kind)));
    this.show(
      words.more,
      [h('h3', {}, words.shortcuts), this.switchOf(words.useShortcuts, () => shortcuts.on, () => shortcuts.toggle()), keys, h('h3', {}, words.alertsHead), ...switches],
      words.done,
    );
  }

  switchOf(title, isOn, toggle) {
    const set = () => node.setAttribute('aria-checked', String(Boolean(isOn())));
    const node = h('button', { type: 'button', role: 'switch', class: 'switch', onclick: () => Promise.resolve(toggle()).then(set) }, h('i', { class: 'knob' }), title);
    set();
    return node;
  }
}
