// The page of what works: behind its door, in both themes and three sizes, with what people typed; axe finds nothing, a screenshot is kept.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { context, launch, VIEWPORTS, Watch } from './browser.mjs';
import { ADDRESS, PASSWORD, logIn, looksRight, signIn } from './insight.mjs';

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
      const charts = page.getByRole('img', { name: /^Chart/ });
      await charts.first().waitFor(); // a script draws them when the rest is there
      assert.equal(await charts.count(), await page.getByRole('figure').count());
      await looksRight(page, `insight-${colorScheme}-${device}`);
      watch.check();
      await where.close();
    });
  }
}

test('a wrong password is refused, the right one leads to the page that was wanted, until signing out', async () => {
  const where = await context(browser);
  const page = await where.newPage();
  await page.goto(`${ADDRESS}/insight?days=7`);
  await signIn(page, 'not the password at all');
  await page.getByRole('alert').getByText('do not go together').waitFor();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Conversations' }).waitFor();
  assert.equal(new URL(page.url()).search, '?days=7');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Password').waitFor();
  await page.goto(`${ADDRESS}/insight`);
  await page.getByLabel('Password').waitFor();
  await where.close();
});

test('a link of another site opens the page for who is signed in', async () => {
  const where = await context(browser);
  const page = await where.newPage();
  await logIn(page);
  const elsewhere = http.createServer((_, answer) => answer.end(`<a href="${ADDRESS}/insight?days=7">to the page</a>`));
  await new Promise((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  await page.goto(`http://localhost:${elsewhere.address().port}`);
  await page.getByRole('link').click();
  await page.getByRole('heading', { name: 'Conversations' }).waitFor();
  assert.equal(new URL(page.url()).search, '?days=7');
  await where.close();
  elsewhere.close();
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
