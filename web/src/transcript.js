// The talk as a text, for whoever wants to keep it or send it to somebody.
import { plain } from './rich.js';
import { fill, locale, words } from './words.js';

const stamp = (seconds) => new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(seconds * 1000));

export function transcript(messages) {
  const lines = messages.map(({ from, by, at, kind, text, filename }) => {
    const said = plain(text) || filename || '';
    return `${at ? `${stamp(at)} ` : ''}${from === 'user' ? words.you : by && kind !== 'notice' ? fill(words.saidBy, { name: by }) : words.bot} ${kind === 'picture' && text ? `${filename}: ${said}` : said}`;
  });
  return new File([lines.join('\n\n')], words.transcriptName, { type: 'text/plain' });
}
