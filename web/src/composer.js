// The line to write in, with the buttons beside it.
import { h } from './dom.js';
import { icon } from './icons.js';
import { words } from './words.js';

const TOUCH = matchMedia('(pointer: coarse)');

const tool = (name, label, onclick) => h('button', { type: 'button', class: 'tool', 'aria-label': label, onclick }, icon(name));

export class Composer {
  // on: {text(text), picture(), camera(), changed(text)}; `add` is what the button for a picture says.
  constructor(on, add = words.addPicture) {
    this.on = on;
    this.input = h('textarea', {
      rows: 1,
      placeholder: words.writeShort,
      'aria-label': words.write,
      enterkeyhint: 'send',
      autocomplete: 'off',
      oninput: () => this.changed(),
      onkeydown: (event) => this.onKey(event),
    });
    this.send = tool('send', words.send, () => this.submit());
    this.node = h(
      'div',
      { class: 'composer' },
      TOUCH.matches ? tool('camera', words.takePhoto, on.camera) : null,
      tool('picture', add, on.picture),
      this.input,
      this.send,
    );
    this.send.classList.add('send');
    this.changed();
  }

  get hasFocus() {
    return this.input.getRootNode().activeElement === this.input;
  }

  get text() {
    return this.input.value;
  }

  set text(text) {
    this.input.value = text;
    this.changed();
  }

  // As high as what is in it; the style sheet sets the most.
  fit() {
    this.input.style.blockSize = 'auto';
    if (this.input.value) this.input.style.blockSize = `${this.input.scrollHeight + 2}px`;
  }

  changed() {
    this.fit();
    this.send.setAttribute('aria-disabled', String(!this.text.trim()));
    this.on.changed(this.text);
  }

  onKey(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const text = this.text.trim();
    if (!text) return;
    this.text = '';
    this.on.text(text);
  }

  focus() {
    this.input.focus();
  }
}
