// Hands a file to the phone. The share sheet of iOS is the one way from a page into the photo library; elsewhere a download will do.

const MIME = { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png' };
const typeOf = (filename) => MIME[filename.split('.').pop().toLowerCase()] ?? 'image/jpeg';

// A computer has a share sheet too, but people there expect a download.
export function canShare(filename) {
  if (!matchMedia('(pointer: coarse)').matches || !navigator.canShare) return false;
  return navigator.canShare({ files: [new File(['x'], filename, { type: typeOf(filename) })] });
}

export async function fetchFile(url, filename) {
  const response = await fetch(url, { credentials: 'omit' });
  if (!response.ok) throw new Error(`${response.status}`);
  return new File([await response.blob()], filename, { type: typeOf(filename) });
}

// Tells whether it was shared; false when the person closed the sheet.
export async function share(file) {
  try {
    await navigator.share({ files: [file] });
    return true;
  } catch (error) {
    if (error.name === 'AbortError') return false;
    throw error;
  }
}
