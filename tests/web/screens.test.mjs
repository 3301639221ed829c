// Every screen, in both themes and three sizes: axe finds nothing, targets are large enough, a screenshot is kept.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { picture, VIEWPORTS } from './browser.mjs';
import { at, server, stage } from './stage.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const TARGET = 44;

stage();

async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async (rules) => (await window.axe.run({ runOnly: rules })).violations, RULES);
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.flat().join(' ')).join(' | ')}`);
}

async function smallTargets(chat) {
  const inside = await chat.panel.locator('button:visible, a:visible, [role=button]:visible, [role=textbox]:visible').evaluateAll(
    (nodes, least) => nodes.filter((node) => Math.min(node.offsetWidth, node.offsetHeight) < least - 2).map((node) => node.outerHTML.slice(0, 120)),
    TARGET,
  );
  return inside;
}

const SCREENS = {
  greeting: async () => {},
  step: async (chat) => {
    await chat.button("My profile photo won't change").click();
    await chat.waitFor('Open the App Switcher');
  },
  'last-step': async (chat) => {
    await chat.button('Skip this fix').click();
    await chat.waitFor('Try your profile photo again');
  },
  'whole-fix': async (chat) => {
    await chat.button('Same error').click();
    await chat.waitFor('Select Full Access');
  },
  typing: async (chat) => {
    await chat.say('slow');
    await chat.panel.locator('.typing').waitFor();
  },
  text: async (chat) => chat.waitFor('I heard “slow”'),
  comment: async (chat) => {
    await chat.say('thumb');
    await chat.panel.getByRole('textbox', { name: 'What could be better?' }).waitFor();
  },
  draft: async (chat) => {
    await chat.choose(picture(2_400_000, 'IMG_0042.HEIC', 'image/heic'));
    await chat.button('Send picture').waitFor();
  },
  upload: async (chat) => {
    server.uploadPause = 1500;
    await chat.button('Send picture').click();
    await chat.button('Cancel').waitFor();
  },
  report: async (chat) => {
    server.uploadPause = 0;
    await chat.waitFor('Save it to your photos');
  },
  picture: async (chat) => {
    await chat.panel.locator('.zoom').last().click();
    await chat.page.getByRole('dialog', { name: 'Picture' }).waitFor();
  },
  'report-end': async (chat) => {
    await chat.page.keyboard.press('Escape');
    await chat.page.locator('#messages').evaluate((area) => area.scrollTo(0, area.scrollHeight));
  },
  'too-long': async (chat) => {
    await chat.say('It says: '.repeat(900));
    await chat.button('Send the first 2,000').waitFor();
    await chat.line.fill('');
  },
  refused: async (chat) => {
    await chat.choose(picture(4_000_000, 'big.png'));
    await chat.waitFor('I can take up to 3 MB');
  },
  failed: async (chat) => {
    await chat.say('refuse');
    await chat.waitFor('Please wait a minute');
  },
  articles: async (chat) => {
    await chat.button('More').click();
    await chat.panel.locator('.menu').getByRole('button', { name: 'Help articles' }).click();
    await chat.panel.getByText('Threads · iPhone, iPad').waitFor();
  },
  article: async (chat) => {
    await chat.panel.locator('.found').first().click();
    await chat.button('Talk it through').waitFor();
  },
  menu: async (chat) => {
    await chat.button('Back').click();
    await chat.panel.locator('.found').first().waitFor();
    await chat.button('Back').click();
    await chat.button('More').click();
  },
  conversations: async (chat) => {
    await chat.button('Your conversations').click();
    await chat.button('New conversation').waitFor();
  },
  delete: async (chat) => {
    await chat.button('Back').click();
    await chat.button('More').click();
    await chat.button('Delete my conversation').click();
    await chat.button('Keep it').waitFor();
  },
  offline: async (chat) => {
    await chat.button('Keep it').click();
    await chat.button('Discard').click();
    chat.watch.offline();
    await chat.page.context().setOffline(true);
    await server.stop();
    await chat.say('Are you there?');
    await chat.panel.getByText("You're offline").waitFor();
  },
};

for (const device of Object.keys(VIEWPORTS)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${device}, ${colorScheme}`, async () => {
      const chat = await at({ device, colorScheme, deviceScaleFactor: 2, reducedMotion: 'reduce' }, { open: false });
      await chat.shot(`${device}-${colorScheme}-00-page`);
      assert.deepEqual(await violations(chat.page), [], 'page');
      await chat.open();
      await chat.waitFor('Hi!');
      for (const [index, [name, go]] of Object.entries(SCREENS).entries()) {
        await go(chat);
        const shot = chat.shot(`${device}-${colorScheme}-${String(index + 1).padStart(2, '0')}-${name}`);
        if (name !== 'typing' && name !== 'upload') {
          await shot;
          assert.deepEqual(await violations(chat.page), [], name);
          assert.deepEqual(await smallTargets(chat), [], name);
        }
        await shot;
      }
      chat.watch.check();
      await server.start(server.port);
    });
  }
}
