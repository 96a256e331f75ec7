/** Requests that other people recorded: those in jovo-platform-alexa's package. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { SKILL_ID, answer } from "./skill.js";

const PACKAGE = createRequire(import.meta.url).resolve("jovo-platform-alexa/package.json");
const SAMPLES = `${dirname(PACKAGE)}/sample-request-json/v1/`;
const NOTHING = { version: "1.0", response: {} };

describe("A request recorded by somebody else", () => {
  const names = readdirSync(SAMPLES);

  it("is one of sixteen", () => assert.equal(names.length, 16));

  for (const name of names) {
    it(`is answered: ${name}`, async () => {
      const event = ours(read(name));
      const given = await answer(event);
      if (["LaunchRequest", "IntentRequest"].includes(event.request.type)) asks(given);
      else assert.deepEqual(given, NOTHING);
    });
  }

  it("gets nothing when it is meant for another skill", async () => {
    for (const name of names) assert.deepEqual(await answer(read(name)), NOTHING, name);
  });
});

function read(name) {
  return JSON.parse(readFileSync(SAMPLES + name, "utf8"));
}

function ours(event) {
  for (const holder of [event.context?.System, event.session]) {
    if (holder) holder.application.applicationId = SKILL_ID;
  }
  return event;
}

function asks({ version, response }) {
  assert.equal(version, "1.0");
  assert.equal(response.shouldEndSession, false);
  for (const { outputSpeech } of [response, response.reprompt]) {
    assert.equal(outputSpeech.type, "SSML");
    assert.match(outputSpeech.ssml, /^<speak>.*\?<\/speak>$/);
  }
}
