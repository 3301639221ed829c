// What the page asks for with data- attributes: theme, colour, side, language, direction of writing.
import { applyColour } from './colour.js';
import { words } from './words.js';

const DARK = matchMedia('(prefers-color-scheme: dark)');

export function applyLook(element, { theme, color, position }) {
  const look = () => (element.dataset.look = theme === 'dark' || (theme !== 'light' && DARK.matches) ? 'dark' : 'light');
  look();
  DARK.addEventListener('change', look);
  // Where it stands is the page's business; which way it is written, that of the words. English stands on every page as the page does.
  const page = getComputedStyle(document.documentElement).direction;
  element.dataset.side = (position === 'left') === (page === 'ltr') ? 'left' : 'right';
  element.lang = words.language;
  element.dir = words.direction === 'rtl' ? 'rtl' : page;
  applyColour(element, color);
}
