// Suggestions under the search box, a combobox with a list (WAI-ARIA Authoring Practices).
// Without this script it is a plain field.
"use strict";

(() => {
  const WAIT = 120;
  const box = document.getElementById("q");
  if (!box || !box.form) return;

  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", gettext("Suggestions"));
  list.hidden = true;
  const told = document.createElement("div");
  told.className = "vh";
  told.setAttribute("aria-live", "polite");
  box.parentElement.append(list, told);

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  let offers = [];
  let active = -1;
  let timer = 0;
  let asked = null;

  function cancel() {
    clearTimeout(timer);
    asked?.abort();
    asked = null;
  }

  function close() {
    cancel();
    list.hidden = true;
    active = -1;
    told.textContent = "";
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function option(offer, index) {
    const row = document.createElement("li");
    row.id = `suggestion-${index}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    const text = document.createElement("span");
    text.textContent = offer.text;
    row.append(text);
    if (offer.note) {
      const note = document.createElement("span");
      note.className = "note";
      note.textContent = offer.note;
      row.append(" ", note);
    }
    row.addEventListener("click", () => choose(index));
    return row;
  }

  function show(found) {
    if (!found.length) return close();
    offers = found;
    active = -1;
    box.removeAttribute("aria-activedescendant");
    list.replaceChildren(...found.map(option));
    list.dataset.typed = box.value;
    list.hidden = false;
    list.scrollTop = 0;
    box.setAttribute("aria-expanded", "true");
    told.textContent = plural("%(num)s suggestion", "%(num)s suggestions", found.length);
  }

  // Keep a list that the reader is moving through: a late answer must not replace it.
  function mark(index) {
    cancel();
    const rows = [...list.children];
    active = index;
    rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
    if (index < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", rows[index].id);
    rows[index].scrollIntoView({ block: "nearest" });
  }

  function choose(index) {
    const offer = offers[index];
    close();
    if (!offer.query) {
      location.href = offer.url;
      return;
    }
    box.value = offer.query;
    box.form.requestSubmit();
  }

  async function ask() {
    asked?.abort();
    const typed = box.value;
    if (!typed.trim()) return close();
    const mine = new AbortController();
    asked = mine;
    try {
      const answer = await fetch(`${SITE}suggest?q=${encodeURIComponent(typed)}`, { signal: mine.signal });
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (asked === mine && box.value === typed && document.activeElement === box) show(found);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, WAIT);
  });
  box.addEventListener("compositionend", () => { timer = setTimeout(ask, WAIT); });
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const open = !list.hidden;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const down = event.key === "ArrowDown";
      if (!open) ask();
      else if (down) mark(active < last ? active + 1 : -1);
      else mark(active < 0 ? last : active - 1);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      choose(active);
    }
  });
})();
