// Filters a list that is complete on its page while the reader types; without this script the form does it.
"use strict";

(() => {
  const field = document.querySelector("input[data-filters]");
  if (!field) return;
  const told = document.getElementById("values-told");
  const before = told.textContent;
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const rows = [...document.getElementById(field.dataset.filters).children];
  const names = rows.map((row) => folded(row.querySelector(".value-name").textContent));

  field.addEventListener("input", () => {
    const wanted = folded(field.value);
    const words = wanted.split(" ");
    let found = 0;
    rows.forEach((row, at) => {
      row.hidden = !words.every((word) => names[at].includes(word));
      found += row.hidden ? 0 : 1;
    });
    told.textContent = wanted ? gettext("%(part)s of %(all)s", { part: found, all: before }) : before;
  });
})();
