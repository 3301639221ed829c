// The words of the widget itself, in the language that the page or the reader has set. The bot's words come from the server.
import en from './words/en.js';

const LANGUAGES = { en };

export const words = { ...en };

// Takes the first of the languages ("de-AT", "en") that there are words for; tells which one it is.
export function speak(...wanted) {
  const language = wanted.map((one) => String(one ?? '').toLowerCase().split('-')[0]).find((one) => Object.hasOwn(LANGUAGES, one)) ?? 'en';
  Object.assign(words, LANGUAGES[language], { language });
  return language;
}

export function bytes(size) {
  const number = (value, digits) => new Intl.NumberFormat(words.language, { maximumFractionDigits: digits }).format(value);
  return size < 1e6 ? `${number(Math.max(1, size / 1e3), 0)} kB` : `${number(size / 1e6, 1)} MB`;
}
