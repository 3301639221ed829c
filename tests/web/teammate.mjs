// A teammate at the team's page, in a teammate's words.
import { context, Watch } from './browser.mjs';

export class Teammate {
  constructor(page, address, name) {
    Object.assign(this, { page, address, name });
    this.watch = new Watch(page, address);
  }

  // Signed in, on the list or the page that `path` names.
  static async at(browser, address, { name = process.env.UNSTUCK_NAME, password = process.env.UNSTUCK_PASSWORD, path = '/team', ...options } = {}) {
    const where = await context(browser, { device: 'computer', ...options });
    const mate = new Teammate(await where.newPage(), address, name);
    mate.where = where;
    await mate.page.goto(`${address}${path}`);
    await mate.page.getByLabel('Name').fill(name);
    await mate.page.getByLabel('Password').fill(password);
    await mate.page.getByRole('button', { name: 'Sign in' }).click();
    await mate.page.locator('.frame').waitFor();
    return mate;
  }

  card(number) {
    return this.page.locator('.card-line', { hasText: number });
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  get line() {
    return this.page.locator('.writing textarea');
  }

  get rows() {
    return this.page.locator('#messages .row');
  }

  async open(number) {
    await this.card(number).click();
    await this.page.getByRole('region', { name: 'Conversation', exact: true }).waitFor();
    await this.page.locator(`section.middle[aria-label="${number}"]`).waitFor();
  }

  async say(text) {
    await this.line.fill(text);
    await this.button('Send').click();
  }

  waitFor(text) {
    return this.rows.filter({ hasText: text }).last().waitFor();
  }

  async count(text) {
    return this.rows.filter({ hasText: text }).count();
  }

  async choose(file) {
    const chooser = this.page.waitForEvent('filechooser');
    await this.button('Send a file').click();
    await (await chooser).setFiles(file);
  }

  async end() {
    this.watch.check();
    await this.where.close();
  }
}
