// The menu behind the three dots, and the question before everything is deleted.
import { h } from './dom.js';
import { icon } from './icons.js';
import { words } from './words.js';

export class Menu {
  // on: {person(), startOver(), erase(): Promise}
  constructor(on) {
    this.on = on;
    this.button = h(
      'button',
      { type: 'button', class: 'tool', 'aria-label': words.menu, 'aria-expanded': 'false', 'aria-controls': 'menu', onclick: () => this.toggle() },
      icon('more'),
    );
    this.node = h(
      'div',
      { class: 'menu', id: 'menu', hidden: true },
      h('button', { type: 'button', onclick: () => this.choose(on.person) }, icon('person'), words.person),
      h('button', { type: 'button', onclick: () => this.choose(on.startOver) }, icon('restart'), words.startOver),
      h('button', { type: 'button', class: 'danger', onclick: () => this.choose(() => this.ask()) }, icon('bin'), words.deleteAll),
    );
    this.node.addEventListener('focusout', (event) => event.relatedTarget && !this.node.contains(event.relatedTarget) && this.hide());
    this.buildQuestion();
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
