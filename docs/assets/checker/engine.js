/**
 * The one worker of the tab: started when first asked for, kept across pages, asked for the latest answers only.
 *
 * In: requests as JSON text.  Out: its state, to whoever listens, and what it returns, to whoever asked.
 * A start that fails, and an answer that does, end the worker; `start` begins another, which is asked the same again.
 * A file or a proof that fails rejects its own promise, and nothing else changes.
 * Must not know what the answers mean.
 */

/** @typedef {{step: string, loaded: number, total: number, file: string}} Progress */
/** @typedef {{step: string, file?: string, detail: string}} Trouble */
/** @typedef {{phase: "idle" | "loading" | "ready" | "failed", progress: Progress | null, trouble: Trouble | null}} State */
/** @typedef {{step: string, file: string}} Waited */
/** @typedef {(done: number, all: number) => void} Verifying */
/** @typedef {{resolve: (response: string) => void, reject: (reason: Error) => void, verifying?: Verifying | undefined}} Call */
/** @typedef {{request: string, answer: (response: string) => void}} Asked */

/** How long a download may go without a byte, and how long what follows it may go without a sign of life. */
const STALL_MS = 30_000;
const PATIENCE_MS = 60_000;

const INDEX = new URL("../runtime/runtime.json", import.meta.url);

/** @type {Waited} */
const LIST = { step: "download", file: "runtime.json" };
/** @type {Waited} */
const WORKER = { step: "worker", file: "worker.js" };

/** @type {State} */
const state = { phase: "idle", progress: null, trouble: null };
/** @type {Set<(state: State) => void>} */
const listeners = new Set();
/** @type {Worker | null} */
let worker = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let patience;
let lastId = 0;
/** What the worker was called for and has not returned, by id. @type {Map<number, Call>} */
const calls = new Map();
/** What is to be asked once the worker is free. @type {Asked | null} */
let next = null;
/** What the worker is asked now. @type {Asked | null} */
let asked = null;

/**
 * Call a listener with the present state, and with every one that follows.
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
  try {
    const mine = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker = mine;
    // One that was ended may have said something more.
    mine.onmessage = ({ data }) => mine === worker && hear(data);
    mine.onerror = ({ message }) => mine === worker && fail({ ...WORKER, detail: message ?? "" });
    wait(LIST);
    // Here, and not by the worker, so that both are fetched side by side.
    readIndex().then(
      (index) => {
        if (mine !== worker) return;
        wait(WORKER);
        mine.postMessage({ index });
      },
      (error) => mine === worker && fail({ ...LIST, detail: error.message }),
    );
  } catch (error) {
    fail({ step: "worker", detail: String(error) });
  }
}

/**
 * Ask for a result. Of requests that come while one is worked on, only the last is asked. A request that fails, or waits
 * while the worker does, is asked again of the next.
 * @param {string} request
 * @param {(response: string) => void} answer
 */
export function ask(request, answer) {
  next = { request, answer };
  send();
}

/**
 * Have a file made of answers; starts the worker, but not one that has failed.
 * @param {string} request
 * @returns {Promise<string>} rejected if the file cannot be made
 */
export function make(request) {
  if (state.phase === "idle") start();
  return call("make", request);
}

/**
 * Have every way of answering gone through; starts the worker, also after a failure.
 * @param {Verifying} verifying
 * @returns {Promise<string>} rejected if it cannot be done
 */
export function prove(verifying) {
  start();
  return call("verify", undefined, verifying);
}

/**
 * @param {string} name
 * @param {string} [request]
 * @param {Verifying} [verifying]
 * @returns {Promise<string>}
 */
function call(name, request, verifying) {
  return new Promise((resolve, reject) => {
    if (!worker) return reject(new Error(state.trouble?.detail));
    calls.set(++lastId, { resolve, reject, verifying });
    worker.postMessage({ id: lastId, call: name, request });
  });
}

async function send() {
  if (asked || !next || state.phase !== "ready") return;
  const [mine, now] = [worker, next];
  asked = now;
  next = null;
  let response;
  try {
    response = await call("answer", now.request);
  } catch (error) {
    if (mine === worker) fail({ step: "assess", detail: /** @type {Error} */ (error).message });
    return;
  }
  asked = null;
  send();
  now.answer(response);
}

/** @param {any} message */
function hear({ type, id, ...message }) {
  if (type === "progress") {
    wait(message);
    change({ phase: "loading", progress: message, trouble: null });
  } else if (type === "failed") fail(message);
  else if (type === "ready") {
    performance.mark("checker:ready");
    change({ phase: "ready", progress: null, trouble: null });
    send();
  } else if (type === "verifying") calls.get(id)?.verifying?.(message.done, message.all);
  else {
    const mine = calls.get(id);
    calls.delete(id);
    if (type === "done") mine?.resolve(message.response);
    else mine?.reject(new Error(message.detail));
  }
}

/**
 * End the worker: it may still be fetching, and whoever waits for it would wait for ever.
 * @param {Trouble} trouble
 */
function fail(trouble) {
  worker?.terminate();
  worker = null;
  next ??= asked;
  asked = null;
  for (const { reject } of calls.values()) reject(new Error(trouble.detail));
  calls.clear();
  change({ phase: "failed", progress: null, trouble: { ...trouble, detail: trouble.detail || "the worker could not be started" } });
}

/**
 * Wait for the next sign of life of a start, but not for ever.
 * @param {Waited} waited
 */
function wait({ step, file }) {
  clearTimeout(patience);
  const downloads = step === "download";
  const limit = downloads ? STALL_MS : PATIENCE_MS;
  const detail = `${downloads ? "no data" : "no sign of life"} for ${limit / 1000} seconds`;
  patience = setTimeout(() => fail(file ? { step, file, detail } : { step, detail }), limit);
}

/** Fetch the list of the runtime's files; always asked of the server anew, so that it never names those of an older site. */
async function readIndex() {
  const response = await fetch(INDEX, { cache: "no-cache" });
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  return response.json();
}

/** @param {State} now */
function change(now) {
  Object.assign(state, now);
  if (now.phase !== "loading") clearTimeout(patience);
  for (const listener of [...listeners]) listener(state);
}
