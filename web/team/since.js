// How long something has taken so far, short.
import { words } from './words.js';

export function since(seconds, now = Date.now()) {
  const minutes = Math.floor((now / 1000 - seconds) / 60);
  if (minutes < 1) return words.now;
  if (minutes < 60) return words.minutes(minutes);
  if (minutes < 48 * 60) return words.hours(Math.floor(minutes / 60));
  return words.days(Math.floor(minutes / 1440));
}
