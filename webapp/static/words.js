// Selected words of passages: a control that copies a link to exactly these words, or quotes them.
"use strict";

const PAUSE = 200;  // milliseconds without a change of the selection
const bar = document.createElement("div");
let picked;
let pause;

bar.className = "words-bar";
bar.setAttribute("role", "group");
bar.setAttribute("aria-label", gettext("Selected words"));
const wordsField = document.createElement("textarea");
wordsField.readOnly = true;
wordsField.rows = 3;
wordsField.hidden = true;
wordsField.setAttribute("aria-label", gettext("To copy"));

function showWords(text) {
  wordsField.value = text;
  wordsField.hidden = false;
  return wordsField;
}

const copyWordsLink = copyButton("Link", { text: gettext("Copy link"), after: ". " + gettext("To these words") },
  async () => (await settled().answer).link, showWords);
const copyQuotation = copyButton("Quotation", { text: gettext("Copy quotation"), after: ". " + gettext("With its reference") },
  async () => (await settled().answer).quotation, showWords);
bar.append(copyWordsLink, copyQuotation, wordsField);
// Pressing the button must not clear the selection.
bar.addEventListener("mousedown", (event) => { if (event.target !== wordsField) event.preventDefault(); });

// The number of code points of a passage's text before a point of the page; heads of columns are no part of the text.
function offsetIn(words, node, at) {
  const range = document.createRange();
  const label = words.querySelector(":scope > .label");
  range.selectNodeContents(words);
  if (label) range.setStartAfter(label);
  if (range.comparePoint(node, at) < 0) return 0;
  if (range.comparePoint(node, at) === 0) range.setEnd(node, at);
  const before = range.cloneContents();
  for (const head of before.querySelectorAll(".head")) head.remove();
  return Math.max(0, [...before.textContent].length - (label ? 1 : 0));
}

// The selected part of consecutive passages of one document, or nothing.
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const touched = [...document.querySelectorAll(".passage .words")].filter((words) => range.intersectsNode(words))
    .map((words) => ({
      words,
      item: words.closest(".passage"),
      start: offsetIn(words, range.startContainer, range.startOffset),
      end: offsetIn(words, range.endContainer, range.endOffset),
    })).filter(({ start, end }) => start < end);
  if (!touched.length) return null;
  const first = touched[0];
  const last = touched.at(-1);
  const numbers = touched.map(({ item }) => Number(item.querySelector(".number").lastChild.data));
  const papers = touched.map(({ item }) => item.dataset.passage.replace(/\.[^.]*$/, ""));
  const follow = numbers.every((number, at) => number === numbers[0] + at) && papers.every((one) => one === papers[0]);
  return follow ? { range, first, last } : null;
}

// The server's answer for the words: their link, and their quotation with the reference.
function ask({ first, last }) {
  const link = new URL(first.item.querySelector(".permalink input").value);
  const wanted = new URLSearchParams({ v: link.searchParams.get("v"), start: first.start, end: last.end });
  if (last !== first) wanted.set("to", last.item.dataset.passage);
  const style = remembered(STYLE);
  if (style) wanted.set("style", style);
  return fetched(`${link.pathname}/selection?${wanted}`, "json");
}

function place({ range, last }) {
  const boxes = range.getClientRects();
  const end = boxes.length ? boxes[boxes.length - 1] : last.words.getBoundingClientRect();
  const around = last.item.getBoundingClientRect();
  const room = Math.min(around.width, document.documentElement.clientWidth - around.left) - bar.offsetWidth;
  bar.style.top = `${end.bottom - around.top + 6}px`;
  bar.style.left = `${Math.max(0, Math.min(end.right - around.left - bar.offsetWidth / 2, room))}px`;
}

function offer() {
  if (bar.contains(document.activeElement) && bar.isConnected) return;
  const found = selected();
  wordsField.hidden = true;
  if (!found) {
    bar.remove();
    picked = null;
    return;
  }
  picked = { ...found, answer: ask(found) };
  // Text that cannot be linked, such as a lone dash, gets no control.
  const mine = picked;
  picked.answer.catch(() => { if (picked === mine) bar.remove(); });
  found.last.item.insertBefore(bar, found.last.item.querySelector(":scope > .margin"));
  place(found);
}

// The current selection, even if it changed too recently for the server to have been asked.
function settled() {
  const now = selected();
  const same = now && picked && ["first", "last"].every((end) => ["item", "start", "end"]
    .every((part) => now[end][part] === picked[end][part]));
  if (now && !same) {
    clearTimeout(pause);
    offer();
  }
  return picked;
}

// Whether the selected words have a control.
function offered() {
  settled();
  return bar.isConnected;
}

document.addEventListener("selectionchange", () => {
  clearTimeout(pause);
  pause = setTimeout(offer, PAUSE);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !bar.isConnected) return;
  const item = bar.closest(".passage");
  const inside = bar.contains(document.activeElement);
  getSelection().removeAllRanges();
  bar.remove();
  if (inside) item.focus({ preventScroll: true });
});

// Select the whole passage, to be narrowed with Shift and the arrow keys.
function selectWords(item) {
  const words = item?.querySelector(".words");
  if (!words) return;
  const range = document.createRange();
  const label = words.querySelector(":scope > .label");
  range.selectNodeContents(words);
  if (label) range.setStartAfter(label);
  // Keys move the end of a selection only inside the focused element.
  item.focus({ preventScroll: true });
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

// Browsers without text fragments read them as part of the element's id.
if (location.hash.includes(":~:")) {
  document.getElementById(location.hash.slice(1).split(":~:")[0])?.scrollIntoView({ block: "center" });
}
