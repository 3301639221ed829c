// Our own drawings of gestures, buttons and screens, 240 x 140, coloured by styles/drawings.css:
// `body` a device or sheet, `line` detail, `soft` a quiet surface, `hot` what matters, `hotline` its outline, `move` a gesture, `touch` a finger.
import { svg } from './dom.js';
import { words } from './words.js';

const rect = (x, y, width, height, radius, name) => `<rect class="${name}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;
const dot = (x, y, radius, name) => `<circle class="${name}" cx="${x}" cy="${y}" r="${radius}"/>`;
const path = (d, name) => `<path class="${name}" d="${d}"/>`;
const group = (name, ...parts) => `<g class="${name}">${parts.join('')}</g>`;

// A label as it stands on the device, made narrower where the language takes more room than there is.
const label = (name, x, y, text, room, signs) =>
  `<text class="${name}" x="${x}" y="${y}"${text.length > signs ? ` textLength="${room}" lengthAdjust="spacingAndGlyphs"` : ''}>${text}</text>`;

const touch = (x, y) => dot(x, y, 11, 'touch') + dot(x, y, 5.5, 'hot');
const chevron = (x, y) => path(`M${x} ${y - 4}l4 4-4 4`, 'line');
const tick = (x, y) => path(`M${x} ${y}l4 4 7-8`, 'move');

const phone = (inner = '') => rect(84, 6, 72, 128, 13, 'body') + inner;
const notch = rect(108, 11, 24, 5, 2.5, 'ink');
const homePhone = (inner = '') => phone(rect(90, 20, 60, 88, 3, 'soft') + dot(120, 121, 7.5, 'body') + inner);
const tablet = (inner = '') => rect(72, 16, 96, 116, 10, 'body') + rect(79, 23, 82, 102, 4, 'soft') + inner;

// A press on a button at the edge of a device: from the right, the left, or above.
const pressRight = (x, y) => touch(x + 27, y) + path(`M${x + 13} ${y}h-8m4-4-4 4 4 4`, 'move');
const pressLeft = (x, y) => touch(x - 27, y) + path(`M${x - 13} ${y}h8m-4-4 4 4-4 4`, 'move');

// A sheet with a title, for lists of the Settings and the App Store.
const sheet = (inner) => rect(46, 8, 148, 124, 12, 'body') + inner;
const row = (y, length, name = 'soft') => rect(56, y, 128, 24, 6, name) + rect(64, y + 9.5, length, 5, 2.5, 'faint');

function icons(hotInner) {
  const places = [0, 1, 2, 3].flatMap((column) => [0, 1, 2].map((line) => [63 + column * 31, 20 + line * 36]));
  const plain = places.filter((_, index) => index !== 4).map(([x, y]) => rect(x, y, 22, 22, 6, 'soft'));
  const [x, y] = places[4];
  return sheet(plain.join('') + rect(x - 5, y - 5, 32, 32, 9, 'hot') + `<g transform="translate(${x + 11} ${y + 11})">${hotInner}</g>` + dot(x + 25, y + 27, 9, 'touch'));
}

const TEETH = Array.from({ length: 8 }, (_, index) => `<path class="onhot" d="M0-8.500v-2.5" transform="rotate(${index * 45})"/>`).join('');
const gear = `<circle class="onhot" r="7.5"/><circle class="onhot" r="2.5"/>${TEETH}`;
const letterA = path('M-7 6 0-8 7 6M-9 2H9', 'onhot');

const card = (x, y, name) => rect(x, y, 44, 76, 7, name);

const MARKUP = {
  app_switcher_swipe: () =>
    phone(notch + rect(98, 36, 44, 62, 6, 'soft') + rect(106, 126, 28, 3, 1.5, 'ink')) +
    group('swipe-up', path('M120 112V78m-7 7 7-7 7 7', 'move')) + touch(120, 118),
  home_double_press: () =>
    homePhone(dot(120, 121, 12, 'hotline')) + touch(120, 121) +
    path('M166 106a22 22 0 0 1 0 28M176 100a32 32 0 0 1 0 40', 'move') + '<text class="word" x="196" y="125">2×</text>',
  card_swipe_up: () =>
    rect(40, 6, 160, 128, 13, 'body') + card(52, 44, 'soft') + card(144, 44, 'soft') +
    group('swipe-up', rect(95, 22, 50, 82, 8, 'hotline filled') + rect(103, 34, 34, 5, 2.5, 'faint') + rect(103, 45, 24, 5, 2.5, 'faint') + path('M120 84V58m-7 7 7-7 7 7', 'move')) +
    touch(120, 100),
  settings_icon: () => icons(gear),
  settings_rows: () => sheet(rect(58, 17, 44, 6, 3, 'ink') + row(32, 46) + row(62, 58, 'hotline filled') + row(92, 38) + chevron(172, 44) + chevron(172, 74) + chevron(172, 104)) + touch(142, 80),
  settings_choice: () => sheet(rect(58, 17, 44, 6, 3, 'ink') + row(32, 30) + row(62, 60) + row(92, 46, 'hotline filled') + tick(167, 104)) + touch(142, 110),
  crop_square: () =>
    rect(40, 22, 160, 96, 8, 'soft') + path('M40 104l42-36 26 22 34-42 58 52v10a8 8 0 0 1-8 8H48a8 8 0 0 1-8-8Z', 'faint') + dot(74, 48, 9, 'faint') +
    rect(72, 22, 96, 96, 2, 'hotline') + path('M70 40V20h20M150 20h20v20M170 100v20h-20M90 120H70v-20', 'corner') + path('M104 22v96M136 22v96M72 54h96M72 86h96', 'grid'),
  side_and_volume_buttons: () =>
    rect(80, 36, 5, 14, 2, 'ink') + rect(80, 56, 5, 18, 2, 'hot') + rect(80, 78, 5, 18, 2, 'hot') + rect(155, 56, 5, 30, 2, 'hot') +
    phone(notch + rect(96, 30, 48, 12, 6, 'soft')) + pressLeft(80, 76) + pressRight(160, 71),
  side_button: () => rect(155, 38, 5, 24, 2, 'hot') + homePhone() + pressRight(160, 50),
  ipad_top_and_volume_buttons: () =>
    rect(140, 11, 20, 6, 2, 'hot') + rect(167, 36, 5, 15, 2, 'hot') + rect(167, 55, 5, 15, 2, 'hot') + tablet() + pressRight(172, 53) +
    touch(112, 14) + path('M126 14h8m-4-4 4 4-4 4', 'move'),
  ipad_top_button: () => rect(140, 11, 20, 6, 2, 'hot') + tablet() + touch(112, 14) + path('M126 14h8m-4-4 4 4-4 4', 'move'),
  power_off_slider: () =>
    rect(46, 8, 148, 124, 12, 'body') + rect(60, 40, 120, 40, 20, 'soft') + dot(81, 60, 16, 'hotline filled') + path('M76 56a7 7 0 1 0 10 0M81 52v7', 'move') +
    group('swipe-on', path('M108 60h46m-8-7 8 7-8 7', 'move')) + touch(92, 72),
  app_store_icon: () => icons(letterA),
  app_store_account: () =>
    sheet(rect(58, 20, 52, 9, 4, 'ink') + rect(58, 46, 124, 76, 8, 'soft') + dot(174, 25, 11, 'hot') + dot(174, 22, 3.5, 'onhot') + path('M167.5 31.500a7 7 0 0 1 13 0', 'onhot')) + dot(174, 25, 17, 'hotline'),
  app_store_update: () => {
    const app = (y, hot) => rect(58, y, 24, 24, 6, 'soft') + rect(90, y + 5, 34, 5, 2.5, 'ink') + rect(90, y + 15, 24, 4, 2, 'faint') + rect(130, y + 2, 56, 20, 10, hot ? 'hot' : 'soft');
    return sheet(app(20) + app(56, true) + app(94)) + label('pill', 158, 72, words.drawn.update, 50, 8) + dot(180, 80, 10, 'touch');
  },
  remove_app: () =>
    rect(50, 10, 44, 44, 11, 'soft') + rect(62, 24, 20, 5, 2.5, 'faint') + rect(62, 34, 14, 5, 2.5, 'faint') +
    rect(70, 48, 134, 82, 10, 'body') + path('M70 76h134M70 103h134', 'line') +
    dot(86, 62, 8, 'hotline') + path('M82 62h8', 'move') + label('entry', 101, 66.5, words.drawn.removeApp, 96, 15) +
    rect(82, 87, 70, 5, 2.5, 'faint') + rect(82, 114, 52, 5, 2.5, 'faint') + touch(78, 26),
};

// On a device that is set to a language from right to left, these screens are the other way round; the device itself is not.
const SCREENS = new Set(['settings_rows', 'settings_choice', 'power_off_slider', 'app_store_account', 'app_store_update', 'remove_app']);
const turned = (markup) =>
  `<g transform="matrix(-1 0 0 1 240 0)">${markup.replace(/<text class="(\w+)" x="([\d.]+)"/g, (_, kind, x) => `<text class="${kind}" x="${x}" direction="rtl" transform="matrix(-1 0 0 1 ${2 * x} 0)"`)}</g>`;

// Null for a drawing that this version doesn't know: the step's words are enough.
export function drawing(name) {
  const label = words.drawings[name];
  if (!Object.hasOwn(MARKUP, name)) return null;
  const markup = MARKUP[name]();
  return svg(words.direction === 'rtl' && SCREENS.has(name) ? turned(markup) : markup, '0 0 240 140', { class: 'drawing', role: 'img', 'aria-label': label });
}
