// A picture of a page, with the browser of the web tests: `node shoot.mjs PAGE PICTURE`.
import { readFileSync } from 'node:fs';
import { launch } from '../../web/browser.mjs';

const [page, picture] = process.argv.slice(2);
const browser = await launch();
const tab = await browser.newPage({ viewport: { width: 1040, height: 600 }, deviceScaleFactor: 1.5 });
await tab.setContent(readFileSync(page, 'utf8'));
await tab.screenshot({ path: picture, fullPage: true });
await browser.close();
