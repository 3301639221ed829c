// Pictures of the person: about to be sent, on their way, and sent.
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { bytes, words } from '../words.js';

const kindOf = (filename) => /\.([a-z0-9]{2,5})$/i.exec(filename ?? '')?.[1].toUpperCase() ?? '';

// A browser that cannot show the format (HEIC outside Safari) gets the name of the format in its place.
export function thumbnail(url, filename, alt) {
  const stand = () => h('span', { class: 'thumbnail blank', role: 'img', 'aria-label': alt || words.noPreview(kindOf(filename)) }, icon('picture'), kindOf(filename));
  if (!url) return stand();
  const image = h('img', { class: 'thumbnail', src: url, alt: alt || words.yourPicture, decoding: 'async' });
  image.addEventListener('error', () => image.replaceWith(stand()));
  return image;
}

// A picture that waits for the person's word. on: {send(), remove()}
export function draft({ file, url }, on) {
  return h(
    'div',
    { class: 'card draft' },
    h('div', { class: 'file' }, thumbnail(url, file.name), h('div', {}, h('b', {}, file.name), h('p', { class: 'note' }, bytes(file.size)))),
    h(
      'div',
      { class: 'choices' },
      h('button', { type: 'button', class: 'reply first', 'data-focus': true, onclick: on.send }, words.sendPicture),
      h('button', { type: 'button', class: 'reply', onclick: on.remove }, words.remove),
    ),
  );
}

export const refused = (reason) =>
  h('div', { class: 'bubble refused', role: 'alert' }, icon('notice'), h('p', {}, reason));

// The way up: progress with its number, and Cancel.
export function uploading(item, url, cancel) {
  return h(
    'div',
    { class: 'bubble user picture' },
    thumbnail(url, item.file.name),
    h('label', {}, h('span', { class: 'percent' }), h('progress', { max: 1 })),
    h('button', { type: 'button', class: 'reply', onclick: cancel }, words.cancel),
  );
}

export function showProgress(node, item) {
  node.querySelector('progress').value = item.progress;
  node.querySelector('.percent').textContent = item.state === 'uploading' ? words.uploading(Math.round(item.progress * 100)) : words.waiting;
}

export const userPicture = (url, filename, alt, caption) =>
  h(
    'figure',
    { class: 'bubble user picture' },
    h('span', { class: 'for-readers' }, words.you),
    thumbnail(url, filename, alt),
    h('figcaption', {}, caption || filename || words.yourPicture),
  );
