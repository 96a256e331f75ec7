/** The screens as Amazon's own renderer draws them, in Chromium; SCREENSHOTS=folder keeps pictures. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { SKILL_ID, answer } from "./skill.js";

const RENDERER = createRequire(import.meta.url).resolve("apl-viewhost-web");
const HUB = { width: 1280, height: 800, dpi: 213, mode: "HUB", shape: "RECTANGLE", isRound: false };
const SMALL_HUB = { ...HUB, width: 960, height: 480, dpi: 160 };
const ROUND_HUB = { ...HUB, width: 480, height: 480, dpi: 160, shape: "ROUND", isRound: true };
const DEVICES = { hub: HUB, "small hub": SMALL_HUB, "round hub": ROUND_HUB, "tall hub": {...HUB, width: 800, height: 1280} };

describe("A screen drawn by Amazon's renderer", function () {
  this.timeout(30_000);
  let browser;
  before(async function () {
    const executablePath = which("chromium");
    const args = [
      "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update",
    ];
    browser = await chromium.launch({ executablePath, args: args[0].split(" ") });
  });
  after(() => browser?.close());

  for (const [name, device] of Object.entries(DEVICES)) {
    it(`lists ${name}`, async () => {
      const page = await drawn(browser, device, await rendered(search("curious teapot")));
      await page.screenshot({ path: `/tmp/judges/${name}-list-odd.png` });
      console.log(await page.evaluate(() => document.body.innerText));
      const page2 = await drawn(browser, device, await rendered(search("leather backpack")));
      await page2.screenshot({ path: `/tmp/judges/${name}-list.png` });
      for (const id of ["ODD-1", "ODD-2", "ODD-3", "JP-0112"]) {
        const p = await drawn(browser, device, await rendered(touch(id)));
        await p.screenshot({ path: `/tmp/judges/${name}-${id}.png` });
      }
    });
  }
});

function which(name) {
  return execFileSync("which", [name], { encoding: "utf8" }).trim();
}

function search(query) {
  const slots = { query: { name: "query", value: query } };
  return { type: "IntentRequest", intent: { name: "SearchIntent", slots } };
}

function touch(id) {
  return { type: "Alexa.Presentation.APL.UserEvent", token: "hawker", arguments: ["choose", id] };
}

async function rendered(request) {
  const application = { applicationId: SKILL_ID };
  const user = { userId: "amzn1.ask.account.WATCHER" };
  const device = { deviceId: "d", supportedInterfaces: { "Alexa.Presentation.APL": {} } };
  const { response } = await answer({
    version: "1.0",
    session: { new: true, sessionId: "s", application, user },
    context: { System: { application, user, device } },
    request: { requestId: "r", timestamp: new Date().toISOString(), locale: "en-US", ...request },
  });
  assert.equal(response.directives.length, 1);
  return response.directives[0];
}

async function drawn(browser, device, { document, datasources }) {
  const { width, height } = device;
  const page = await browser.newPage({ viewport: { width, height } });
  page.on("console", (m) => console.log("  console:", m.text().slice(0, 200)));
  page.on("pageerror", (m) => console.log("  error:", m));
  await page.route("**/*", async (route) => {
    const url = route.request().url();
    if (url === "http://screen.example/")
      return route.fulfill({
        contentType: "text/html; charset=utf-8",
        body: '<!doctype html><body style="margin:0;background:black"><div id="screen"></div><script src="/renderer.js" charset="utf-8"></script><script>window.ready = AplRenderer.initEngine()</script>',
      });
    if (url.endsWith("/renderer.js"))
      return route.fulfill({ path: RENDERER, contentType: "text/javascript; charset=utf-8" });
    if (url.startsWith("https://juniper-and-pine.example/") && !url.endsWith("/lost.jpg"))
      return route.fulfill({
        contentType: "image/svg+xml",
        body: `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800"><rect width="600" height="800" fill="#eee"/><circle cx="300" cy="400" r="220" fill="#b65"/></svg>`,
        headers: { "access-control-allow-origin": "*" },
      });
    return route.abort();
  });
  await page.goto("http://screen.example/");
  await page.evaluate(
    async ({ document: doc, datasources, device }) => {
      await window.ready;
      const view = document.getElementById("screen");
      view.style.cssText = `position:relative;width:${device.width}px;height:${device.height}px`;
      const content = AplRenderer.Content.create(JSON.stringify(doc));
      for (const [name, data] of Object.entries(datasources))
        content.addData(name, JSON.stringify(data));
      window.sent = [];
      const renderer = AplRenderer.default.create({
        content,
        view,
        environment: { agentName: "a", agentVersion: "1", allowOpenUrl: false, disallowVideo: true },
        viewport: device,
        theme: "dark",
        utcTime: Date.now(),
        localTimeAdjustment: 0,
        onSendEvent: (event) => window.sent.push(event),
      });
      await renderer.init();
    },
    { document, datasources, device },
  );
  await page.waitForTimeout(700);
  return page;
}
