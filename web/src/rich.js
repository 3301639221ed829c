// The little markdown that the bot uses, turned into elements: **labels**, lines, and lists of lines that begin with a bullet.
import { h } from './dom.js';

const BULLET = /^\s*[•-]\s+/;

export function inline(text) {
  return text.split(/\*\*(.+?)\*\*/g).map((part, index) => (index % 2 ? h('b', {}, part) : part));
}

export function rich(text) {
  const blocks = [];
  let list = null;
  for (const line of text.split('\n')) {
    if (!line.trim()) {
      list = null;
    } else if (BULLET.test(line)) {
      if (!list) blocks.push((list = h('ul')));
      list.append(h('li', {}, inline(line.replace(BULLET, ''))));
    } else {
      list = null;
      blocks.push(h('p', {}, inline(line)));
    }
  }
  return blocks;
}

export const plain = (text) => text.replace(/\*\*/g, '');
