// What was found in a picture, and the picture that comes back.
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { inline, rich } from '../rich.js';
import { words } from '../words.js';
import { canShare } from '../save.js';
import { thumbnail } from './picture.js';

export function report(message) {
  return h(
    'article',
    { class: 'card report' },
    h('h3', {}, message.findings.length ? words.findings : words.fine),
    h('p', { class: 'note' }, message.facts),
    message.findings.length
      ? h('ul', { class: 'findings' }, message.findings.map((finding) => h('li', {}, icon('notice'), h('span', {}, inline(finding)))))
      : h('div', { class: 'body' }, rich(message.text)),
  );
}

function circle(label, picture) {
  return h('figure', { class: 'circle' }, picture, h('figcaption', {}, label));
}

// before: the picture as it came, or null. save(button) hands the file over.
export function file(message, before, save) {
  const after = thumbnail(message.preview ?? message.url, message.filename, message.alt);
  const sharing = canShare(message.filename);
  const status = h('p', { class: 'note status', role: 'status' }, sharing ? inline(words.saveHint) : null);
  const label = [icon('save'), words.save];
  const button = sharing
    ? h('button', { type: 'button', class: 'reply first save', onclick: () => save(status) }, label)
    : h('a', { class: 'reply first save', href: message.url, download: message.filename }, label);
  return h(
    'article',
    { class: 'card file-back' },
    h('h3', {}, words.fileReady),
    h(
      'div',
      { class: 'pair' },
      before ? [circle(words.before, thumbnail(before.url, before.filename, words.before)), icon('arrow')] : null,
      circle(words.after, after),
    ),
    h('p', { class: 'note name' }, message.filename),
    button,
    status,
  );
}
