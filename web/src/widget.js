// The line that a page embeds: a round button, and window.Unstuck, which docs/widget.md describes.
import { Launcher } from './launcher.js';
import { speak } from './words.js';

// A module has no current script: then it is the one with our address.
const script = document.currentScript ?? [...document.scripts].find((one) => /\/widget\.js(\?|$)/.test(one.src));
const options = { ...script.dataset, base: new URL('.', script.src).href, nonce: script.nonce };

class Unstuck {
  constructor() {
    this.begin();
  }

  begin() {
    speak(options.lang, document.documentElement.lang);
    this.launcher = new Launcher(options);
  }

  // what: {article, cause} to begin with, or nothing.
  async open(what) {
    const chat = await this.launcher.open();
    // An article that there is no more is no reason to fail: the chat is open.
    if (what?.article) await chat?.begin(what).catch(() => {});
  }

  close() {
    this.launcher.close();
  }

  toggle() {
    this.launcher.toggle();
  }

  hideLauncher() {
    this.launcher.host.hidden = true;
  }

  showLauncher() {
    this.launcher.host.hidden = false;
  }

  async send(text) {
    (await this.launcher.open())?.say(String(text));
  }

  async prefill(text) {
    (await this.launcher.open())?.prefill(String(text));
  }

  // who: {id, signature}, signed by the page's own server, or null for nobody any more.
  identify(who) {
    options.identity = who;
    return this.restart();
  }

  // Words in another language from now on; the conversation goes on.
  setLanguage(lang) {
    options.lang = lang;
    return this.restart();
  }

  async restart() {
    const open = this.launcher.element?.isOpen;
    this.launcher.end();
    this.begin();
    if (open) await this.open();
  }

  // Calls `listener` with the event's detail and the event; gives the function that ends it.
  on(name, listener) {
    const hear = (event) => listener(event.detail, event);
    document.addEventListener(`unstuck:${name}`, hear);
    return () => document.removeEventListener(`unstuck:${name}`, hear);
  }

  // What a page asks for by `push` works before this script has come and after.
  push(call) {
    call(this);
  }

  destroy() {
    this.launcher.end();
    delete window.Unstuck;
  }
}

function begin() {
  const queue = Array.isArray(window.Unstuck) ? window.Unstuck : [];
  window.Unstuck = new Unstuck();
  document.dispatchEvent(new CustomEvent('unstuck:ready'));
  for (const call of queue) window.Unstuck.push(call);
  window.Unstuck.launcher.resume();
}

if (!window.Unstuck || Array.isArray(window.Unstuck)) {
  if (document.body) begin();
  else addEventListener('DOMContentLoaded', begin);
}
