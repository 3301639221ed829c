// How a message makes itself heard while nobody looks: in the title of the page, by a sound, by a notification of the system. Each can be
// switched off in the menu, and stays so.
import { words } from './words.js';

const AT_FIRST = { title: true, sound: true, notification: false };
const HIGH_HZ = 880;
const LOUD = 0.08;
const SECONDS = 0.25;

export class Alerts {
  constructor(base) {
    this.name = `unstuck:alerts:${base}`;
    this.count = 0;
    this.kept = { ...AT_FIRST, ...this.read() };
    this.title = null;
    this.seen = () => document.hidden || this.clear();
    document.addEventListener('visibilitychange', this.seen);
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.name)) ?? {};
    } catch {
      return {};
    }
  }

  get available() {
    return ['title', 'sound', ...('Notification' in window ? ['notification'] : [])];
  }

  isOn(kind) {
    return this.kept[kind] && (kind !== 'notification' || Notification.permission === 'granted');
  }

  // Tells whether it is on now: the person may forbid a notification.
  async toggle(kind) {
    const on = !this.isOn(kind);
    if (on && kind === 'notification' && (await Notification.requestPermission()) !== 'granted') return false;
    this.kept[kind] = on;
    try {
      localStorage.setItem(this.name, JSON.stringify(this.kept));
    } catch {
      // Storage is forbidden: it lasts as long as the page.
    }
    return on;
  }

  // `open`: opens the chat, when the notification is tapped.
  message(text, open) {
    this.count += 1;
    if (this.isOn('title')) this.mark();
    if (this.isOn('sound')) this.ring();
    if (this.isOn('notification') && document.hidden) this.notify(text, open);
  }

  mark() {
    this.title ??= document.title;
    document.title = `(${this.count}) ${this.title}`;
  }

  ring() {
    // A browser that has not been touched yet lets nothing be heard.
    if (navigator.userActivation && !navigator.userActivation.hasBeenActive) return;
    const audio = new AudioContext();
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = HIGH_HZ;
    volume.gain.setValueAtTime(LOUD, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(LOUD / 100, audio.currentTime + SECONDS);
    tone.connect(volume).connect(audio.destination);
    tone.onended = () => audio.close();
    tone.start();
    tone.stop(audio.currentTime + SECONDS);
  }

  notify(text, open) {
    try {
      const shown = new Notification(words.newAnswer, { body: text.slice(0, 200), tag: this.name });
      shown.onclick = () => {
        window.focus();
        shown.close();
        open();
      };
    } catch {
      // Android shows notifications of a service worker only, which a page of somebody else has none of for us.
    }
  }

  // Somebody looks: the title is the page's own again, unless the page has changed it.
  clear() {
    if (this.title !== null && document.title === `(${this.count}) ${this.title}`) document.title = this.title;
    this.title = null;
    this.count = 0;
  }

  end() {
    this.clear();
    document.removeEventListener('visibilitychange', this.seen);
  }
}
