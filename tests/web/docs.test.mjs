// docs/widget.md: what stands there works as it stands there, with an address in place of HOST.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { PICTURE } from './canned.mjs';
import { elsewhere, server, stage } from './stage.mjs';

const WEB = new URL('../../web/package.json', import.meta.url);
const GUIDE = readFileSync(new URL('../../docs/widget.md', import.meta.url), 'utf8');
const blocks = (kind) => [...GUIDE.matchAll(new RegExp(`\`\`\`${kind}\\n([^]*?)\`\`\``, 'g'))].map(([, code]) => code);
const [EMBEDDING, BUTTON, APP] = blocks('html');
const inline = (html) => /<script>([^]*?)<\/script>/.exec(html)[1];

stage();

// A page whose own scripts are files, as its strict policy wants them.
async function at(own, html = '', { embedded = true, trusted = true } = {}) {
  const script = embedded ? `${inline(EMBEDDING)}${own}` : own;
  const how = { styles: '', script: '', body: html, embedded, trusted, files: { '/own.js': ['text/javascript', script] }, foot: '<script src="/own.js"></script>' };
  return elsewhere({ device: 'computer' }, { open: false, ...how });
}

test('two lines embed it', async () => {
  assert.equal(EMBEDDING.trim().split('\n').length, 2);
  assert.match(EMBEDDING, /<script src="https:\/\/HOST\/chat\/widget.js" async><\/script>/);
  const chat = await at('');
  await chat.open();
  await chat.say('hello');
  await chat.waitFor('I heard “hello”');
  assert.deepEqual(chat.watch.errors, []);
});

test('the example with a button of the page', async () => {
  const chat = await at(inline(BUTTON), '<button id="help">Help with my photo</button>');
  const heard = chat.page.waitForEvent('console', (entry) => entry.text() === 'a message of the bot');
  await chat.page.getByRole('button', { name: 'Help with my photo' }).click();
  await chat.waitFor('Hi!');
  await chat.say('hello');
  await heard;
});

test('the example in React, which leaves nothing behind', async () => {
  const { build } = createRequire(WEB)('esbuild');
  const entry = `${blocks('jsx')[0]}
    import { createRoot } from 'react-dom/client';
    const root = createRoot(document.getElementById('root'));
    root.render(<Help host="${server.address}" />);
    window.leave = () => root.unmount();`;
  const stdin = { contents: entry, loader: 'jsx', resolveDir: fileURLToPath(new URL('.', import.meta.url)) };
  const made = await build({ stdin, bundle: true, write: false, jsx: 'automatic', define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'silent' });
  const chat = await at(made.outputFiles[0].text, '<div id="root"></div>', { embedded: false, trusted: false });
  await chat.page.getByRole('button', { name: 'Help', exact: true }).click();
  await chat.waitFor('Hi!');
  await chat.page.evaluate(() => window.leave());
  assert.equal(await chat.page.locator('unstuck-chat, unstuck-launcher').count(), 0);
});

test('the example of an app that takes the picture itself', async () => {
  const app = 'window.webkit = { messageHandlers: { save: { postMessage: (taken) => (window.taken = taken) } } };';
  const chat = await at(`${app}${inline(APP)}`);
  await chat.open();
  await chat.say('report');
  await chat.button('Save picture').click();
  await chat.waitFor('Done.');
  await chat.page.waitForFunction(() => window.taken);
  const { name, data } = await chat.page.evaluate(() => window.taken);
  assert.equal(name, 'IMG_0042-threads.jpg');
  assert.deepEqual(Buffer.from(data.split(',')[1], 'base64'), PICTURE);
});
