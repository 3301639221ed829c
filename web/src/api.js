// The requests of docs/web-channel.md. A refusal carries the server's own sentence; `offline` means that nobody answered.
import { SessionKeeper, newId } from './keep.js';
import { words } from './words.js';

// The same will be refused again, however often it is sent.
const FOR_GOOD = new Set([
  'channel_bad_request',
  'channel_button_unknown',
  'channel_empty_file',
  'channel_empty_message',
  'channel_file_too_large',
  'channel_message_too_long',
  'channel_no_picture',
  'channel_not_a_picture',
  'attachment_too_large',
]);

export class Refusal extends Error {
  constructor(code, message, status = 0, again = false) {
    super(message);
    this.code = code;
    this.status = status;
    this.again = again;
  }

  // Later may be better: nobody answered, or the server says so itself.
  get passing() {
    return this.code === 'offline' || this.again;
  }

  get final() {
    return FOR_GOOD.has(this.code);
  }

  // The conversation was deleted, or its time is over.
  get over() {
    return this.status === 401 || this.status === 410;
  }
}

// Until the server says what it takes; see docs/web-channel.md.
const CHARACTERS = 2000;

export const offline = () => new Refusal('offline', words.unreachable);

export function refusal(status, body) {
  // A gateway that finds nobody behind it is as good as no network.
  if (status >= 502 && status <= 504 && !body?.error) return offline();
  return new Refusal(body?.error?.code ?? 'unknown', body?.error?.message ?? words.unreachable, status, body?.error?.again);
}

export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const resumed = () => /^#resume=(web-[0-9a-f]{32}\.\d{1,12}\.[0-9a-f]{64})$/.exec(location.hash)?.[1] ?? null;

export class Api {
  // identity: {id, signature} of a person whom the page's own server knows, or nothing.
  constructor(base, identity = null) {
    this.base = base;
    this.identity = identity;
    this.keeper = SessionKeeper.of(base, identity);
    this.limits = { bytes: Infinity, characters: CHARACTERS };
    this.resume();
  }

  // The link in a mail opens the conversation that it belongs to; the one that was here is kept among the earlier ones.
  resume() {
    const token = resumed();
    if (!token || this.identity) return;
    history.replaceState(null, '', location.pathname + location.search);
    const id = (one) => one?.split('.')[0];
    if (id(token) !== id(this.token)) this.keeper.leave({ token, id: newId() }, this.token && words.thisTalk);
  }

  get token() {
    return this.keeper.session?.token ?? null;
  }

  get id() {
    return this.keeper.session?.id ?? null;
  }

  async request(method, path) {
    let response;
    const headers = { 'X-Language': words.language };
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    if (this.identity) Object.assign(headers, { 'X-Person': encodeURIComponent(this.identity.id), 'X-Person-Signature': this.identity.signature });
    try {
      response = await fetch(new URL(path, this.base), { method, headers, credentials: 'omit', cache: 'no-store' });
    } catch {
      throw offline();
    }
    const body = parsed(await response.text().catch(() => ''));
    if (!response.ok || !body) throw refusal(response.status, body);
    return body;
  }

  // Renews the session, or begins a new one where there is none or it is dead. Tells whether it is a new one, and its language.
  async session() {
    let before = this.id;
    let answer;
    try {
      answer = await this.request('POST', 'session');
    } catch (error) {
      if (!error.over || !before) throw error;
      this.keeper.session = null;
      before = null;
      answer = await this.request('POST', 'session');
    }
    Object.assign(this.limits, answer.limits);
    // Another tab may have begun or ended one in the meantime: this one goes on with that.
    if (this.id === before) this.keeper.session = { token: answer.token, id: before ?? newId() };
    return { isNew: !before, language: answer.language };
  }

  // {messages, read}: up to which of them somebody of the team has read.
  async history(after) {
    const { messages, read } = await this.request('GET', `history?after=${after}`);
    return { messages: messages.map((message) => this.addressed(message)), read };
  }

  async erase() {
    await this.request('DELETE', 'conversation');
    this.keeper.session = null;
  }

  // The server writes its addresses without its own name, and the page that shows them may be on another.
  addressed(message) {
    const absolute = (url) => url && new URL(url, this.base).href;
    return { ...message, url: absolute(message.url), preview: absolute(message.preview) };
  }

  // fetch() reports no progress of an upload, so this is the old way.
  upload(file, onProgress, signal) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', new URL('upload', this.base));
      request.setRequestHeader('Authorization', `Bearer ${this.token}`);
      request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
      request.setRequestHeader('X-Language', words.language);
      request.setRequestHeader('X-Filename', encodeURIComponent(file.name));
      request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
      request.onload = () => {
        const body = parsed(request.responseText);
        if (request.status < 300 && body) resolve(body);
        else reject(refusal(request.status, body));
      };
      request.onerror = () => reject(offline());
      request.onabort = () => reject(new Refusal('cancelled', ''));
      signal.addEventListener('abort', () => request.abort());
      request.send(file);
    });
  }
}
