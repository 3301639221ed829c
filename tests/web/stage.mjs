// What the tests of one file have: a browser, the server with canned answers, and for each test windows of its own. All of it ends with them.
import { after, afterEach, before, beforeEach } from 'node:test';
import { Chat, context, launch } from './browser.mjs';
import { FakeServer } from './fake_server.mjs';
import { foreignPage } from './foreign.mjs';

export let browser;
export let server;
export let where; // the windows of the present test
export let page; // the page of another origin, where it has one

// anew: whether each test has a server that has heard nothing before.
export function stage({ anew = false } = {}) {
  before(async () => (browser = await launch()));
  (anew ? beforeEach : before)(async () => (server = await new FakeServer().start()));
  afterEach(async () => {
    await where?.close();
    await page?.end();
    where = page = undefined;
  });
  (anew ? afterEach : after)(() => server.stop());
  after(() => browser.close());
}

// The windows of a person who has never been here.
export const visit = async (options) => (where = await context(browser, options));

// The chat on the server's own page.
export const at = async (options, how) => Chat.at(await visit(options), server.address, how);

// The chat on a page of another origin, which is as `foreignPage` makes it.
export async function elsewhere(options, { open = true, ...how } = {}) {
  page = await foreignPage(server.address, how);
  const chat = new Chat(await (await visit(options)).newPage(), server.address);
  await chat.page.goto(page.address);
  if (open) await chat.open();
  return chat;
}
