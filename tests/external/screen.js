/** A device's screen: Amazon's own renderer of APL documents, in a headless Chromium. */

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const RENDERER = createRequire(import.meta.url).resolve("apl-viewhost-web");
const ADDRESS = "http://screen.example/";
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 80">
  <rect width="60" height="80" fill="#e9e4dc"/><circle cx="30" cy="44" r="22" fill="#b0603e"/></svg>`;
// The renderer says nothing until its engine runs, and initEngine has to be called at once.
const PAGE = `<!doctype html><meta charset="utf-8"><style>body { margin: 0 }</style>
  <div id="screen"></div><script src="/renderer.js"></script>
  <script>engine = AplRenderer.initEngine()</script>`;
const PROGRAM = ["--no-sandbox", "--disable-gpu"];
const NO_CALLS_HOME = ["--disable-background-networking", "--disable-component-update"];

/** Where Chromium is, undefined when there is none. */
export function chromiumPath() {
  try {
    return execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

export async function openBrowser(executablePath) {
  return chromium.launch({ executablePath, args: [...PROGRAM, ...NO_CALLS_HOME] });
}

/** A page that can draw; `alerts` collects what a page must never say. */
export async function openScreen(browser) {
  const page = await browser.newPage();
  await page.route("**/*", serve);
  await page.goto(ADDRESS);
  await page.evaluate(() => engine);
  return page;
}

/** Nothing leaves the machine: the renderer's fonts are refused, and it takes the system's. */
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

/** Draw what a RenderDocument directive holds on a device of this size and shape. */
export async function draw(page, device, { document, datasources }) {
  await page.setViewportSize({ width: device.width, height: device.height });
  await page.evaluate(renderInPage, { document, datasources, viewport: viewportOf(device) });
  await page.waitForLoadState("networkidle");
}

function viewportOf({ width, height, round = false }) {
  const shape = round ? "ROUND" : "RECTANGLE";
  return { width, height, dpi: 160, mode: "HUB", shape, isRound: round };
}

async function renderInPage({ document: template, datasources, viewport }) {
  window.renderer?.destroy();
  const view = document.getElementById("screen");
  view.replaceChildren();
  view.style.cssText = `position: relative; width: ${viewport.width}px; height: ${viewport.height}px`;
  const content = AplRenderer.Content.create(JSON.stringify(template));
  for (const [name, data] of Object.entries(datasources)) content.addData(name, JSON.stringify(data));
  window.sent = [];
  window.renderer = AplRenderer.default.create({
    content,
    view,
    viewport,
    theme: "dark",
    environment: { agentName: "screen", agentVersion: "1", allowOpenUrl: false, disallowVideo: true },
    utcTime: 0,
    localTimeAdjustment: 0,
    onSendEvent: (event) => window.sent.push(event.arguments),
  });
  await window.renderer.init();
}

/** Every line of text on the screen with its edges in pixels. */
export async function lines(page) {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.getElementById("screen"), NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node; (node = walker.nextNode()); ) {
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { left, top, right, bottom } of range.getClientRects()) {
        found.push({ text: node.textContent, left, top, right, bottom });
      }
    }
    return found;
  });
}
