// deep-chat, and everything that knows it: the scrolling area and the line to write in. Our own list of messages lives inside its
// area. deep-chat never renders a message itself, because its markdown would load any picture that a text names, and because its
// list knows neither numbers nor what is still unsent; so a text is taken from it before it takes it itself.
import 'deep-chat/dist/deepChat.bundle.js';
import { sheet } from './dom.js';
import { iconMarkup } from './icons.js';
import css from './styles/frame.css';
import { words } from './words.js';

const ICON = (name) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" aria-hidden="true">${iconMarkup(name)}</svg>`;
const button = (name) => ({ container: { default: {} }, svg: { content: ICON(name) } });
const TOUCH = matchMedia('(pointer: coarse)');

export class Frame {
  // on: {text(text), picture(), camera()}; `list` is the tag of the element that shows the messages.
  constructor(list, on) {
    this.on = on;
    this.element = document.createElement('deep-chat');
    // A font of the element's own keeps deep-chat from fetching one.
    this.element.style.fontFamily = 'inherit';
    this.configure(list);
    this.root.adoptedStyleSheets = [...this.root.adoptedStyleSheets, sheet(css)];
    // deep-chat draws itself more than once; each time our list is made anew and says so.
    this.root.addEventListener('unstuck-list', () => queueMicrotask(() => this.name()));
    this.root.addEventListener('keydown', (event) => this.onKey(event), true);
    this.root.addEventListener('click', (event) => this.onClick(event), true);
  }

  get root() {
    return this.element.shadowRoot;
  }

  get input() {
    return this.root.getElementById('text-input');
  }

  configure(list) {
    const actions = [['picture', this.on.picture]];
    if (TOUCH.matches) actions.unshift(['camera', this.on.camera]);
    Object.assign(this.element, {
      connect: { handler: () => {} },
      introMessage: { html: `<${list}></${list}>` },
      textInput: { placeholder: { text: words.write } },
      // Without this deep-chat adds a style element, which a strict CSP refuses.
      displayLoadingBubble: false,
      submitButtonStyles: { submit: button('send'), position: 'outside-end' },
      customButtons: actions.map(([name, onClick]) => ({
        position: 'outside-start',
        styles: { button: { default: button(name) } },
        onClick: () => onClick(),
      })),
    });
  }

  // Names and roles that deep-chat leaves out.
  name() {
    const [send] = this.root.querySelectorAll('.outside-end');
    send.setAttribute('aria-label', words.send);
    const labels = TOUCH.matches ? [words.takePhoto, words.addPicture] : [words.addPicture];
    this.root.querySelectorAll('.custom-button').forEach((custom, index) => custom.setAttribute('aria-label', labels[index]));
    this.input.setAttribute('aria-multiline', 'true');
    this.input.setAttribute('enterkeyhint', 'send');
    const area = this.root.getElementById('messages');
    area.setAttribute('tabindex', '0');
    area.setAttribute('role', 'region');
    area.setAttribute('aria-label', words.conversation);
    if (this.wantsFocus) this.input.focus();
  }

  onKey(event) {
    const target = event.composedPath()[0];
    if (target === this.input) {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      this.submit();
    } else if (event.key === ' ' && target.classList?.contains('input-button')) {
      event.preventDefault();
      target.click();
    } else if (event.key === 'Enter' && target.classList?.contains('outside-end')) {
      event.stopPropagation();
      this.submit();
    }
  }

  onClick(event) {
    if (!event.target.closest?.('.outside-end')) return;
    event.stopPropagation();
    this.submit();
  }

  submit() {
    const text = this.input.innerText.trim();
    if (!text) return;
    this.input.textContent = '';
    // deep-chat learns from this that its line is empty.
    this.input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    this.on.text(text);
  }

  // deep-chat makes its line a moment after its element: a focus that comes first waits for it.
  focus() {
    this.wantsFocus = !this.input;
    this.input?.focus();
  }

  focusMessages() {
    this.root.getElementById('messages')?.focus({ preventScroll: true });
  }
}
