// Elements without innerHTML: whatever comes from a server or a person only ever becomes text.

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

// `markup` is always a constant of ours.
export function svg(markup, viewBox, props = {}) {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}">${markup}</svg>`;
  const element = document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true);
  for (const [name, value] of Object.entries(props)) element.setAttribute(name, value);
  return element;
}

export function sheet(css) {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
