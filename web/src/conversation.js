// The conversation as this tab knows it: messages by their number, what is not sent yet, and whether the server is there.
// Fires `change` with {fresh, live}: the new messages, and whether they came after the first look at the history.
import { Api } from './api.js';
import { Outbox, newId } from './keep.js';
import { Connection } from './connection.js';
import { Sender } from './sender.js';
import { words } from './words.js';

const RETRY_MS = [500, 1000, 2000, 4000, 8000];
// The links in messages expire after an hour.
const LINKS_MS = 30 * 60_000;
const TYPING_MS = 30_000;

const pause = (attempt) => new Promise((resolve) => setTimeout(resolve, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]));

export class Conversation extends EventTarget {
  // asked: a language that the page asks for, from now on.
  constructor(base, identity, asked = null) {
    super();
    this.asked = asked;
    this.api = new Api(base, identity);
    this.connection = new Connection(base, {
      connected: () => this.onConnected(),
      disconnected: () => this.setState('offline'),
      refused: () => this.onRefused(),
      message: (message) => this.onMessage(this.api.addressed(message)),
      typing: ({ on, by }) => this.setTyping(on, by),
      read: ({ seq }) => this.setRead(seq),
      deleted: () => this.erasing || this.forget(),
      awake: () => this.onAwake(),
    });
    this.outbox = new Outbox();
    this.sender = new Sender(this.api, this.connection, this.outbox, {
      changed: () => this.changed(),
      isStale: (item) => this.isStale(item),
      dropped: (item, reason) => this.dispatchEvent(new CustomEvent('dropped', { detail: { item, reason } })),
    });
    this.messages = new Map();
    this.sorted = [];
    this.state = 'connecting';
    this.typing = false;
    // The name of the teammate who is typing, and up to which message the team, and the person, have read.
    this.typist = null;
    this.readByTeam = 0;
    this.readHere = 0;
    this.seen = false;
    this.fetchedAt = 0;
    this.catching = null;
    this.beginning = null;
    this.refusals = 0;
    this.erasing = false;
    this.unwatch = this.api.keeper.watch((id) => (id ? this.restart() : this.forget()));
  }

  get last() {
    return this.sorted.at(-1)?.seq ?? 0;
  }

  // The number of the person's last message.
  get lastSaid() {
    return this.sorted.findLast((message) => message.from === 'user')?.seq ?? 0;
  }

  // What the bot has said since then.
  get answer() {
    const said = this.lastSaid;
    return this.sorted.slice(this.sorted.findLastIndex((message) => message.seq <= said) + 1);
  }

  // The name of the teammate who holds the conversation, or null while the bot does.
  get holder() {
    const notice = this.sorted.findLast((message) => message.kind === 'notice' && message.holder);
    return notice?.holder === 'team' ? notice.by : null;
  }

  get pending() {
    return this.sender.items;
  }

  // The buttons that still ask for an answer: the latest ones after the person's last word.
  get buttons() {
    if (this.pending.some((item) => item.state !== 'failed')) return [];
    return this.answer.findLast((message) => message.buttons?.length)?.buttons ?? [];
  }

  // A button that was pressed before something else was said answers a question that is no longer open.
  isStale({ event, data }) {
    return event === 'press' && this.lastSaid > data.seq;
  }

  // A session and a socket, however often it takes.
  begin() {
    this.beginning ??= this.tryToBegin().finally(() => (this.beginning = null));
    return this.beginning;
  }

  async tryToBegin() {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const { isNew, language } = await this.api.session();
        if (isNew && this.messages.size) this.forget();
        if (!this.asked) this.heard(language);
        break;
      } catch {
        this.setState('offline');
        await pause(attempt);
      }
    }
    await this.sender.restore(this.api.id);
    this.connection.connect(this.api.token);
  }

  // The server said no: the session may be over, or the server in trouble.
  async onRefused() {
    this.setState('offline');
    this.refusals += 1;
    if (this.refusals > 1) await pause(this.refusals);
    if (this.api.token) this.begin();
  }

  async onConnected() {
    this.refusals = 0;
    this.setState('online');
    await this.catchUp();
    this.askForLanguage();
    this.sender.flush();
  }

  async askForLanguage() {
    if (!this.asked) return;
    const language = this.asked;
    this.asked = null;
    // What is not taken now is no loss: the words are there already, and the next message is answered in its own language.
    await this.connection.send('speak', { id: newId(), language }).catch(() => {});
  }

  // The conversation is in that language: the words of the page follow.
  heard(language) {
    if (language && language !== words.language) this.dispatchEvent(new CustomEvent('language', { detail: { language } }));
  }

  async onAwake() {
    if (Date.now() - this.fetchedAt > LINKS_MS) await this.catchUp(0);
    else if (this.connection.connected) await this.catchUp();
    this.sender.flush();
  }

  onMessage(message) {
    if (message.seq > this.last + 1) this.catchUp();
    else this.merge([message]);
  }

  // What the person said first.
  get title() {
    return this.sorted.find((message) => message.from === 'user' && message.text)?.text ?? '';
  }

  // Goes on with an earlier conversation, or a new one for null.
  change(session) {
    this.api.keeper.leave(session, this.title);
    this.restart();
  }

  restart() {
    this.forget();
    this.begin();
  }

  // Fetches what is missing; one request at a time, and one more when something new was heard of meanwhile.
  async catchUp(after = this.last) {
    if (this.catching) {
      this.catchAgain = true;
      return this.catching;
    }
    this.catching = this.fetch(after);
    await this.catching;
    this.catching = null;
    if (this.catchAgain) {
      this.catchAgain = false;
      await this.catchUp();
    }
    return undefined;
  }

  async fetch(after) {
    try {
      const { messages, read } = await this.api.history(after);
      if (after === 0) this.fetchedAt = Date.now();
      this.merge(messages);
      this.setRead(read ?? 0);
      this.seen = true;
    } catch (error) {
      if (error.over) this.begin();
    }
  }

  merge(messages) {
    const fresh = messages.filter((message) => !this.messages.has(message.seq));
    const goesOn = messages.length === 1 && messages[0].seq > this.last;
    for (const message of messages) this.put(message);
    this.sorted = goesOn ? [...this.sorted, messages[0]] : [...this.messages.values()].sort((a, b) => a.seq - b.seq);
    for (const message of fresh) this.sender.arrived(message.client_id);
    if (fresh.some((message) => message.from !== 'user')) this.setTyping(false);
    this.changed(fresh);
    const said = fresh.findLast((message) => message.from === 'bot' && message.kind !== 'notice');
    if (said && this.seen && !this.asked) this.heard(said.language ?? 'en');
  }

  // A message that has not changed stays the same object, which tells the list that its row is still right.
  put(message) {
    const known = this.messages.get(message.seq);
    if (JSON.stringify(known) !== JSON.stringify(message)) this.messages.set(message.seq, message);
  }

  setTyping(on, by = null) {
    clearTimeout(this.typingTimer);
    this.typing = on;
    this.typist = by;
    if (on) this.typingTimer = setTimeout(() => this.setTyping(false), TYPING_MS);
    this.changed();
  }

  setRead(seq) {
    if (seq <= this.readByTeam) return;
    this.readByTeam = seq;
    this.changed();
  }

  // The person looks at the last message; where a person of the team writes, they are told once.
  look() {
    if (this.last > this.api.keeper.seen) this.api.keeper.seen = this.last;
    if (this.last <= this.readHere || !this.connection.connected || !this.sorted.some((message) => message.from === 'team')) return;
    this.readHere = this.last;
    this.connection.send('seen', { seq: this.last }).catch(() => (this.readHere = 0));
  }

  setState(state) {
    if (state === this.state) return;
    this.state = state;
    if (state === 'offline') this.typing = false;
    this.changed();
  }

  changed(fresh = []) {
    this.dispatchEvent(new CustomEvent('change', { detail: { fresh, live: this.seen } }));
  }

  // Fetches one message anew for links that have not expired.
  async renewed(seq) {
    this.merge((await this.api.history(seq - 1)).messages);
    return this.messages.get(seq);
  }

  async erase() {
    this.erasing = true;
    try {
      await this.api.erase();
      await this.outbox.clear();
      this.restart();
    } finally {
      this.erasing = false;
    }
  }

  forget() {
    this.connection.close();
    this.messages.clear();
    this.sorted = [];
    this.sender.forget();
    this.seen = false;
    this.typing = false;
    this.readByTeam = 0;
    this.readHere = 0;
    this.dispatchEvent(new Event('reset'));
    this.changed();
  }

  // Nothing is heard or sent any more; what is not sent yet stays in the browser.
  end() {
    this.unwatch();
    this.connection.end();
  }
}
