// The grid for who has JavaScript: a tick is saved in its row without a new page; the arrow keys, Home,
// End, Page Up and Page Down go from cell to cell, the space bar ticks, and the Tab key passes the
// grid in one step. Without this file every tick is a button or a link that Tab comes past.
const grid = document.querySelector("[data-grid]");
const STOPS = "[name=row], th a, .grid-row__add, .grid-table__cell";
const PAGE = 10;
const ROOMY = window.matchMedia("(min-width: 48rem)");

// --- Ticks: one request per row at a time, and a second tap on the same place is no second tick ---
grid?.addEventListener("click", (event) => {
  const pressed = event.target.closest("button[formaction], a.tick, .grid-row__add");
  if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (event.detail > 1) return;
  const isLink = pressed.tagName === "A";
  const values = pressed.name ? { [pressed.name]: pressed.value } : {};
  const path = pressed.getAttribute(isLink ? "href" : "formaction");
  window.htmx.ajax(isLink ? "GET" : "POST", path, { source: pressed, values }).catch(() => {});
});

// --- Keyboard: one stop of the grid is in the order of Tab, the last one that had the focus ---
const stopsOf = (row) =>
  [...row.querySelectorAll(STOPS)].map((stop) =>
    stop.matches("td") ? stop.querySelector(".tick, input") : stop,
  );
const leave = (row) => stopsOf(row).forEach((stop) => stop?.setAttribute("tabindex", "-1"));
const enter = (stop) => {
  grid.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
  stop?.setAttribute("tabindex", "0");
};

const moveTo = (row, place) => {
  const stop = row && stopsOf(row)[place];
  stop?.focus();
  stop?.scrollIntoView({ block: "nearest", inline: "nearest" });
};

const goes = (key, rows, y, x, last, withControl) => {
  switch (key) {
    case "ArrowLeft": return [y, x - 1];
    case "ArrowRight": return [y, x + 1];
    case "ArrowUp": return [y - 1, x];
    case "ArrowDown": return [y + 1, x];
    case "PageUp": return [Math.max(0, y - PAGE), x];
    case "PageDown": return [Math.min(rows.length - 1, y + PAGE), x];
    case "Home": return [withControl ? 0 : y, 0];
    case "End": return [withControl ? rows.length - 1 : y, last];
    default: return null;
  }
};

grid?.addEventListener("keydown", (event) => {
  if (event.key === "Escape") event.target.closest(".grid-edit")?.querySelector("a").click();
  if (event.target.closest(".grid-edit") || event.altKey) return;
  if (event.key === " " && event.target.matches("a.tick, .grid-row__add")) {
    event.preventDefault();
    event.target.click();
    return;
  }
  const row = event.target.closest("tr");
  const stops = stopsOf(row);
  const x = stops.indexOf(event.target);
  const rows = [...grid.children];
  const to = x >= 0 && goes(event.key, rows, rows.indexOf(row), x, stops.length - 1, event.ctrlKey);
  if (!to) return;
  event.preventDefault();
  moveTo(rows[to[0]], to[1]);
});
grid?.addEventListener("focusin", (event) => {
  if (stopsOf(event.target.closest("tr")).includes(event.target)) enter(event.target);
});

// --- A row that comes back: the keyboard stays where it was, what is chosen stays chosen ---
const trouble = document.querySelector("[data-grid-trouble]");
const said = document.querySelector("[data-grid-said]");
let place = null;

const show = (region, text) => {
  const one = region.querySelector("template").content.cloneNode(true);
  if (text) one.querySelector("div div").textContent = text;
  region.append(one);
};
const hush = (region) => region.replaceChildren(region.querySelector("template"));

grid?.addEventListener("htmx:beforeRequest", (event) => {
  const row = event.target.closest("tr");
  const stop = (event.detail.elt ?? event.target).closest(STOPS);
  const isChosen = row.querySelector("[name=row]").checked;
  place = { row: row.id, stop: [...row.querySelectorAll(STOPS)].indexOf(stop), isChosen };
  hush(trouble);
  hush(said);
});
grid?.addEventListener("htmx:afterSettle", () => {
  const row = place && document.getElementById(place.row);
  if (!row) return;
  leave(row);
  row.querySelector("[name=row]").checked = place.isChosen;
  const stops = stopsOf(row);
  const isLost = !document.activeElement?.matches("body :not(:disabled)");
  if (isLost) (stops[place.stop] ?? stops[0]).focus();
  if (!grid.querySelector("[tabindex='0']")) enter(stops[Math.max(place.stop, 0)]);
});
grid?.addEventListener("htmx:responseError", () => show(trouble));
grid?.addEventListener("htmx:sendError", () => show(trouble));
grid?.addEventListener("grid:said", (event) => show(said, event.detail.text));

// --- Rows that are chosen, for one result at once ---
const many = document.querySelector("[data-grid-many]");
const count = document.querySelector("[data-grid-count]");
const all = document.querySelector("[data-grid-all]");
const boxes = () => [...grid.querySelectorAll("[name=row]")];

const tell = () => {
  const n = boxes().filter((box) => box.checked).length;
  const { one, more } = count.dataset;
  count.textContent = ["", one][n] ?? more.replace("#", n);
  many.closest("form").classList.toggle("grid-many--chosen", n > 0);
  if (n > 0 && ROOMY.matches) many.open = true;
};

if (grid) {
  for (const row of grid.children) leave(row);
  enter(stopsOf(grid.children[0])[0]);
  document.querySelector("[data-grid-hint]").hidden = false;
  all.hidden = false;
  grid.addEventListener("change", (event) => event.target.name === "row" && tell());
  all.addEventListener("click", () => {
    const some = boxes().some((box) => !box.checked);
    for (const box of boxes()) box.checked = some;
    tell();
  });
  tell();
}
