// The page of the search in a static edition: what was found, and which part of a query or an address was not used.
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

  // Say how many passages there are; and what was not used, with what was searched instead where it is of the query.
  function tell(words, query, ignored, withoutSigns) {
    const { length } = results;
    const nothing = query.unused.length && !query.any.length;
    const number = length === 1 ? "1 passage" : `${length.toLocaleString("en")} passages`;
    const none = nothing ? "Nothing was searched" : `No passage found for ${query.searched || words || "these filters"}`;
    const sentences = [length ? number : none];
    if (ignored.length) sentences.push(`Not used here: ${ignored.join(", ")}`);
    if (withoutSigns.length) sentences.push(`Searched without its signs, as too many passages have its letters: ${withoutSigns.join(", ")}`);
    if (query.unused.length && query.any.length && length) sentences.push(`Searched instead: ${query.searched}`);
    if (EditionQuery.unspaced(query.unused).length) sentences.push("Languages without spaces between words, such as Chinese and Japanese, cannot be searched here");
    return sentences.length === 1 && length ? number : `${sentences.join(". ")}.`;
  }

  async function search(pagefind, ignored = []) {
    const mine = ++asked;
    const chosen = Object.fromEntries(filters.filter((filter) => filter.value).map((filter) => [filter.name, filter.value]));
    const words = form.q.value.trim();
    list.replaceChildren();
    list.hidden = more.hidden = true;
    told.hidden = !words && !Object.keys(chosen).length;
    if (told.hidden) return;
    const query = EditionQuery.read(words, form.dataset.fields.split(" "));
    const nothing = words && !query.any.length;
    const { found, withoutSigns } = nothing
      ? { found: [], withoutSigns: [] }
      : await EditionQuery.find(pagefind, words ? query.any : [[]], chosen);
    if (mine !== asked) return;
    results = found;
    told.textContent = tell(words, query, [...ignored, ...query.unused], withoutSigns);
    list.hidden = !results.length;
    await showMore();
  }

  async function begin() {
    const pagefind = await import(new URL("pagefind/pagefind.js", root));
    const ranking = { metaWeights: { title: 0, where: 0, status: 0 } };  // they are shown, and are no words of the passage
    await pagefind.options({ baseUrl: "/", excerptLength: 40, ranking });
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
    addEventListener("popstate", () => search(pagefind, readAddress()));
    await search(pagefind, readAddress());
  }

  if (!AS_FILES) begin().catch(() => { readAddress(); document.getElementById("without-search").hidden = false; });
})();
