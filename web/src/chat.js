// <unstuck-chat>: the window of the chat. It puts together the conversation, the list, the line to write in and the menu.
import { Announcer } from './announcer.js';
import { Conversation } from './conversation.js';
import { h, sheet } from './dom.js';
import { Draft, pick } from './draft.js';
import { takeDropsAndPastes } from './drop.js';
import { Frame } from './frame.js';
import { icon } from './icons.js';
import { LIST } from './list.js';
import { applyLook } from './look.js';
import { Menu } from './menu.js';
import { Rows, keyOf } from './rows.js';
import { fetchFile, share } from './save.js';
import panelCss from './styles/panel.css';
import tokens from './styles/tokens.css';
import { words } from './words.js';

// Below this the chat fills the screen and the page behind it rests.
const SMALL = matchMedia('(max-width: 599px), (max-height: 479px)');
// Most connections come back before anybody needs to hear of it.
const PATIENCE_MS = 1500;

class UnstuckChat extends HTMLElement {
  start(options) {
    applyLook(this, options);
    this.conversation = new Conversation(options.base);
    this.draft = new Draft(this.conversation.api, () => this.draw({ toEnd: true }));
    this.announcer = new Announcer();
    this.unread = 0;
    this.rows = new Rows(this.conversation, this.draft, options.greeting, this.actions());
    this.build(options.title || words.title);
    this.conversation.addEventListener('change', (event) => this.onChange(event.detail));
    this.conversation.addEventListener('reset', () => this.announcer.clear());
    this.conversation.begin();
  }

  actions() {
    return {
      press: ({ payload, title }) => this.send('press', { payload, title }),
      pick: () => this.pick(),
      save: (message, status) => this.save(message, status),
      sendDraft: () => this.sendPicture(''),
      dropDraft: () => this.dropDraft(),
      retry: (item) => this.conversation.sender.retry(item),
      cancel: (item) => this.cancel(item),
    };
  }

  build(title) {
    this.frame = new Frame(LIST, { text: (text) => this.onText(text), picture: () => this.pick(), camera: () => this.pick(true) });
    this.menu = new Menu({ startOver: () => this.say(words.startOver), erase: () => this.erase() });
    this.heading = h('h2', { id: 'title', tabindex: '-1' }, title);
    this.notice = h('p', { class: 'state', role: 'status' });
    this.drop = h('div', { class: 'drop', hidden: true }, words.drop);
    const close = h('button', { type: 'button', class: 'tool', 'aria-label': words.close, onclick: () => this.close() }, icon('close'));
    this.panel = h(
      'dialog',
      { class: 'panel', 'aria-labelledby': 'title' },
      h('div', { class: 'head' }, this.heading, this.menu.button, close),
      this.menu.node,
      this.notice,
      h('div', { class: 'body' }, this.frame.element, this.drop),
      this.announcer.node,
      this.menu.question,
    );
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet(tokens), sheet(panelCss)];
    root.append(this.panel);
    this.panel.addEventListener('unstuck-list', ({ detail }) => {
      this.list = detail;
      this.draw({ toEnd: true });
    });
    this.panel.addEventListener('keydown', (event) => this.onKey(event));
    // The back gesture of a phone arrives here, and so would Esc.
    this.panel.addEventListener('cancel', (event) => {
      if (event.target !== this.panel) return;
      event.preventDefault();
      this.close();
    });
    takeDropsAndPastes(this.panel, this.drop, (files) => this.takeFiles(files));
    SMALL.addEventListener('change', () => this.isOpen && this.show());
    // The keyboard of a phone covers part of the page: the chat takes what is left.
    const view = window.visualViewport;
    const fit = () => {
      this.panel.style.setProperty('--shown-height', `${view.height}px`);
      this.panel.style.setProperty('--shown-top', `${view.offsetTop}px`);
    };
    for (const event of ['resize', 'scroll']) view?.addEventListener(event, fit);
  }

  get isOpen() {
    return this.panel.open;
  }

  open({ quiet = false } = {}) {
    if (this.isOpen) return;
    this.show();
    this.unread = 0;
    // On a phone the line would raise the keyboard over the first message.
    if (quiet) document.activeElement?.blur();
    else if (SMALL.matches) this.heading.focus();
    else this.frame.focus();
    this.draw({ toEnd: true });
    this.tell('open');
  }

  show() {
    if (this.panel.open) this.panel.close();
    if (SMALL.matches) this.panel.showModal();
    else this.panel.show();
  }

  close() {
    if (!this.isOpen) return;
    this.menu.hide();
    this.panel.close();
    this.tell('close');
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`unstuck:${name}`, { bubbles: true, composed: true, detail }));
  }

  onKey(event) {
    if (event.key !== 'Escape' || this.menu.question.open) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.menu.isOpen) {
      this.menu.hide();
      this.menu.button.focus();
    } else {
      this.close();
    }
  }

  say(text) {
    if (text.trim()) this.send('say', { text: text.trim() });
  }

  onText(text) {
    if (this.draft.file) this.sendPicture(text);
    else this.say(text);
  }

  send(event, data, file = null) {
    const item = this.conversation.sender.add(event, data, file);
    this.draft.notices = [];
    this.keepFocus();
    this.draw({ toEnd: true });
    return item;
  }

  // A pressed button is gone; the keyboard goes on from the messages.
  keepFocus() {
    if (this.list?.shadowRoot.activeElement || !this.shadowRoot.activeElement) this.frame.focusMessages();
  }

  pick(camera = false) {
    pick((files) => this.takeFiles(files), { camera });
  }

  takeFiles(files) {
    this.draft.take(files);
    this.list?.shadowRoot.querySelector('[data-focus]')?.focus();
  }

  sendPicture(caption) {
    this.send('attach', { caption }, this.draft.release().file);
  }

  dropDraft() {
    this.keepFocus();
    this.draft.clear();
    this.draw();
  }

  cancel(item) {
    this.keepFocus();
    this.conversation.sender.cancel(item);
  }

  async save(message, status) {
    try {
      const file = await (this.ready?.get(message.seq) ?? this.fetch(message));
      status.textContent = (await share(file)) ? words.saved : '';
    } catch {
      this.ready?.delete(message.seq);
      status.textContent = words.notSaved;
    }
  }

  // iOS opens its sheet only right after a tap, so the file is fetched before it.
  prepare(message) {
    this.ready ??= new Map();
    if (message.kind !== 'file' || this.ready.has(message.seq) || !matchMedia('(pointer: coarse)').matches) return;
    const fetching = this.fetch(message);
    fetching.catch(() => this.ready.delete(message.seq));
    this.ready.set(message.seq, fetching);
  }

  async fetch({ url, filename, seq }) {
    try {
      return await fetchFile(this.conversation.api.absolute(url), filename);
    } catch {
      return fetchFile(this.conversation.api.absolute((await this.conversation.renewed(seq)).url), filename);
    }
  }

  async erase() {
    await this.conversation.erase();
    this.draft.clear();
    this.announcer.say(words.deleted);
  }

  onChange({ fresh, live }) {
    const said = fresh.filter((message) => message.from === 'bot');
    for (const message of fresh) {
      this.announcer.message(message, live);
      this.prepare(message);
      if (live) this.tell('message', { from: message.from, kind: message.kind });
    }
    if (live && said.length && !this.isOpen) {
      this.unread += said.length;
      this.tell('unread', { count: this.unread });
    }
    this.showState();
    this.draw({ start: live && said.length ? this.conversation.answer : null, toEnd: fresh.length > 0 && !live });
  }

  showState() {
    clearTimeout(this.stateTimer);
    if (this.conversation.state !== 'offline') {
      this.notice.textContent = '';
      return;
    }
    this.stateTimer = setTimeout(() => (this.notice.textContent = navigator.onLine ? words.reconnecting : words.offline), PATIENCE_MS);
  }

  draw({ start = null, toEnd = false } = {}) {
    if (!this.list || !this.isOpen) return;
    this.list.show(this.rows.all, { start: start && keyOf(start), toEnd });
  }
}

if (!customElements.get('unstuck-chat')) customElements.define('unstuck-chat', UnstuckChat);
