// Keeps a questionnaire usable without a line, with the worker in monitor/surveys/worker.js. Without
// this file the questionnaire works as long as there is a line.
const worker = navigator.serviceWorker;

function mark() {
  return document.querySelector("[name=meting]")?.value || document.querySelector("[data-mark]")?.dataset.mark;
}

// What the page is made of, so that it looks the same without a line.
function parts() {
  const named = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], header img");
  const loaded = performance.getEntriesByType("resource").map((each) => each.name);
  return [...new Set([...[...named].map((each) => each.href || each.src), ...loaded])].filter(
    (address) => address.startsWith(`${location.origin}/static/`),
  );
}

async function begin() {
  await worker.register("/vragenlijst/werker.js", { scope: "/vragenlijst/" });
  const { active } = await worker.ready;
  const keep = document.querySelector("[data-keep]");
  active.postMessage({ kind: "send" });
  if (keep) {
    const { lang } = document.documentElement;
    active.postMessage({ kind: "keep", mark: mark(), count: Number(keep.dataset.keep), lang, parts: parts() });
  }
  if (document.querySelector("[data-forget]")) active.postMessage({ kind: "forget" });
  window.addEventListener("online", () => active.postMessage({ kind: "send" }));
}

if (worker) {
  worker.addEventListener("message", (event) => {
    if (event.data.kind === "kept") document.documentElement.dataset.kept = "";
    const waiting = document.querySelector("[data-waiting]");
    if (event.data.kind === "sent" && waiting) location.replace(waiting.dataset.waiting);
  });
  begin().catch(() => {});
}
