// The page of what works before anything was recorded.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { context, launch } from './browser.mjs';
import { logIn, looksRight } from './insight.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test('with nothing recorded the page says so', async () => {
  const where = await context(browser);
  const page = await where.newPage();
  await logIn(page);
  await page.getByText('Nobody has talked to the bot in these days.').waitFor();
  await page.getByText('Everything was understood in these days.').waitFor();
  assert.equal(await page.locator('canvas').count(), 0);
  await looksRight(page, 'insight-empty');
  await where.close();
});
