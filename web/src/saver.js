// Hands a file to the person: on a phone by the share sheet, which is the one way from a page into the photo library of iOS; elsewhere as
// a download.
import { h } from './dom.js';
import { words } from './words.js';

const MIME = { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', pdf: 'application/pdf' };
const typeOf = (filename) => MIME[filename.split('.').pop().toLowerCase()] ?? 'application/octet-stream';
const TOUCH = matchMedia('(pointer: coarse)');
const KEPT_MS = 60_000;

// A computer has a share sheet too, but people there expect a download.
export function canShare(filename) {
  if (!TOUCH.matches || !navigator.canShare) return false;
  return navigator.canShare({ files: [new File(['x'], filename, { type: typeOf(filename) })] });
}

// Tells whether it was shared; false when the person closed the sheet.
async function share(file) {
  try {
    await navigator.share({ files: [file] });
    return true;
  } catch (error) {
    if (error.name === 'AbortError') return false;
    throw error;
  }
}

// From an address of this page: a link to the server's own would leave the page as soon as it has run out.
export function download(file) {
  const url = URL.createObjectURL(file);
  h('a', { href: url, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
  return true;
}

export class Saver {
  // on.renew(seq): the message with links that are good again. on.taken(file): whether the page has taken the file itself, as a page in an
  // app's own window must.
  constructor(on) {
    this.on = on;
    this.ready = new Map();
  }

  // iOS opens its sheet only right after a tap, so the file is fetched before it.
  prepare(message) {
    if (message.kind !== 'file' || this.ready.has(message.seq) || !TOUCH.matches) return;
    const fetching = this.fetch(message);
    fetching.catch(() => this.ready.delete(message.seq));
    this.ready.set(message.seq, fetching);
  }

  // `status` is the element that tells how it went.
  async save(message, status) {
    try {
      const file = await (this.ready.get(message.seq) ?? this.fetch(message));
      const done = this.on.taken(file) || (await (canShare(message.filename) ? share(file) : download(file)));
      status.textContent = done ? words.saved : '';
    } catch (error) {
      this.ready.delete(message.seq);
      status.textContent = error.gone ? words.fileGone : words.notSaved;
    }
  }

  async fetch(message) {
    try {
      return await this.get(message);
    } catch {
      return this.get(await this.on.renew(message.seq));
    }
  }

  async get({ url, filename }) {
    const response = await fetch(url, { credentials: 'omit' });
    if (!response.ok) throw Object.assign(new Error(`${response.status}`), { gone: response.status === 404 });
    return new File([await response.blob()], filename, { type: typeOf(filename) });
  }
}
