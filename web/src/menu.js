// The menu behind the three dots, and the question before everything is deleted.
import { h } from './dom.js';
import { icon } from './icons.js';
import { words } from './words.js';

export class Menu {
  // on: {person(), articles(), talks(), startOver(), saveTalk(), erase(): Promise}; alerts: what can be switched on and off.
  constructor(on, alerts) {
    this.on = on;
    this.button = h(
      'button',
      { type: 'button', class: 'tool', 'aria-label': words.menu, 'aria-expanded': 'false', 'aria-controls': 'menu', onclick: () => this.toggle() },
      icon('more'),
    );
    const entry = (name, text, action, more = {}) => h('button', { type: 'button', onclick: () => this.choose(action), ...more }, icon(name), text);
    this.node = h(
      'div',
      { class: 'menu', id: 'menu', hidden: true },
      entry('person', words.person, on.person),
      entry('book', words.articles, on.articles),
      on.talks ? entry('chat', words.talks, on.talks) : null,
      entry('restart', words.startOver, on.startOver),
      entry('save', words.saveTalk, on.saveTalk),
      alerts.available.map((kind) => this.switchOf(kind, alerts)),
      entry('bin', words.deleteAll, () => this.ask(), { class: 'danger' }),
    );
    this.node.addEventListener('focusout', (event) => event.relatedTarget && !this.node.contains(event.relatedTarget) && this.hide());
    this.buildQuestion();
  }

  switchOf(kind, alerts) {
    const set = (on) => node.setAttribute('aria-checked', String(on));
    const node = h('button', { type: 'button', role: 'switch', onclick: async () => set(await alerts.toggle(kind)) }, h('i', { class: 'knob' }), words.alerts[kind]);
    set(alerts.isOn(kind));
    return node;
  }

  buildQuestion() {
    this.problem = h('p', { class: 'problem', role: 'alert' });
    this.question = h(
      'dialog',
      { class: 'confirm', 'aria-labelledby': 'delete-ask', 'aria-describedby': 'delete-means' },
      h('h3', { id: 'delete-ask' }, words.deleteAsk),
      h('p', { id: 'delete-means' }, words.deleteMeans),
      this.problem,
      h(
        'div',
        {},
        h('button', { type: 'button', autofocus: true, onclick: () => this.question.close() }, words.deleteNo),
        h('button', { type: 'button', class: 'danger', onclick: () => this.erase() }, words.deleteYes),
      ),
    );
    this.question.addEventListener('close', () => this.button.focus());
  }

  get isOpen() {
    return !this.node.hidden;
  }

  toggle() {
    if (this.isOpen) this.hide();
    else this.show();
  }

  show() {
    this.node.hidden = false;
    this.button.setAttribute('aria-expanded', 'true');
    this.node.querySelector('button').focus();
  }

  hide() {
    this.node.hidden = true;
    this.button.setAttribute('aria-expanded', 'false');
  }

  choose(action) {
    this.hide();
    this.button.focus();
    action();
  }

  ask() {
    this.problem.textContent = '';
    this.question.showModal();
  }

  async erase() {
    this.problem.textContent = '';
    try {
      await this.on.erase();
      this.question.close();
    } catch {
      this.problem.textContent = words.notDeleted;
    }
  }
}
