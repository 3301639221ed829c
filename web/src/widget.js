// The line that a page embeds: a round button, and window.Unstuck. The chat itself is loaded when somebody wants it.
import { h, sheet } from './dom.js';
import { icon } from './icons.js';
import { applyLook } from './look.js';
import css from './styles/launcher.css';
import tokens from './styles/tokens.css';
import { speak, words } from './words.js';

const script = document.currentScript;
const base = new URL('.', script.src).href;
const options = { ...script.dataset, base };
speak(options.lang);
const OPEN = 'unstuck:open';

class Launcher {
  constructor() {
    this.host = h('unstuck-launcher');
    applyLook(this.host, options);
    this.count = h('span', { class: 'count', 'aria-hidden': 'true' });
    this.button = h(
      'button',
      { class: 'launch', type: 'button', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', onclick: () => this.toggle() },
      icon('chat'),
      icon('close'),
      this.count,
    );
    this.problem = h('p', { class: 'problem', role: 'alert' });
    const root = this.host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet(tokens), sheet(css)];
    root.append(this.button, this.problem);
    this.show(false, 0);
    document.body.append(this.host);
    // A page that was left with the chat open shows it again, without taking the focus.
    if (this.wasOpen) this.open({ quiet: true });
  }

  get wasOpen() {
    try {
      return sessionStorage.getItem(OPEN) === '1';
    } catch {
      return false;
    }
  }

  set wasOpen(open) {
    try {
      sessionStorage.setItem(OPEN, open ? '1' : '0');
    } catch {
      // Storage is forbidden: the chat begins closed.
    }
  }

  show(open, unread) {
    this.button.setAttribute('aria-expanded', String(open));
    const label = open ? words.closeChat : words.open;
    this.button.setAttribute('aria-label', unread && !open ? `${label}, ${words.unread(unread)}` : label);
    this.count.textContent = unread && !open ? (unread > 9 ? '9+' : String(unread)) : '';
  }

  load() {
    this.loading ??= new Promise((resolve, reject) => {
      const file = h('script', { src: new URL(CHAT_FILE, base).href, nonce: script.nonce || null });
      file.onload = resolve;
      file.onerror = () => {
        file.remove();
        this.loading = null;
        reject(new Error('not loaded'));
      };
      document.head.append(file);
    });
    return this.loading;
  }

  async chat() {
    this.button.setAttribute('aria-busy', 'true');
    try {
      await this.load();
    } finally {
      this.button.removeAttribute('aria-busy');
    }
    if (!this.element) {
      this.element = h('unstuck-chat');
      this.element.addEventListener('unstuck:open', () => this.changed(true, 0));
      this.element.addEventListener('unstuck:close', () => this.changed(false, 0));
      this.element.addEventListener('unstuck:unread', (event) => this.show(false, event.detail.count));
      this.element.start(options);
      document.body.append(this.element);
    }
    return this.element;
  }

  changed(open, unread) {
    this.wasOpen = open;
    this.show(open, unread);
    if (!open) this.button.focus({ preventScroll: true });
  }

  async open(how) {
    this.problem.textContent = '';
    try {
      (await this.chat()).open(how);
    } catch {
      this.problem.textContent = words.notLoaded;
    }
  }

  close() {
    this.element?.close();
  }

  toggle() {
    if (this.element?.isOpen) this.close();
    else this.open();
  }

  async send(text) {
    await this.open();
    this.element?.say(String(text));
  }
}

function begin() {
  const launcher = new Launcher();
  window.Unstuck = {
    open: () => launcher.open(),
    close: () => launcher.close(),
    send: (text) => launcher.send(text),
  };
  document.dispatchEvent(new CustomEvent('unstuck:ready'));
}

if (!window.Unstuck) {
  if (document.body) begin();
  else addEventListener('DOMContentLoaded', begin);
}
