/**
 * The checker's worker: starts Python with the engine, then answers calls.
 *
 * The page first sends `{index}`, the content of `runtime.json`.  Then, at any time, it sends `{id, call, request}`: the
 * name of a function in `checker/browser/door.py` (`answer` or `calendar`), and its request as JSON text.
 * The worker handles calls in order, and sends
 *   `{type: "progress", step, loaded, total, file}`  during the start: bytes, and a file that is still incomplete
 *   `{type: "ready"}`                                once it has started
 *   `{type: "failed", step, file?, detail}`          if it cannot start; it is of no use then
 *   `{type: "done", id, response}`                   the result of a call
 *   `{type: "threw", id, detail}`                    the exception of a call; other calls are not affected
 *
 * Python starts with Pyodide's documented API, from files that are fetched in parallel and decompressed here.
 * Must not contain words for visitors, set a timer, or request anything from another origin.
 */

import { Downloads } from "./download.js";
import { Failure, describe } from "./failure.js";

/** @typedef {import("./failure.js").Step} Step */
/** @typedef {import("pyodide").PyodideAPI} Pyodide */
/** @typedef {(request: string) => string} Call */
/** @typedef {{answer: Call, calendar: Call}} Door */
/** @typedef {{id: number, call: keyof Door, request: string}} Request */

const DOOR = "checker.browser.door";
const ENGINE = "engine.zip";
const PROGRAM = "pyodide.asm.wasm";
const RUNTIME = new URL("../runtime/", import.meta.url);

/** The longest time without a progress message while bytes arrive. */
const QUIET_MS = 1_000;

/** A module that catches an exception. Compiling it shows whether WebAssembly is available, allowed, and recent enough. */
const TINY = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // its head
  ...[1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0], // a function that takes and returns nothing
  ...[10, 8, 1, 6, 0, 6, 0x40, 0x19, 0x0b, 0x0b], // try, catch all, end, end
);

/** @type {{loaded: number, total: number, file: string, step: Step, at: number}} */
const progress = { loaded: 0, total: 0, file: "", step: "download", at: 0 };

/** The index, which the page sends first. @type {Promise<import("./download.js").Index>} */
const receivedIndex = new Promise((resolve) => {
  addEventListener("message", ({ data }) => "index" in data && resolve(data.index));
});

/** @type {(failure: Failure) => void} */
let giveUp;
/** Rejected with the first failure that would otherwise go unreported: Pyodide logs some, and then waits forever. */
const gaveUp = new Promise((_resolve, reject) => {
  giveUp = reject;
});
gaveUp.catch(() => {});
addEventListener("unhandledrejection", ({ reason }) => giveUp(asFailure(reason, "interpreter")));

const started = Promise.race([start(), /** @type {Promise<never>} */ (gaveUp)]);
started.then(
  () => postMessage({ type: "ready" }),
  (error) => {
    const { step, detail, file } = asFailure(error, "interpreter");
    postMessage({ type: "failed", step, detail, ...(file === undefined ? {} : { file }) });
  },
);

addEventListener("message", async (/** @type {MessageEvent<Request>} */ { data: { id, call, request } }) => {
  if (id === undefined) return;
  const door = await started.catch(() => null); // a failed start has already been reported
  if (!door) return;
  try {
    postMessage({ type: "done", id, response: door[call](request) });
  } catch (error) {
    postMessage({ type: "threw", id, detail: describe(error) });
  }
});

/**
 * Fetch everything in parallel, and start Python.
 * @returns {Promise<Door>}
 */
async function start() {
  await checkWebAssembly();
  const index = await receivedIndex;
  const folder = new URL(`${index.folder}/`, RUNTIME);
  const downloads = new Downloads(folder, index.files, count, giveUp);
  /** @type {Downloads["open"]} */
  const open = (name, options) => orGiveUp(downloads.open(name, options));

  // The scripts first, since everything else waits for them.
  const scripts = ["pyodide.mjs", "pyodide.asm.js"].map((name) => loadScript(name, open(name), folder));
  const pending = new Map([PROGRAM, index.library].map((name) => [name, open(name, { streamed: name === PROGRAM })]));
  const engine = open(ENGINE).then((response) => response.arrayBuffer());
  answerFetches(folder, pending);
  downloads.report();
  const [{ loadPyodide }] = await Promise.all(scripts);
  const pyodide = await startPython(loadPyodide, {
    indexURL: folder.href,
    packageBaseUrl: folder.href,
    stdLibURL: new URL(index.library, folder).href,
    lockFileContents: index.lock,
  });
  const archive = new Uint8Array(await engine); // it can come after Python has started
  report({ step: "engine" });
  return openDoor(pyodide, archive);
}

async function checkWebAssembly() {
  try {
    await WebAssembly.compile(TINY);
  } catch (error) {
    throw new Failure("webassembly", describe(error));
  }
}

/**
 * Fail as soon as a promise is rejected, even if nothing awaits it yet.
 * @template T
 * @param {Promise<T>} promise
 */
function orGiveUp(promise) {
  promise.catch(giveUp);
  return promise;
}

/**
 * Answer Pyodide's fetches with the files that are already being fetched and decompressed.
 * This replaces `fetch`, and nothing else of the browser's: Pyodide has no option for where its WebAssembly comes from.
 * @param {URL} folder
 * @param {Map<string, Promise<Response>>} pending
 */
function answerFetches(folder, pending) {
  const native = globalThis.fetch.bind(globalThis);
  globalThis.fetch = (input, init) => {
    const { href } = new URL(input instanceof Request ? input.url : input, folder);
    return pending.get(href.replace(folder.href, "")) ?? native(input, init);
  };
}

/**
 * Run one of Pyodide's scripts from the bytes already fetched, or from its file if a content policy forbids `blob:`.
 * @param {string} name
 * @param {Promise<Response>} script
 * @param {URL} folder
 */
async function loadScript(name, script, folder) {
  const address = URL.createObjectURL(await (await script).blob());
  try {
    return await import(address);
  } catch {
    return await import(new URL(name, folder).href).catch((error) => {
      throw new Failure("download", describe(error), name);
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * @param {typeof import("pyodide").loadPyodide} loadPyodide
 * @param {Parameters<typeof import("pyodide").loadPyodide>[0]} options
 */
async function startPython(loadPyodide, options) {
  /** @type {string[]} */
  const output = [];
  const collect = (/** @type {string} */ line) => void output.push(line);
  try {
    return await loadPyodide({ ...options, stdout: collect, stderr: collect });
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("interpreter", [describe(error), ...output].join("\n"));
  }
}

/**
 * @param {Pyodide} pyodide
 * @param {Uint8Array} archive
 * @returns {Door}
 */
function openDoor(pyodide, archive) {
  try {
    pyodide.FS.writeFile(`/${ENGINE}`, archive); // Python imports from the archive: unpacking it would take longer
    pyodide.pyimport("sys").path.insert(0, `/${ENGINE}`);
    return pyodide.pyimport(DOOR);
  } catch (error) {
    throw asFailure(error, "engine");
  }
}

/**
 * Report the progress of the download at every percent, and at least once a second; it never goes back.
 * @param {import("./download.js").Count} now
 */
function count({ loaded, total, file }) {
  if (loaded <= progress.loaded && progress.total) return;
  const percent = Math.floor((100 * loaded) / total);
  const isNews = percent !== Math.floor((100 * progress.loaded) / progress.total);
  if (loaded === total) report({ loaded, total, file, step: "interpreter" });
  else if (isNews || performance.now() > progress.at + QUIET_MS) report({ loaded, total, file });
}

/** @param {Partial<typeof progress>} news */
function report(news) {
  Object.assign(progress, news, { at: performance.now() });
  const { step, loaded, total, file } = progress;
  postMessage({ type: "progress", step, loaded, total, file });
}

/**
 * @param {unknown} error
 * @param {Step} step the step that failed, if the error does not say
 */
function asFailure(error, step) {
  return error instanceof Failure ? error : new Failure(step, describe(error));
}
