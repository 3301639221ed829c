// The little markdown that the bot uses, turned into elements: **labels**, lines, lists of lines that begin with a bullet, and links.
import { h } from './dom.js';

const BULLET = /^\s*[•-]\s+/;
const LABEL = /\*\*(.+?)\*\*/g;
// [words](address), a safe address of the web, an address of e-mail.
const LINK = /\[([^\]\n]+)\]\((https:\/\/[^\s)]+|mailto:[^\s)]+)\)|https:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'’”]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;

const link = (address, text) => h('a', { href: address, target: '_blank', rel: 'noopener noreferrer nofollow' }, text);

export function linked(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(LINK)) {
    const [all, title, address] = found;
    parts.push(text.slice(from, found.index), link(address ?? (/^https:/i.test(all) ? all : `mailto:${all}`), title ?? all));
    from = found.index + all.length;
  }
  return [...parts, text.slice(from)].filter(Boolean);
}

export function inline(text) {
  return text.split(LABEL).flatMap((part, index) => (index % 2 ? h('b', {}, part) : linked(part)));
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
