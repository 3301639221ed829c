// Pictures on their way in: chosen, taken, dropped, pasted; refused, cancelled; and the repaired one on its way out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Chat, picture } from './browser.mjs';
import { at, server, stage, visit, where } from './stage.mjs';

stage({ anew: true });

const give = (chat, type, name = 'me.png', mime = 'image/png') =>
  chat.panel.locator('.talk').evaluate(
    (node, [event, filename, kind]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(5000)], filename, { type: kind }));
      const made = event === 'paste' ? new ClipboardEvent(event, { clipboardData: transfer, bubbles: true, cancelable: true }) : new DragEvent(event, { dataTransfer: transfer, bubbles: true, cancelable: true });
      node.dispatchEvent(made);
    },
    [type, name, mime],
  );

test('a chosen picture is shown before it goes, and can be taken back', async () => {
  const chat = await at();
  await chat.choose(picture(2_400_000, 'IMG_0042.HEIC', 'image/heic'));
  await chat.waitFor('IMG_0042.HEIC');
  await chat.waitFor('2.4 MB');
  await chat.button('Remove IMG_0042.HEIC').click();
  assert.equal(await chat.button('Send picture').count(), 0);
  assert.deepEqual(server.uploads, []);
  chat.watch.check();
});

test('a typed text becomes the caption', async () => {
  const chat = await at();
  await chat.choose(picture());
  await chat.say('this one fails');
  await chat.waitFor('Save it to your photos');
  assert.equal(server.heard[0].caption, 'this one fails');
});

test('the camera opens with one tap', async () => {
  const chat = await at();
  const chooser = chat.page.waitForEvent('filechooser');
  await chat.button('Take a photo').click();
  assert.equal(await (await chooser).element().evaluate((input) => input.getAttribute('capture')), 'user');
});

test('dropping and pasting', async () => {
  const chat = await at({ device: 'computer' });
  await give(chat, 'dragover');
  await chat.panel.getByText('Drop your picture here').waitFor();
  await give(chat, 'drop', 'dropped.png');
  await chat.waitFor('dropped.png');
  await give(chat, 'paste', 'pasted.png');
  await chat.waitFor('pasted.png');
  await chat.button('Send 2 pictures').click();
  await chat.waitFor('Save it to your photos');
  await chat.panel.locator('.file-back').nth(1).waitFor();
  assert.deepEqual(server.uploads, ['dropped.png', 'pasted.png']);
});

test('what is too large, empty or no picture is refused before it is sent', async () => {
  const chat = await at();
  await chat.choose(picture(4_000_000, 'big.png'));
  await chat.waitFor('“big.png” has 4 MB. I can take up to 3 MB');
  await chat.choose(picture(0, 'nothing.png'));
  await chat.waitFor('“nothing.png” is empty');
  await chat.choose(picture(100, 'letter.pdf', 'application/pdf'));
  await chat.waitFor('“letter.pdf” is not a picture');
  assert.deepEqual(server.uploads, []);
});

test('an upload can be cancelled', async () => {
  const chat = await at();
  server.uploadPause = 3000;
  await chat.choose(picture());
  await chat.button('Send picture').click();
  await chat.panel.getByText(/Uploading, \d+ %/).waitFor();
  await chat.button('Cancel').click();
  await chat.panel.locator('.bubble.user').waitFor({ state: 'detached' });
  await chat.say('go on');
  await chat.waitFor('I heard “go on”');
  assert.deepEqual(server.heard.map((one) => one.event), ['say']);
});

test('the report shows before and after in a circle', async () => {
  const chat = await at();
  await chat.choose(picture());
  await chat.button('Send picture').click();
  await chat.waitFor('Save it to your photos');
  const circles = chat.panel.locator('.circle');
  assert.deepEqual(await circles.locator('figcaption').allTextContents(), ['Before', 'After']);
  const radius = await circles.last().locator('.thumbnail').evaluate((node) => getComputedStyle(node).borderTopLeftRadius);
  assert.equal(radius, '50%');
  assert.equal(await chat.panel.locator('.circle img').last().getAttribute('alt'), 'Your picture, ready for upload: 1024 × 1024 pixels');
});

test('a computer downloads the repaired file', async () => {
  const chat = await at({ device: 'computer' });
  await chat.say('report');
  const download = chat.page.waitForEvent('download');
  await chat.button('Save picture').click();
  assert.equal((await download).suggestedFilename(), 'IMG_0042-threads.jpg');
});

test('a phone opens its share sheet with the file', async () => {
  await visit();
  await where.addInitScript(() => {
    navigator.canShare = ({ files }) => files.length === 1;
    navigator.share = async ({ files }) => (window.shared = [files[0].name, files[0].type, files[0].size > 100, navigator.userActivation.isActive]);
  });
  const chat = await Chat.at(where, server.address);
  await chat.say('report');
  await chat.waitFor('Tap Save Image in the sheet that opens.');
  await chat.button('Save picture').click();
  await chat.waitFor('Done.');
  assert.deepEqual(await chat.page.evaluate(() => window.shared), ['IMG_0042-threads.jpg', 'image/jpeg', true, true]);
  chat.watch.check();
});

test('a tap shows a picture in full size', async () => {
  const chat = await at();
  await chat.say('report');
  await chat.waitFor('Save it to your photos');
  await chat.panel.getByRole('button', { name: 'Your picture, ready for upload: 1024 × 1024 pixels: show in full size' }).click();
  const large = chat.page.getByRole('dialog', { name: 'Picture' });
  await large.waitFor();
  await large.locator('img').evaluate((image) => image.decode());
  await chat.shot('picture-full-size');
  await chat.page.keyboard.press('Escape');
  await large.waitFor({ state: 'hidden' });
  assert.ok(await chat.panel.isVisible());
});

test('the conversation can be kept as a text', async () => {
  const chat = await at({ device: 'computer' });
  await chat.say('hello');
  await chat.waitFor('I heard “hello”');
  const download = chat.page.waitForEvent('download');
  await chat.button('More').click();
  await chat.button('Save this conversation').click();
  const text = readFileSync(await (await download).path(), 'utf8');
  assert.match(text, /You said: hello[^]*Help says: I heard “hello”/);
});
