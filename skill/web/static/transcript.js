// What is written into the conversation. Text goes in as text, never as markup.

const log = document.getElementById("log");

const CARDS = {
  LinkAccount: [
    "Link your account",
    "In the Alexa app this card opens the shop’s sign-in. Here, choose a shopper under “Who is speaking”, or add one with: hawker shoppers add EMAIL",
  ],
  AskForPermissionsConsent: [
    "Share your phone number",
    "In the Alexa app this card asks whether the skill may read the phone number. Here, say the number instead.",
  ],
};

function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function add(element) {
  document.getElementById("welcome")?.remove();
  log.append(element);
  // Its beginning stays in sight, however long it is.
  log.scrollTop = element.offsetTop - 12;
}

function turn(className, who, words) {
  const element = make("div", `turn ${className}`);
  element.append(make("p", "who", who), make("p", "words", words));
  return element;
}

export function you(words) {
  add(turn("you", "You", words));
}

export function note(text, className = "") {
  add(make("p", `note ${className}`, text));
}

/** Alexa's answer with its card and screen; `touched` gets the arguments of a row. */
export function alexa(heard, touched) {
  leavePast();
  if (!heard.speech && !heard.card && !heard.drawing) return;
  const answer = turn("alexa", "Alexa", heard.speech);
  if (heard.card) answer.append(card(heard.card));
  if (heard.drawing) answer.append(show(heard.drawing, touched));
  add(answer);
}

/** A screen shows one document: rows of an earlier one cannot be touched any more. */
export function leavePast() {
  for (const screen of log.querySelectorAll(".show:not(.past)")) {
    screen.classList.add("past");
    for (const button of screen.querySelectorAll("button")) button.disabled = true;
  }
}

function card(facts) {
  const [title, text] = CARDS[facts.type] ?? [facts.title ?? "", facts.content ?? facts.text ?? ""];
  const element = make("section", "card");
  element.setAttribute("aria-label", "Card in the Alexa app");
  element.append(make("p", "kind", "Card in the Alexa app"), make("p", "title", title));
  element.append(make("p", "text", text));
  return element;
}

function show(drawing, touched) {
  const element = make("section", "show");
  element.setAttribute("aria-label", "On the screen");
  if (drawing.title) element.append(make("p", "title", drawing.title));
  const list = make("ol", "");
  drawing.rows.forEach((row, index) => {
    const entry = make("li", "");
    entry.append(row.touch ? choice(row, index + 1, touched) : single(row));
    list.append(entry);
  });
  element.append(list);
  return element;
}

function choice(row, place, touched) {
  const button = make("button", "item");
  button.type = "button";
  button.append(make("span", "place", String(place)), picture(row), texts(row));
  button.addEventListener("click", () => touched(row.touch, row.name));
  return button;
}

function single(row) {
  const item = make("div", "item single");
  item.append(picture(row), texts(row));
  return item;
}

function texts(row) {
  const element = make("span", "texts");
  element.append(make("span", "name", row.name), make("span", "price", row.price));
  if (row.description) element.append(make("span", "about", row.description));
  return element;
}

function picture(row) {
  const frame = make("span", "picture", row.name.charAt(0).toUpperCase());
  frame.setAttribute("aria-hidden", "true");
  if (row.image) {
    const image = new Image();
    image.alt = "";
    image.referrerPolicy = "no-referrer";
    image.addEventListener("load", () => frame.replaceChildren(image));
    image.src = row.image;
  }
  return frame;
}
