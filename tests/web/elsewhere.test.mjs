// The whole job on a page of somebody else, whose styles, scripts and policy stand in the way.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { inSight, picture } from './browser.mjs';
import { PICTURE } from './canned.mjs';
import { elsewhere, page, server, stage } from './stage.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PLAIN = { styles: '', script: '' };
const SIZES = { '320x568': [320, 568], '390x844': [390, 844], '1280x800': [1280, 800] };
const LOOKS = { light: { colorScheme: 'light' }, dark: { colorScheme: 'dark' }, forced: { forcedColors: 'active', colorScheme: 'dark' } };

stage();

function at({ size = '390x844', look = {}, ...how } = {}) {
  const [width, height] = SIZES[size];
  const touch = width < 1000;
  return elsewhere({ viewport: { width, height }, hasTouch: touch, isMobile: touch, reducedMotion: 'reduce', ...look }, how);
}

const errors = (chat) => chat.watch.errors;

async function bytesOf(download) {
  return readFileSync(await (await download).path());
}

for (const size of Object.keys(SIZES)) {
  for (const [name, look] of Object.entries(LOOKS)) {
    test(`from the description to the saved file, ${size}, ${name}`, async () => {
      const chat = await at({ size, look });
      await chat.shot(`elsewhere-${size}-${name}-1`);
      await chat.say('step');
      await chat.waitFor('Open the App Switcher');
      await chat.shot(`elsewhere-${size}-${name}-2`);
      assert.ok(await inSight(chat.panel.locator('.instruction').last()), 'what is to be done is in sight');
      assert.ok(await inSight(chat.button('Done, next')), 'and the way on');
      await chat.choose(picture(60_000, 'IMG_0042.HEIC', 'image/heic'));
      await chat.button('Send picture').click();
      await chat.panel.locator('.file-back').waitFor();
      const shown = chat.panel.locator('.circle img').last();
      await shown.evaluate((image) => image.decode());
      await shown.scrollIntoViewIfNeeded();
      await chat.shot(`elsewhere-${size}-${name}-3`);
      for (const reloaded of [false, true]) {
        if (reloaded) {
          await chat.page.reload();
          await chat.panel.locator('.file-back').waitFor();
          await chat.panel.locator('.circle img').last().evaluate((image) => image.decode());
        }
        const download = chat.page.waitForEvent('download');
        await chat.button('Save picture').click();
        assert.deepEqual(await bytesOf(download), PICTURE, `the file's bytes, ${reloaded ? 'after' : 'before'} a reload`);
        assert.equal((await download).suggestedFilename(), 'IMG_0042-threads.jpg');
      }
      assert.equal(new URL(chat.page.url()).origin, page.address, 'the page stays');
      assert.deepEqual(errors(chat), []);
    });
  }
}

for (const [name, look] of Object.entries(LOOKS)) {
  test(`everybody can use it between hostile styles, ${name}`, async () => {
    const chat = await at({ look, script: AXE });
    await chat.say('report');
    await chat.panel.locator('.file-back').waitFor();
    const found = await chat.page.evaluate(async () => (await window.axe.run('unstuck-chat')).violations);
    assert.deepEqual(found.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.flat().join(' ')).join(' | ')}`), []);
  });
}

test('loaded as a module, or asked before it is there', async () => {
  const files = { '/ask.js': ['text/javascript', "(window.Unstuck ||= []).push((chat) => chat.send('asked early'));"] };
  const chat = await at({ open: false, attributes: 'type="module"', head: '<script src="/ask.js"></script>', ...PLAIN, files });
  await chat.waitFor('I heard “asked early”');
  await chat.page.evaluate(() => window.Unstuck.push((unstuck) => unstuck.send('asked late')));
  await chat.waitFor('I heard “asked late”');
  assert.deepEqual(errors(chat), []);
});

test('a page that swaps its body keeps the button, and the open chat', async () => {
  const chat = await at({ ...PLAIN });
  await chat.say('step');
  await chat.waitFor('Open the App Switcher');
  await chat.page.evaluate(() => {
    const body = document.createElement('body');
    body.append(document.createElement('main'));
    document.documentElement.replaceChild(body, document.body);
  });
  await chat.waitFor('Open the App Switcher');
  assert.ok(await chat.panel.evaluate((panel) => panel.matches(':modal')));
  await chat.button('Close').click();
  await chat.page.evaluate(() => document.body.replaceChildren());
  await chat.open();
  await chat.say('still here');
  await chat.waitFor('I heard “still here”');
});

test('on paper there is no chat', async () => {
  const chat = await at({ ...PLAIN });
  await chat.page.emulateMedia({ media: 'print' });
  await chat.panel.waitFor({ state: 'hidden' });
  await chat.launcher.waitFor({ state: 'hidden' });
});

test('links of a picture that have run out are renewed, and a picture that is gone says so', async () => {
  const chat = await at({ ...PLAIN, size: '1280x800' });
  await chat.say('report');
  await chat.panel.locator('.file-back').waitFor();
  let refused = 0;
  await chat.page.route('**/chat/files/repaired', (route) => (refused++ ? route.continue() : route.fulfill({ status: 403, body: 'expired' })));
  let download = chat.page.waitForEvent('download');
  await chat.button('Save picture').click();
  assert.deepEqual(await bytesOf(download), PICTURE);
  await chat.page.unroute('**/chat/files/repaired');
  await chat.page.route('**/chat/files/repaired', (route) => route.fulfill({ status: 404, headers: { 'access-control-allow-origin': '*' }, body: 'gone' }));
  await chat.button('Save picture').click();
  await chat.waitFor('This picture is no longer kept');
});

test('addresses in what is said can be followed, and nothing else becomes a link', async () => {
  const chat = await at({ ...PLAIN });
  await chat.waitFor('Hi!');
  const [conversation] = [...server.conversations.values()].slice(-1);
  server.say(conversation, { kind: 'text', text: 'See https://help.example/a_(b)?x=1, [the page](https://help.example/page) or write to care@help.example. [no](javascript:alert(1)) [nor](http://help.example/old) http://help.example/older' });
  await chat.waitFor('See https');
  const links = await chat.panel.locator('.bubble a').evaluateAll((nodes) => nodes.map((node) => [node.textContent, node.href, node.target, node.rel.includes('noopener')]));
  assert.deepEqual(links.map(([text, address]) => [text, address]), [
    ['https://help.example/a_(b)?x=1', 'https://help.example/a_(b)?x=1'],
    ['the page', 'https://help.example/page'],
    ['care@help.example', 'mailto:care@help.example'],
  ]);
  assert.ok(links.every(([, , target, apart]) => target === '_blank' && apart));
});
