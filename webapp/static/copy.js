// Copying: buttons for links and references.
"use strict";

const SITE = document.documentElement.dataset.site;  // the path of the home page, with a slash at its end
const said = document.getElementById("said");
const WORDS = JSON.parse(said.dataset.words || "{}");  // the messages of scripts in the language of the page
const STYLE = "rapporteur-style";
const STYLES = JSON.parse(said.dataset.styles || "{}");  // the names of the citation styles in the language of the page
let hush;

// The plural forms of a catalogue by their number, in its order.
const FORMS = { 1: ["other"], 2: ["one", "other"], 3: ["one", "few", "many"], 6: ["zero", "one", "two", "few", "many", "other"] };

function filled(text, values) {
  return text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
}

// A message in the language of the page, and one for a count.
function gettext(text, values = {}) {
  return filled(WORDS[text] || text, values);
}

function plural(one, several, num) {
  const forms = WORDS[one];
  if (!forms) return filled(num === 1 ? one : several, { num });
  const form = FORMS[forms.length].indexOf(new Intl.PluralRules(document.documentElement.lang).select(num));
  return filled(forms[form < 0 ? forms.length - 1 : form], { num });
}

// What is said of copying a link, a reference or a quotation.
const COPYING = {
  Link: {
    done: () => gettext("Link copied"),
    show: gettext("Copy the link from the field"),
    failed: gettext("The link could not be loaded. Reload the page and try again"),
    button: gettext("Copy the link"),
  },
  Reference: {
    done: (style) => gettext("Reference copied: %(style)s", { style }),
    show: gettext("Copy the reference from the field"),
    failed: gettext("The reference could not be loaded. Reload the page and try again"),
    button: gettext("Copy the reference"),
  },
  Quotation: {
    done: () => gettext("Quotation copied"),
    show: gettext("Copy the quotation from the field"),
    failed: gettext("The quotation could not be loaded. Reload the page and try again"),
    button: gettext("Copy the quotation"),
  },
};

// Announce a message: shown briefly and read out, even when it repeats the last one.
function say(text) {
  clearTimeout(hush);
  said.textContent = "";
  requestAnimationFrame(() => { said.textContent = text; });
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

function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Without storage the choice lasts for one page.
  }
}

// Copy a text; where the clipboard is unavailable, as on plain http, show the text selected in its field.
async function copy(text, show) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = show();
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

function hidden(text) {
  const span = document.createElement("span");
  span.className = "vh";
  span.append(text);
  return span;
}

// A button that copies the result of `fetchText`; `show` returns the fallback field, `parts` are its label, and
// `parts.style` names the style of a reference.
function copyButton(what, parts, fetchText, show) {
  const button = document.createElement("button");
  const label = document.createElement("span");
  button.type = "button";
  button.className = "copy";
  label.append(parts.text);
  button.append(label, hidden(parts.after || ""));
  button.addEventListener("click", async () => {
    let text;
    try {
      text = await fetchText();
    } catch {
      say(COPYING[what].failed);
      return;
    }
    const style = parts.style?.();
    const done = await copy(text, () => show(text));
    say(done ? COPYING[what].done(style) : COPYING[what].show);
    if (!done) return;
    label.textContent = gettext("Copied");
    setTimeout(() => { label.textContent = parts.text; }, 2500);
  });
  return button;
}

// --- Links and references ------------------------------------------------------------------------

// A button in front of a field that stays hidden until it is needed.
function equip(holder, what, parts) {
  const input = holder.querySelector("input, textarea");
  const show = () => {
    holder.hidden = false;
    if (holder.matches("details")) holder.open = true;
    return input;
  };
  holder.before(copyButton(what, parts, async () => input.value, show));
  holder.hidden = true;
}

function ownField(button) {
  const holder = document.createElement("div");
  const field = document.createElement("textarea");
  holder.className = "permalink-field";
  field.readOnly = true;
  field.rows = 4;
  field.setAttribute("aria-label", gettext("Reference"));
  holder.append(field);
  button.after(holder);
  return field;
}

async function fetched(address, read) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return response[read]();
}

// The style last chosen, where the site still has it.
function chosenStyle(otherwise) {
  const style = remembered(STYLE);
  return style && style in STYLES ? style : otherwise;
}

const nameStyles = [];  // what has each button say its style; another page or tab may have chosen one since

function nameAll() {
  for (const name of nameStyles) name();
}

// The citation link becomes a button that copies the reference in the style last chosen.
function equipCite(link) {
  const { pathname, searchParams } = new URL(link.href);
  const style = () => chosenStyle(searchParams.get("style"));
  const wanted = async () => (await fetched(`${pathname}/reference?style=${encodeURIComponent(style())}`, "text")).trim();
  const after = link.querySelector(".vh").textContent + ": " + gettext("copy the reference");
  const parts = { text: gettext("Cite"), after, style: () => STYLES[style()] };
  let field;
  const button = copyButton("Reference", parts, wanted, (text) => {
    field ||= ownField(button);
    field.value = text;
    return field;
  });
  const named = hidden("");
  button.append(named);
  button.dataset.copies = "reference";
  nameStyles.push(() => {
    named.textContent = ` (${parts.style()})`;
    button.firstChild.title = gettext("Reference in the style %(style)s", { style: parts.style() });
  });
  link.replaceWith(button);
}

function equipCiting(control) {
  for (const holder of control.querySelectorAll(".cited-in .plain-text")) {
    const cited = holder.closest(".cited-in");
    const name = cited.querySelector(".style-name").textContent;
    const style = () => STYLES[cited.dataset.style] || name;
    const what = holder.closest("[data-copies]")?.dataset.copies || "Reference";
    equip(holder, what, { text: gettext("Copy"), style, after: `. ${COPYING[what].button}${what === "Reference" ? `: ${name}` : ""}` });
  }
}

for (const details of document.querySelectorAll("details.permalink")) {
  const after = details.querySelector("summary .vh").textContent;
  equip(details, "Link", { text: gettext("Copy link"), after });
}
// A static edition has no server that would write a reference: its links lead to where the reference stands.
if (!("edition" in document.documentElement.dataset)) document.querySelectorAll("a.cite-link").forEach(equipCite);
document.querySelectorAll("details.citing, .found-at").forEach(equipCiting);
nameAll();
window.addEventListener("storage", nameAll);
window.addEventListener("pageshow", nameAll);
document.addEventListener("focusin", (event) => {
  if (event.target.matches(".permalink-field :is(input, textarea), .plain-text textarea, .words-bar textarea")) event.target.select();
});

// --- Citation style ---------------------------------------------------------------------

// Fetch the control in another style and replace the current one.
async function restyle(link) {
  const page = new DOMParser().parseFromString(await fetched(link.href, "text"), "text/html");
  const fresh = document.adoptNode(page.getElementById("cite"));
  document.getElementById("cite").replaceWith(fresh);
  equipCiting(fresh);
  return fresh;
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest(".style-choice a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  remember(STYLE, link.dataset.style);
  nameAll();
  if (link.hasAttribute("aria-current")) {  // it is shown already; another control in its place would forget a copy
    say(gettext("Reference in the style %(style)s", { style: link.textContent }));
    return;
  }
  try {
    const fresh = await restyle(link);
    fresh.querySelector(".style-choice [aria-current]").focus();
    say(gettext("Reference in the style %(style)s", { style: link.textContent }));
  } catch {
    location.href = link.href;
  }
});

// `toggle` does not bubble, so listen in the capture phase.
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.("details.citing[open]") || new URLSearchParams(location.search).has("style")) return;
  const wanted = event.target.querySelector(`.style-choice a[data-style="${CSS.escape(remembered(STYLE) || "")}"]`);
  if (wanted && !wanted.hasAttribute("aria-current")) restyle(wanted).catch(() => {});
}, true);
