// The words of the widget itself: English is built in, every other language comes from the server (data/words). The bot's words come with its
// messages.
import english from '../../data/words/en.yml';

const ENGLISH = { ...english.widget, language: english.language, direction: english.direction };

export const words = { ...ENGLISH };

// The words of the first of the languages ("de-AT", "en") that the server has; English ones where it does not answer.
export async function wordsOf(base, wanted) {
  const codes = wanted.filter(Boolean).map(String);
  if (!codes.length || codes[0].toLowerCase().split('-')[0] === ENGLISH.language) return ENGLISH;
  try {
    const response = await fetch(new URL(`words?want=${encodeURIComponent(codes.slice(0, 8).join(','))}`, base), { credentials: 'omit' });
    return response.ok ? await response.json() : ENGLISH;
  } catch {
    return ENGLISH;
  }
}

// The languages to speak, best first: the one that was set, the browser's, the page's.
export const wanted = ({ lang }) => (lang ? [lang] : [...navigator.languages, document.documentElement.lang]);

export const adopt = (own) => Object.assign(words, own);

// Latin digits in every language, as the bot writes them.
export const locale = () => `${words.language}-u-nu-latn`;

const shown = (value) => (typeof value === 'number' ? new Intl.NumberFormat(locale()).format(value) : value);

// A text with its {placeholders} filled. One that depends on a number has a form for each kind of number, below the placeholder that decides.
export function fill(text, values) {
  let chosen = text;
  if (typeof text !== 'string') {
    const [[name, forms]] = Object.entries(text);
    chosen = forms[new Intl.PluralRules(words.language).select(values[name])] ?? forms.other;
  }
  return chosen.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
}

export function bytes(size) {
  const number = (value, digits) => new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value);
  return size < 1e6 ? `${number(Math.max(1, size / 1e3), 0)} kB` : `${number(size / 1e6, 1)} MB`;
}
