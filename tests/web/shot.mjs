// A picture of a page: node shot.mjs PAGE.html PICTURE.png WIDTH. The page is as high as what is on it.
import { pathToFileURL } from 'node:url';
import { context, launch } from './browser.mjs';

const [page, picture, width] = process.argv.slice(2);
const browser = await launch();
const where = await context(browser, { device: 'computer', viewport: { width: Number(width), height: 100 }, deviceScaleFactor: 1.5 });
const tab = await where.newPage();
await tab.goto(pathToFileURL(page).href);
await tab.screenshot({ path: picture, fullPage: true });
await browser.close();
