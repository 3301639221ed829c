// All tickets as this page knows them: the list that is shown, who waits, what is mine, and the ticket that is open. Fires `change`, and
// `news` with {text, number} for what nobody here has seen yet.
import { Outbox } from '../src/keep.js';
import { Connection } from '../src/connection.js';
import { Again } from './again.js';
import { Requests } from './requests.js';
import { Ticket } from './ticket.js';
import { words } from './words.js';

export class Desk extends EventTarget {
  // me: {id, name, token}
  constructor(me) {
    super();
    this.me = me;
    this.requests = new Requests(me.token);
    this.outbox = new Outbox();
    this.which = 'waiting';
    this.search = '';
    this.cards = null;
    this.waiting = [];
    this.mine = [];
    this.tickets = new Map();
    this.open = null;
    this.online = true;
    this.known = null;
    this.listing = new Again(() => this.list());
    this.connection = new Connection(`${location.origin}/team/`, {
      connected: () => this.onConnected(),
      disconnected: () => this.setOnline(false),
      refused: () => setTimeout(() => this.connection.connect(me.token), 2000),
      awake: () => this.refresh(),
    });
    this.connection.socket.on('changed', (numbers) => this.onChanged(numbers));
    this.connection.socket.on('signed_out', () => location.reload());
  }

  begin() {
    this.connection.connect(this.me.token);
    return this.refresh();
  }

  onConnected() {
    this.setOnline(true);
    this.refresh();
    for (const ticket of this.tickets.values()) ticket.sender.flush();
  }

  onChanged(numbers) {
    this.listing.run().catch(() => {});
    if (this.open && numbers.includes(this.open.number)) this.open.load().catch(() => {});
  }

  setOnline(online) {
    this.online = online;
    this.changed();
  }

  async refresh() {
    await Promise.all([this.listing.run(), this.open?.load()]).catch(() => {});
  }

  // Every list is asked for with the words that are searched for; what was asked for before is not shown after.
  async list() {
    const { which, search } = this;
    const found = await this.requests.cards(which, search);
    if (which !== this.which || search !== this.search) {
      this.listing.wanted = true;
      return;
    }
    Object.assign(this, found);
    this.notice();
    this.changed();
  }

  show(which, search = this.search) {
    this.which = which;
    this.search = search;
    return this.listing.run().catch(() => {});
  }

  // What is new since the last look: somebody waits, or has written to me.
  notice() {
    const unread = new Map([...this.waiting.map((card) => [`waits ${card.number}`, [card, words.newWaiting(card.article || words.noCause)]]), ...this.mine.filter((card) => card.unread).map((card) => [`said ${card.number} ${card.last_at}`, [card, card.last_text]])]);
    for (const [key, [card, text]] of unread) {
      const seen = this.known === null || this.known.has(key) || (this.open?.number === card.number && !document.hidden);
      if (!seen) this.dispatchEvent(new CustomEvent('news', { detail: { text, number: card.number } }));
    }
    this.known = new Set(unread.keys());
  }

  async choose(number) {
    if (!number) {
      this.open = null;
      this.changed();
      return;
    }
    if (!this.tickets.has(number)) {
      const ticket = new Ticket(number, this.requests, this.connection, this.outbox);
      ticket.addEventListener('change', () => this.open === ticket && this.changed());
      ticket.addEventListener('dropped', (event) => this.dispatchEvent(new CustomEvent('dropped', { detail: event.detail })));
      this.tickets.set(number, ticket);
    }
    this.open = this.tickets.get(number);
    this.changed();
    await this.open.load();
  }

  // Up to where the open conversation was looked at; the person sees that it was read.
  look() {
    const { open } = this;
    if (!open?.card || document.hidden || !this.connection.connected || open.last <= (open.looked ?? 0)) return;
    open.looked = open.last;
    this.connection.send('seen', { number: open.number, seq: open.last }).then(
      () => this.listing.run().catch(() => {}),
      () => (open.looked = 0),
    );
  }

  typing(number, on) {
    if (this.connection.connected) this.connection.send('typing', { number, on }).catch(() => {});
  }

  changed() {
    this.dispatchEvent(new Event('change'));
  }
}
