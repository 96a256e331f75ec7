/** The screen documents against Amazon's APL linter, apl-suggester. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { ROOT } from "./skill.js";
import suggester from "apl-suggester";

const SCREENS = `${ROOT}skill/screens/`;

describe("Amazon's APL linter", () => {
  const linter = new suggester.StaticAplTemplateValidator();

  for (const name of readdirSync(SCREENS).filter((name) => name.endsWith(".json"))) {
    it(`finds nothing wrong with ${name}`, async () => {
      assert.deepEqual(await linter.validate(read(name)), []);
    });
  }

  it("finds a property that no component has", async () => {
    const document = read("list.json");
    document.mainTemplate.items[0].paddingUpwards = "3vh";
    assert.notDeepEqual(await linter.validate(document), []);
  });

  it("finds a value that a property cannot have", async () => {
    const document = read("detail.json");
    document.mainTemplate.items[0].direction = "sideways";
    assert.notDeepEqual(await linter.validate(document), []);
  });
});

function read(name) {
  return JSON.parse(readFileSync(SCREENS + name, "utf8"));
}
