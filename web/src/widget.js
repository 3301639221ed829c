// The line that a page embeds: a round button, and window.Unstuck, which docs/widget.md describes.
import { Launcher } from './launcher.js';
import { adopt, wanted, wordsOf } from './words.js';

// A module has no current script: then it is the one with our address.
const script = document.currentScript ?? [...document.scripts].find((one) => /\/widget\.js(\?|$)/.test(one.src));
const options = { ...script.dataset, base: new URL('.', script.src).href, nonce: script.nonce };

class Unstuck {
  constructor() {
    this.launcher = new Launcher(options);
    this.languages = wordsOf(options.base, wanted(options)).then((own) => this.take(own));
    this.languageHeard = ({ detail }) => this.restart([detail.language]);
    document.addEventListener('unstuck:language', this.languageHeard);
  }

  // The words of a language have come.
  take(own) {
    adopt(own);
    options.words = own;
    this.launcher.speak();
  }

  // what: {article, cause} to begin with, or nothing.
  async open(what) {
    await this.languages;
    const chat = await this.launcher.open();
    // An article that there is no more is no reason to fail: the chat is open.
    if (what?.article) await chat?.begin(what).catch(() => {});
  }

  async resume() {
    await this.languages;
    this.launcher?.resume();
  }

  close() {
    this.launcher.close();
  }

  async toggle() {
    await this.languages;
    this.launcher.toggle();
  }

  hideLauncher() {
    this.launcher.host.hidden = true;
  }

  showLauncher() {
    this.launcher.host.hidden = false;
  }

  async send(text) {
    await this.languages;
    (await this.launcher.open())?.say(String(text));
  }

  async prefill(text) {
    await this.languages;
    (await this.launcher.open())?.prefill(String(text));
  }

  // who: {id, signature}, signed by the page's own server, or null for nobody any more.
  identify(who) {
    options.identity = who;
    return this.restart();
  }

  // Another language from now on; the conversation goes on in it.
  setLanguage(lang) {
    options.lang = lang;
    options.asked = lang;
    return this.restart();
  }

  // Where the chat is open, it is open again, and the line to write in has the focus that it had.
  async restart(languages = wanted(options)) {
    this.languages = wordsOf(options.base, languages);
    const own = await this.languages;
    const { isOpen: open, isWriting } = this.launcher.element ?? {};
    this.launcher.end();
    this.launcher = new Launcher(options);
    this.take(own);
    if (!open) return;
    const chat = await this.launcher.open({ quiet: true });
    if (isWriting) chat?.write();
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
    document.removeEventListener('unstuck:language', this.languageHeard);
    this.launcher.end();
    delete window.Unstuck;
  }
}

function begin() {
  const queue = Array.isArray(window.Unstuck) ? window.Unstuck : [];
  window.Unstuck = new Unstuck();
  document.dispatchEvent(new CustomEvent('unstuck:ready'));
  for (const call of queue) window.Unstuck.push(call);
  window.Unstuck.resume();
}

if (!window.Unstuck || Array.isArray(window.Unstuck)) {
  if (document.body) begin();
  else addEventListener('DOMContentLoaded', begin);
}
