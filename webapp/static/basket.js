// The basket without page reloads. Its announcements and labels come from copy.js.
"use strict";

// --- The basket: add, move and annotate passages without a page reload ----------------

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
    link.href = `${SITE}basket#${button.id.replace(/^keep-/, "item-")}`;
    link.append(gettext("In basket"), hidden(button.querySelector(".vh").textContent));
    const focused = document.activeElement === button;
    button.replaceWith(link);
    if (focused) link.focus();
    say(plural("Added to basket: %(num)s passage", "Added to basket: %(num)s passages", count));
  } catch (error) {
    say(error.message);
  }
}

const collection = document.querySelector("form.collection");
let line = Promise.resolve();

// Changes run one after the other, each on the result of the previous one.
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
    say(gettext("Moved to position %(number)s of %(total)s", { number: rows.indexOf(item) + 1, total: rows.length }));
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
    revise(button).then(() => say(gettext("Saved"))).catch(failed);
  }
});
collection?.addEventListener("change", () => revise().then(() => say(gettext("Saved"))).catch(failed));
