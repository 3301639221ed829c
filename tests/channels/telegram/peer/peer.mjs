// telegram-test-api on a free port, for as long as standard input stays open. Its address is the first line of standard output.
// It knows no secret: every delivery gets the header from the environment, as Telegram adds it.
import { createServer } from 'node:net';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const TelegramServer = require('telegram-test-api');
const axios = createRequire(require.resolve('telegram-test-api'))('axios');
axios.defaults.headers.common[process.env.SECRET_HEADER] = process.env.SECRET;

const probe = createServer();
await new Promise((done) => probe.listen(0, '127.0.0.1', done));
const { port } = probe.address();
await new Promise((done) => probe.close(done));

const server = new TelegramServer({ port, host: '127.0.0.1', storage: 'RAM' });
await server.start();
console.log(server.config.apiURL);
process.stdin.resume();
process.stdin.on('end', () => process.exit());
