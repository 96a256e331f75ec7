/** The skill behind its real Lambda entry, as a function from event to answer; see bridge.py. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const SKILL_ID = "amzn1.ask.skill.external";
export const ACCESS_TOKEN = "a-linked-shopper";
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const MODEL = `${ROOT}interaction_models/en-US.json`;

const ALEXA_WAITS = 8_000; // milliseconds, as long as Alexa does
const STARTING_TAKES = 60_000;

let bridge;

/** What the skill answers; rejects when it raises, logs an error or takes longer than Alexa waits. */
export async function answer(event) {
  const report = await exchange(`${JSON.stringify(event)}\n`, ALEXA_WAITS);
  if (report.raised) throw new Error(`The Lambda entry raised:\n${report.raised}`);
  if (report.alarms.length) throw new Error(`The skill failed inside:\n${report.alarms.join("\n")}`);
  return report.answer;
}

export const mochaHooks = {
  async beforeAll() {
    this.timeout(STARTING_TAKES + 1_000);
    bridge = start();
    await exchange("", STARTING_TAKES);
  },
  async afterAll() {
    bridge.child.stdin.end();
    if (bridge.child.exitCode === null) await once(bridge.child, "close");
  },
};

function start() {
  const script = fileURLToPath(new URL("bridge.py", import.meta.url));
  const env = { ...process.env, HAWKER_SKILL_ID: SKILL_ID, PYTHONIOENCODING: "utf-8" };
  const child = spawn("python", [script, ACCESS_TOKEN], { env });
  const started = { child, said: "", waiting: null };
  child.stderr.on("data", (words) => (started.said = (started.said + words).slice(-4_000)));
  child.stdin.on("error", () => {}); // an ended child is told of by "close"
  child.on("error", (error) => started.waiting?.reject(error));
  child.on("close", () => started.waiting?.reject(new Error(`The bridge ended:\n${started.said}`)));
  createInterface(child.stdout).on("line", (line) => started.waiting?.resolve(JSON.parse(line)));
  return started;
}

/** Write a line and read one; turns follow each other, as they do on a device. */
async function exchange(line, milliseconds) {
  if (bridge.child.exitCode !== null) throw new Error(`The bridge has ended:\n${bridge.said}`);
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
  // Its late answer would be taken for the next one's.
  bridge.child.kill();
  reject(new Error(`No answer within ${milliseconds} ms:\n${bridge.said}`));
}
