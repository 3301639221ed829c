// The round button of the page, and how the chat is loaded and put into the page when somebody wants it.
import { h, sheet } from './dom.js';
import { icon } from './icons.js';
import { applyLook } from './look.js';
import css from './styles/launcher.css';
import tokens from './styles/tokens.css';
import { Unseen } from './unseen.js';
import { fill, words } from './words.js';

const OPEN = 'unstuck:open';

// A page that asks for trusted types takes the address of a script from a policy only; `unstuck` is the name to allow.
const trusted = window.trustedTypes?.createPolicy('unstuck', { createScriptURL: (url) => url }) ?? { createScriptURL: (url) => url };

export class Launcher {
  constructor(options) {
    this.options = options;
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
    this.host.hidden = options.launcher === 'hidden';
    this.show(false, 0);
    this.stay();
    this.unseen = new Unseen(options, (count) => this.show(false, count));
  }

  // The words have come, or other ones.
  speak() {
    applyLook(this.host, this.options);
    this.show(this.element?.isOpen ?? false, 0);
  }

  // A page that was left with the chat open shows it again, without taking the focus; so does one that a mail links to.
  resume() {
    if (this.wasOpen || location.hash.startsWith('#resume=')) this.open({ quiet: true });
  }

  // Puts button and chat into the page, again when it swaps its body or empties it.
  stay() {
    this.watching = new MutationObserver(() => this.settle());
    this.settle();
  }

  settle() {
    for (const node of [this.host, this.element]) if (node && !node.isConnected) document.body.append(node);
    this.watching.disconnect();
    this.watching.observe(document.documentElement, { childList: true });
    this.watching.observe(document.body, { childList: true });
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
    this.button.setAttribute('aria-label', unread && !open ? `${label}, ${fill(words.unread, { messages: unread })}` : label);
    this.count.textContent = unread && !open ? (unread > 9 ? '9+' : String(unread)) : '';
  }

  load() {
    this.loading ??= new Promise((resolve, reject) => {
      const { base, nonce } = this.options;
      const file = h('script', { nonce: nonce || null });
      file.src = trusted.createScriptURL(new URL(CHAT_FILE, base).href);
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

  // The chat, loaded and made when it is first asked for.
  async chat() {
    this.button.setAttribute('aria-busy', 'true');
    try {
      await this.load();
    } finally {
      this.button.removeAttribute('aria-busy');
    }
    if (!this.element && !this.ended) {
      this.unseen.end();
      this.element = h('unstuck-chat');
      this.element.addEventListener('unstuck:open', () => this.changed(true));
      this.element.addEventListener('unstuck:close', () => this.changed(false));
      this.element.addEventListener('unstuck:unread', (event) => this.show(false, event.detail.count));
      this.element.start(this.options);
      document.body.append(this.element);
    }
    return this.element;
  }

  changed(open) {
    this.wasOpen = open;
    this.show(open, 0);
    if (!open) this.button.focus({ preventScroll: true });
  }

  // Resolves to the chat, or to null where it could not be loaded.
  async open(how) {
    this.problem.textContent = '';
    try {
      const chat = await this.chat();
      chat?.open(how);
      return chat ?? null;
    } catch {
      this.problem.textContent = words.notLoaded;
      return null;
    }
  }

  close() {
    this.element?.close();
  }

  toggle() {
    if (this.element?.isOpen) this.close();
    else this.open();
  }

  // Leaves nothing in the page; the conversation itself stays.
  end() {
    this.ended = true;
    this.unseen.end();
    this.watching.disconnect();
    this.element?.end();
    for (const node of [this.host, this.element]) node?.remove();
  }
}
