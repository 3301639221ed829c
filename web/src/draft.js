// The picture that a person has chosen and not sent yet, however it came: library, camera, drop, paste or a page's own call.
import { bytes, words } from './words.js';

const PICTURE_NAME = /\.(heic|heif|avif|jpe?g|png|gif|webp|tiff?|bmp)$/i;

function refusalOf(file, api) {
  if (file.size > api.limits.bytes) return words.tooLarge(file.name, bytes(file.size), bytes(api.limits.bytes));
  if (!file.size) return words.empty(file.name);
  // Some systems give a HEIC file no type at all; the server looks at its bytes.
  if (file.type && !file.type.startsWith('image/') && !PICTURE_NAME.test(file.name)) return words.notPicture(file.name);
  return null;
}

export class Draft {
  constructor(api, changed) {
    this.api = api;
    this.changed = changed;
    this.clear();
  }

  clear() {
    if (this.url) URL.revokeObjectURL(this.url);
    this.file = null;
    this.url = null;
    this.notices = [];
  }

  // Takes the first of `files`, or says why not.
  take(files) {
    if (!files.length) return;
    const [file] = files;
    const reason = refusalOf(file, this.api);
    this.clear();
    if (reason) {
      this.notices = [reason];
    } else {
      this.file = file;
      this.url = URL.createObjectURL(file);
      if (files.length > 1) this.notices = [words.oneAtATime];
    }
    this.changed();
  }

  // Hands the file over together with its preview, which goes on living.
  release() {
    const { file, url } = this;
    this.url = null;
    this.clear();
    return { file, url };
  }
}

// Opens the system's own picker. On an iPhone it offers the library, the camera and the files by itself.
export function pick(take, { camera = false } = {}) {
  const input = document.createElement('input');
  input.type = 'file';
  // Named formats make iOS hand over the original HEIC where it would otherwise convert it.
  input.accept = camera ? 'image/*' : 'image/*,image/heic,image/heif,.heic,.heif';
  if (camera) input.setAttribute('capture', 'user');
  input.addEventListener('change', () => take([...input.files]));
  input.click();
}
