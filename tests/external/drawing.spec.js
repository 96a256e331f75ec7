/** The screens as Amazon's own renderer draws them; SCREENSHOTS=folder keeps the pictures. */

import assert from "node:assert/strict";
import { chromiumPath, draw, drawnLines, openBrowser, openPage, press } from "./screen.js";
import { SKILL_ID, answer } from "./skill.js";

const DEVICES = {
  "a hub": { width: 1280, height: 800 },
  "a small hub": { width: 960, height: 480 },
  "a tall hub": { width: 800, height: 1280 },
  "a round hub": { width: 480, height: 480, round: true },
};
const SEARCH = {
  type: "IntentRequest",
  intent: { name: "SearchIntent", slots: { query: { name: "query", value: "curious teapot" } } },
};
// What bridge.py calls these, and what each is there for.
const MARKUP = '<b>Curious</b> & "Bold" ${1 + 1} <script>alert(1)</script> Teapot';
const ODDITIES = ["ODD-1", "ODD-2", "ODD-3"]; // markup, no picture, a lost picture and a long text

describe("A screen drawn by Amazon's renderer", function () {
  this.timeout(30_000);
  const complaints = [];
  let browser, page;

  before(async function () {
    const chromium = chromiumPath();
    if (!chromium) missing(this);
    browser = await openBrowser(chromium);
    page = await openPage(browser, complaints);
  });

  after(() => browser?.close());

  afterEach(() => assert.deepEqual(complaints, []));

  for (const [name, device] of Object.entries(DEVICES)) {
    it(`shows a list on ${name}`, async () => {
      const directive = await shown(SEARCH);
      await draw(page, device, directive, `${name}, list`);
      assert.equal(directive.datasources.list.rows.length, 3);
      for (const { price } of directive.datasources.list.rows) await sees(page, price);
      await assertInside(page, device);
    });

    it(`shows one product on ${name}`, async () => {
      for (const id of ODDITIES) {
        const directive = await shown(touch(["choose", id]));
        await draw(page, device, directive, `${name}, ${id}`);
        await sees(page, directive.datasources.detail.price);
        await assertInside(page, device);
      }
    });
  }

  it("shows a title and a description full of markup as they are", async () => {
    for (const request of [SEARCH, touch(["choose", "ODD-1"])]) {
      await draw(page, DEVICES["a small hub"], await shown(request));
      await sees(page, MARKUP);
      assert.equal(await page.locator("#screen :is(b, i, script)").count(), 0);
    }
    await sees(page, "Said <i>nothing</i> & held water. ${data} &amp; so on.");
  });

  it("sends the skill which row was touched, and gets that product", async () => {
    const directive = await shown(SEARCH);
    await draw(page, DEVICES["a hub"], directive);
    const { id, price } = directive.datasources.list.rows[1];
    const sent = await press(page, price);
    assert.deepEqual(sent, ["choose", id]);
    const { detail } = (await shown(touch(sent))).datasources;
    assert.equal(detail.price, price);
  });

  it("would notice text that does not fit", async () => {
    const device = { width: 1280, height: 800 };
    await draw(page, device, await shown(SEARCH));
    await assert.rejects(assertInside(page, { width: 640, height: 400 }), /is off the screen/);
    await assert.rejects(assertInside(page, { ...device, round: true }), /is off the screen/);
  });
});

function missing(context) {
  if (process.env.CI === "true") throw new Error("Chromium is not installed");
  console.log("  skipped: Chromium is not installed");
  context.skip();
}

async function sees(page, text) {
  const all = (await page.innerText("#screen")).replace(/\s+/g, " ");
  assert.ok(all.includes(text), `${text} is not in: ${all}`);
}

async function assertInside(page, { width, height, round }) {
  const middle = width / 2;
  const inside = ([x, y]) => {
    if (round) return Math.hypot(x - middle, y - middle) <= middle;
    return x >= 0 && y >= 0 && x <= width && y <= height;
  };
  for (const { text, left, top, right, bottom } of await drawnLines(page)) {
    const corners = [left, right].flatMap((x) => [top, bottom].map((y) => [x, y]));
    assert.ok(corners.every(inside), `"${text}" is off the screen: ${corners.join(" ")}`);
  }
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
    request: { requestId: "request", locale: "en-US", ...request },
  });
  assert.equal(response.directives[0].type, "Alexa.Presentation.APL.RenderDocument");
  return response.directives[0];
}
