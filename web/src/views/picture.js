// Pictures of the person: about to be sent, on their way, and sent.
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { bytes, fill, words } from '../words.js';

const kindOf = (filename) => /\.([a-z0-9]{2,5})$/i.exec(filename ?? '')?.[1].toUpperCase() ?? '';

const blank = (filename, alt) =>
  h('span', { class: 'thumbnail blank', role: 'img', 'aria-label': alt || fill(words.noPreview, { kind: kindOf(filename) }) }, icon('picture'), kindOf(filename));

// source: {urls, full?, renew?, filename, alt?}; `urls` are tried in order, then what renew() gives: the links of the server run out, and not every
// browser can show every format. Where nothing can be shown, the name of the format stands. show({src, alt}): what a tap on it does; `full` is the address of the large one.
export function thumbnail({ urls, full, renew, filename, alt }, show = null) {
  const left = urls.filter(Boolean);
  if (!left.length) return blank(filename, alt);
  const image = h('img', { class: 'thumbnail', src: left.shift(), alt: alt || words.yourPicture, decoding: 'async' });
  const node = show ? h('button', { type: 'button', class: 'zoom', 'aria-label': fill(words.fullSize, { alt: image.alt }), onclick: () => show({ src: full ?? image.src, alt: image.alt }) }, image) : image;
  image.addEventListener('error', async () => {
    if (!left.length && renew) {
      const again = renew;
      renew = null;
      left.push(...(await again().catch(() => [])).filter(Boolean));
    }
    if (left.length) image.src = left.shift();
    else node.replaceWith(blank(filename, alt));
  });
  return node;
}

// Pictures that wait for the person's word. on: {send(), remove(picture)}
export function tray(pictures, on) {
  const one = (picture) => [
    thumbnail({ urls: [picture.url], filename: picture.file.name }),
    h('div', { class: 'about' }, h('b', {}, picture.file.name), h('p', { class: 'note' }, bytes(picture.file.size))),
    h('button', { type: 'button', class: 'tool', 'aria-label': fill(words.removeOne, { name: picture.file.name }), onclick: () => on.remove(picture) }, icon('close')),
  ];
  return h(
    'div',
    { class: 'draft' },
    h('ul', {}, pictures.map((picture) => h('li', { class: 'file' }, one(picture)))),
    h('button', { type: 'button', class: 'reply first', 'data-focus': true, onclick: on.send }, fill(words.sendPictures, { pictures: pictures.length })),
  );
}

// buttons: [[title, action()]]
export const refused = ({ text, buttons = [] }) =>
  h(
    'div',
    { class: 'bubble refused', role: 'alert' },
    icon('notice'),
    h('div', {}, h('p', {}, text), buttons.length ? h('div', { class: 'choices' }, buttons.map(([title, onclick]) => h('button', { type: 'button', class: 'reply', onclick }, title))) : null),
  );

// The way up: progress with its number, and Cancel.
export function uploading(item, url, cancel) {
  return h(
    'div',
    { class: 'bubble user picture' },
    thumbnail({ urls: [url], filename: item.file.name }),
    h('label', {}, h('span', { class: 'percent' }), h('progress', { max: 1 })),
    h('button', { type: 'button', class: 'reply', onclick: cancel }, words.cancel),
  );
}

export function showProgress(node, item) {
  node.querySelector('progress').value = item.progress;
  node.querySelector('.percent').textContent = item.state === 'uploading' ? fill(words.uploading, { percent: Math.round(item.progress * 100) }) : words.waiting;
}

export const userPicture = (source, caption, show) =>
  h(
    'figure',
    { class: 'bubble user picture' },
    h('span', { class: 'for-readers' }, words.you),
    thumbnail(source, show),
    h('figcaption', {}, caption || source.filename || words.yourPicture),
  );
