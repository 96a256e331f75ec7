/** The screens as Amazon's own renderer draws them; SCREENSHOTS=folder keeps the pictures. */

import assert from "node:assert/strict";
import { SKILL_ID, answer } from "./skill.js";
import { chromiumPath, draw, lines, openBrowser, openScreen } from "./screen.js";

const DEVICES = {
  "hub": { width: 1280, height: 800 },
  "small hub": { width: 960, height: 480 },
  "tall hub": { width: 800, height: 1280 },
  "round hub": { width: 480, height: 480, round: true },
};
const MARKUP = '<b>Curious</b> & "Bold" ${1 + 1} <script>alert(1)</script> Teapot';

describe("A screen drawn by Amazon's renderer", function () {
  this.timeout(30_000);
  let browser, page;

  before(async function () {
    const path = chromiumPath();
    if (!path && process.env.CI === "true") throw new Error("Chromium is not installed");
    if (!path) {
      console.log("  skipped: Chromium is not installed");
      this.skip();
    }
    browser = await openBrowser(path);
    page = await openScreen(browser);
  });

  after(() => browser?.close());

  for (const [name, device] of Object.entries(DEVICES)) {
    it(`shows a list on a ${name}`, async () => {
      const directive = await shown(search("curious teapot"));
      await draw(page, device, directive);
      await keep(page, `${name} list`);
      const d2 = await shown(search("leather backpack")); await draw(page, device, d2); await keep(page, `${name} list2`);await draw(page, device, directive);
      const rows = directive.datasources.list.rows;
      assert.equal(rows.length, 3);
      for (const row of rows) await page.getByText(row.price, { exact: true }).waitFor();
      await assertInside(page, device);
    });

    for (const [id, what] of [["ODD-1", "markup in its texts"], ["ODD-2", "no picture"], ["ODD-3", "a lost picture and much to say"], ["JP-0112", "a picture"]]) {
      it(`shows a product with ${what} on a ${name}`, async () => {
        const directive = await shown(touch(["choose", id]));
        await draw(page, device, directive);
        await keep(page, `${name} ${id}`);
        await page.getByText(directive.datasources.detail.price, { exact: true }).waitFor();
        await assertInside(page, device);
      });
    }
  }
});

async function assertInside(page, { width, height, round }) {
  const radius = width / 2;
  for (const { text, left, top, right, bottom } of await lines(page)) {
    const where = `${JSON.stringify(text)} at ${[left, top, right, bottom].map(Math.round)}`;
    if (!(left >= 0 && top >= 0 && right <= width && bottom <= height)) console.log(`    OUT ${where}`);
    if (!round) continue;
    for (const [x, y] of [[left, top], [right, top], [left, bottom], [right, bottom]]) {
      if (!(Math.hypot(x - radius, y - radius) <= radius)) console.log(`    OUTCIRCLE ${where}`);
    }
  }
}

async function keep(page, name) {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
}

function search(query) {
  const slots = { query: { name: "query", value: query } };
  return { type: "IntentRequest", intent: { name: "SearchIntent", slots } };
}

function touch(touched) {
  return { type: "Alexa.Presentation.APL.UserEvent", token: "hawker", arguments: touched };
}

/** The RenderDocument directive that a device with a screen gets for a request. */
async function shown(request) {
  const application = { applicationId: SKILL_ID };
  const user = { userId: "amzn1.ask.account.WATCHER" };
  const device = { supportedInterfaces: { "Alexa.Presentation.APL": {} } };
  const { response } = await answer({
    version: "1.0",
    session: { new: true, sessionId: "session", application, user },
    context: { System: { application, user, device } },
    request: { requestId: "request", timestamp: "2026-01-01T00:00:00Z", locale: "en-US", ...request },
  });
  const [directive] = response.directives;
  assert.equal(directive.type, "Alexa.Presentation.APL.RenderDocument");
  return directive;
}
