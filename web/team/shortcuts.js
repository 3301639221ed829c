// Single keys that do something, while nobody types. They can be switched off, since a voice or a shaking hand may press them by mistake.
const OFF = 'unstuck:team:no-shortcuts';

export class Shortcuts {
  // keys: {key: action()}; isBusy(): whether a dialog is open.
  constructor(root, keys, isBusy) {
    Object.assign(this, { keys, isBusy });
    document.addEventListener('keydown', (event) => this.onKey(event, root.activeElement));
  }

  get on() {
    try {
      return localStorage.getItem(OFF) === null;
    } catch {
      return true;
    }
  }

  toggle() {
    try {
      if (this.on) localStorage.setItem(OFF, '1');
      else localStorage.removeItem(OFF);
    } catch {
      // Storage is forbidden: they stay on.
    }
  }

  onKey(event, focused) {
    const types = focused?.matches('input, textarea');
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || this.isBusy()) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key !== 'Escape' && (types || !this.on)) return;
    if (key === 'Escape' && types) {
      focused.blur();
      return;
    }
    if (!Object.hasOwn(this.keys, key)) return;
    event.preventDefault();
    this.keys[key]();
  }
}
