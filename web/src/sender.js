// What the person has said and the server has not taken yet, in order. Each item has an id of its own, which the server takes once,
// so sending again after a doubt is harmless.

import { Refusal } from './api.js';
import { newId } from './keep.js';
import { fill, words } from './words.js';

const DOUBT_MS = 2500;
// A connection that breaks with the same message so often breaks because of it.
const MOST_CUTS = 4;

export class Sender {
  // on: {changed(), isStale(item), dropped(item, reason)}: what the server will never take leaves the queue.
  constructor(api, connection, outbox, on) {
    Object.assign(this, { api, connection, outbox, on });
    this.changed = on.changed;
    this.items = [];
    this.flushing = false;
    this.arrivedIds = new Set();
  }

  async restore(session) {
    const known = new Set(this.items.map((item) => item.id));
    const kept = (await this.outbox.all(session)).filter((item) => !known.has(item.id) && !this.arrivedIds.has(item.id));
    this.items.unshift(...kept.map((item) => ({ ...item, state: 'queued', progress: 0 })));
    // What was written before the first session belongs to this one.
    for (const item of this.items) if (!item.session) this.keep(Object.assign(item, { session }));
    if (kept.length) this.changed();
  }

  keep({ id, session, made, event, data, file, attachment }) {
    return this.outbox.put({ id, session, made, event, data, file, attachment });
  }

  // event: say, press or attach; `file` goes up first.
  add(event, data, file = null) {
    const item = { id: newId(), session: this.api.id, made: Date.now(), event, data, file, attachment: null };
    this.items.push(Object.assign(item, { state: 'queued', progress: 0 }));
    this.keep(item);
    this.changed();
    this.flush();
    return item;
  }

  async flush() {
    if (this.flushing) return;
    this.flushing = true;
    try {
      for (let item = this.next(); item && this.connection.connected; item = this.next()) await this.sendOne(item);
    } finally {
      this.flushing = false;
    }
  }

  next() {
    return this.items.find((item) => item.state === 'queued');
  }

  async sendOne(item) {
    if (this.on.isStale(item)) {
      this.give(item, fill(words.stale, { title: item.data.title }));
      return;
    }
    try {
      this.measure(item);
      if (item.file && !item.attachment) await this.upload(item);
      this.update(item, { state: 'sending' });
      const data = item.attachment ? { ...item.data, attachments: [item.attachment] } : item.data;
      await this.connection.send(item.event, { id: item.id, ...data });
      this.outbox.remove(item.id);
      this.update(item, { state: 'sent' });
    } catch (error) {
      if (!this.items.includes(item)) return;
      if (error.final) this.give(item, error.message);
      else if (error.passing && !this.isCutOff(item)) await this.wait(item);
      else this.update(item, { state: 'failed', reason: error.message || words.cutOff });
    }
  }

  // Kept from before, or put in by a page: too long a text would close the connection.
  measure({ data }) {
    const most = this.api.limits.characters;
    const length = (data.text ?? data.caption ?? '').length;
    if (length > most) throw new Refusal('channel_message_too_long', fill(words.tooLong, { length, most }));
  }

  isCutOff(item) {
    if (item.state === 'sending' && !this.connection.connected) item.cuts = (item.cuts ?? 0) + 1;
    return item.cuts >= MOST_CUTS;
  }

  // Without a connection this round ends, and the next comes with it; with one, the acknowledgement was late.
  async wait(item) {
    this.update(item, { state: 'queued', progress: 0 });
    if (this.connection.connected) await new Promise((resolve) => setTimeout(resolve, DOUBT_MS));
  }

  give(item, reason) {
    this.drop(item.id);
    this.on.dropped(item, reason);
  }

  async upload(item) {
    const abort = new AbortController();
    this.update(item, { state: 'uploading', abort, progress: 0 });
    const onProgress = (progress) => this.update(item, { progress });
    item.attachment = (await this.api.upload(item.file, onProgress, abort.signal)).attachment;
    this.keep(item);
  }

  update(item, values) {
    Object.assign(item, values);
    if (this.items.includes(item)) this.changed();
  }

  retry(item) {
    // The uploaded file may be what was refused, or gone by now.
    this.update(item, { state: 'queued', reason: null, attachment: null, cuts: 0 });
    this.flush();
  }

  cancel(item) {
    this.drop(item.id);
    item.abort?.abort();
    this.changed();
  }

  // The server shows the message itself now.
  arrived(id) {
    if (!id) return;
    this.arrivedIds.add(id);
    this.drop(id);
  }

  drop(id) {
    this.items = this.items.filter((item) => item.id !== id);
    this.outbox.remove(id);
  }

  forget() {
    for (const item of this.items) item.abort?.abort();
    this.items = [];
  }
}
