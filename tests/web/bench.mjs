// What the widget weighs and how long it takes: node tests/web/bench.mjs, after scripts/build_web.sh tests/web. Figures depend on the machine.
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { gzipSync } from 'node:zlib';
import { answers, Chat, context, launch } from './browser.mjs';
import { FakeServer } from './fake_server.mjs';

const ROUNDS = 15;
const CPU_SLOWER = 4;
// As Lighthouse has it: 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up.
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const DIST = new URL('../../web/dist/', import.meta.url);

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const zipped = (name) => gzipSync(readFileSync(new URL(name, DIST)), { level: 9 }).length;

async function answerAfter(browser, server, rows) {
  const where = await context(browser, { reducedMotion: 'reduce' });
  const chat = await Chat.at(where, server.address);
  await chat.waitFor('Hi!');
  const conversation = [...server.conversations.values()].pop();
  for (let row = 2; row <= rows; row += 1) server.push(conversation, { from: row % 2 ? 'bot' : 'user', client_id: row % 2 ? null : `row-${row}`, kind: 'text', text: `Message ${row} of a long talk` });
  await chat.page.reload();
  await chat.waitFor(`Message ${rows} of`);
  const session = await where.newCDPSession(chat.page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER });
  const times = await chat.page.evaluate(answers(ROUNDS));
  await where.close();
  return times;
}

async function start(browser, server) {
  const where = await context(browser);
  const page = await where.newPage();
  const session = await where.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_4G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER });
  server.pages['/bench'] = '<!doctype html><html lang="en"><title>Bench</title><link rel="icon" href="data:,"><script src="/chat/widget.js" async></script></html>';
  await page.goto(`${server.address}/bench`, { waitUntil: 'commit' });
  const chat = new Chat(page, server.address);
  const begun = await page.evaluate(() => performance.timeOrigin + performance.getEntriesByType('navigation')[0].responseEnd);
  await chat.launcher.waitFor();
  const launcher = Math.round(Date.now() - begun);
  const pressed = Date.now();
  await chat.launcher.click();
  await chat.line.waitFor();
  const usable = Date.now() - pressed;
  await where.close();
  return { launcher, usable };
}

const browser = await launch();
const server = await new FakeServer().start();
console.log(`${cpus()[0].model}, ${cpus().length} cores`);
const chat = readdirSync(new URL('assets/', DIST)).find((name) => name.startsWith('chat-'));
console.log(`gzip: button ${zipped('widget.js')} bytes, chat ${zipped(`assets/${chat}`)} bytes`);
const starts = [];
for (let round = 0; round < 5; round += 1) starts.push(await start(browser, server));
console.log(`${CPU_SLOWER} x slower CPU, slow 4G: button after ${median(starts.map((one) => one.launcher))} ms, line to write in ${median(starts.map((one) => one.usable))} ms after the tap`);
// By turns, so that whatever else the machine does falls on both.
const few = [];
const many = [];
for (let round = 0; round < 4; round += 1) {
  few.push(...(await answerAfter(browser, server, 10)));
  many.push(...(await answerAfter(browser, server, 800)));
}
const [short, long] = [median(few), median(many)];
console.log(`${CPU_SLOWER} x slower CPU, an answer from the socket to the screen: p50 ${short.toFixed(1)} ms at 10 messages, ${long.toFixed(1)} ms at 800, ${(long / short).toFixed(2)} times as long`);
await browser.close();
await server.stop();
