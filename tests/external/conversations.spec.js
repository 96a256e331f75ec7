/** Whole conversations through virtual-alexa, an Echo in code that reads our interaction model. */

import assert from "node:assert/strict";
import virtualAlexa from "virtual-alexa";
import { ACCESS_TOKEN, MODEL, SKILL_ID, answer } from "./skill.js";

const GUEST = "amzn1.ask.account.GUEST";
const SHOPPER = "amzn1.ask.account.SHOPPER";

describe("A conversation in virtual-alexa", () => {
  it("greets, helps and says goodbye", async () => {
    const echo = device(GUEST);
    await says(echo.launch(), /^Welcome to Juniper Pine\. .*\?$/);
    await says(echo.utter("help"), /find a desk lamp.*\?$/);
    await ends(echo.utter("stop"), /^Goodbye\.$/);
  });

  it("finds, chooses and puts into the basket", async () => {
    const echo = device(GUEST);
    await says(echo.utter("find leather backpack"), /I found 5\. Number 1, .* Number 3, .*\?$/);
    await says(echo.utter("number 2"), /Leather Backpack in Black, for 189 dollars.*\?$/);
    await says(echo.utter("yes"), /^I put the Saddler's Yard .* in your basket\..*\?$/);
    await says(echo.utter("my cart"), /^Your basket holds the Saddler's Yard .*\?$/);
  });

  it("asks again when it has not understood, and goes on", async () => {
    const echo = device(GUEST);
    await says(echo.utter("find gooseneck kettle"), /Shall I put it in your basket\?$/);
    await says(echo.intend("AMAZON.FallbackIntent"), /\?$/);
    await says(echo.utter("yes"), /^I put the Ember &amp; Oak Gooseneck Kettle in your basket/);
  });

  it("sells to nobody who has not linked an account", async () => {
    const echo = device("amzn1.ask.account.STRANGER");
    await says(echo.utter("find gooseneck kettle"), /\?$/);
    await says(echo.utter("yes"), /\?$/);
    const reply = await says(echo.utter("check out"), /link your account.*\?$/);
    assert.equal(reply.card().type, "LinkAccount");
  });

  it("sells to a linked shopper, who hears the total before and can follow the order", async () => {
    const echo = device(SHOPPER, ACCESS_TOKEN);
    await says(echo.utter("open juniper pine"), /\?$/);
    await says(echo.utter("find gooseneck kettle"), /for 39 dollars\. Shall I put it/);
    await says(echo.utter("yes"), /anything else\?$/);
    await says(echo.utter("no thanks"), /Would you like to check out\?$/);
    const terms = /^Your order from Juniper Pine .* Delivery .* total is 49 dollars and 4 /;
    await says(echo.utter("yes"), terms);
    const placed = await says(echo.utter("yes"), /^Thank you\. Your order .*\w{4}.* is placed/);
    assert.equal(placed.card().type, "Simple");
    assert.match(placed.cardContent(), /Total \$49\.04/);
    await says(echo.utter("where is my order"), /Gooseneck Kettle, is being prepared/);
    await ends(echo.utter("no thanks"), /^Goodbye\.$/);
  });

  it("is silent when the session has been ended for it", async () => {
    const echo = device(GUEST);
    await echo.launch();
    const reply = await echo.endSession();
    assert.deepEqual(reply.response, {});
  });
});

function device(userId, accessToken) {
  const echo = virtualAlexa.VirtualAlexa.Builder()
    .applicationID(SKILL_ID)
    .interactionModelFile(MODEL)
    .handler((event) => answer(event))
    .create();
  const user = accessToken ? { userId, accessToken } : { userId };
  return echo.filter((event) => {
    event.context.System.user = user;
    if (event.session) event.session.user = user;
  });
}

async function says(turn, expected) {
  const reply = await turn;
  assert.match(speech(reply.prompt()), expected);
  assert.match(speech(reply.reprompt()), /\?$/);
  assert.equal(reply.response.shouldEndSession, false);
  return reply;
}

async function ends(turn, expected) {
  const reply = await turn;
  assert.match(speech(reply.prompt()), expected);
  assert.equal(reply.response.shouldEndSession, true);
}

function speech(ssml) {
  assert.match(ssml, /^<speak>.*<\/speak>$/s);
  return ssml.slice("<speak>".length, -"</speak>".length);
}
