// What lies between the messages and the line: pictures that wait to be sent, and the answers to choose from. In sight whatever the length
// of the message.
import { h } from './dom.js';
import { tray } from './views/picture.js';
import { replies } from './views/replies.js';
import { words } from './words.js';

// After these there is a way on; a question in words leaves the answer open.
const LEADING = new Set(['step', 'whole_fix']);
const DOUBLE_TAP_MS = 500;

export class Dock {
  // actions: {press(button), pick(), sendPictures(), removePicture(picture)}
  constructor(conversation, draft, actions) {
    Object.assign(this, { conversation, draft, actions });
    this.node = h('div', { class: 'dock' });
    this.shown = null;
    this.pressed = null;
  }

  get content() {
    const { pictures } = this.draft;
    if (pictures.length) {
      const on = { send: this.actions.sendPictures, remove: this.actions.removePicture };
      return { version: pictures.map((picture) => picture.url).join(), build: () => tray(pictures, on) };
    }
    const { buttons, answer, pending, lastSaid } = this.conversation;
    if (!buttons.length) return { version: '' };
    const untouched = !pending.length && !lastSaid;
    const offered = untouched ? [...buttons, { title: words.checkPicture, pick: true }] : buttons;
    const leading = untouched || answer.some((message) => LEADING.has(message.kind));
    return { version: JSON.stringify([this.conversation.last, offered]), build: () => replies(offered, leading, (button) => this.press(button)) };
  }

  show() {
    const { version, build } = this.content;
    if (version === this.shown) return;
    this.shown = version;
    this.node.replaceChildren(...(build ? [build()] : []));
    this.node.scrollTop = 0;
  }

  // The second tap of a double one would press the same words of the next step.
  press(button) {
    const twice = this.pressed?.title === button.title && Date.now() - this.pressed.at < DOUBLE_TAP_MS;
    this.pressed = { title: button.title, at: Date.now() };
    if (twice) return;
    if (button.pick) this.actions.pick();
    else this.actions.press(button);
  }
}
