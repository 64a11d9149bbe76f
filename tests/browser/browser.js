// Chromium from the system, without network: what a page asks for is written down and refused.
import puppeteer from "puppeteer-core";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

export const launch = () => puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

// Opens a file and gives the page, with everything that it complained of and asked for.
export async function open(browser, file, { width = 1280, height = 900, scheme = "light", deviceScaleFactor = 1 } = {}) {
  const page = await browser.newPage();
  const complaints = [];
  const requests = [];
  const own = pathToFileURL(file).href;
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    if (request.url().split("#")[0] === own) return request.continue();
    requests.push(request.url());
    return request.abort();
  });
  await page.setViewport({ width, height, deviceScaleFactor });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.evaluateOnNewDocument(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(own, { waitUntil: "load" });
  return { page, complaints, requests };
}
