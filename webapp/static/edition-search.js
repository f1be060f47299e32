// The search of a static edition: Pagefind finds passages in the browser, and this page shows them.
"use strict";

(() => {
  const PAGE = 20;
  const root = new URL(SITE, document.baseURI);
  const form = document.querySelector(".edition-form");
  const told = document.getElementById("found");
  const list = document.getElementById("hits");
  const more = document.getElementById("more");
  const shape = document.getElementById("hit");
  const filters = [...form.querySelectorAll("select")];
  let results = [];
  let asked = 0;

  function readAddress() {
    const wanted = new URLSearchParams(location.search);
    form.q.value = wanted.get("q") || "";
    for (const filter of filters) {
      const value = wanted.get(filter.name) || "";
      filter.value = [...filter.options].some((option) => option.value === value) ? value : "";
    }
    const known = new Set(["q", ...filters.map((filter) => filter.name)]);
    return [...new Set(wanted.keys())].filter((name) => !known.has(name));
  }

  function writeAddress() {
    const pairs = [...new FormData(form)].filter(([, value]) => value);
    const address = pairs.length ? `?${new URLSearchParams(pairs)}` : location.pathname;
    if (address !== location.search) history.pushState(null, "", address);
  }

  // An excerpt comes as HTML: only its text and what is marked in it are taken.
  function excerpt(html) {
    const pieces = new DOMParser().parseFromString(html, "text/html").body.childNodes;
    return [...pieces].map((piece) => {
      const node = piece.nodeName === "MARK" ? document.createElement("mark") : document.createTextNode("");
      node.textContent = piece.textContent;
      return node;
    });
  }

  async function showMore() {
    const at = list.children.length;
    const mine = asked;
    const found = await Promise.all(results.slice(at, at + PAGE).map((result) => result.data()));
    if (mine !== asked) return;
    for (const { url, excerpt: html, content, meta } of found) {
      const item = shape.content.querySelector("li").cloneNode(true);
      const link = item.querySelector("a");
      link.href = new URL(url.replace(/^\//, ""), root);
      link.textContent = meta.title;
      item.querySelector(".origin").textContent = [meta.status, meta.where].filter(Boolean).join(" · ");
      const words = excerpt(html);
      const shown = words.map((piece) => piece.textContent).join("");
      const before = content.startsWith(shown) ? "" : "… ";
      item.querySelector(".snippet").append(before, ...words, content.endsWith(shown) ? "" : " …");
      list.append(item);
    }
    more.hidden = list.children.length >= results.length;
    if (at) list.children[at]?.querySelector("a").focus();
  }

  async function search(pagefind, ignored = []) {
    const mine = ++asked;
    const chosen = Object.fromEntries(filters.filter((filter) => filter.value).map((filter) => [filter.name, filter.value]));
    const words = form.q.value.trim();
    list.replaceChildren();
    list.hidden = more.hidden = true;
    told.hidden = !words && !Object.keys(chosen).length;
    if (told.hidden) return;
    const answer = await pagefind.search(words || null, { filters: chosen });
    if (mine !== asked) return;
    results = answer.results;
    const number = results.length.toLocaleString("en");
    told.textContent = results.length === 1 ? "1 passage" : `${number} passages`;
    if (!results.length) told.textContent = `No passage found for ${words || "these filters"}.`;
    if (ignored.length) told.textContent += ` Not used here: ${ignored.join(", ")}.`;
    list.hidden = !results.length;
    await showMore();
  }

  async function begin() {
    const pagefind = await import(new URL("pagefind/pagefind.js", root));
    await pagefind.options({ baseUrl: "/", excerptLength: 40 });
    await pagefind.init();
    document.getElementById("without-search").hidden = true;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      writeAddress();
      search(pagefind);
    });
    for (const filter of filters) filter.addEventListener("change", () => { writeAddress(); search(pagefind); });
    more.querySelector("button").addEventListener("click", showMore);
    addEventListener("popstate", () => { readAddress(); search(pagefind); });
    await search(pagefind, readAddress());
  }

  if (!AS_FILES) begin().catch(() => { readAddress(); document.getElementById("without-search").hidden = false; });
})();
