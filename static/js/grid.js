// In the grid the arrow keys go from tick to tick and the space bar presses one. Without this file
// Tab does the same, one by one.
const grid = document.querySelector("[data-grid]");
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

grid?.addEventListener("keydown", (event) => {
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
