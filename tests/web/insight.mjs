// What the tests of the team's pages share: through the door, a screenshot, axe.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const { UNSTUCK_ADDRESS: ADDRESS, UNSTUCK_NAME: NAME, UNSTUCK_PASSWORD: PASSWORD } = process.env;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const RESULTS = fileURLToPath(new URL('../../results/web/', import.meta.url));

export async function looksRight(page, name) {
  await page.waitForTimeout(500);
  mkdirSync(RESULTS, { recursive: true });
  await page.screenshot({ path: join(RESULTS, `${name}.png`), fullPage: true });
  await page.evaluate(AXE);
  const found = await page.evaluate(async (rules) => (await window.axe.run({ runOnly: rules })).violations, RULES);
  assert.deepEqual(found.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.flat().join(' ')).join(' | ')}`), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing sticks out at the side');
}

export async function signIn(page, password = PASSWORD) {
  await page.getByLabel('Name').fill(NAME);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export async function logIn(page) {
  await page.goto(`${ADDRESS}/insight`);
  await signIn(page);
  await page.getByRole('heading', { name: 'Conversations' }).waitFor();
}
