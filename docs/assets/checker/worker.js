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

import { Failure, describe, download } from "./download.js";

/** @typedef {import("./download.js").Step} Step */
/** @typedef {import("./download.js").Files} Files */
/** @typedef {{folder: string, library: string, lock: import("pyodide").Lockfile, files: Files}} Index */
/** @typedef {import("pyodide").PyodideAPI} Pyodide */
/** @typedef {(request: string) => string} Call */
/** @typedef {{answer: Call, calendar: Call}} Door */
/** @typedef {{id: number, call: keyof Door, request: string}} Request */

const DOOR = "checker.browser.door";
const ENGINE = "engine.zip";
const PROGRAM = "pyodide.asm.wasm";
const SCRIPTS = ["pyodide.js", "pyodide.asm.js"];
const RUNTIME = new URL("../runtime/", import.meta.url);

/** The shortest time between two messages of the progress of the same file. */
const PAUSE_MS = 100;

/** A module that catches an exception. Compiling it shows whether WebAssembly is available, allowed, and recent enough. */
const TINY = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // its head
  ...[1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0], // a function that takes and returns nothing
  ...[10, 8, 1, 6, 0, 6, 0x40, 0x19, 0x0b, 0x0b], // try, catch all, end, end
);

/** The index, which the page sends first. @type {Promise<Index>} */
const received = new Promise((resolve) => {
  addEventListener("message", ({ data }) => "index" in data && resolve(data.index));
});

/** Rejected with the first failure, even one that nothing awaits: Pyodide logs some, and then waits forever. */
const started = new Promise((/** @type {(door: Door) => void} */ resolve, reject) => {
  addEventListener("unhandledrejection", ({ reason }) => reject(reason));
  start(reject).then(resolve, reject);
});
started.then(
  () => postMessage({ type: "ready" }),
  (error) => {
    const { step = "interpreter", file } = /** @type {Partial<Failure>} */ (Object(error));
    postMessage({ type: "failed", step, detail: describe(error), ...(file && { file }) });
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
 * Download everything in parallel, and start Python.
 * @param {(failure: Failure) => void} onFailure called with the failure of a file, even if nothing awaits it
 * @returns {Promise<Door>}
 */
async function start(onFailure) {
  await checkWebAssembly();
  const index = await received;
  const { library, files } = index;
  const folder = new URL(`${index.folder}/`, RUNTIME);
  const report = reporting([...SCRIPTS, PROGRAM, library, ENGINE], files);
  report(ENGINE, 0);
  const scripts = SCRIPTS.map((name) => load(name, folder, () => report(name, 1)));
  const open = (/** @type {string} */ name, type = "application/zip") => {
    const onProgress = (/** @type {number} */ part) => report(name, part);
    const streamed = name === PROGRAM; // it is compiled as it arrives
    const content = download(name, { folder, files, streamed, onProgress, onFailure });
    return new Response(content, { headers: { "Content-Type": type } });
  };
  answerFetches(folder, { [PROGRAM]: open(PROGRAM, "application/wasm"), [library]: open(library) });
  const archive = open(ENGINE).arrayBuffer();
  const [{ loadPyodide }] = await Promise.all(scripts);
  const pyodide = await startPython(loadPyodide, {
    indexURL: folder.href,
    packageBaseUrl: folder.href,
    stdLibURL: new URL(library, folder).href,
    lockFileContents: index.lock,
  });
  const content = new Uint8Array(await archive); // it can come after Python has started
  report(ENGINE, 1, "engine");
  return openDoor(pyodide, content);
}

async function checkWebAssembly() {
  try {
    await WebAssembly.compile(TINY);
  } catch (error) {
    throw new Failure("webassembly", describe(error));
  }
}

/**
 * Return a function that reports how much of a file is here, from 0 to 1: at once if it is complete, else now and then.
 * @param {string[]} names
 * @param {Files} files
 */
function reporting(names, files) {
  const parts = new Map(names.map((name) => [name, 0]));
  let last = -PAUSE_MS;
  return (/** @type {string} */ name, /** @type {number} */ part, /** @type {Step | undefined} */ step = undefined) => {
    parts.set(name, part);
    if (part < 1 && performance.now() < last + PAUSE_MS) return;
    last = performance.now();
    const bytes = (/** @type {(part: number) => number} */ count) =>
      names.reduce((sum, each) => sum + count(parts.get(each) ?? 0) * (files[`${each}.gz`]?.size ?? 0), 0);
    const file = names.find((each) => parts.get(each) !== 1) ?? "";
    const now = step ?? (file ? "download" : "interpreter");
    postMessage({ type: "progress", step: now, loaded: bytes((here) => here), total: bytes(() => 1), file });
  };
}

/**
 * Answer Pyodide's fetches with the files that are already being downloaded.
 * This replaces `fetch`, and nothing else of the browser's: Pyodide has no option for where its WebAssembly comes from.
 * @param {URL} folder
 * @param {Record<string, Response>} responses by name
 */
function answerFetches(folder, responses) {
  const native = globalThis.fetch.bind(globalThis);
  globalThis.fetch = async (input, init) => responses[String(input).replace(folder.href, "")] ?? native(input, init);
}

/**
 * Import one of Pyodide's scripts. Pyodide imports the second too, and finds it here.
 * @param {string} name
 * @param {URL} folder
 * @param {() => void} onLoaded
 */
async function load(name, folder, onLoaded) {
  try {
    const script = await import(new URL(name, folder).href);
    onLoaded();
    return script;
  } catch (error) {
    throw new Failure("download", describe(error), name);
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
    throw new Failure("interpreter", [describe(error), ...output].join("\n"));
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
    throw new Failure("engine", describe(error));
  }
}
