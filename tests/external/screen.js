/** A device's screen: Amazon's own renderer of APL documents, in a headless Chromium. */

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const RENDERER = createRequire(import.meta.url).resolve("apl-viewhost-web");
const ADDRESS = "http://screen.example/";
// initEngine has to be called as soon as the renderer is there: later it waits for ever.
const PAGE = `<!doctype html><meta charset="utf-8"><style>body { margin: 0 }</style>
  <div id="screen"></div><script src="/renderer.js"></script>
  <script>engine = AplRenderer.initEngine()</script>`;
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800">
  <rect width="600" height="800" fill="#e9e4dc"/>
  <circle cx="300" cy="440" r="220" fill="#b0603e"/>
</svg>`;
// The sandbox needs what containers and root do not have; only our own page is opened.
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
];

/** Where Chromium is; undefined when it is not installed. */
export function chromiumPath() {
  try {
    return execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

export function openBrowser(executablePath) {
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A page that can draw; errors and message boxes are added to the complaints. */
export async function openPage(browser, complaints) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    complaints.push(`message box: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.route("**/*", serve);
  await page.goto(ADDRESS);
  await page.evaluate(() => engine);
  return page;
}

/** Nothing leaves the machine. Without its own fonts the renderer takes the system's. */
function serve(route) {
  const url = route.request().url();
  if (url === ADDRESS) return route.fulfill({ contentType: "text/html", body: PAGE });
  if (url === `${ADDRESS}renderer.js`) {
    return route.fulfill({ contentType: "text/javascript; charset=utf-8", path: RENDERER });
  }
  if (/\/images\/(?!lost)/.test(url)) {
    return route.fulfill({ contentType: "image/svg+xml", body: PICTURE });
  }
  return route.abort();
}

/** Draw a RenderDocument directive on a device; a name keeps the picture if SCREENSHOTS is set. */
export async function draw(page, { width, height, round = false }, directive, name) {
  const shape = round ? "ROUND" : "RECTANGLE";
  const viewport = { width, height, dpi: 160, mode: "HUB", shape, isRound: round };
  await page.setViewportSize({ width, height });
  await page.evaluate(render, { ...directive, viewport });
  await page.waitForLoadState("networkidle");
  const folder = process.env.SCREENSHOTS;
  if (folder && name) await page.screenshot({ path: `${folder}/${name}.png` });
}

/** Runs in the page. What is touched is added to `sent`. */
async function render({ document: template, datasources, viewport }) {
  window.renderer?.destroy();
  // A fresh element: a destroyed renderer goes on listening to its own.
  const view = document.createElement("div");
  view.id = "screen";
  document.getElementById("screen").replaceWith(view);
  view.style = `position: relative; width: ${viewport.width}px; height: ${viewport.height}px`;
  const content = AplRenderer.Content.create(JSON.stringify(template));
  for (const [name, data] of Object.entries(datasources)) {
    content.addData(name, JSON.stringify(data));
  }
  window.sent = [];
  window.renderer = AplRenderer.default.create({
    content,
    view,
    viewport,
    theme: "dark",
    environment: { agentName: "judge", agentVersion: "1", disallowVideo: true },
    utcTime: 0,
    localTimeAdjustment: 0,
    onSendEvent: (event) => window.sent.push(event.arguments),
  });
  await window.renderer.init();
}

/** Press on a text until something is sent: for half a second the renderer is deaf. */
export async function press(page, text) {
  for (let tries = 0; tries < 20; tries++) {
    await page.getByText(text, { exact: true }).click();
    await page.waitForTimeout(250);
    const [sent] = await page.evaluate(() => window.sent);
    if (sent) return sent;
  }
  throw new Error(`Nothing is sent when ${text} is pressed`);
}

/** Every line of text on the screen with its edges, in pixels. */
export function drawnLines(page) {
  return page.evaluate(() => {
    const screen = document.getElementById("screen");
    const texts = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const lines = [];
    while (texts.nextNode()) {
      range.selectNodeContents(texts.currentNode);
      for (const { left, top, right, bottom } of range.getClientRects()) {
        lines.push({ text: texts.currentNode.textContent, left, top, right, bottom });
      }
    }
    return lines;
  });
}
