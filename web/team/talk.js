// The conversation in the middle: its head with what can be done, what was said, and the line to write in.
import { Composer } from '../src/composer.js';
import { h } from '../src/dom.js';
import { pick } from '../src/draft.js';
import { takeDropsAndPastes } from '../src/drop.js';
import { icon } from '../src/icons.js';
import { MessageList } from '../src/list.js';
import { rich } from '../src/rich.js';
import { Timeline } from './timeline.js';
import { words } from './words.js';

// The person sees the dots for some seconds; as long as somebody types, they are told again.
const TYPING_MS = 4000;
const IDLE_MS = 6000;

const button = (text, onclick, kind = 'reply') => h('button', { type: 'button', class: kind, onclick }, text);

export class Talk {
  // on: {back(), about(), act(what, data), takeFrom(), handFix(), close(), help(), show(picture)}
  constructor(desk, on) {
    Object.assign(this, { desk, on });
    this.timeline = new Timeline(desk.me, on);
    this.heading = h('h2', { id: 'now', tabindex: '-1' });
    this.remark = h('p', { class: 'remark' });
    this.actions = h('div', { class: 'actions' });
    this.problem = h('div', { class: 'problem', role: 'alert', hidden: true });
    this.state = h('p', { class: 'state', role: 'status' });
    this.list = new MessageList(() => this.draw());
    this.composer = new Composer({ text: (text) => this.write(text), picture: () => this.pick(), camera: () => this.pick(true), changed: (text) => this.onTyping(text) }, words.addFile);
    this.modes = [
      ['reply', words.reply],
      ['note', words.note],
    ].map(([mode, text]) => h('button', { type: 'button', class: 'mode', 'data-mode': mode, onclick: () => this.setMode(mode) }, text));
    this.drafts = new Map();
    const drop = h('div', { class: 'drop', hidden: true }, words.addFile);
    this.writing = h('div', { class: 'writing' }, h('div', { class: 'modes', role: 'group', 'aria-label': words.kindOfText }, this.modes), this.composer.node);
    const top = h(
      'div',
      { class: 'top' },
      h('button', { type: 'button', class: 'tool back', 'aria-label': words.back, onclick: on.back }, icon('back')),
      h('div', { class: 'titles' }, this.heading, this.remark),
      h('button', { type: 'button', class: 'tool', 'aria-label': words.more, onclick: on.help }, icon('more')),
      h('button', { type: 'button', class: 'reply to-about', onclick: on.about }, words.showAbout),
    );
    this.inside = h('div', { class: 'inside', hidden: true }, top, this.actions, this.problem, this.state, h('div', { class: 'talk' }, this.list.area, h('div', { class: 'near' }, this.list.below), drop), this.writing);
    this.nothing = h('div', { class: 'nothing' }, h('p', {}, words.choose), button(words.more, on.help, 'quiet'));
    this.node = h('section', { class: 'middle', 'aria-label': words.openOne }, this.nothing, this.inside);
    takeDropsAndPastes(this.inside, drop, (files) => this.send(files));
    this.setMode('reply');
  }

  setMode(mode) {
    this.mode = mode;
    for (const node of this.modes) node.setAttribute('aria-pressed', String(node.dataset.mode === mode));
    this.writing.dataset.mode = mode;
    const text = mode === 'note' ? words.writeNote : words.writeReply;
    this.composer.input.placeholder = text;
    this.composer.input.setAttribute('aria-label', text);
  }

  // What stands in the line belongs to its conversation.
  opened(ticket) {
    if (this.ticket) this.drafts.set(this.ticket.number, this.composer.text);
    this.rest();
    this.ticket = ticket;
    this.complain('');
    this.setMode('reply');
    this.composer.text = ticket ? (this.drafts.get(ticket.number) ?? '') : '';
    this.list.first = 0;
    this.fresh = true;
  }

  onTyping(text) {
    clearTimeout(this.idle);
    if (text && this.mode === 'reply' && this.ticket?.card?.phase === 'held' && this.ticket.card.holder === this.desk.me.id) {
      this.idle = setTimeout(() => this.rest(), IDLE_MS);
      if (Date.now() - (this.typedAt ?? 0) < TYPING_MS) return;
      this.typedAt = Date.now();
      this.desk.typing(this.ticket.number, true);
    } else {
      this.rest();
    }
  }

  // Nobody types any more.
  rest() {
    if (this.typedAt) this.desk.typing(this.ticket.number, false);
    this.typedAt = 0;
  }

  write(text) {
    this.complain('');
    if (this.mode === 'note') {
      this.on.act('note', { text }).then((done) => done || (this.composer.text = text));
    } else {
      this.ticket.say(text);
    }
    this.draw({ toEnd: true });
  }

  pick(camera = false) {
    pick((files) => this.send(files), { camera, any: !camera });
  }

  send(files) {
    // Nothing goes to the person by mistake.
    if (this.mode === 'note') {
      this.complain(words.noFiles);
      return;
    }
    for (const file of files) this.ticket?.sendFile(file);
    this.draw({ toEnd: true });
  }

  // buttons: [[title, action()]]
  complain(text, buttons = []) {
    this.problem.hidden = !text;
    this.problem.replaceChildren(h('p', {}, text), ...buttons.map(([title, onclick]) => button(title, onclick)), button(words.dismiss, () => this.complain(''), 'quiet'));
  }

  focusLine() {
    this.composer.focus();
  }

  show() {
    const card = this.ticket?.card;
    this.inside.hidden = !card;
    this.nothing.hidden = Boolean(this.ticket);
    this.node.setAttribute('aria-label', card ? card.number : words.openOne);
    if (!card) return;
    this.heading.textContent = card.causes.join(', ') || card.article || words.noCause;
    this.remark.replaceChildren(h('span', { class: `phase ${card.phase}` }, this.phase(card)), ` ${[card.number, words.channels[card.channel] ?? card.channel, card.device].filter(Boolean).join(' · ')}`);
    const actions = this.actionsFor(card);
    const version = actions.map(([text]) => text).join();
    if (version !== this.offered) {
      const focused = this.actions.contains(this.actions.getRootNode().activeElement);
      this.offered = version;
      this.actions.replaceChildren(...actions.map(([text, onclick], index) => button(text, onclick, index ? 'reply' : 'reply first')));
      if (focused) this.heading.focus();
    }
    this.state.replaceChildren(...rich(this.stateOf(card)));
    this.writing.hidden = card.phase === 'closed';
    this.draw();
  }

  phase(card) {
    if (card.phase !== 'held') return words.phases[card.phase];
    return card.holder === this.desk.me.id ? words.holdsYou : words.holds(card.holder_name);
  }

  actionsFor(card) {
    const { on } = this;
    const mine = card.holder === this.desk.me.id;
    const close = [words.close, on.close];
    if (card.phase === 'closed') return [[words.reopen, () => on.act('reopen')]];
    if (card.phase === 'held' && mine) return [[words.handBack, () => on.act('hand-back')], [words.handFix, on.handFix], close];
    if (card.phase === 'held') return [[words.takeFrom(card.holder_name), on.takeFrom], close];
    return [[words.takeOver, () => on.act('take-over')], close];
  }

  stateOf(card) {
    if (!this.desk.online) return words.offline;
    if (card.phase === 'closed') return words.isClosed;
    if (card.phase === 'waiting') return words.takesOver;
    if (card.phase === 'handed_back') {
      const fix = this.ticket.view.fixes.find(({ id }) => id === card.fix);
      return fix ? words.botHasFix(fix.title, card.holder_name) : words.botGoesOn;
    }
    return card.holder === this.desk.me.id ? '' : words.heldBy(card.holder_name);
  }

  draw({ toEnd = false } = {}) {
    const { ticket } = this;
    if (!ticket?.view) return;
    const total = ticket.timeline.length;
    const first = this.list.from(total);
    this.list.show(this.timeline.rows(ticket, first), { earlier: first > 0, toEnd: toEnd || this.fresh });
    this.fresh = false;
    if (this.list.follows) this.desk.look();
  }
}

