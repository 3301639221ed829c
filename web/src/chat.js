// <unstuck-chat>: puts together the conversation, the list of messages, the line to write in and the window around them.
import { Alerts } from './alerts.js';
import { Announcer } from './announcer.js';
import { Articles } from './articles.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { Dock } from './dock.js';
import { h, sheet } from './dom.js';
import { Draft } from './draft.js';
import { takeDropsAndPastes } from './drop.js';
import { Unfinished } from './keep.js';
import { MessageList } from './list.js';
import { applyLook } from './look.js';
import { Menu } from './menu.js';
import { Outgoing } from './outgoing.js';
import { Panel } from './panel.js';
import { plain } from './rich.js';
import { Rows, keyOf } from './rows.js';
import { Saver, download } from './saver.js';
import baseCss from './styles/base.css';
import composerCss from './styles/composer.css';
import drawingsCss from './styles/drawings.css';
import listCss from './styles/list.css';
import overCss from './styles/over.css';
import pagesCss from './styles/pages.css';
import panelCss from './styles/panel.css';
import tokens from './styles/tokens.css';
import { transcript } from './transcript.js';
import { Talks } from './talks.js';
import { Viewer } from './viewer.js';
import { adopt, fill, words } from './words.js';

const STYLES = [tokens, baseCss, overCss, panelCss, listCss, composerCss, pagesCss, drawingsCss];
// How a conversation ends, and what the page hears of it.
const ENDS = { solved: 'solved', handed_off: 'handedOff' };
// Most connections come back before anybody needs to hear of it.
const PATIENCE_MS = 1500;

class UnstuckChat extends HTMLElement {
  start(options) {
    adopt(options.words ?? {});
    applyLook(this, options);
    this.conversation = new Conversation(options.base, options.identity, options.asked);
    options.asked = null;
    this.draft = new Draft(this.conversation.api);
    this.saver = new Saver({ renew: (seq) => this.conversation.renewed(seq), taken: (file) => !this.tell('save', { file }) });
    this.announcer = new Announcer();
    this.unfinished = new Unfinished(options.base);
    this.viewer = new Viewer();
    this.alerts = new Alerts(options.base);
    this.unread = 0;
    this.rows = new Rows(this.conversation, options, {
      save: (message, status) => this.saver.save(message, status),
      show: (image) => this.viewer.show(image),
      retry: (item) => this.conversation.sender.retry(item),
      cancel: (item) => this.cancel(item),
      articles: () => this.browse(),
      comment: (text) => this.outgoing.send('comment', { text }),
    });
    this.dock = new Dock(this.conversation, this.draft, {
      press: (button) => this.outgoing.press(button),
      pick: () => this.outgoing.pick(),
      sendPictures: () => this.outgoing.sendPictures(''),
      removePicture: (picture) => this.outgoing.remove(picture),
    });
    this.build(options);
    this.conversation.addEventListener('change', (event) => this.onChange(event.detail));
    this.conversation.addEventListener('language', (event) => this.tell('language', event.detail));
    this.conversation.addEventListener('reset', () => this.announcer.clear());
    this.conversation.begin();
  }

  build(options) {
    const unfinished = this.unfinished.text;
    this.list = new MessageList(() => this.draw());
    this.composer = new Composer({
      text: (text) => this.outgoing.write(text),
      picture: () => this.outgoing.pick(),
      camera: () => this.outgoing.pick(true),
      changed: (text) => this.unfinished.keep(text),
    });
    this.outgoing = new Outgoing(this.conversation, this.draft, this.composer, {
      sent: () => {
        for (const pages of [this.articles, this.talks]) if (pages.isOpen) pages.close();
        this.keepFocus();
        this.draw({ toEnd: true });
      },
      changed: (how) => this.onOutgoing(how),
    });
    this.articles = new Articles(this.conversation.api, { begin: (what) => this.outgoing.send('begin', what), closed: () => this.showTalk() });
    this.talks = new Talks(this.conversation, () => this.showTalk());
    const entries = {
      person: () => this.outgoing.say(words.person),
      articles: () => this.browse(),
      // A person who is known has one conversation, wherever they are.
      talks: options.identity ? null : () => this.over(this.talks),
      startOver: () => this.outgoing.say(words.startOver),
      saveTalk: () => download(transcript(this.conversation.sorted)),
      erase: () => this.erase(),
    };
    this.menu = new Menu(entries, this.alerts);
    this.notice = h('p', { class: 'state', role: 'status' });
    const drop = h('div', { class: 'drop', hidden: true }, words.drop);
    const near = h('div', { class: 'near' }, this.list.below);
    this.talk = h('div', { class: 'talk' }, this.list.area, near, this.dock.node, this.composer.node, drop);
    const parts = { menu: this.menu, body: [this.notice, this.talk, this.articles.node, this.talks.node, this.announcer.node], after: [this.viewer.node] };
    this.panel = new Panel(options.title || words.title, parts, { person: entries.person, closing: () => this.close() });
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = STYLES.map(sheet);
    root.append(this.panel.node);
    this.composer.text = unfinished;
    takeDropsAndPastes(this.panel.node, drop, (files) => this.outgoing.take(files));
  }

  // A page that swaps its body takes the chat out and puts it back.
  connectedCallback() {
    if (this.panel?.isOpen) this.panel.show();
  }

  get isOpen() {
    return this.panel.isOpen;
  }

  open({ quiet = false } = {}) {
    if (this.isOpen) return;
    this.panel.show();
    this.unread = 0;
    this.alerts.clear();
    // On a phone the line would raise the keyboard over the first message.
    if (quiet) document.activeElement?.blur();
    else if (this.panel.isSmall) this.panel.heading.focus();
    else this.composer.focus();
    this.composer.fit();
    this.draw({ toEnd: true });
    this.tell('open');
  }

  close() {
    if (!this.isOpen) return;
    this.panel.close();
    this.tell('close');
  }

  // False when the page has prevented what would happen next.
  tell(name, detail) {
    return this.dispatchEvent(new CustomEvent(`unstuck:${name}`, { bubbles: true, composed: true, cancelable: true, detail }));
  }

  get isWriting() {
    return this.composer.hasFocus;
  }

  write() {
    this.composer.focus();
  }

  prefill(text) {
    this.composer.text = text;
    this.composer.focus();
  }

  // The page takes the chat away; nothing goes on behind its back.
  end() {
    this.alerts.end();
    this.conversation.end();
  }

  browse() {
    this.over(this.articles);
  }

  // Articles or conversations over the talk, one at a time.
  over(pages) {
    for (const other of [this.articles, this.talks]) if (other !== pages && other.isOpen) other.close();
    this.talk.hidden = true;
    pages.open();
  }

  showTalk() {
    this.talk.hidden = false;
    this.draw({ toEnd: true });
    this.composer.fit();
    this.list.area.focus({ preventScroll: true });
  }

  say(text) {
    this.outgoing.say(text);
  }

  begin(what) {
    return this.outgoing.begin(what);
  }

  // A pressed button is gone; the keyboard goes on from the messages.
  keepFocus() {
    const focused = this.shadowRoot.activeElement;
    if (!focused || this.list.area.contains(focused) || this.dock.node.contains(focused)) this.list.area.focus({ preventScroll: true });
  }

  onOutgoing(how) {
    this.draw(how);
    const next = this.shadowRoot.querySelector('[data-focus]');
    if (next) next.focus();
    else this.keepFocus();
  }

  cancel(item) {
    this.keepFocus();
    this.conversation.sender.cancel(item);
  }

  async erase() {
    await this.conversation.erase();
    this.outgoing.clear();
    this.announcer.say(words.deleted);
  }

  onChange({ fresh, live }) {
    const said = fresh.filter((message) => message.from !== 'user');
    for (const message of fresh) {
      this.announcer.message(message, live);
      this.saver.prepare(message);
      if (live) this.tell('message', { from: message.from, kind: message.kind });
      if (live && ENDS[message.end]) this.tell(ENDS[message.end]);
    }
    if (live && said.length && (!this.isOpen || document.hidden)) this.alerts.message(plain(said[0].text), () => this.open());
    if (live && said.length && !this.isOpen) {
      this.unread += said.length;
      this.tell('unread', { count: this.unread });
    }
    this.showState();
    this.draw({ start: live && said.length ? this.conversation.answer[0] : null, toEnd: fresh.length > 0 && !live });
  }

  showState() {
    clearTimeout(this.stateTimer);
    const { state, holder } = this.conversation;
    if (state !== 'offline') {
      this.notice.textContent = holder ? fill(words.withTeam, { name: holder }) : '';
      return;
    }
    this.stateTimer = setTimeout(() => (this.notice.textContent = navigator.onLine ? words.reconnecting : words.offline), PATIENCE_MS);
  }

  draw({ start = null, toEnd = false } = {}) {
    if (!this.isOpen) return;
    if (!document.hidden) this.conversation.look();
    // First what takes room from the list, so that it scrolls right.
    this.dock.show();
    const first = this.list.from(this.conversation.sorted.length);
    this.list.show(this.rows.from(first, this.outgoing.notices), { earlier: first > 0, start: start && keyOf(start), toEnd });
  }
}

if (!customElements.get('unstuck-chat')) customElements.define('unstuck-chat', UnstuckChat);
