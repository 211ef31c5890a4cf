// The service worker of the questionnaire: /vragenlijst/ and nothing else.
//
// It keeps the questions of the open questionnaire without answers. An answer that cannot be sent
// waits on the device, with the mark of its questionnaire, and is sent in order as soon as there is
// a line; then it is deleted at once. The server keeps one answer per question, so that one that
// arrives twice is stored once; and none under another questionnaire's pass.
const CACHE = "vragenlijst";
const QUESTION = /^\/vragenlijst\/(\d+)\/$/;
const WAITING_PAGE = "/vragenlijst/zonder-lijn/";
const LONGEST = 11 * 24 * 3600 * 1000; // a questionnaire closes after ten days
let sending = null;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("sync", (event) => event.waitUntil(send()));

self.addEventListener("message", (event) => {
  const acts = { keep: () => keep(event.data), send, forget };
  const act = acts[event.data.kind];
  if (act) event.waitUntil(act());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  const question = QUESTION.exec(pathname);
  if (question && request.method === "POST" && request.mode === "navigate") {
    event.respondWith(answer(request, Number(question[1])));
  } else if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(show(request, pathname));
  } else if (request.method === "GET" && pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(() => kept(pathname)));
  }
});

async function show(request, pathname) {
  try {
    return await fetch(request);
  } catch (error) {
    const found = (QUESTION.test(pathname) && (await kept(pathname))) || (await kept(WAITING_PAGE));
    if (found) return found;
    throw error;
  }
}

async function kept(pathname) {
  return (await caches.open(CACHE)).match(pathname);
}

// --- Answers -----------------------------------------------------------------------------------

async function answer(request, number) {
  const copy = request.clone();
  try {
    // What waits goes first, so that a later answer to the same question stays the later one.
    if ((await all("answers")).length && !(await send())) throw new TypeError("no line");
    return await fetch(request);
  } catch {
    const fields = new URLSearchParams(await copy.text());
    const given = fields.get("doe") === "overslaan" || fields.get("antwoord");
    if (!given) return Response.redirect(`/vragenlijst/${number}/`, 303);
    await add("answers", {
      number,
      mark: fields.get("meting"),
      vraag: fields.get("vraag"),
      doe: fields.get("doe"),
      antwoord: fields.get("antwoord"),
      at: Date.now(),
    });
    self.registration.sync?.register("antwoorden").catch(() => {});
    const { count } = (await one("state", "open")) || {};
    return Response.redirect(number < count ? `/vragenlijst/${number + 1}/` : WAITING_PAGE, 303);
  }
}

// Sends what waits, one after the other; true when there is a line.
function send() {
  sending ??= sendAll().finally(() => (sending = null));
  return sending;
}

async function sendAll() {
  const waiting = await all("answers");
  let sent = 0;
  for (const [key, entry] of waiting) {
    try {
      if (entry.at < Date.now() - LONGEST || (await deliver(entry))) {
        await remove("answers", key);
        sent += 1;
      }
    } catch {
      return false;
    }
  }
  if (sent && sent === waiting.length) await tell({ kind: "sent" });
  return true;
}

// True once the server has the answer, or will never take it. Raises TypeError without a line.
async function deliver(entry) {
  const address = `/vragenlijst/${entry.number}/`;
  const page = await fetch(`${address}?leeg=1`, { credentials: "same-origin", redirect: "manual" });
  if (page.type === "opaqueredirect") return true; // it was finished on another device
  if (!page.ok) return false; // the link has to be opened again first
  const text = await page.text();
  const value = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1];
  if (value("meting") !== entry.mark) return false; // somebody else's questionnaire is open now
  if ((entry.vraag || "") !== "" && value("vraag") !== entry.vraag) return true; // no longer asked here
  const body = new URLSearchParams({
    csrfmiddlewaretoken: value("csrfmiddlewaretoken"),
    meting: entry.mark,
    vraag: entry.vraag || "",
    doe: entry.doe || "verder",
    antwoord: entry.antwoord || "",
  });
  const reply = await fetch(address, { method: "POST", body, credentials: "same-origin", redirect: "manual" });
  return reply.type === "opaqueredirect" || reply.status === 422;
}

// --- Pages -------------------------------------------------------------------------------------

async function keep({ mark, count, lang, parts }) {
  const before = await one("state", "open");
  const same = before && before.mark === mark && before.lang === lang && before.count === count;
  if (!same) {
    await caches.delete(CACHE);
    const cache = await caches.open(CACHE);
    const numbers = Array.from({ length: count }, (_, index) => `/vragenlijst/${index + 1}/`);
    for (const address of [...numbers, WAITING_PAGE]) {
      const page = await fetch(`${address}?leeg=1`, { credentials: "same-origin", redirect: "error" });
      if (!page.ok) return;
      await cache.put(address, page);
    }
    await Promise.all(
      parts.map(async (part) => cache.put(new URL(part).pathname, await fetch(part)).catch(() => {})),
    );
    await put("state", "open", { mark, count, lang });
  }
  await tell({ kind: "kept" });
}

// After the last page: nothing of it stays on the device, unless an answer still waits.
async function forget() {
  await send();
  if ((await all("answers")).length) return;
  await caches.delete(CACHE);
  await remove("state", "open");
}

async function tell(message) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
}

// --- A small store: "answers" in order, "state" by name ----------------------------------------

function base() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("vragenlijst", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("answers", { autoIncrement: true });
      opening.result.createObjectStore("state");
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

async function within(store, mode, act) {
  const open = await base();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = open.transaction(store, mode);
      const asked = act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    open.close();
  }
}

const add = (store, value) => within(store, "readwrite", (place) => place.add(value));
const put = (store, key, value) => within(store, "readwrite", (place) => place.put(value, key));
const one = (store, key) => within(store, "readonly", (place) => place.get(key));
const remove = (store, key) => within(store, "readwrite", (place) => place.delete(key));

async function all(store) {
  const keys = await within(store, "readonly", (place) => place.getAllKeys());
  const values = await within(store, "readonly", (place) => place.getAll());
  return keys.map((key, index) => [key, values[index]]);
}
