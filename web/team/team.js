// <unstuck-team>: the team's page of conversations. Puts together the list, the conversation that is open, and what is known about it.
import { Alerts } from '../src/alerts.js';
import { Announcer } from '../src/announcer.js';
import { h, sheet } from '../src/dom.js';
import { applyLook } from '../src/look.js';
import { plain } from '../src/rich.js';
import baseCss from '../src/styles/base.css';
import composerCss from '../src/styles/composer.css';
import listCss from '../src/styles/list.css';
import overCss from '../src/styles/over.css';
import pagesCss from '../src/styles/pages.css';
import tokens from '../src/styles/tokens.css';
import { Viewer } from '../src/viewer.js';
import { About } from './about.js';
import { Cards } from './cards.js';
import { Desk } from './desk.js';
import { Dialogs } from './dialogs.js';
import { Shortcuts } from './shortcuts.js';
import { Talk } from './talk.js';
import teamCss from './team.css';
import { words } from './words.js';

const STYLES = [tokens, baseCss, listCss, composerCss, pagesCss, overCss, teamCss];
const PAGE = '/team';
const TICKET = /^\/team\/tickets\/([\w-]+)$/;
const MINUTE_MS = 60_000;

class UnstuckTeam extends HTMLElement {
  connectedCallback() {
    if (this.desk) return;
    applyLook(this, {});
    const { id, name, token } = this.dataset;
    this.desk = new Desk({ id, name, token });
    this.alerts = new Alerts(PAGE);
    this.announcer = new Announcer();
    this.viewer = new Viewer();
    this.dialogs = new Dialogs();
    this.build();
    this.desk.addEventListener('change', () => this.show());
    this.desk.addEventListener('news', ({ detail }) => this.alerts.message(plain(detail.text), () => this.go(detail.number)));
    this.desk.addEventListener('dropped', ({ detail }) => this.onDropped(detail));
    addEventListener('popstate', () => this.open(this.wanted));
    document.addEventListener('visibilitychange', () => document.hidden || this.show());
    setInterval(() => this.show(), MINUTE_MS);
    this.desk.begin();
    this.open(this.wanted);
  }

  build() {
    const show = (picture) => this.viewer.show(picture);
    this.cards = new Cards(this.desk, { show: (which, search) => this.desk.show(which, search), choose: (number) => this.go(number) });
    this.talk = new Talk(this.desk, {
      back: () => this.go(null),
      about: () => this.toggleAbout(),
      act: (what, data) => this.act(what, data),
      takeFrom: () => this.takeFrom(),
      handFix: () => this.handFix(),
      close: () => this.close(),
      help: () => this.help(),
      show,
    });
    this.about = new About({ close: () => this.toggleAbout(), choose: (number) => this.go(number), show });
    this.frame = h('div', { class: 'frame' }, this.cards.node, this.talk.node, this.about.node);
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = STYLES.map(sheet);
    root.append(this.frame, this.dialogs.node, this.viewer.node, this.announcer.node);
    this.shortcuts = new Shortcuts(root, this.keys(), () => this.dialogs.isOpen || this.viewer.node.open);
  }

  keys() {
    const offered = (text, action) => () => this.talk.actionsFor(this.desk.open?.card ?? { phase: '' }).some(([title]) => title === text) && action();
    const open = (action) => () => this.desk.open?.card && action();
    const write = (mode) =>
      open(() => {
        this.talk.setMode(mode);
        this.talk.focusLine();
      });
    const takeOver = () => (this.desk.open.card.phase === 'held' ? this.takeFrom() : this.act('take-over'));
    return {
      1: () => this.desk.show('waiting'),
      2: () => this.desk.show('mine'),
      3: () => this.desk.show('all'),
      j: () => this.step(1),
      k: () => this.step(-1),
      '/': () => this.cards.input.focus(),
      '?': () => this.help(),
      t: open(() => this.desk.open.card.holder === this.desk.me.id || this.desk.open.card.phase === 'closed' || takeOver()),
      r: write('reply'),
      n: write('note'),
      f: offered(words.handFix, () => this.handFix()),
      b: offered(words.handBack, () => this.act('hand-back')),
      c: offered(words.close, () => this.close()),
      Escape: () => (this.frame.classList.contains('with-about') ? this.toggleAbout() : this.go(null)),
    };
  }

  get wanted() {
    return TICKET.exec(location.pathname)?.[1] ?? null;
  }

  // Opens a ticket, or the list alone for null, under an address of its own.
  go(number) {
    const path = number ? `${PAGE}/tickets/${number}` : PAGE;
    if (location.pathname !== path) history.pushState(null, '', path);
    const before = this.desk.open?.number;
    this.open(number);
    if (number) this.talk.heading.focus({ preventScroll: true });
    else if (before) this.cards.focus(before);
  }

  open(number) {
    this.frame.classList.toggle('with-ticket', Boolean(number));
    document.body.classList.toggle('with-ticket', Boolean(number));
    this.frame.classList.remove('with-about');
    if (location.search) history.replaceState(null, '', location.pathname);
    const opening = this.desk.choose(number);
    this.talk.opened(this.desk.open);
    opening.then(
      () => this.talk.heading.getRootNode().activeElement || (number && this.talk.heading.focus({ preventScroll: true })),
      (error) => this.onUnknown(number, error),
    );
    this.show();
  }

  onUnknown(number, error) {
    if (this.desk.open?.number !== number || error.passing) return;
    this.go(null);
    this.dialogs.show(error.message, [], words.done);
  }

  step(by) {
    const numbers = (this.desk.cards ?? []).map((card) => card.number);
    const next = numbers[Math.max(0, Math.min(numbers.length - 1, numbers.indexOf(this.desk.open?.number) + by))];
    if (next) this.go(next);
  }

  // Tells whether it was done; what was refused is told above the conversation.
  async act(what, data) {
    const ticket = this.desk.open;
    this.talk.complain('');
    try {
      await ticket.act(what, data);
      return true;
    } catch (error) {
      if (ticket !== this.desk.open) return false;
      const held = error.code === 'ticket_held' && ticket.card.phase === 'held';
      this.talk.complain(error.message || words.failed, held ? [[words.takeFrom(ticket.card.holder_name), () => this.takeFrom()]] : []);
      return false;
    }
  }

  takeFrom() {
    return this.act('take-over', { of: this.desk.open.card.holder });
  }

  handFix() {
    const { fixes } = this.desk.open.view;
    const choices = fixes.map(({ id, title, state }) => [id, title, words.fixStates[state]]);
    this.dialogs.choose(words.chooseFix, choices.length ? words.fixMeans : words.noFixes, choices, (fix) => this.act('hand-fix', { fix }));
  }

  close() {
    this.dialogs.choose(words.whyClose, '', Object.entries(words.reasons), (reason) => this.act('close', { reason }));
  }

  help() {
    this.dialogs.help(this.alerts, this.shortcuts);
  }

  toggleAbout() {
    const open = this.frame.classList.toggle('with-about');
    if (open) this.about.node.querySelector('button').focus();
    else this.talk.heading.focus({ preventScroll: true });
  }

  // What the server will never take: the text of it is in the line again.
  onDropped({ item, reason }) {
    this.talk.complain(reason);
    if (item.data.text) this.talk.composer.text = item.data.text;
  }

  show() {
    this.cards.show();
    this.talk.show();
    this.about.show(this.desk.open);
    this.speak();
  }

  // Reads what the person says in the open conversation to those who listen.
  speak() {
    const { open } = this.desk;
    if (!open?.view) return;
    const heard = open.heard ?? open.last;
    for (const { seq, from, text } of open.sorted) if (seq > heard && from === 'user') this.announcer.say(`${words.person}: ${plain(text)}`);
    open.heard = open.last;
  }
}

if (!customElements.get('unstuck-team')) customElements.define('unstuck-team', UnstuckTeam);
