// A page of somebody else: another origin, a policy as strict as can be, styles and scripts that touch everything.
import http from 'node:http';

const STYLES = `
body * { line-height: 3 !important; text-transform: uppercase !important; letter-spacing: .3em !important; color: #f0f !important; font: 30px/3 fantasy !important;
  box-sizing: content-box !important; border: 3px solid red !important; transform: rotate(1deg) !important; animation: none; --surface: #f0f; --ink: #f0f; --text: #f0f; }
html { font-size: 5px; line-height: 4; text-transform: uppercase; letter-spacing: .3em; }
body > * { display: inline !important; position: relative !important; z-index: 1 !important; opacity: .5 !important; width: 50px !important; }
button, dialog, textarea { background: #f0f !important; visibility: hidden; }`;

// What old libraries leave behind.
const SCRIPT = `
Object.prototype.extend = function () { throw new Error('extend'); };
Object.prototype.each = 'each';
Array.prototype.last = function () { return this[this.length - 1]; };`;

export const policy = (address, trusted) =>
  [
    "default-src 'none'",
    `script-src 'self' ${address}`,
    "style-src 'self'",
    `connect-src ${address} ${address.replace('http', 'ws')}`,
    `img-src 'self' ${address} blob:`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    trusted ? "require-trusted-types-for 'script'" : '',
  ].filter(Boolean).join('; ');

// address: where the chat is; styles and script: of the page, hostile unless others are given. Gives the page's own address, and how to end it.
export async function foreignPage(address, { port = 0, attributes = '', styles = STYLES, script = SCRIPT, head = '', body = '', foot = '', embedded = true, trusted = true, files: added = {} } = {}) {
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Elsewhere</title>
    <link rel="icon" href="/icon"><link rel="stylesheet" href="/styles.css"><script src="/script.js"></script>${head}</head>
    <body><main><h1>Elsewhere</h1>${body}</main>${foot}${embedded ? `<script src="${address}/chat/widget.js" async ${attributes}></script>` : ''}</body></html>`;
  const files = { '/styles.css': ['text/css', styles], '/script.js': ['text/javascript', script], ...added };
  const server = http.createServer((request, response) => {
    const [type, text] = files[request.url] ?? ['text/html', page];
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy(address, trusted) }).end(text);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    end: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}
