// One colour from the page becomes the few that are needed, each with enough contrast in its theme.

const SURFACES = { light: [255, 255, 255], dark: [28, 30, 33] };
const READABLE = 4.5;
// A surface that stands out less from what is behind it gets an edge.
const VISIBLE = 1.5;

function parse(text) {
  const canvas = document.createElement('canvas').getContext('2d');
  canvas.fillStyle = text;
  const hex = /^#(..)(..)(..)$/.exec(canvas.fillStyle);
  return hex ? hex.slice(1).map((part) => parseInt(part, 16)) : null;
}

function luminance(rgb) {
  const [red, green, blue] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function untilReadable(rgb, surface, towards) {
  let made = rgb;
  for (let step = 0; step <= 20 && contrast(made, surface) < READABLE; step += 1) {
    made = rgb.map((value, index) => Math.round(value + ((towards[index] - value) * step) / 20));
  }
  return made;
}

const css = (rgb) => `rgb(${rgb.join(' ')})`;
const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];

// Sets --fill and --on-fill (surfaces in the colour itself, with black or white words on it), --edge (around such a surface) and --ink
// (lines and words in the colour, made darker or lighter until they are readable) for both themes.
export function applyColour(element, text) {
  const rgb = text && parse(text);
  if (!rgb) return;
  const set = (name, value) => element.style.setProperty(name, css(value));
  for (const [theme, surface] of Object.entries(SURFACES)) {
    const ink = untilReadable(rgb, surface, theme === 'light' ? BLACK : WHITE);
    set(`--${theme}-ink`, ink);
    set(`--${theme}-fill`, rgb);
    set(`--${theme}-edge`, contrast(rgb, surface) < VISIBLE ? ink : rgb);
    set(`--${theme}-on-fill`, contrast(rgb, WHITE) >= contrast(rgb, BLACK) ? WHITE : BLACK);
  }
}
