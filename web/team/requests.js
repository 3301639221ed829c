// The requests of the team's page. A refusal carries the server's own sentence; whoever is signed out is led to the form.
import { offline, parsed, refusal } from '../src/api.js';

const DATA = '/team/data/';

export class Requests {
  // token: of this session; the server takes no change without it.
  constructor(token) {
    this.token = token;
  }

  cards(which, search) {
    return this.send('GET', `cards?${new URLSearchParams({ which, search })}`);
  }

  ticket(number, after) {
    return this.send('GET', `${this.path(number)}?after=${after}`);
  }

  act(number, what, data = {}) {
    return this.send('POST', `${this.path(number)}/${what}`, JSON.stringify(data), { 'Content-Type': 'application/json' });
  }

  upload(number, file) {
    return this.send('POST', `${this.path(number)}/file`, file, { 'Content-Type': file.type || 'application/octet-stream', 'X-Filename': encodeURIComponent(file.name) });
  }

  path(number) {
    return `tickets/${encodeURIComponent(number)}`;
  }

  async send(method, path, body = null, headers = {}) {
    let response;
    try {
      response = await fetch(DATA + path, { method, body, cache: 'no-store', headers: { ...headers, 'X-CSRF-Token': this.token } });
    } catch {
      throw offline();
    }
    const answer = parsed(await response.text().catch(() => ''));
    if (response.ok && answer) return answer;
    // The server leads to the form, and from there back to this page.
    if (response.status === 401) location.reload();
    throw refusal(response.status, answer);
  }
}
