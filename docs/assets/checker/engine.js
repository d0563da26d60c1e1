/**
 * The one worker of the tab: started when first asked for, kept across pages, asked for the latest answers only.
 *
 * In: requests as JSON text.  Out: what the worker tells, to whoever listens.
 * Must not know what the answers mean.
 */

/** @typedef {{loaded: number, total: number, step: string}} Progress */
/** @typedef {{step: string, file?: string, detail: string}} Trouble */
/** @typedef {{worker: Worker, heard: any[]}} Early a worker that the page itself started, and what it has said */
/** @typedef {{phase: "idle" | "loading" | "ready" | "failed", progress: Progress | null, trouble: Trouble | null}} State */

/** How long a start may go without a sign of life; a download that stalls is told by the worker sooner. */
const PATIENCE_MS = 60_000;

/** @type {State} */
const state = { phase: "idle", progress: null, trouble: null };
/** @type {Set<(state: State) => void>} */
const listeners = new Set();
/** @type {Worker | null} */
let worker = null;
/** Whether a start has failed: the next one then starts Python from the beginning. */
let failed = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let patience;
let lastId = 0;
let lastMade = 0;
/** @type {Map<string, {request: string, done: (response: string) => void}>} who waits for a file, by the request's id */
const making = new Map();
let waiting = false;
/** @type {{request: string, answer: (response: string) => void} | null} */
let next = null;
/** @type {{request: string, answer: (response: string) => void} | null} */
let asked = null;
/** What was answered last: a page that is come back to asks the same. @type {{request: string, response: string} | null} */
let known = null;
/** The last request when the visitor had all forgotten: its answer is not known. */
let forgotten = 0;
/** @type {{progress: (done: number, all: number) => void, done: (response: string) => void} | null} */
let proving = null;

/**
 * Be told of every change of state, and of the present one at once.
 * @param {(state: State) => void} listener
 * @returns {() => void} stops it
 */
export function listen(listener) {
  listeners.add(listener);
  listener(state);
  return () => void listeners.delete(listener);
}

/** Start the worker, if there is none. After a failure, start over. */
export function start() {
  if (worker) return;
  performance.mark("checker:start");
  change({ phase: "loading", progress: null, trouble: null });
  const page = /** @type {{checkerEarly?: Early}} */ (globalThis);
  const early = page.checkerEarly;
  delete page.checkerEarly;
  try {
    const name = failed ? "checker-plain" : "checker";
    worker = early?.worker ?? new Worker(new URL("worker.js", import.meta.url), { type: "module", name });
  } catch (error) {
    fail({ step: "worker", detail: String(error) });
    return;
  }
  const mine = worker;
  mine.onmessage = ({ data }) => mine === worker && hear(data); // one that was ended may have said something more
  mine.onerror = ({ message }) => hear({ type: "failed", step: "worker", file: "worker.js", detail: message });
  early?.heard.forEach(hear);
  for (const [id, { request }] of making) sendMaking(id, request); // what a worker that was ended has not made
}

/**
 * Ask for a result. Of requests that come while one is worked on, only the last is asked; what was asked last is not
 * asked again, and answered at once.
 * @param {string} request
 * @param {(response: string) => void} answer
 */
export function ask(request, answer) {
  if (known?.request === request && !waiting) {
    const { response } = known;
    next = null;
    answer(response);
    return;
  }
  next = { request, answer };
  send();
}

document.addEventListener("checker:forgotten", () => {
  known = null;
  forgotten = lastId;
});

/**
 * Have every way of answering gone through.
 * @param {(done: number, all: number) => void} progress
 * @param {(response: string) => void} done
 */
export function prove(progress, done) {
  proving = { progress, done };
  if (state.phase === "ready") worker?.postMessage({ id: "verify", verify: true });
}

/**
 * Have a file made of answers; nothing comes of it where the engine fails, which is told to all who listen.
 * @param {string} request
 * @returns {Promise<string>}
 */
export function make(request) {
  start();
  const id = `make-${++lastMade}`;
  return new Promise((resolve) => {
    making.set(id, { request, done: resolve });
    sendMaking(id, request);
  });
}

/**
 * @param {string} id
 * @param {string} request
 */
function sendMaking(id, request) {
  worker?.postMessage({ id, make: true, request });
}

function send() {
  if (!worker || waiting || !next || state.phase !== "ready") return;
  asked = next;
  next = null;
  waiting = true;
  worker.postMessage({ id: ++lastId, request: asked.request });
}

/** @param {any} message */
function hear(message) {
  if (message.type === "progress") change({ phase: "loading", progress: message, trouble: null });
  else if (message.type === "failed") fail({ ...message, detail: message.detail || "the worker could not be started" });
  else if (message.type === "again") {
    end();
    start();
  } else if (message.type === "ready") {
    performance.mark("checker:ready", { detail: { goesOn: message.goesOn } });
    change({ phase: "ready", progress: null, trouble: null });
    if (proving) prove(proving.progress, proving.done);
    send();
  } else if (message.type === "answer" && message.id === lastId) {
    waiting = false;
    if (asked && message.id > forgotten) known = { request: asked.request, response: message.response };
    asked?.answer(message.response);
    asked = null;
    send();
  } else if (message.type === "made") {
    making.get(message.id)?.done(message.response);
    making.delete(message.id);
  } else if (message.type === "verifying") proving?.progress(message.done, message.all);
  else if (message.type === "verified") {
    const { done } = proving ?? {};
    proving = null;
    done?.(message.response);
  }
}

/** End a worker that is of no use: it may still be fetching, and what it would tell no longer counts. */
function end() {
  worker?.terminate();
  worker = null;
  failed = true;
  waiting = false;
  next ??= asked; // what was not answered is asked again after a new start
  asked = null;
}

/** @param {Trouble} trouble */
function fail(trouble) {
  end();
  change({ phase: "failed", progress: null, trouble });
}

/** Give up a start that says nothing any more. */
function lose() {
  fail({ step: state.progress?.step ?? "worker", detail: `no sign of life for ${PATIENCE_MS / 1000} seconds` });
}

/** @param {State} now */
function change(now) {
  Object.assign(state, now);
  clearTimeout(patience);
  if (now.phase === "loading") patience = setTimeout(lose, PATIENCE_MS);
  for (const listener of [...listeners]) listener(state);
}
