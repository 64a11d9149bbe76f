// The picture at the top of the README. Usage: node screenshot.js PAGE.html OUT.png
import { launch, open } from "./browser.js";

const [file, out] = process.argv.slice(2);
const browser = await launch();
const { page } = await open(browser, file, { width: 1080, height: 1880, deviceScaleFactor: 0.8 });
await page.screenshot({ path: out, optimizeForSpeed: false });
await browser.close();
