// When something was said, in the words of the person's own settings.
import { fill, locale, words } from './words.js';

const PAUSE_SECONDS = 600;
const DAY_MS = 86_400_000;

const midnight = (date) => new Date(date).setHours(0, 0, 0, 0);

// A time stands before a message that came after a pause.
export const isPause = (before, message) => Boolean(message.at) && message.at - (before?.at ?? 0) > PAUSE_SECONDS;

export function moment(seconds, now = Date.now()) {
  const date = new Date(seconds * 1000);
  const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }).format(date);
  const days = Math.round((midnight(now) - midnight(date)) / DAY_MS);
  if (days === 0) return fill(words.today, { time });
  if (days === 1) return fill(words.yesterday, { time });
  const day = new Intl.DateTimeFormat(locale(), { weekday: 'short', day: 'numeric', month: 'short', year: days > 300 ? 'numeric' : undefined }).format(date);
  return `${day}, ${time}`;
}
