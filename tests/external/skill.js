/** The skill behind its real Lambda entry, as a function from event to answer; see bridge.py. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const SKILL_ID = "amzn1.ask.skill.external";
export const ACCESS_TOKEN = "a-linked-shopper";
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const MODEL = `${ROOT}interaction_models/en-US.json`;

const ALEXA_WAITS = 8_000; // milliseconds
const STARTING_TAKES = 60_000;
const ENDING_TAKES = 2_000;

let bridge;

/** What the skill answers; rejects if it raises, logs an error or takes longer than Alexa waits. */
export async function answer(event) {
  const report = await exchange(`${JSON.stringify(event)}\n`, ALEXA_WAITS);
  const alarms = report.alarms.join("\n");
  if (report.raised) throw new Error(`The Lambda entry raised:\n${report.raised}`);
  if (alarms) throw new Error(`The skill apologised for:\n${alarms}`);
  return report.answer;
}

export const mochaHooks = {
  async beforeAll() {
    this.timeout(STARTING_TAKES + 1_000);
    bridge = start(mkdtempSync(`${tmpdir()}/hawker-external-`));
    await exchange("", STARTING_TAKES);
  },
  async afterAll() {
    bridge.child.stdin.end();
    const impatience = setTimeout(() => bridge.child.kill("SIGKILL"), ENDING_TAKES);
    await bridge.closed;
    clearTimeout(impatience);
    rmSync(bridge.home, { recursive: true });
  },
};

function start(home) {
  const script = fileURLToPath(new URL("bridge.py", import.meta.url));
  const settings = { HAWKER_HOME: home, HAWKER_SKILL_ID: SKILL_ID, HAWKER_STORE: "sqlite" };
  const env = { ...process.env, ...settings, PYTHONUTF8: "1" };
  const child = spawn("python", [script, ACCESS_TOKEN], { env });
  const closed = once(child, "close");
  const started = { child, closed, home, ended: false, said: "", waiting: null };
  child.stderr.on("data", (words) => (started.said = (started.said + words).slice(-4_000)));
  child.stdin.on("error", () => {}); // "close" tells of the end, with what was said before it
  child.on("close", () => {
    started.ended = true;
    started.waiting?.reject(new Error(`The bridge ended:\n${started.said}`));
  });
  createInterface(child.stdout).on("line", (line) => started.waiting?.resolve(JSON.parse(line)));
  return started;
}

/** Write a line and read one; turns follow each other, as they do on a device. */
async function exchange(line, milliseconds) {
  if (bridge.ended) throw new Error(`The bridge has ended:\n${bridge.said}`);
  let timer;
  try {
    return await new Promise((resolve, reject) => {
      bridge.waiting = { resolve, reject };
      timer = setTimeout(() => giveUp(reject, milliseconds), milliseconds);
      bridge.child.stdin.write(line);
    });
  } finally {
    clearTimeout(timer);
    bridge.waiting = null;
  }
}

function giveUp(reject, milliseconds) {
  // A late answer would be taken for the next one's.
  bridge.ended = true;
  bridge.child.kill("SIGKILL");
  reject(new Error(`No answer within ${milliseconds} ms:\n${bridge.said}`));
}
