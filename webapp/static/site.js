// Additions to pages that work without scripts: keyboard shortcuts and a filter for long lists. Copying is in copy.js and words.js.
"use strict";

const field = document.getElementById("q");
const KEYS_OFF = "rapporteur-keys-off";

// --- The requested passage --------------------------------------------------------------

const items = [...document.querySelectorAll("[data-item]")];
const asked = document.querySelector("[data-item][aria-current]");
const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
if (asked && !location.hash && !cameBack) {
  const words = document.getElementById("quote") || asked;
  const fits = words.offsetHeight < 0.7 * innerHeight;
  words.scrollIntoView({ block: fits ? "center" : "start" });
}

// --- Keyboard shortcuts ----------------------------------------------------------------------------------------

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

// Selecting words is in words.js, which only pages with whole passages have.
function wordsOffered() {
  return typeof offered === "function" && offered();
}

const KEYS = {
  "/": () => { if (field) { field.focus(); field.select(); } },
  j: () => step(1),
  k: () => step(-1),
  c: () => (wordsOffered() ? copyWordsLink : currentItem()?.querySelector("button.copy"))?.click(),
  r: () => (wordsOffered() ? copyQuotation : currentItem()?.querySelector("button[data-copies=reference]"))?.click(),
  v: () => { if (typeof selectWords === "function") selectWords(currentItem()); },
  "?": () => { location.href = `${SITE}help/keyboard`; },
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
      say(gettext("This browser does not keep settings"));
    }
  });
}

// --- Menus ------------------------------------------------------------------------

// A menu covers what is below it: it closes on a click elsewhere, with Escape, and when the focus leaves it.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
for (const menu of document.querySelectorAll("details.menu")) {
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// The drawer of filters closes with Escape, and the focus goes back to its button.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || location.hash !== "#narrow") return;
  location.hash = "results";
  document.querySelector(".to-narrow a")?.focus();
});
