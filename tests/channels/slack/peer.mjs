// Slack, as npm's `emulate` acts it: `node peer.mjs PORT SCOPES`. People, a bot with exactly these scopes, two channels.
import { Server } from 'node:net';
import { createEmulator } from 'emulate';

// It would listen on all addresses of the machine.
const { listen } = Server.prototype;
Server.prototype.listen = function (port, _, ...more) {
  return listen.call(this, port, '127.0.0.1', ...more);
};

const [port, scopes] = process.argv.slice(2);
const all = 'chat:write,files:read,files:write,channels:history,groups:history,im:history,im:read,im:write,users:read,channels:read';
const people = ['ann', 'eve', ...Array.from({ length: 40 }, (_, number) => `guest-${number}`)];

const { url } = await createEmulator({
  service: 'slack',
  port: Number(port),
  baseUrl: `http://127.0.0.1:${port}`,
  seed: {
    slack: {
      strict_scopes: true,
      users: people.map((name) => ({ name })),
      channels: [{ name: 'help' }, { name: 'lounge' }],
      oauth_apps: [
        {
          app_id: 'A0UNSTUCK',
          client_id: 'client',
          client_secret: 'secret',
          name: 'Unstuck',
          redirect_uris: [],
          scopes: scopes.split(','),
          bot_id: 'B0UNSTUCK',
          bot_user_id: 'U0UNSTUCK',
          bot_name: 'unstuck',
        },
      ],
      tokens: [
        { token: 'xoxb-unstuck', user_id: 'U0UNSTUCK', bot_id: 'B0UNSTUCK', app_id: 'A0UNSTUCK', type: 'bot', scopes: scopes.split(',') },
        ...people.map((name) => ({ token: `xoxp-${name}`, user: name, type: 'user', scopes: all.split(',') })),
      ],
    },
  },
});
console.log(url);
