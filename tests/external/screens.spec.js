/** The screen documents against Amazon's APL linter, apl-suggester. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import suggester from "apl-suggester";
import { ROOT } from "./skill.js";

const SCREENS = `${ROOT}skill/screens/`;

describe("Amazon's APL linter", () => {
  for (const name of readdirSync(SCREENS).filter((name) => name.endsWith(".json"))) {
    it(`finds nothing wrong with ${name}`, async () => {
      assert.deepEqual(await faults(read(name)), []);
    });
  }

  it("finds a property that no component has", async () => {
    const document = read("list.json");
    document.mainTemplate.items[0].paddingUpwards = "3vh";
    assert.notDeepEqual(await faults(document), []);
  });

  it("finds a value that a property cannot have", async () => {
    const document = read("detail.json");
    document.mainTemplate.items[0].direction = "sideways";
    assert.notDeepEqual(await faults(document), []);
  });
});

async function faults(document) {
  const { warn } = console;
  console.warn = () => {}; // of the linter's own workings
  try {
    return await new suggester.StaticAplTemplateValidator().validate(document);
  } finally {
    console.warn = warn;
  }
}

function read(name) {
  return JSON.parse(readFileSync(SCREENS + name, "utf8"));
}
