// Elements without innerHTML: whatever comes from a server or a person only ever becomes text.

const SVG = 'http://www.w3.org/2000/svg';
const PART = /<(\/?)(\w+)([^>]*?)(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g;

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// `markup` is always a constant of ours. It is read here and not by the browser, whose parser is barred where a page asks for trusted types.
export function svg(markup, viewBox, props = {}) {
  const element = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({ viewBox, ...props })) element.setAttribute(name, value);
  const open = [element];
  for (const [, closing, tag, attributes, alone, text] of markup.matchAll(PART)) {
    if (text) open[0].append(text);
    else if (closing) open.shift();
    else {
      const node = document.createElementNS(SVG, tag);
      for (const [, name, value] of attributes.matchAll(ATTRIBUTE)) node.setAttribute(name, value);
      open[0].append(node);
      if (!alone) open.unshift(node);
    }
  }
  return element;
}

export function sheet(css) {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
