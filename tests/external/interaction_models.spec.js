/** The interaction models against the schema of Amazon's Skill Management API. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv-draft-04";
import { ROOT } from "./skill.js";

const API = createRequire(import.meta.url)("ask-smapi-model/spec.json");
const MODELS = `${ROOT}interaction_models/`;

describe("Amazon's schema of an interaction model", () => {
  const validate = new Ajv({ strict: false, validateFormats: false, logger: false }).compile({
    $ref: "#/definitions/v1.skill.interactionModel.InteractionModelData",
    definitions: API.definitions,
  });

  for (const name of readdirSync(MODELS)) {
    it(`accepts ${name}`, () => {
      validate(read(name));
      assert.deepEqual(validate.errors, null);
    });
  }

  it("refuses a model without an invocation name", () => {
    const model = read("en-US.json");
    delete model.interactionModel.languageModel.invocationName;
    assert.equal(validate(model), false);
  });

  it("refuses samples that are not a list", () => {
    const model = read("en-US.json");
    model.interactionModel.languageModel.intents[0].samples = "find {query}";
    assert.equal(validate(model), false);
  });
});

function read(name) {
  return JSON.parse(readFileSync(MODELS + name, "utf8"));
}
