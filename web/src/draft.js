// The pictures that a person has chosen and not sent yet, however they came: library, camera, drop, paste or a page's own call.
import { bytes, fill, words } from './words.js';

const PICTURE_NAME = /\.(heic|heif|avif|jpe?g|png|gif|webp|tiff?|bmp)$/i;
// As many as the server takes at once.
const MOST = 5;

function refusalOf(file, api) {
  if (file.size > api.limits.bytes) return fill(words.tooLarge, { name: file.name, size: bytes(file.size), limit: bytes(api.limits.bytes) });
  if (!file.size) return fill(words.empty, { name: file.name });
  // Some systems give a HEIC file no type at all; the server looks at its bytes.
  if (file.type && !file.type.startsWith('image/') && !PICTURE_NAME.test(file.name)) return fill(words.notPicture, { name: file.name });
  return null;
}

export class Draft {
  constructor(api) {
    this.api = api;
    this.pictures = [];
  }

  // Takes the files that can be sent. Gives the sentences for those that cannot.
  take(files) {
    const reasons = [];
    for (const file of files) {
      const reason = this.pictures.length < MOST ? refusalOf(file, this.api) : fill(words.tooManyPictures, { most: MOST });
      if (!reason) this.pictures = [...this.pictures, { file, url: URL.createObjectURL(file) }];
      else if (!reasons.includes(reason)) reasons.push(reason);
    }
    return reasons;
  }

  remove(picture) {
    URL.revokeObjectURL(picture.url);
    this.pictures = this.pictures.filter((one) => one !== picture);
  }

  clear() {
    for (const picture of this.pictures) this.remove(picture);
  }

  // Hands the files over.
  release() {
    const files = this.pictures.map((picture) => picture.file);
    this.clear();
    return files;
  }
}

// Opens the system's own picker. On an iPhone it offers the library, the camera and the files by itself.
export function pick(take, { camera = false, any = false } = {}) {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = !camera;
  // Named formats make iOS hand over the original HEIC where it would otherwise convert it.
  if (!any) input.accept = camera ? 'image/*' : 'image/*,image/heic,image/heif,.heic,.heif';
  if (camera) input.setAttribute('capture', 'user');
  input.addEventListener('change', () => take([...input.files]));
  input.click();
}
