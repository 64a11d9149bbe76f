// The story page as a reader meets it. Usage: node test.js SAMPLE.html LARGE.html MANY_OUTLETS_AND_STORIES.html
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync, statSync } from "node:fs";
import { launch, open } from "./browser.js";

const [sample, large, many] = process.argv.slice(2);
const browser = await launch();
const settle = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function quiet(name, { page, complaints, requests }) {
  assert.deepEqual(complaints, [], `${name}: the console is empty`);
  assert.deepEqual(requests, [], `${name}: no request leaves`);
  await page.close();
}

// A click on a link, then the passages that the panel shows, then Escape.
async function throughThePanel(page, selector) {
  const link = await page.$(selector);
  assert.ok(link, `${selector} is there`);
  await link.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await link.focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  const shown = await page.evaluate(() => ({
    title: document.querySelector("#panel-title").textContent,
    marks: [...document.querySelectorAll("#panel-body mark")].map((mark) => mark.textContent),
    outlets: document.querySelectorAll("#panel-body .outlet").length,
    hash: location.hash,
  }));
  assert.ok(shown.title && shown.marks.length > 0 && shown.outlets > 0 && shown.hash, `${selector}: ${JSON.stringify(shown)}`);
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog:not([open])");
  await page.waitForFunction(() => location.hash === "");
  const focused = await link.evaluate((element) => document.activeElement === element);
  assert.ok(focused, `${selector}: the focus comes back`);
  return shown;
}

async function everySection(name, page) {
  const keys = await page.$$eval("main > section", (sections) => sections.map((section) => section.id));
  let opened = 0;
  for (const key of keys) {
    const selector = await page.evaluate((key) => {
      const inside = document.querySelectorAll(`#${CSS.escape(key)} a[href^="#"]:not([tabindex="-1"])`);
      const data = JSON.parse(document.querySelector("#data").textContent);
      const leads = (link) => data.targets[link.getAttribute("href").slice(1)] && link.checkVisibility();
      const link = [...inside].find(leads);
      return link && `#${CSS.escape(key)} a[href="${link.getAttribute("href")}"]:not([tabindex="-1"])`;
    }, key);
    if (!selector) continue;
    await throughThePanel(page, selector);
    opened += 1;
  }
  assert.ok(opened >= 5, `${name}: passages open from ${opened} sections`);
  return opened;
}

async function search(page) {
  await page.$eval("#scatter", (svg) => svg.scrollIntoView({ block: "center" }));
  await page.waitForSelector("#scatter circle");
  const before = await page.$$eval("#scatter circle", (marks) => marks.length);
  const word = await page.$eval("#scatter-lists a", (link) => link.textContent);
  await page.type("#scatter-find", word);
  await page.waitForSelector("#scatter circle.hit");
  const hits = await page.$$eval("#scatter-lists a", (links) => links.map((link) => link.textContent));
  assert.ok(hits.includes(word) && before > 20, `${word} among ${hits}`);
  await page.$eval("#scatter-find", (input) => { input.value = ""; input.dispatchEvent(new Event("input")); });
  await page.select("#scatter-b", await page.$eval("#scatter-b option:nth-child(3)", (option) => option.value));
  await settle(page);
  assert.equal(await page.$$eval("#scatter-lists h3", (titles) => titles.length), 2);
  // A mark leads to passages too.
  await page.$eval("#scatter a", (link) => location.assign(link.getAttribute("href")));
  await page.waitForSelector("dialog[open] mark");
  await page.keyboard.press("Escape");
}

async function theme(page) {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.click("#theme");
  const dark = await ground();
  await page.click("#theme");
  assert.notEqual(light, dark, "the switch changes the colours");
  assert.equal(await ground(), light);
  await page.click("#theme");
}

async function contrast(name, page) {
  let axe;
  try {
    axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  } catch {
    console.log(`${name}: axe-core is not installed; its checks are left out`);
    return;
  }
  // The page's policy forbids foreign scripts, so the checks are brought in by the driver.
  await page.evaluate(readFileSync(axe, "utf8"));
  const faults = await page.evaluate(async () => {
    const rules = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] };
    const { violations } = await window.axe.run(document, rules);
    return violations.map((fault) => `${fault.id}: ${fault.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
  });
  assert.deepEqual(faults, [], `${name}: axe-core finds nothing`);
}

// Wide tables scroll inside of themselves.
async function fits(page, width) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= width, `nothing sticks out at ${width} pixels: ${wide}`);
}

async function narrow(file) {
  const opened = await open(browser, file, { width: 375, height: 700 });
  const { page } = opened;
  await fits(page, 375);
  await throughThePanel(page, "main a.claim");
  await quiet("narrow", opened);
}

async function deepLink(file) {
  const opened = await open(browser, file);
  const first = await opened.page.$eval("main a.claim", (link) => link.getAttribute("href"));
  await opened.page.evaluate((hash) => { location.hash = hash; }, first);
  await opened.page.waitForSelector("dialog[open] mark");
  await opened.page.reload({ waitUntil: "load" });
  await opened.page.waitForSelector("dialog[open] mark");
  await quiet("deep link", opened);
}

async function speed(file) {
  const opened = await open(browser, file);
  // The browser tells of a paint only after it, and paints no page that lies behind another.
  await opened.page.bringToFront();
  await opened.page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  const { paint, shift } = await opened.page.evaluate(() => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    shift: window.shift,
  }));
  assert.ok(shift < 0.01, `the layout does not shift: ${shift}`);
  console.log(`${file}: ${statSync(file).size} bytes, first contentful paint ${Math.round(paint)} ms, layout shift ${shift}`);
  await quiet("speed", opened);
}

for (const file of [sample, large]) {
  const opened = await open(browser, file);
  const n = await everySection(file, opened.page);
  await search(opened.page);
  if (file === sample) await contrast("light", opened.page);
  await theme(opened.page);
  if (file === sample) await contrast("dark", opened.page);
  const pdf = await opened.page.pdf({ format: "A4" });
  assert.ok(pdf.length > 20_000, "it prints");
  await quiet(file, opened);
  console.log(`${file}: passages open from ${n} sections`);
  await narrow(file);
  await deepLink(file);
  await speed(file);
}
for (const width of [375, 800, 1300]) {
  const opened = await open(browser, many, { width, height: 900 });
  assert.ok(await opened.page.$("main .scroll table"), "there is a table");
  await fits(opened.page, width);
  await quiet("many outlets and stories", opened);
}
await browser.close();
console.log("the page holds");
