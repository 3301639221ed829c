// What stays in the browser: the session, and messages that are not sent yet. Where the browser forbids it, they live in memory.

const DATABASE = 'unstuck';
const STORE = 'outbox';

export const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const parsed = (text) => (text ? JSON.parse(text) : null);

// As many earlier conversations as a person finds one in.
const MOST_EARLIER = 20;

// A session is {token, id}: the server renews the token, the id is ours and stays as long as the conversation.
export class SessionKeeper {
  constructor(name) {
    this.name = name;
    this.memory = null;
  }

  // Of a page that has the widget from `base`; an identified person has one of their own.
  static of(base, identity) {
    return new SessionKeeper(identity ? `unstuck:${base}:${identity.id}` : `unstuck:${base}`);
  }

  // The number of the last message of the present session that the person has looked at; 0 where that is not known.
  get seen() {
    try {
      const { id, seq } = parsed(localStorage.getItem(`${this.name}:seen`)) ?? {};
      return id === this.session?.id ? seq : 0;
    } catch {
      return 0;
    }
  }

  set seen(seq) {
    try {
      localStorage.setItem(`${this.name}:seen`, JSON.stringify({ id: this.session?.id, seq }));
    } catch {
      // Storage is forbidden: nothing is counted before the chat is open.
    }
  }

  // The sessions that were left for another, latest first: [{token, id, title, at}].
  get earlier() {
    try {
      return parsed(localStorage.getItem(`${this.name}:earlier`)) ?? [];
    } catch {
      return [];
    }
  }

  set earlier(sessions) {
    try {
      localStorage.setItem(`${this.name}:earlier`, JSON.stringify(sessions.slice(0, MOST_EARLIER)));
    } catch {
      // Storage is forbidden: there is one conversation, as long as the page.
    }
  }

  // Goes on with another session, or a new one for null; the present one is kept under its title where it has one.
  leave(next, title) {
    const left = this.session && title ? [{ ...this.session, title, at: Date.now() }] : [];
    this.earlier = [...left, ...this.earlier.filter(({ id }) => id !== next?.id && id !== this.session?.id)];
    this.session = next && { token: next.token, id: next.id };
  }

  get session() {
    try {
      return parsed(localStorage.getItem(this.name));
    } catch {
      return this.memory;
    }
  }

  set session(value) {
    this.memory = value;
    try {
      if (value) localStorage.setItem(this.name, JSON.stringify(value));
      else for (const name of [this.name, `${this.name}:seen`]) localStorage.removeItem(name);
    } catch {
      // Storage is forbidden: the conversation lasts as long as the page.
    }
  }

  // Calls `listener` with the id of the session, or null, when another tab has begun or ended one. Gives the function that ends it.
  watch(listener) {
    const hear = (event) => {
      if (event.key !== this.name) return;
      const id = parsed(event.newValue)?.id ?? null;
      if (id !== (parsed(event.oldValue)?.id ?? null)) listener(id);
    };
    addEventListener('storage', hear);
    return () => removeEventListener('storage', hear);
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

  async all(session) {
    const items = await this.attempt('readonly', (store) => store.getAll(), []);
    return items.filter((item) => item.session === session).sort((a, b) => a.made - b.made);
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

// The text that stands in the line and is not sent: it outlives a reload, and the tab is its end.
export class Unfinished {
  constructor(base) {
    this.name = `unstuck:unfinished:${base}`;
  }

  get text() {
    try {
      return sessionStorage.getItem(this.name) ?? '';
    } catch {
      return '';
    }
  }

  keep(text) {
    try {
      if (text) sessionStorage.setItem(this.name, text);
      else sessionStorage.removeItem(this.name);
    } catch {
      // Storage is forbidden: it lasts as long as the page.
    }
  }
}
