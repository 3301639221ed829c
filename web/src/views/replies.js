// The answers to choose from, as buttons.
import { h } from '../dom.js';
import { words } from '../words.js';

// `leading`: the first one is what most people want next; otherwise all weigh the same.
export function replies(buttons, leading, press) {
  return h(
    'div',
    { class: 'replies', role: 'group', 'aria-label': words.answers },
    buttons.map((button, index) =>
      h('button', { type: 'button', class: leading && !index ? 'reply first' : 'reply', onclick: () => press(button) }, button.picture ? h('img', { class: 'shown', src: button.picture, alt: '' }) : null, button.title),
    ),
  );
}
