// What was found in a picture, and the picture that comes back.
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { inline, rich } from '../rich.js';
import { canShare } from '../saver.js';
import { fill, words } from '../words.js';
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

// A file from a person of the team, shown where it is a picture. on: {save(status), show(picture)}
export function teamFile({ by, filename, picture = true }, source, on) {
  const status = h('p', { class: 'note status', role: 'status' });
  return h(
    'article',
    { class: 'card file-back' },
    h('h3', {}, fill(picture ? words.teamPicture : words.teamFile, { name: by })),
    picture ? thumbnail(source, on.show) : null,
    h('p', { class: 'note name' }, filename),
    h('button', { type: 'button', class: 'reply save', onclick: () => on.save(status) }, icon('save'), picture ? words.save : words.saveFile),
    status,
  );
}

// before, after: sources of a thumbnail; `before` is the picture as it came, or null. on: {save(status), show(picture)}
export function file(message, before, after, on) {
  const sharing = canShare(message.filename);
  const status = h('p', { class: 'note status', role: 'status' }, sharing ? inline(words.saveHint) : null);
  return h(
    'article',
    { class: 'card file-back' },
    h('h3', {}, words.fileReady),
    h(
      'div',
      { class: 'pair' },
      before ? [circle(words.before, thumbnail({ ...before, alt: words.before }, on.show)), icon('arrow')] : null,
      circle(words.after, thumbnail(after, on.show)),
    ),
    h('p', { class: 'note name' }, message.filename),
    h('button', { type: 'button', class: 'reply first save', onclick: () => on.save(status) }, icon('save'), words.save),
    status,
  );
}
