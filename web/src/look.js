// What the page asks for with data- attributes: theme, colour, side, language, direction of writing.
import { applyColour } from './colour.js';
import { words } from './words.js';

const DARK = matchMedia('(prefers-color-scheme: dark)');

export function applyLook(element, { theme, color, position }) {
  const look = () => (element.dataset.look = theme === 'dark' || (theme !== 'light' && DARK.matches) ? 'dark' : 'light');
  look();
  DARK.addEventListener('change', look);
  element.dataset.side = position === 'left' ? 'start' : 'end';
  element.lang = words.language;
  element.dir = getComputedStyle(document.documentElement).direction;
  applyColour(element, color);
}
