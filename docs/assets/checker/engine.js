/**
 * The page's end of its one worker, which starts on demand.
 *
 * In: requests as JSON text.  Out: the worker's status, to the listener; each response, to its caller.
 * While a message of the worker is pending, it has a time limit for it: then it is late, and later it has failed.
 * If starting or assessing fails, the worker is terminated; the next one gets the same request again.
 * Must not know what the answers mean.
 */

/** @typedef {{step: string, loaded: number, total: number, file: string}} Progress */
/** @typedef {{step: string, file: string, detail: string}} Trouble */
/** @typedef {{phase: "idle" | "loading" | "ready" | "failed", progress: Progress | null, trouble: Trouble | null, late: boolean}} Status */
/** @typedef {{request: string, answer: (response: string) => void}} Assessing */

/** The time without a message after which the worker is late, and after which it has failed. */
const LATE_MS = 10_000;
const STALL_MS = 30_000; // while downloading
const PATIENCE_MS = 60_000; // otherwise
/** A timer that is later than this was not late: the tab was asleep. */
const AWAKE_MS = 1_000;

const INDEX = new URL("../runtime/runtime.json", import.meta.url);

/** @type {Status} */
let status = { phase: "idle", progress: null, trouble: null, late: false };
/** @type {(status: Status) => void} */
let listener = () => {};
/** @type {Worker | null} */
let worker = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let patience;
/** The request to send once the worker is free. @type {Assessing | null} */
let next = null;
/** The request that the worker is working on. @type {Assessing | null} */
let current = null;

/** @param {(status: Status) => void} mine called with the present status, and with every later one */
export function listen(mine) {
  listener = mine;
  listener(status);
}

/** Start the worker, if there is none. After a failure, start over. */
export function start() {
  if (worker) return;
  performance.mark("checker:start");
  change({ phase: "loading" });
  try {
    worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  } catch (error) {
    return fail("worker", String(error));
  }
  const mine = worker;
  // Messages of a terminated worker can still arrive.
  mine.onmessage = ({ data }) => mine === worker && receive(data);
  mine.onerror = ({ message }) => mine === worker && fail("worker", message || "it could not be started", "worker.js");
  expect("download", "runtime.json");
  // The page fetches the index, not the worker, so that both load in parallel.
  readIndex().then(
    (index) => {
      if (mine !== worker) return;
      expect("worker", "worker.js");
      mine.postMessage({ index });
    },
    ({ message }) => mine === worker && fail("download", message, "runtime.json"),
  );
}

/** Start another worker, in the place of one that is late or has failed. */
export function startAgain() {
  end();
  start();
}

/**
 * Ask for a result. Of the requests made while the worker is busy, only the last is sent. If the worker fails, the next
 * one gets the request that failed or was waiting.
 * @param {string} request
 * @param {(response: string) => void} answer
 */
export function ask(request, answer) {
  next = { request, answer };
  send();
}

function send() {
  if (current || !next || status.phase !== "ready") return;
  current = next;
  next = null;
  expect("assess");
  worker?.postMessage({ request: current.request });
}

/** @param {any} message */
function receive({ type, ...message }) {
  if (type === "failed") return fail(message.step, message.detail, message.file);
  if (type === "progress") {
    expect(message.step, message.file);
    return change({ phase: "loading", progress: message });
  }
  clearTimeout(patience);
  if (type === "ready" || status.late) change({ phase: "ready" });
  if (type === "ready") performance.mark("checker:ready");
  const answered = current;
  current = null;
  send();
  answered?.answer(message.response);
}

/** @type {(step: string, detail: string, file?: string) => void} */
function fail(step, detail, file = "") {
  end();
  change({ phase: "failed", trouble: { step, detail, file } });
}

/** Terminate the worker, which may still be downloading. */
function end() {
  clearTimeout(patience);
  worker?.terminate();
  worker = null;
  next ??= current;
  current = null;
}

/**
 * Restart the time limits for the next message, which is of this step.
 * @type {(step: string, file?: string) => void}
 */
function expect(step, file) {
  const downloads = step === "download";
  const limit = downloads ? STALL_MS : PATIENCE_MS;
  after(LATE_MS, () => {
    change({ ...status, late: true });
    const detail = `${downloads ? "no data" : "no response"} for ${limit / 1000} seconds`;
    after(limit - LATE_MS, () => fail(step, detail, file));
  });
}

/**
 * Act after a time in which the tab was awake, unless something else is waited for until then.
 * @param {number} ms
 * @param {() => void} act
 */
function after(ms, act) {
  clearTimeout(patience);
  const due = performance.now() + ms + AWAKE_MS;
  patience = setTimeout(() => (performance.now() > due ? after(ms, act) : act()), ms);
}

/** Fetch the list of the runtime's files, always revalidated, so that it never is that of an earlier deployment. */
async function readIndex() {
  const response = await fetch(INDEX, { cache: "no-cache" });
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  return response.json();
}

/** @param {Partial<Status>} now what is not given is as in a phase without trouble */
function change(now) {
  status = { phase: status.phase, progress: null, trouble: null, late: false, ...now };
  listener(status);
}
