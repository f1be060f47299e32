// Pages of a static edition, which no server answers: links with arguments, and pages that are opened as files.
"use strict";

const AS_FILES = location.protocol === "file:";
const INDEX = "index.html";

// --- Opened as files: a folder has no page of its own, so links and forms name its index ---------------------------

function indexed(address) {
  const link = new URL(address, document.baseURI);
  if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += INDEX;
  return link.href;
}

if (AS_FILES) {
  for (const link of document.querySelectorAll("a[href]")) link.href = indexed(link.getAttribute("href"));
  for (const form of document.querySelectorAll("form[action]")) form.action = indexed(form.getAttribute("action"));
}

// --- Arguments that make another page: it is a folder below this one -------------------------------------------------

const VARIANT = /^(v|from|part|year|month|letter|meetings)$/;

// The name of a folder; every byte but small letters, digits and . = & - is written as _ and two digits.
function folderName(text) {
  return [...new TextEncoder().encode(text)].map((byte) => {
    const sign = String.fromCharCode(byte);
    return /[a-z0-9.=&-]/.test(sign) ? sign : `_${byte.toString(16).padStart(2, "0")}`;
  }).join("");
}

async function isThere(folder) {
  try {
    return (await fetch(folder, { method: "HEAD" })).ok;
  } catch {
    return false;
  }
}

async function openVariant(asked) {
  const pairs = [...asked].filter(([name]) => VARIANT.test(name));
  if (!pairs.length || AS_FILES) return false;
  const name = folderName(pairs.map(([key, value]) => `${key}=${value}`).join("&"));
  const folder = new URL(`${name}/`, location.href.replace(/[?#].*$/, "").replace(/\/?$/, "/"));
  if (!(await isThere(folder))) return false;
  location.replace(folder.href + location.hash);
  return true;
}

// --- What is not found here: the site has it below a language too, and organisations and countries at their names ------

async function openElsewhere(languages) {
  const home = new URL(document.documentElement.dataset.site, location.href);
  const path = location.pathname.replace(home.pathname, "");
  const first = path.split("/")[0];
  const plain = languages.includes(first) ? path.slice(first.length).replace(/^\/+/, "") : path;  // English is all there is
  const [, list, name] = /^(organisations|countries)\/(.+?)\/?$/.exec(plain) || [];
  const page = new URL(list ? `${list}/${folderName(decodeURIComponent(name))}/` : `./${plain}`, home);
  if (page.pathname === location.pathname || !(await isThere(page))) return;
  location.replace(page.href + location.search + location.hash);
}

const missing = document.querySelector("[data-languages]");
if (missing) openElsewhere(missing.dataset.languages.split(" "));

// --- What became of the passage since its link was made --------------------------------------------------------------

const plain = (text) => text.normalize("NFKC").replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, " ").trim().toLowerCase();

function tellWords(holder, quote) {
  const words = document.querySelector(".passage.current .words")?.textContent || "";
  holder.querySelector("[data-quote]").textContent = quote;
  holder.querySelector('[data-when="words-gone"]').hidden = plain(words).includes(plain(quote));
  holder.querySelector('[data-when="words"]').hidden = false;
}

// A link to the reference of a passage opens it.
function openCiting() {
  const citing = location.hash === "#cite" && document.getElementById("cite");
  if (citing) citing.open = true;
}

openCiting();
addEventListener("hashchange", openCiting);

async function readArguments() {
  const asked = new URLSearchParams(location.search);
  const holder = document.querySelector(".wordings[data-version]");
  const version = asked.get("v")?.toLowerCase();
  const current = holder && version?.startsWith(holder.dataset.version) && !asked.has("from");
  if (!current && (await openVariant(asked))) return;
  if (!holder) return;
  if (version) holder.querySelector(`[data-when="${current ? "same" : "unknown"}"]`).hidden = false;
  if (asked.get("quote")) tellWords(holder, asked.get("quote"));
}

if (location.search) readArguments();
