// What a script adds to pages that work without it: copied links, keys, and a filter for long lists.
"use strict";

const field = document.getElementById("q");
const said = document.getElementById("said");
const KEYS_OFF = "rapporteur-keys-off";
let hush;

// Say something to everyone: shown for a moment, and read out.
function say(text) {
  clearTimeout(hush);
  said.textContent = text;
  said.classList.add("shown");
  hush = setTimeout(() => said.classList.remove("shown"), 2500);
}

function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

// --- Links and references to copy -------------------------------------------------------------------------------

async function copy(holder) {
  const input = holder.querySelector("input, textarea");
  try {
    await navigator.clipboard.writeText(input.value);
    return true;
  } catch {
    holder.hidden = false;
    if (holder.matches("details")) holder.open = true;
    input.select();
    return document.execCommand("copy");
  }
}

// Put a button before what holds a field, and hide that: `what` is copied, `rest` is said only to who cannot see.
function equip(holder, what, text, rest) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.append(text, rest);
  button.addEventListener("click", async () => {
    const done = await copy(holder);
    say(done ? `${what} copied` : `Copy the ${what.toLowerCase()} from the field`);
    button.firstChild.data = done ? "Copied" : text;
    setTimeout(() => { button.firstChild.data = text; }, 2500);
  });
  holder.before(button);
  holder.hidden = true;
}

function aside(text) {
  const span = document.createElement("span");
  span.className = "vh";
  span.append(text);
  return span;
}

for (const details of document.querySelectorAll("details.permalink")) {
  equip(details, "Link", "Copy link", details.querySelector("summary .vh").cloneNode(true));
}
for (const holder of document.querySelectorAll(".cited-in .plain-text")) {
  const style = holder.closest(".cited-in").querySelector(".style-name").textContent;
  equip(holder, "Reference", "Copy", aside(` the reference: ${style}`));
}
document.addEventListener("focusin", (event) => {
  if (event.target.matches(".permalink-field input, .plain-text textarea")) event.target.select();
});

// --- The basket: collected without leaving the page, arranged and annotated without loading it again ----------------

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form));
  if (button) body.set(button.name, button.value);
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error.message);
  for (const place of document.querySelectorAll("[data-basket-count]")) {
    place.textContent = told.count ? ` (${told.count})` : "";
  }
  return told;
}

async function collect(button) {
  try {
    const { count } = await send(button.form, button);
    const link = document.createElement("a");
    link.className = "keep kept";
    link.id = button.id;
    link.href = `/basket#${button.id.replace(/^keep-/, "item-")}`;
    link.append("In basket", aside(button.querySelector(".vh").textContent.replace(/^ (.*) in the basket$/, ": $1")));
    const focused = document.activeElement === button;
    button.replaceWith(link);
    if (focused) link.focus();
    say(count === 1 ? "Collected: 1 passage in the basket" : `Collected: ${count} passages in the basket`);
  } catch (error) {
    say(error.message);
  }
}

const collection = document.querySelector("form.collection");
let line = Promise.resolve();

// One change after the other, each with what the one before it left.
function revise(button) {
  line = line.then(async () => {
    const { shown, share } = await send(collection, button);
    collection.elements.shown.value = shown;
    for (const field of document.querySelectorAll(".share .permalink-field input")) field.value = share;
  });
  return line;
}

function arrange(button) {
  const item = button.closest("li");
  const other = button.name === "up" ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  revise(button).then(() => {
    if (button.name === "up") other.before(item);
    else other.after(item);
    const rows = [...item.parentElement.children];
    rows.forEach((row, at) => {
      row.querySelector(".ordinal").textContent = at + 1;
      for (const [name, last] of [["up", 0], ["down", rows.length - 1]]) {
        row.querySelector(`[name=${name}]`).toggleAttribute("aria-disabled", at === last);
        if (at === last) row.querySelector(`[name=${name}]`).setAttribute("aria-disabled", "true");
      }
    });
    button.focus();
    item.scrollIntoView({ block: "nearest" });
    say(`Moved to place ${rows.indexOf(item) + 1} of ${rows.length}`);
  }).catch(failed);
}

function failed(error) {
  line = Promise.resolve();
  say(error.message);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[type=submit]");
  if (!button) return;
  if (button.matches("button.keep")) {
    event.preventDefault();
    collect(button);
  } else if (button.form === collection && ["up", "down"].includes(button.name)) {
    event.preventDefault();
    arrange(button);
  } else if (button.form === collection && button.name === "save") {
    event.preventDefault();
    revise(button).then(() => say("Saved")).catch(failed);
  }
});
collection?.addEventListener("change", () => revise().then(() => say("Saved")).catch(failed));

// --- The passage that was asked for --------------------------------------------------------------

const items = [...document.querySelectorAll("[data-item]")];
const asked = document.querySelector("[data-item][aria-current]");
const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
if (asked && !location.hash && !cameBack) {
  const fits = asked.offsetHeight < 0.7 * innerHeight;
  asked.scrollIntoView({ block: fits ? "center" : "start" });
}

// --- Keys ----------------------------------------------------------------------------------------

function currentItem() {
  return document.activeElement.closest("[data-item]") || asked;
}

function step(by) {
  if (!items.length) return;
  const at = items.indexOf(currentItem());
  const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by];
  if (!next) return;
  (next.querySelector("[data-open]") || next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

const KEYS = {
  "/": () => { if (field) { field.focus(); field.select(); } },
  j: () => step(1),
  k: () => step(-1),
  c: () => { const item = currentItem(); if (item) item.querySelector("button.copy").click(); },
  "?": () => { location.href = "/help#keys"; },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (!Object.hasOwn(KEYS, event.key) || remembered(KEYS_OFF)) return;
  event.preventDefault();
  KEYS[event.key]();
});

const keysSwitch = document.getElementById("keys-on");
if (keysSwitch) {
  keysSwitch.checked = !remembered(KEYS_OFF);
  keysSwitch.closest("[hidden]").hidden = false;
  keysSwitch.addEventListener("change", () => {
    try {
      if (keysSwitch.checked) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, "1");
    } catch {
      say("This browser does not keep settings");
    }
  });
}

// --- A filter for long lists of values -----------------------------------------------------------

function addFilter(facet) {
  const folded = facet.querySelector(".folded");
  const input = document.createElement("input");
  const name = facet.querySelector("summary").firstChild.data.trim();
  input.type = "search";
  input.className = "facet-filter";
  input.placeholder = "Find in this list";
  input.setAttribute("aria-label", `Find in the list ${name}`);
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLocaleLowerCase();
    if (wanted) folded.open = true;
    for (const row of facet.querySelectorAll("li")) {
      row.hidden = !row.querySelector(".value-label").textContent.toLocaleLowerCase().includes(wanted);
    }
  });
  facet.querySelector("summary").after(input);
}

document.querySelectorAll(".facet:has(.folded)").forEach(addFilter);
