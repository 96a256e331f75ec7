/** What two test frameworks know of Amazon's certification: an open session ends in a question. */

import { readFileSync } from "node:fs";
import framework from "alexa-skill-test-framework";
import sdkTest from "ask-sdk-test";
import { MODEL, SKILL_ID, answer } from "./skill.js";

const settings = {
  appId: SKILL_ID,
  userId: "amzn1.ask.account.CERTIFIER",
  deviceId: "amzn1.ask.device.CERTIFIER",
  locale: "en-US",
};
const SEARCH = { intent: "SearchIntent", slots: { query: "leather backpack" } };
const SCRIPT = [
  { intent: "LaunchRequest", says: "Welcome to Juniper Pine", open: true },
  { intent: "AMAZON.HelpIntent", says: "I can find things in the shop", open: true },
  { ...SEARCH, says: "For leather backpack, I found 5", open: true },
  { intent: "AMAZON.FallbackIntent", says: "Which one would you like?", open: true },
  { intent: "ChooseIntent", slots: { ordinal: "2" }, says: "in Black", open: true },
  { intent: "AMAZON.NoIntent", says: "Which one would you like?", open: true },
  { intent: "ChooseIntent", slots: { number: "1" }, says: "for 159 dollars", open: true },
  { intent: "AMAZON.YesIntent", says: "in your basket", open: true },
  { intent: "AMAZON.StopIntent", says: "Goodbye", open: false },
];

describe("The certification check of alexa-skill-test-framework", () => {
  framework.initialize({ handler: (event) => answer(event) }, SKILL_ID, settings.userId);
  const visit = SCRIPT.map((step) => ({ ...expected(step), request: asked(step) }));
  const intents = intentsOf(MODEL).map((intent) => ({ request: asked({ intent }) }));
  const afterSearch = intents.flatMap((step) => [{ request: asked(SEARCH) }, step]);
  framework.test(visit, "lets a visit pass");
  framework.test(intents, "lets every intent pass");
  framework.test(afterSearch, "lets every intent pass after a search");
});

describe("The certification check of ask-sdk-test", () => {
  const alexa = new sdkTest.AlexaTest((event, _, done) => reply(event, done), settings);
  const visit = SCRIPT.map((step) => ({ ...expected(step), request: built(step) }));
  alexa.test(visit, "lets a visit pass");
});

function expected({ says, open }) {
  return { saysLike: says, shouldEndSession: !open, repromptsNothing: !open };
}

function asked({ intent, slots }) {
  if (intent === "LaunchRequest") return framework.getLaunchRequest();
  return framework.getIntentRequest(intent, slots);
}

function built({ intent, slots = {} }) {
  if (intent === "LaunchRequest") return new sdkTest.LaunchRequestBuilder(settings).build();
  const builder = new sdkTest.IntentRequestBuilder(settings, intent);
  for (const [name, value] of Object.entries(slots)) builder.withSlot(name, value);
  return builder.build();
}

function intentsOf(file) {
  const model = JSON.parse(readFileSync(file, "utf8"));
  return model.interactionModel.languageModel.intents.map(({ name }) => name);
}

function reply(event, done) {
  answer(event).then((given) => done(null, given), done);
}
