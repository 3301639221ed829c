// Articles: one line of a list, and one to read.
import { h } from '../dom.js';
import { inline, rich } from '../rich.js';
import { words } from '../words.js';

export const found = (article, read) =>
  h(
    'li',
    {},
    h('button', { type: 'button', class: 'found', onclick: () => read(article.id) }, h('b', {}, article.title), h('span', { class: 'note' }, article.product, ' · ', article.platforms.join(', '))),
  );

const fold = (title, ...content) => h('details', {}, h('summary', {}, title), ...content);

// begin(cause): talks about the article, or about one of its causes.
export function article(one, begin) {
  const causes = one.causes.map((cause) =>
    h(
      'li',
      {},
      h('h5', {}, cause.title),
      h('div', { class: 'body' }, rich(cause.text)),
      h('button', { type: 'button', class: 'reply', onclick: () => begin(cause.id) }, words.thisIsIt, h('span', { class: 'for-readers' }, ': ', cause.title)),
    ),
  );
  const fixes = one.fixes.map((fix) =>
    fold(fix.title, h('ol', { class: 'steps' }, fix.steps.map((step) => h('li', {}, step.title ? h('h5', {}, inline(step.title)) : '', h('div', { class: 'body' }, rich(step.text)))))),
  );
  return h(
    'article',
    { class: 'whole-article' },
    h('h3', { tabindex: '-1' }, one.title),
    h('p', { class: 'note' }, one.product, ' · ', one.platforms.join(', ')),
    h('div', { class: 'body' }, rich(one.summary)),
    h('button', { type: 'button', class: 'reply first', onclick: () => begin(null) }, words.talkItThrough),
    causes.length ? [h('h4', {}, words.causes), h('ul', { class: 'causes' }, causes)] : null,
    fixes.length ? [h('h4', {}, words.fixes), ...fixes] : null,
    one.prevention ? [h('h4', {}, words.prevention), h('div', { class: 'body' }, rich(one.prevention))] : null,
  );
}
