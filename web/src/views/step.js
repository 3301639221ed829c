// One step of a fix as a card, and a whole fix as a list.
import { drawing } from '../drawings.js';
import { h } from '../dom.js';
import { inline, rich } from '../rich.js';
import { fill, words } from '../words.js';

function bar(done, all, label) {
  const parts = Array.from({ length: all }, (_, index) => h('i', index < done ? { class: 'done' } : {}));
  return h(
    'div',
    { class: 'bar', role: 'progressbar', 'aria-label': label, 'aria-valuemin': 0, 'aria-valuemax': all, 'aria-valuenow': done },
    parts,
  );
}

const head = (message, right) =>
  h('div', { class: 'head' }, h('strong', {}, fill(words.fixOf, { fix: message.fix, fixes: message.fixes })), h('span', {}, right));

export function step(message) {
  const label = fill(words.stepOf, { step: message.step, steps: message.steps });
  return h(
    'article',
    { class: 'card step' },
    head(message, label),
    bar(message.step, message.steps, label),
    h(
      'div',
      { class: 'instruction' },
      h('p', { class: 'of' }, message.fix_title),
      message.title ? h('h3', {}, inline(message.title)) : '',
      h('div', { class: 'body' }, rich(message.body)),
      message.last ? h('p', { class: 'ask' }, words.didItWork) : null,
    ),
    message.drawing ? drawing(message.drawing) : null,
  );
}

export function wholeFix(message) {
  const items = message.items.map((item) => h('li', {}, item.title ? h('h4', {}, inline(item.title)) : '', h('div', { class: 'body' }, rich(item.body))));
  return h(
    'article',
    { class: 'card whole' },
    head(message, fill(words.stepsOf, { steps: items.length })),
    bar(message.fix, message.fixes, fill(words.fixOf, { fix: message.fix, fixes: message.fixes })),
    h('h3', {}, inline(message.fix_title)),
    h('ol', { class: 'steps' }, items),
    h('p', { class: 'ask' }, words.didItWork),
  );
}
