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

const KEYS = {
  "/": () => { if (field) { field.focus(); field.select(); } },
  j: () => step(1),
  k: () => step(-1),
  c: () => (offered() ? copyWordsLink : currentItem()?.querySelector("button.copy"))?.click(),
  r: () => (offered() ? copyQuotation : currentItem()?.querySelector("button[data-copies=reference]"))?.click(),
  v: () => selectWords(currentItem()),
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
      say("This browser does not keep settings");
    }
  });
}

// --- The order of results ------------------------------------------------------------------------

// The menu covers the results: it closes on a click elsewhere and with Escape.
const order = document.querySelector("details.order");
if (order) {
  document.addEventListener("click", (event) => { if (!order.contains(event.target)) order.open = false; });
  order.addEventListener("focusout", (event) => { if (event.relatedTarget && !order.contains(event.relatedTarget)) order.open = false; });
  order.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !order.open) return;
    order.open = false;
    order.querySelector("summary").focus();
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
