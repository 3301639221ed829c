// A browser for the tests: the system's Chromium where there is one, npm's elsewhere. Every page is watched for errors and foreign requests.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const RESULTS = fileURLToPath(new URL('../../results/web/', import.meta.url));

export const VIEWPORTS = { phone: { width: 390, height: 844 }, tablet: { width: 768, height: 1024 }, computer: { width: 1280, height: 800 } };

export async function launch() {
  const system = SYSTEM.find((path) => existsSync(path));
  const args = ['--no-sandbox', '--disable-dev-shm-usage'];
  if (system) return chromium.launch({ executablePath: system, args });
  const { default: packed } = await import('@sparticuz/chromium');
  // Its own arguments are for tiny machines: one process for everything, which dies with the first closed context.
  return chromium.launch({ executablePath: await packed.executablePath(), args });
}

export async function context(browser, { device = 'phone', ...options } = {}) {
  const touch = device === 'phone' ? { hasTouch: true, isMobile: true } : {};
  return browser.newContext({ viewport: VIEWPORTS[device], ...touch, ...options });
}

// What must stay empty: errors on the console, exceptions, requests to anybody else. `offline()` allows what a lost network logs.
export class Watch {
  constructor(page, address) {
    this.errors = [];
    this.foreign = [];
    this.allowed = /^$/;
    page.on('console', (entry) => entry.type() === 'error' && this.errors.push(entry.text()));
    page.on('pageerror', (error) => this.errors.push(error.stack));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (['http:', 'https:'].includes(protocol) && origin !== new URL(address).origin) this.foreign.push(request.url());
    });
  }

  offline() {
    this.allowed = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|WebSocket connection|Failed to load resource/;
  }

  check() {
    assert.deepEqual(this.errors.filter((error) => !this.allowed.test(error)), []);
    assert.deepEqual(this.foreign, []);
  }
}

// The chat on a page, in a person's words.
export class Chat {
  constructor(page, address) {
    this.page = page;
    this.address = address;
    this.watch = new Watch(page, address);
  }

  static async at(where, address, { open = true, path = '/chat' } = {}) {
    const chat = new Chat(await where.newPage(), address);
    await chat.page.goto(`${address}${path}`);
    if (open) await chat.open();
    return chat;
  }

  get launcher() {
    return this.page.locator('unstuck-launcher button');
  }

  get panel() {
    return this.page.locator('unstuck-chat dialog.panel');
  }

  get line() {
    return this.page.getByRole('textbox', { name: 'Write a message' });
  }

  get rows() {
    return this.panel.locator('.row, .dock');
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  async open() {
    await this.launcher.click();
    await this.panel.waitFor();
    await this.rows.first().waitFor();
  }

  async say(text) {
    await this.line.fill(text);
    await this.button('Send').click();
  }

  async choose(file) {
    const chooser = this.page.waitForEvent('filechooser');
    await this.button('Add a picture').click();
    await (await chooser).setFiles(file);
  }

  async waitFor(text) {
    await this.rows.filter({ hasText: text }).last().waitFor();
  }

  async texts(selector = '.bubble.user') {
    return this.panel.locator(selector).evaluateAll((nodes) => nodes.map((node) => node.lastChild.textContent.trim()));
  }

  // Waits until nothing moves: three frames in which no animation runs that ends, nothing scrolls and no picture loads; a second at most.
  async still() {
    await this.page.evaluate(async () => {
      const root = document.querySelector('unstuck-chat')?.shadowRoot;
      const moving = () => document.getAnimations().some((one) => one.playState === 'running' && one.effect.getComputedTiming().endTime !== Infinity);
      const look = () => {
        const area = root?.querySelector('#messages');
        const loading = [...(root?.querySelectorAll('img') ?? [])].filter((image) => !image.complete).length;
        return [area?.scrollTop, area?.scrollHeight, root?.querySelectorAll('*').length, loading, moving()].join();
      };
      let seen = '';
      for (let calm = 0, frames = 0; calm < 3 && frames < 60; frames += 1) {
        await new Promise(requestAnimationFrame);
        const now = look();
        calm = now === seen && now.endsWith(',0,false') ? calm + 1 : 0;
        seen = now;
      }
    });
  }

  // Keeps a picture for people to look at, once nothing moves.
  async shot(name) {
    mkdirSync(RESULTS, { recursive: true });
    await this.still();
    await this.page.screenshot({ path: join(RESULTS, `${name}.png`) });
  }
}

export const picture = (size = 200_000, name = 'me.png', mimeType = 'image/png') => ({ name, mimeType, buffer: Buffer.alloc(size, 7) });

// Whether the middle of an element can be seen and touched, and all of it is on the screen.
export const inSight = (locator) =>
  locator.evaluate((node) => {
    const box = node.getBoundingClientRect();
    let hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    while (hit?.shadowRoot) hit = hit.shadowRoot.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return box.top >= 0 && box.bottom <= innerHeight + 1 && (node === hit || node.contains(hit));
  });

// What a page runs to measure answers: milliseconds from the packet at the socket to the next picture on the screen.
export const answers = (rounds) =>
  `(async () => {
    const { connection: line } = document.querySelector('unstuck-chat').conversation;
    const found = [];
    for (let round = 0; round < ${rounds}; round += 1) {
      await new Promise((resolve) => {
        let arrived;
        const hear = (packet) => packet.data?.[1]?.from === 'bot' && (arrived = performance.now());
        const shown = (event) => {
          if (event.detail.from !== 'bot') return;
          line.socket.io.off('packet', hear);
          document.removeEventListener('unstuck:message', shown);
          setTimeout(() => requestAnimationFrame(() => setTimeout(() => resolve(found.push(performance.now() - arrived)))));
        };
        line.socket.io.on('packet', hear);
        document.addEventListener('unstuck:message', shown);
        window.Unstuck.send('hello');
      });
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
    return found;
  })()`;
