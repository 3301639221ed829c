// One line below the thanks for a thumb. Left empty it does nothing, and what is said next closes it.
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { words } from '../words.js';

// As many characters as the server keeps.
const LONGEST = 500;

// send(text): gives the line to the team.
export function comment(send) {
  const input = h('input', { type: 'text', class: 'one-line', id: 'better', maxlength: LONGEST, autocomplete: 'off', enterkeyhint: 'send', onkeydown: (event) => onKey(event) });
  const submit = () => input.value.trim() && send(input.value.trim());
  function onKey(event) {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    submit();
  }
  return h(
    'div',
    { class: 'comment' },
    h('label', { for: 'better' }, words.better),
    h('div', { class: 'line' }, input, h('button', { type: 'button', class: 'tool', 'aria-label': words.sendComment, onclick: submit }, icon('send'))),
  );
}
