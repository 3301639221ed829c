// What a person sends: text, answers, pictures, an article. What cannot go comes back with a sentence about it.
import { pick } from './draft.js';
import { fill, words } from './words.js';

export class Outgoing {
  // on: {sent(), changed({toEnd})}
  constructor(conversation, draft, composer, on) {
    Object.assign(this, { conversation, draft, composer, on });
    // What the widget itself has to say about it: [{text, buttons}].
    this.notices = [];
    conversation.addEventListener('dropped', (event) => this.takeBack(event.detail));
  }

  send(event, data, file = null) {
    this.conversation.sender.add(event, data, file);
    this.notices = [];
    this.on.sent();
  }

  say(said) {
    const text = said.trim();
    if (text && this.fits(text)) this.send('say', { text });
  }

  press({ payload, title }) {
    this.send('press', { payload, title, seq: this.conversation.last });
  }

  // The line's text: with pictures it is their caption.
  write(text) {
    if (this.draft.pictures.length) this.sendPictures(text);
    else this.say(text);
  }

  // Too long a text stays in the line, with a way to send a part of it.
  fits(text) {
    const most = this.conversation.api.limits.characters;
    if (text.length <= most) return true;
    this.composer.text = text;
    const beginning = () => {
      this.composer.text = '';
      this.write(text.slice(0, most));
    };
    this.complain([{ text: fill(words.tooLong, { length: text.length, most }), buttons: [[fill(words.sendBeginning, { most }), beginning]] }]);
    return false;
  }

  complain(notices) {
    this.notices = notices;
    this.on.changed({ toEnd: true });
  }

  pick(camera = false) {
    pick((files) => this.take(files), { camera });
  }

  take(files) {
    this.complain(this.draft.take(files).map((text) => ({ text })));
  }

  remove(picture) {
    this.draft.remove(picture);
    this.on.changed({});
  }

  // Each picture is a message of its own, the first with the caption: one that fails does not hold up the others.
  sendPictures(caption) {
    if (!this.fits(caption)) return;
    this.draft.release().forEach((file, index) => this.send('attach', { caption: index ? '' : caption }, file));
  }

  // Comes from an article, or one of its causes, as a link into the chat does.
  async begin({ article, cause = null }) {
    const one = await this.conversation.api.request('GET', `articles/${encodeURIComponent(article)}`);
    this.send('begin', { article, cause, title: one.causes.find(({ id }) => id === cause)?.title ?? one.title });
  }

  // What the server will never take: the text of it is the person's again.
  takeBack({ item, reason }) {
    const text = item.data.title ? '' : (item.data.text ?? item.data.caption ?? '');
    if (text) this.composer.text = [text, this.composer.text].filter(Boolean).join('\n');
    this.complain([{ text: text ? fill(words.notSentBack, { reason }) : reason }]);
  }

  clear() {
    this.draft.clear();
    this.composer.text = '';
    this.notices = [];
  }
}
