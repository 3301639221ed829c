// The articles, to search and to read before the chat or beside it. They lie over the talk, which goes on below.
import { h } from './dom.js';
import { icon } from './icons.js';
import { article, found } from './views/articles.js';
import { words } from './words.js';

// Typing pauses longer than this before a search is sent.
const PAUSE_MS = 250;

export class Articles {
  // on: {begin(article, cause), closed()}
  constructor(api, on) {
    Object.assign(this, { api, on });
    this.asked = 0;
    this.input = h('input', { type: 'search', class: 'one-line', placeholder: words.search, 'aria-label': words.search, oninput: () => this.typed() });
    this.state = h('p', { class: 'note', role: 'status' });
    this.content = h('div', { class: 'content' });
    const back = h('button', { type: 'button', class: 'tool', 'aria-label': words.back, onclick: () => this.back() }, icon('back'));
    this.node = h('section', { class: 'pages', 'aria-label': words.articles, hidden: true, onkeydown: (event) => this.onKey(event) }, h('div', { class: 'searching' }, back, this.input), this.state, this.content);
  }

  get isOpen() {
    return !this.node.hidden;
  }

  open() {
    this.node.hidden = false;
    this.input.focus();
    return this.find();
  }

  close() {
    this.node.hidden = true;
    this.on.closed();
  }

  onKey(event) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.back();
  }

  // From an article to the list, from the list to the talk.
  back() {
    if (!this.reading) {
      this.close();
      return;
    }
    this.find();
    this.input.focus();
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.find(), PAUSE_MS);
  }

  find() {
    return this.show(`articles?q=${encodeURIComponent(this.input.value)}`, ({ articles }) => {
      this.reading = false;
      this.state.textContent = articles.length ? '' : words.noArticle;
      this.content.replaceChildren(h('ul', {}, articles.map((one) => found(one, (id) => this.read(id)))));
    });
  }

  read(id) {
    return this.show(`articles/${encodeURIComponent(id)}`, (one) => {
      this.reading = true;
      this.state.textContent = '';
      this.content.replaceChildren(article(one, (cause) => this.begin(one, cause)));
      this.node.scrollTop = 0;
      this.content.querySelector('h3').focus({ preventScroll: true });
    });
  }

  begin(one, cause) {
    this.close();
    this.on.begin({ article: one.id, cause, title: one.causes.find(({ id }) => id === cause)?.title ?? one.title });
  }

  // An answer that comes after a later question is not shown.
  async show(path, draw) {
    this.asked += 1;
    const mine = this.asked;
    try {
      const answer = await this.api.request('GET', path);
      if (mine === this.asked) draw(answer);
    } catch (error) {
      if (mine === this.asked) this.state.textContent = error.message;
    }
  }
}
