// The socket: one connection that comes back by itself, sooner where the page learns that it can.
import { io } from 'socket.io-client';
import { Refusal } from './api.js';
import { words } from './words.js';

const ACKNOWLEDGE_MS = 15_000;
// After this long in the background a phone has often dropped the connection without telling the page.
const STALE_MS = 15_000;

export class Connection {
  // on: {connected(), disconnected(), refused(), message(message), typing({on, by}), read({seq}), deleted(), awake()}
  constructor(base, on) {
    const { origin, pathname } = new URL('socket.io', base);
    this.token = null;
    this.hiddenAt = 0;
    this.socket = io(origin, {
      path: pathname,
      auth: (give) => give({ token: this.token, language: words.language }),
      autoConnect: false,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 400,
      reconnectionDelayMax: 8000,
      timeout: 8000,
    });
    this.socket.on('connect', on.connected);
    this.socket.on('disconnect', (reason) => {
      on.disconnected();
      if (reason === 'io server disconnect') on.refused();
    });
    // `active` tells a lost network, where the socket tries again, from a server that said no.
    this.socket.on('connect_error', () => (this.socket.active ? on.disconnected() : on.refused()));
    this.socket.on('message', on.message);
    this.socket.on('typing', on.typing);
    this.socket.on('read', on.read);
    this.socket.on('deleted', on.deleted);
    this.ended = new AbortController();
    const { signal } = this.ended;
    addEventListener('online', () => this.hurry(false), { signal });
    addEventListener('offline', on.disconnected, { signal });
    addEventListener('pageshow', (event) => event.persisted && this.hurry(true), { signal });
    const seen = () => {
      if (document.hidden) {
        this.hiddenAt = Date.now();
        return;
      }
      this.hurry(Date.now() - this.hiddenAt > STALE_MS);
      on.awake();
    };
    document.addEventListener('visibilitychange', seen, { signal });
  }

  get connected() {
    return this.socket.connected;
  }

  connect(token) {
    this.token = token;
    this.socket.disconnect().connect();
  }

  close() {
    this.token = null;
    this.socket.disconnect();
  }

  end() {
    this.ended.abort();
    this.socket.off();
    this.close();
  }

  // Don't wait for the next attempt; `anew` doesn't trust a connection that looks alive either.
  hurry(anew) {
    if (!this.token) return;
    if (anew || !this.socket.connected) this.socket.disconnect().connect();
  }

  async send(event, data) {
    if (!this.socket.connected) throw new Refusal('offline', '');
    let answer;
    try {
      answer = await this.socket.timeout(ACKNOWLEDGE_MS).emitWithAck(event, data);
    } catch {
      throw new Refusal('offline', '');
    }
    if (answer?.error) throw new Refusal(answer.error.code, answer.error.message, 0, answer.error.again);
  }
}
