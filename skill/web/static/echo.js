// The device: sends what was said, shows and says what comes back, and keeps the time of silence.

import * as transcript from "./transcript.js";
import * as voice from "./voice.js";

const SILENCE = 8000;

const byId = (id) => document.getElementById(id);
const field = byId("utterance");
const silent = byId("silence");
const speak = byId("speak");
const clock = byId("clock");
const session = crypto.randomUUID();

const state = { listening: false, busy: false, timer: 0, deafen: null };

// --- one turn ---------------------------------------------------------------------------------

async function turn(said, words) {
  if (state.busy) return;
  pause();
  voice.hush();
  if (words) transcript.you(words);
  setBusy(true);
  const heard = await ask(said);
  setBusy(false);
  if (heard) await answer(heard);
  else setListening(false);
}

async function ask(said) {
  const body = { session, ...household(), ...said };
  const headers = { "Content-Type": "application/json" };
  try {
    const response = await fetch("/echo/turn", { method: "POST", headers, body: JSON.stringify(body) });
    if (response.ok) return await response.json();
    transcript.note(await complaint(response), "wrong");
  } catch {
    transcript.note("The shop does not answer. Is “hawker serve” still running?", "wrong");
  }
  return null;
}

async function complaint(response) {
  const text = await response.text();
  try {
    return JSON.parse(text).error;
  } catch {
    return `The shop answered ${response.status}. Its log says why.`;
  }
}

async function answer(heard) {
  const wasListening = state.listening;
  transcript.alexa(heard, touch);
  if (heard.response.response) showRaw(heard);
  setListening(heard.listening);
  if (!heard.listening && (wasListening || heard.speech)) {
    transcript.note("Alexa stopped listening. Your next words open the shop again.");
  }
  if (byId("voice").checked && heard.speech) await voice.say(heard.speech, byId("locale").value);
  wait();
}

function household() {
  return {
    shopper: byId("shopper").value,
    screen: byId("screen").checked,
    locale: byId("locale").value,
  };
}

// --- what can be seen of it -------------------------------------------------------------------

function setBusy(busy) {
  state.busy = busy;
  byId("log").setAttribute("aria-busy", String(busy));
  byId("ring").classList.toggle("thinking", busy);
}

function setListening(listening) {
  state.listening = listening;
  byId("ring").classList.toggle("listening", listening);
  byId("mic").classList.toggle("listening", listening);
  byId("mic-text").textContent = listening
    ? "Listening: Alexa waits for your answer."
    : "Not listening: your next words open the shop.";
  silent.disabled = !listening;
}

function showRaw(heard) {
  const slots = Object.entries(heard.slots).map(([name, value]) => `${name} = “${value}”`);
  byId("understood").textContent = heard.intent
    ? `Understood as ${[heard.intent, ...slots].join(", ")}.`
    : `Sent as ${heard.request.request.type}.`;
  byId("request").textContent = JSON.stringify(heard.request, null, 2);
  byId("response").textContent = JSON.stringify(heard.response, null, 2);
}

// --- silence ----------------------------------------------------------------------------------

function staySilent() {
  turn({ silence: true }, "(stays silent)");
}

/** Let the time of silence run, unless somebody is about to say something or looks elsewhere. */
function wait() {
  pause();
  const elsewhere = document.hidden || byId("raw").open || state.deafen;
  if (!state.listening || !byId("hurry").checked || field.value || elsewhere) return;
  clock.classList.add("running");
  state.timer = setTimeout(staySilent, SILENCE);
}

function pause() {
  clearTimeout(state.timer);
  clock.classList.remove("running");
}

// --- what a person does -----------------------------------------------------------------------

function send(utterance) {
  const words = utterance.trim();
  if (!words || state.busy) return;
  field.value = "";
  toField();
  turn({ utterance: words }, words);
}

function touch(touched, name) {
  toField();
  turn({ touch: touched }, `(touches ${name})`);
}

/** Back to the text field, but not where that would push a keyboard over the answer. */
function toField() {
  if (matchMedia("(pointer: fine)").matches) field.focus();
}

function listenOnce() {
  if (state.deafen) return state.deafen();
  pause();
  voice.hush();
  speak.setAttribute("aria-pressed", "true");
  state.deafen = voice.listen(byId("locale").value, send, () => {
    state.deafen = null;
    speak.setAttribute("aria-pressed", "false");
    if (!state.busy) wait();
  });
}

function startAfresh(text) {
  if (document.getElementById("welcome")) return;
  transcript.leavePast();
  setListening(false);
  pause();
  transcript.note(text);
}

function remember(id) {
  const box = byId(id);
  try {
    const kept = localStorage.getItem(`hawker.${id}`);
    if (kept !== null) box.checked = kept === "true";
    box.addEventListener("change", () => localStorage.setItem(`hawker.${id}`, String(box.checked)));
  } catch {
    // Some browsers keep nothing for a page; then the switches begin as they are.
  }
}

byId("say").addEventListener("submit", (event) => {
  event.preventDefault();
  send(field.value);
});
field.addEventListener("input", wait);
silent.addEventListener("click", () => {
  toField();
  staySilent();
});
speak.addEventListener("click", listenOnce);
for (const button of document.querySelectorAll("[data-say]")) {
  button.addEventListener("click", () => send(button.dataset.say));
}
byId("shopper").addEventListener("change", (event) => {
  startAfresh(`${event.target.selectedOptions[0].textContent} is speaking now.`);
});
byId("locale").addEventListener("change", (event) => {
  startAfresh(`The Echo speaks ${event.target.value} now.`);
});
byId("screen").addEventListener("change", (event) => {
  startAfresh(event.target.checked ? "The Echo has a screen now." : "The Echo has no screen now.");
});
byId("hurry").addEventListener("change", wait);
byId("voice").addEventListener("change", voice.hush);
byId("raw").addEventListener("toggle", () => {
  if (byId("raw").open) byId("raw").scrollIntoView({ block: "start" });
  wait();
});
document.addEventListener("visibilitychange", wait);

["screen", "voice", "hurry"].forEach(remember);
byId("voice-row").hidden = !voice.canSpeak;
speak.hidden = !voice.canListen;
