// One ticket as this page knows it: what is known, what was said, what is not sent yet. Fires `change`.
import { Sender } from '../src/sender.js';
import { Again } from './again.js';

const CHARACTERS = 4000;
// The links in messages expire after an hour.
const LINKS_MS = 30 * 60_000;

export class Ticket extends EventTarget {
  // connection: {connected}; outbox: what is not sent yet, in this browser.
  constructor(number, requests, connection, outbox) {
    super();
    Object.assign(this, { number, requests, connection });
    this.view = null;
    this.messages = new Map();
    this.fetchedAt = 0;
    this.loading = new Again(() => this.fetch());
    const api = {
      id: `team:${number}`,
      limits: { characters: CHARACTERS },
      upload: (file, onProgress) => {
        onProgress(0);
        return requests.upload(number, file);
      },
    };
    const way = {
      get connected() {
        return connection.connected;
      },
      send: (_, data) => requests.act(number, 'reply', data).then(() => this.load()),
    };
    this.sender = new Sender(api, way, outbox, {
      changed: () => this.changed(),
      isStale: () => false,
      dropped: (item, reason) => this.dispatchEvent(new CustomEvent('dropped', { detail: { item, reason } })),
    });
    this.sender.restore(api.id).then(() => this.sender.flush());
  }

  get card() {
    return this.view?.card ?? null;
  }

  get sorted() {
    return [...this.messages.values()].sort((a, b) => a.seq - b.seq);
  }

  get last() {
    return Math.max(0, ...this.messages.keys());
  }

  // What was said, and the notes between it, in their order.
  get timeline() {
    const said = this.sorted.map((message) => ({ at: message.at, message }));
    const noted = (this.view?.notes ?? []).map((note) => ({ at: note.at, note }));
    return [...said, ...noted].sort((a, b) => a.at - b.at || (a.message ? 0 : 1) - (b.message ? 0 : 1));
  }

  load() {
    return this.loading.run();
  }

  async fetch() {
    const stale = Date.now() - this.fetchedAt > LINKS_MS;
    const view = await this.requests.ticket(this.number, stale ? 0 : this.last);
    if (stale) this.fetchedAt = Date.now();
    this.take(view);
  }

  take({ messages, ...view }) {
    const fresh = messages.filter(({ seq }) => !this.messages.has(seq));
    for (const message of messages) this.put(message);
    for (const { client_id } of fresh) this.sender.arrived(client_id);
    this.view = view;
    this.changed();
  }

  // A message that has not changed stays the same object, which tells the list that its row is still right.
  put(message) {
    const known = this.messages.get(message.seq);
    if (JSON.stringify(known) !== JSON.stringify(message)) this.messages.set(message.seq, message);
  }

  async renewed(seq) {
    const { messages } = await this.requests.ticket(this.number, seq - 1);
    for (const message of messages) this.put(message);
    return this.messages.get(seq);
  }

  async act(what, data) {
    try {
      await this.requests.act(this.number, what, data);
    } finally {
      await this.load().catch(() => {});
    }
  }

  say(text) {
    this.sender.add('say', { text });
  }

  sendFile(file) {
    this.sender.add('attach', { caption: '' }, file);
  }

  changed() {
    this.dispatchEvent(new Event('change'));
  }
}
