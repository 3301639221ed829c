// The server of docs/web-channel.md with canned answers: for fast tests of the widget, and for trying it by hand:
//   node tests/web/fake_server.mjs 8090
// Words in what a person says, or in a payload after its intent, choose the answer: "step", "last", "whole", "report", "file", "many", "slow", "refuse", "impossible", "hostile".
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Server } from 'socket.io';
import { ARTICLE, canned, GREETING, PICTURE } from './canned.mjs';

const DIST = fileURLToPath(new URL('../../web/dist/', import.meta.url));
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8' };
export const LIMIT = 3_000_000;
// Stricter than the real one: not even inline styles.
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self' ws:; base-uri 'none'; form-action 'none'";

export class FakeServer {
  constructor() {
    this.conversations = new Map();
    this.files = new Map();
    this.uploads = [];
    this.heard = [];
    this.uploadPause = 0;
    // Pages of a test's own, by their path.
    this.pages = {};
    // The words of languages beside English, by their codes.
    this.words = {};
  }

  async start(port = 0) {
    this.http = http.createServer((request, response) => this.answer(request, response));
    this.io = new Server(this.http, { path: '/chat/socket.io', serveClient: false, maxHttpBufferSize: 64_000, cors: { origin: '*' } });
    this.io.on('connection', (socket) => this.connected(socket));
    this.io.use((socket, next) => (this.conversations.has(socket.handshake.auth.token) ? next() : next(new Error('Please begin anew.'))));
    await new Promise((resolve) => this.http.listen(port, '127.0.0.1', resolve));
    this.port = this.http.address().port;
    this.address = `http://127.0.0.1:${this.port}`;
    return this;
  }

  // What is known stays, as a database would keep it.
  async stop() {
    this.http.closeAllConnections();
    await this.io.close();
  }

  async restart(seconds = 0) {
    await this.stop();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    await this.start(this.port);
  }

  async answer(request, response) {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', 'authorization, content-type, x-filename, x-language, x-person, x-person-signature');
    response.setHeader('access-control-allow-methods', 'GET, POST, DELETE');
    if (request.method === 'OPTIONS') return response.writeHead(204).end();
    const url = new URL(request.url, this.address);
    const path = url.pathname;
    const token = request.headers.authorization?.slice('Bearer '.length);
    const json = (status, body) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const refuse = (status, code, message) => json(status, { error: { code, message } });
    if (this.pages[path]) return response.writeHead(200, { 'content-type': TYPES['.html'], 'content-security-policy': POLICY }).end(this.pages[path]);
    if (path === '/chat') return this.file(response, 'index.html');
    if (path === '/chat/widget.js' || path.startsWith('/chat/assets/')) return this.file(response, path.slice('/chat/'.length));
    if (path === '/chat/session') return this.session(this.person(request) ?? token, json, refuse);
    if (path.startsWith('/chat/files/')) return this.picture(response, path.slice('/chat/files/'.length));
    if (path === '/chat/words') return json(200, this.wordsOf(url.searchParams.get('want')));
    if (path === '/chat/articles') return json(200, { articles: /zzz/.test(url.searchParams.get('q')) ? [] : [ARTICLE] });
    if (path.startsWith('/chat/articles/')) return path.endsWith(ARTICLE.id) ? json(200, ARTICLE) : refuse(404, 'web_not_found', 'There is nothing here.');
    const conversation = this.conversations.get(token);
    if (!conversation) return refuse(401, 'web_session_invalid', 'This conversation is over. Please begin anew.');
    if (path === '/chat/history') return json(200, { messages: conversation.messages.filter((one) => one.seq > Number(url.searchParams.get('after'))) });
    if (path === '/chat/upload') return this.upload(request, json);
    if (path === '/chat/conversation') {
      this.conversations.delete(token);
      this.io.to(token).emit('deleted', {});
      return json(200, { deleted: true });
    }
    return refuse(404, 'web_not_found', 'There is nothing here.');
  }

  wordsOf(want) {
    const codes = want.split(',').map((one) => one.split('-')[0]);
    return this.words[codes.find((code) => this.words[code])] ?? {};
  }

  file(response, name) {
    const path = join(DIST, name);
    if (!existsSync(path)) return response.writeHead(404).end();
    const headers = { 'content-type': TYPES[extname(name)], 'content-security-policy': POLICY, 'content-encoding': 'gzip' };
    return response.writeHead(200, headers).end(gzipSync(readFileSync(path)));
  }

  // Whoever is identified has the conversation of that name.
  person(request) {
    const { 'x-person': person, 'x-person-signature': signature } = request.headers;
    if (!person) return null;
    const token = `${person}-${signature}`;
    if (!this.conversations.has(token)) this.conversations.set(token, { token, messages: [], ids: new Set() });
    return token;
  }

  session(token, json, refuse) {
    if (token && !this.conversations.has(token)) return refuse(401, 'web_session_invalid', 'This conversation is over. Please begin anew.');
    const known = token ?? randomBytes(16).toString('hex');
    if (!token) this.conversations.set(known, { token: known, messages: [], ids: new Set() });
    return json(200, { token: known, limits: { bytes: LIMIT }, accept: ['image/*'] });
  }

  async upload(request, json) {
    const parts = [];
    for await (const part of request) parts.push(part);
    await new Promise((resolve) => setTimeout(resolve, this.uploadPause));
    const data = Buffer.concat(parts);
    const attachment = `att_${createHash('sha256').update(data).digest('hex').slice(0, 12)}`;
    const filename = decodeURIComponent(request.headers['x-filename']);
    this.files.set(attachment, { data, filename, type: request.headers['content-type'] });
    this.uploads.push(filename);
    return json(200, { attachment, filename, size: data.length });
  }

  picture(response, id) {
    const kept = this.files.get(id) ?? { data: PICTURE, type: 'image/svg+xml', filename: 'IMG_0042-threads.jpg' };
    return response.writeHead(200, { 'content-type': kept.type, 'content-disposition': `inline; filename="${kept.filename}"` }).end(kept.data);
  }

  connected(socket) {
    const conversation = this.conversations.get(socket.handshake.auth.token);
    socket.join(conversation.token);
    if (!conversation.messages.length) this.say(conversation, GREETING);
    socket.on('speak', (data, done) => done(this.heard.push({ event: 'speak', ...data }) && { ok: true }));
    for (const event of ['say', 'press', 'attach', 'begin', 'comment']) socket.on(event, (data, done) => this.take(conversation, event, data, done));
  }

  take(conversation, event, data, done) {
    if (/refuse/.test(data.text)) return done({ error: { code: 'channel_too_many', message: 'That was a lot at once. Please wait a minute.' } });
    if (/impossible/.test(data.text)) return done({ error: { code: 'channel_bad_request', message: 'I could not read that.' } });
    done({ ok: true });
    if (conversation.ids.has(data.id)) return undefined;
    conversation.ids.add(data.id);
    this.heard.push({ event, ...data });
    this.push(conversation, { from: 'user', client_id: data.id, ...this.said(event, data) });
    this.io.to(conversation.token).emit('typing', { on: true });
    const word = event === 'attach' ? 'report file' : event === 'begin' ? 'step' : event === 'comment' ? 'kept' : (data.payload ?? data.text);
    setTimeout(() => {
      for (const message of canned(word)) this.say(conversation, message);
      this.io.to(conversation.token).emit('typing', { on: false });
    }, /slow/.test(word) ? 1500 : 20);
    return undefined;
  }

  said(event, data) {
    if (event !== 'attach') return { kind: 'text', text: data.title ?? data.text };
    const [attachment] = data.attachments;
    const { filename } = this.files.get(attachment);
    return { kind: 'picture', text: data.caption ?? '', url: `/chat/files/${attachment}`, filename, alt: `Your picture ${filename}` };
  }

  say(conversation, message) {
    this.push(conversation, { from: 'bot', client_id: null, ...message });
  }

  push(conversation, message) {
    const numbered = { seq: conversation.messages.length + 1, at: Date.now() / 1000, buttons: [], ...message };
    conversation.messages.push(numbered);
    this.io.to(conversation.token).emit('message', numbered);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await new FakeServer().start(Number(process.argv[2] ?? 0));
  console.log(`${server.address}/chat`);
}
