// What stays in the browser: the session's token, and messages that are not sent yet. Where the browser forbids it, they live in memory.

const DATABASE = 'unstuck';
const STORE = 'outbox';

export class TokenKeeper {
  constructor(name) {
    this.name = name;
    this.memory = null;
  }

  get token() {
    try {
      return localStorage.getItem(this.name);
    } catch {
      return this.memory;
    }
  }

  set token(value) {
    this.memory = value;
    try {
      if (value) localStorage.setItem(this.name, value);
      else localStorage.removeItem(this.name);
    } catch {
      // Storage is forbidden: the conversation lasts as long as the page.
    }
  }

  // Calls `listener` when another tab has changed the token.
  watch(listener) {
    addEventListener('storage', (event) => event.key === this.name && listener(event.newValue));
  }
}

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// Unsent messages, files included. IndexedDB takes files where localStorage would not.
export class Outbox {
  constructor() {
    this.opening = null;
  }

  async store(mode) {
    this.opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return (await this.opening).transaction(STORE, mode).objectStore(STORE);
  }

  // Every call is a promise that never fails: an unsent message is kept in memory in any case.
  async attempt(mode, action, fallback) {
    try {
      return await settled(action(await this.store(mode)));
    } catch {
      return fallback;
    }
  }

  async all(token) {
    const items = await this.attempt('readonly', (store) => store.getAll(), []);
    return items.filter((item) => item.token === token).sort((a, b) => a.made - b.made);
  }

  put(item) {
    return this.attempt('readwrite', (store) => store.put(item));
  }

  remove(id) {
    return this.attempt('readwrite', (store) => store.delete(id));
  }

  clear() {
    return this.attempt('readwrite', (store) => store.clear());
  }
}
