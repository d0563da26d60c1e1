/**
 * The checker's worker: starts Python with the engine, then answers.
 *
 * The page sends `{index}` first, what `runtime.json` says.  Then, at any time, `{id, call, request}`: the name of a
 * function of the engine's door, `answer`, `make` or `verify`, and its request as JSON text, which `verify` has none of.
 * The worker takes calls in their order, and sends
 *   `{type: "progress", step, loaded, total, file}`  while it starts: bytes, and the file that is waited for
 *   `{type: "ready"}`                                once it has started
 *   `{type: "failed", step, file?, detail}`          where it cannot start; it is of no more use then
 *   `{type: "done", id, response}`                   what a call returned
 *   `{type: "threw", id, detail}`                    what a call raised; other calls are answered all the same
 *   `{type: "verifying", id, done, all}`             now and then during `verify`
 *
 * Python starts by what Pyodide documents, from files that are fetched side by side and inflated here.
 * Must not hold words for visitors, set a timer, or ask another origin for anything.
 */

import { Downloads } from "./download.js";
import { Failure, describe } from "./failure.js";

/** @typedef {import("./failure.js").Step} Step */
/** @typedef {import("pyodide").PyodideAPI} Pyodide */
/** @typedef {(request: string) => string} Call */
/** @typedef {{answer: Call, make: Call, verify: (progress: (done: number, all: number) => void) => string}} Door */
/** @typedef {{id: number, call: keyof Door, request: string}} Request */

const DOOR = "checker.browser.door";
const WHEEL = "/engine.whl";
const PROGRAM = "pyodide.asm.wasm";
const RUNTIME = new URL("../runtime/", import.meta.url);

/** How long nothing need be said while bytes arrive. */
const QUIET_MS = 1_000;

/** A module whose one function catches an exception: compiling it shows whether WebAssembly is there, allowed, and new enough. */
const TINY = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // its head
  ...[1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0], // a function that takes and returns nothing
  ...[10, 8, 1, 6, 0, 6, 0x40, 0x19, 0x0b, 0x0b], // try, catch all, end, end
);

/** @type {{loaded: number, total: number, file: string, step: Step, at: number}} */
const progress = { loaded: 0, total: 0, file: "", step: "download", at: 0 };

/** What the page sends first. @type {Promise<import("./download.js").Index>} */
const listed = new Promise((resolve) => {
  addEventListener("message", ({ data }) => "index" in data && resolve(data.index));
});

/** @type {(failure: Failure) => void} */
let giveUp;
/** Rejected with the first failure that nobody else would report: Pyodide logs some of its own and waits for ever. */
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
  const door = await started.catch(() => null); // a failed start was told once, without an id
  if (!door) return;
  try {
    const verifying = (/** @type {number} */ done, /** @type {number} */ all) =>
      postMessage({ type: "verifying", id, done, all });
    postMessage({ type: "done", id, response: call === "verify" ? door.verify(verifying) : door[call](request) });
  } catch (error) {
    postMessage({ type: "threw", id, detail: describe(error) });
  }
});

/**
 * Fetch everything side by side and start Python on it.
 * @returns {Promise<Door>}
 */
async function start() {
  await checkWebAssembly();
  const index = await listed;
  const folder = new URL(`${index.folder}/`, RUNTIME);
  const downloads = new Downloads(folder, index.files, count, giveUp);
  /** @type {Downloads["open"]} */
  const open = (name, options) => watched(downloads.open(name, options));

  // What everything else waits for comes first.
  const scripts = ["pyodide.mjs", "pyodide.asm.js"].map((name) => loadScript(name, open(name), folder));
  const coming = new Map([PROGRAM, index.library].map((name) => [name, open(name, { streamed: name === PROGRAM })]));
  const engine = open(index.engine).then((response) => response.arrayBuffer());
  const lock = open("pyodide-lock.json").then((response) => response.text());
  answerFetches(folder, coming);
  downloads.tell();
  const [{ loadPyodide }] = await Promise.all(scripts);
  const pyodide = await startPython(loadPyodide, {
    indexURL: folder.href,
    packageBaseUrl: folder.href,
    stdLibURL: new URL(index.library, folder).href,
    lockFileContents: lock,
  });
  say({ step: "engine" });
  return openDoor(pyodide, new Uint8Array(await engine));
}

async function checkWebAssembly() {
  try {
    await WebAssembly.compile(TINY);
  } catch (error) {
    throw new Failure("webassembly", describe(error));
  }
}

/**
 * Give up when something cannot be had, even if nobody is waiting for it yet.
 * @template T
 * @param {Promise<T>} part
 */
function watched(part) {
  part.catch(giveUp);
  return part;
}

/**
 * Let Pyodide have the files that are on their way, inflated, when it asks for them by their addresses.
 * This is the one thing of the browser's that is replaced: Pyodide has no option for where its WebAssembly comes from.
 * @param {URL} folder
 * @param {Map<string, Promise<Response>>} coming
 */
function answerFetches(folder, coming) {
  const native = globalThis.fetch.bind(globalThis);
  globalThis.fetch = (input, init) => {
    const { href } = new URL(input instanceof Request ? input.url : input, folder);
    return coming.get(href.replace(folder.href, "")) ?? native(input, init);
  };
}

/**
 * Run a script of Pyodide's from the bytes that are here already, or from its file where a policy forbids `blob:`.
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
  const said = [];
  const keep = (/** @type {string} */ line) => void said.push(line);
  try {
    return await loadPyodide({ ...options, stdout: keep, stderr: keep });
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("interpreter", [describe(error), ...said].join("\n"));
  }
}

/**
 * @param {Pyodide} pyodide
 * @param {Uint8Array} wheel
 * @returns {Door}
 */
function openDoor(pyodide, wheel) {
  try {
    pyodide.FS.writeFile(WHEEL, wheel); // Python imports from it as it is: unpacking it would take longer
    pyodide.pyimport("sys").path.insert(0, WHEEL);
    return pyodide.pyimport(DOOR);
  } catch (error) {
    throw asFailure(error, "engine");
  }
}

/**
 * Tell how far the download is: at every part in a hundred, and once a second; never less than was told before.
 * @param {import("./download.js").Count} now
 */
function count({ loaded, total, file }) {
  if (loaded <= progress.loaded && progress.total) return;
  const part = Math.floor((100 * loaded) / total);
  const isNews = part !== Math.floor((100 * progress.loaded) / progress.total);
  if (loaded === total) say({ loaded, total, file, step: "interpreter" });
  else if (isNews || performance.now() > progress.at + QUIET_MS) say({ loaded, total, file });
}

/** @param {Partial<typeof progress>} news */
function say(news) {
  Object.assign(progress, news, { at: performance.now() });
  const { step, loaded, total, file } = progress;
  postMessage({ type: "progress", step, loaded, total, file });
}

/**
 * @param {unknown} error
 * @param {Step} step what was done, where the error does not say it itself
 */
function asFailure(error, step) {
  return error instanceof Failure ? error : new Failure(step, describe(error));
}
