// Small icons on a 24 x 24 grid, drawn in the current colour.
import { svg } from './dom.js';

const PATHS = {
  chat: '<path d="M4 11.5a7.5 7.5 0 0 1 8-7.5c4.4 0 8 3.2 8 7.4 0 4.1-3.6 7.4-8 7.4-.9 0-1.8-.1-2.6-.4L5 20l1-3.400A7 7 0 0 1 4 11.500Z"/><path d="M8.5 11.500h.01M12 11.500h.01M15.5 11.500h.01" stroke-width="2.4"/>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
  more: '<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3"/>',
  picture: '<rect x="3.5" y="4.5" width="17" height="15" rx="3"/><circle cx="9" cy="10" r="1.7"/><path d="m4.5 17.5 5-4.5 3 2.5 3.5-4 4 4.5"/>',
  camera: '<path d="M4 8.500A1.5 1.5 0 0 1 5.5 7h2L9 5h6l1.5 2h2A1.5 1.5 0 0 1 20 8.500v9a1.5 1.5 0 0 1-1.5 1.500h-13A1.5 1.5 0 0 1 4 17.500Z"/><circle cx="12" cy="13" r="3.3"/>',
  send: '<path d="M12 19V5M5.5 11.5 12 5l6.5 6.5"/>',
  arrow: '<path d="M5 12h14M13 6l6 6-6 6"/>',
  back: '<path d="M19 12H5M11 6l-6 6 6 6"/>',
  book: '<path d="M5 5.500A1.500 1.500 0 0 1 6.500 4H19v13.500H6.500A1.500 1.500 0 0 0 5 19ZM5 19a1.500 1.500 0 0 0 1.500 1.500H19V17.500"/>',
  down: '<path d="M12 5v14M6 13l6 6 6-6"/>',
  person: '<circle cx="12" cy="8.500" r="3.800"/><path d="M4.500 20a7.500 7.500 0 0 1 15 0"/>',
  save: '<path d="M12 4v11M7.5 10.5 12 15l4.5-4.500M5 19.500h14"/>',
  notice: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.500v5M12 16.300h.01" stroke-width="2.2"/>',
  restart: '<path d="M5 12a7 7 0 1 0 2.2-5.100M5 4v4h4"/>',
  bin: '<path d="M5 7h14M10 7V4.500h4V7M7 7l.8 12.500h8.400L17 7M10.5 10.500v5.500M13.5 10.500v5.5"/>',
  check: '<path d="m5 12.5 4.5 4.500L19 7.5"/>',
};

const STYLE = 'fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"';

export const icon = (name) => svg(`<g ${STYLE}>${PATHS[name]}</g>`, '0 0 24 24', { class: 'icon', 'aria-hidden': 'true', focusable: 'false' });
