// In the grid the arrow keys go from tick to tick, the space bar presses one and Escape leaves a date
// as it is. Without this file Tab does the same, one by one. The keyboard stays in the cell where it
// was when its row is replaced, and what did not reach the server is said.
const grid = document.querySelector("[data-grid]");
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

grid?.addEventListener("keydown", (event) => {
  if (event.key === "Escape") event.target.closest(".grid-edit")?.querySelector("a").click();
  const tick = event.target.closest(".tick");
  if (!tick) return;
  if (event.key === " " && tick.tagName === "A") {
    event.preventDefault();
    tick.click();
    return;
  }
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const row = tick.closest("tr");
  const next = row.parentElement.children[[...row.parentElement.children].indexOf(row) + step[0]];
  const cell = next?.children[[...row.children].indexOf(tick.closest("td")) + step[1]];
  cell?.querySelector(".tick")?.focus();
});

const trouble = document.querySelector("[data-grid-trouble]");
const said = trouble?.querySelector("template");
let place = null;

const say = () => trouble.append(said.content.cloneNode(true));
const hush = () => trouble.replaceChildren(said);

grid?.addEventListener("htmx:beforeRequest", (event) => {
  const row = event.target.closest("tr");
  const cell = (event.detail.elt ?? event.target).closest("td");
  place = { row: row.id, cell: [...row.children].indexOf(cell) };
  hush();
});
grid?.addEventListener("htmx:afterSettle", () => {
  if (!place || document.activeElement !== document.body) return;
  document.getElementById(place.row)?.children[place.cell]?.querySelector(".tick")?.focus();
});
grid?.addEventListener("htmx:responseError", say);
grid?.addEventListener("htmx:sendError", say);
