// The team's page: behind its door, in both themes and three sizes, with what people typed; axe finds nothing, a screenshot is kept.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { context, launch, VIEWPORTS, Watch } from './browser.mjs';
import { ADDRESS, logIn, looksRight } from './insight.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

for (const colorScheme of ['light', 'dark']) {
  for (const device of Object.keys(VIEWPORTS)) {
    test(`${colorScheme}, ${device}`, async () => {
      const where = await context(browser, { device, colorScheme });
      const page = await where.newPage();
      const watch = new Watch(page, ADDRESS);
      await page.goto(`${ADDRESS}/insight`);
      await looksRight(page, `insight-${colorScheme}-${device}-door`);
      await logIn(page);
      assert.equal(await page.getByRole('img', { name: /^Chart/ }).count(), await page.getByRole('figure').count());
      await looksRight(page, `insight-${colorScheme}-${device}`);
      watch.check();
      await where.close();
    });
  }
}

test('a wrong token is refused, the right one lets in until log out', async () => {
  const where = await context(browser);
  const page = await where.newPage();
  await page.goto(`${ADDRESS}/insight`);
  await page.getByLabel('Token').fill('not the token at all');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('not the token').waitFor();
  await logIn(page);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByLabel('Token').waitFor();
  await page.goto(`${ADDRESS}/insight?days=7`);
  await page.getByLabel('Token').waitFor();
  await where.close();
});

test('the numbers of a chart are a table below it, and a period is chosen by a link', async () => {
  const where = await context(browser);
  const page = await where.newPage();
  await logIn(page);
  await page.getByText('The numbers').first().click();
  assert.equal(await page.getByRole('table', { name: 'How conversations ended' }).locator('tbody tr').count(), 30);
  await page.getByRole('link', { name: '7 days' }).click();
  await page.getByText('The numbers').first().click();
  assert.equal(await page.getByRole('table', { name: 'How conversations ended' }).locator('tbody tr').count(), 7);
  await where.close();
});

test('without scripts the tables are open', async () => {
  const where = await context(browser, { javaScriptEnabled: false });
  const page = await where.newPage();
  await logIn(page);
  assert.equal(await page.getByRole('table', { name: 'How conversations ended' }).isVisible(), true);
  await where.close();
});

test('what people typed is text and nothing else', async () => {
  const where = await context(browser);
  const page = await where.newPage();
  const watch = new Watch(page, ADDRESS);
  await logIn(page);
  await page.getByText('<script>window.hacked = 1</script>').waitFor();
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator('main img').count(), 0);
  watch.check();
  await where.close();
});
