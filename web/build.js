// Builds web/dist: the chat first, because the loader carries the hashed name of the chat's file. Does nothing when no source has changed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { parse } from 'yaml';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const DIST = join(HERE, 'dist');
const ENGLISH = join(HERE, '../data/words/en.yml');
const STAMP = join(DIST, '.built-from');

function fingerprint() {
  const files = ['src', 'demo', 'insight', 'team'].flatMap((folder) =>
    readdirSync(join(HERE, folder), { recursive: true })
      .map((name) => join(HERE, folder, name))
      .filter((path) => statSync(path).isFile()),
  );
  files.push(join(HERE, 'build.js'), join(HERE, 'package-lock.json'), ENGLISH);
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file.slice(HERE.length)).update(readFileSync(file));
  return hash.digest('hex');
}

// Style sheets travel inside the scripts as text: a constructable sheet is the one kind that a page's strict CSP lets through.
const cssAsText = {
  name: 'css-as-text',
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

const yaml = {
  name: 'yaml',
  setup(builder) {
    builder.onLoad({ filter: /\.yml$/ }, ({ path }) => ({ contents: JSON.stringify(parse(readFileSync(path, 'utf8'))), loader: 'json' }));
  },
};

// The published bundle: put together from its parts by esbuild it would list names with `for … in`, which stumbles over a page that has
// added to Object.prototype.
const alias = { 'socket.io-client': join(HERE, 'node_modules/socket.io-client/dist/socket.io.esm.min.js') };

const common = { bundle: true, minify: true, target: 'es2020', legalComments: 'none', metafile: true, logLevel: 'warning' };
const output = (result) => basename(Object.keys(result.metafile.outputs).find((name) => !name.endsWith('.map')));

async function main() {
  const now = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === now) return;
  rmSync(DIST, { recursive: true, force: true });

  const assets = join(DIST, 'assets');
  const chat = await build({
    ...common,
    entryPoints: [join(HERE, 'src/chat.js')],
    entryNames: '[name]-[hash]',
    format: 'iife',
    outdir: assets,
    alias,
    plugins: [cssAsText, yaml],
  });
  await build({
    ...common,
    entryPoints: [join(HERE, 'src/widget.js')],
    format: 'iife',
    outdir: DIST,
    plugins: [cssAsText, yaml],
    define: { CHAT_FILE: JSON.stringify(`assets/${output(chat)}`) },
  });
  await build({ ...common, entryPoints: [join(HERE, 'insight/insight.js'), join(HERE, 'insight/insight.css')], outdir: join(DIST, 'insight') });
  await build({ ...common, entryPoints: [join(HERE, 'team/page.css')], outdir: join(DIST, 'team') });
  await build({ ...common, entryPoints: [join(HERE, 'team/team.js')], outdir: join(DIST, 'team'), format: 'iife', alias, plugins: [cssAsText, yaml] });
  let page = readFileSync(join(HERE, 'demo/index.html'), 'utf8');
  for (const kind of ['css', 'js']) {
    const part = await build({ ...common, entryPoints: [join(HERE, `demo/demo.${kind}`)], entryNames: '[name]-[hash]', outdir: assets });
    page = page.replace(`DEMO_${kind.toUpperCase()}`, `/chat/assets/${output(part)}`);
  }
  writeFileSync(join(DIST, 'index.html'), page);
  writeFileSync(STAMP, now);
}

await main();
