/**
 * The checker's worker: starts Python with the engine, then answers requests.
 *
 * The page first sends `{index}`, the content of `runtime.json`.  Then, at any time, it sends `{request}`: a request of
 * `checker/browser/door.py`, as JSON text.
 * The worker handles requests in order, and sends
 *   `{type: "progress", step, loaded, total, file}`  during the start: bytes, and a file that is still incomplete
 *   `{type: "ready"}`                                once it has started
 *   `{type: "done", response}`                       for each request
 *   `{type: "failed", step, file?, detail}`          if it cannot start, or a request raised an exception
 *
 * Python starts with Pyodide's documented API, from files that are fetched in parallel and decompressed here.
 * Must not contain words for visitors, set a timer, or request anything from another origin.
 */

import { Failure, download, nativeFetch } from "./download.js";

/** @typedef {import("./download.js").Step} Step */
/** @typedef {import("./download.js").Files} Files */
/** @typedef {{folder: string, library: string, lock: import("pyodide").Lockfile, files: Files}} Index */
/** @typedef {{answer: (request: string) => string}} Door */

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

/** Rejected with the first failure, even one that nothing awaits: Pyodide logs some, and then waits forever. */
const started = new Promise((/** @type {(door: Door) => void} */ resolve, reject) => {
  addEventListener("unhandledrejection", ({ reason }) => reject(reason));
  addEventListener("message", ({ data }) => "index" in data && start(data.index, reject).then(resolve, reject));
});
started.then(() => postMessage({ type: "ready" }), fail);

addEventListener("message", async ({ data }) => {
  if (!("request" in data)) return;
  const door = await started.catch(() => null); // a failed start has already been reported
  if (door) during("assess", () => postMessage({ type: "done", response: door.answer(data.request) })).catch(fail);
});

/** @param {unknown} error */
function fail(error) {
  const { step, file, message } = error instanceof Failure ? error : new Failure("interpreter", error);
  postMessage({ type: "failed", step, detail: message, ...(file && { file }) });
}

/**
 * Download everything in parallel, and start Python.
 * @param {Index} index
 * @param {(failure: Failure) => void} onFailure called if a file fails, even if nothing awaits it
 * @returns {Promise<Door>}
 */
async function start({ folder: name, library, lock, files }, onFailure) {
  await during("webassembly", () => WebAssembly.compile(TINY));
  const folder = new URL(`${name}/`, RUNTIME);
  const report = reporting([...SCRIPTS, PROGRAM, library, ENGINE], files);
  report(ENGINE, 0);

  // Pyodide imports the second script itself, and finds that it is here.
  const scripts = SCRIPTS.map(async (script) => {
    const module = await during("download", () => import(new URL(script, folder).href), script);
    report(script, 1);
    return module;
  });
  const open = (/** @type {string} */ file, type = "application/zip") => {
    const onProgress = (/** @type {number} */ part) => report(file, part);
    const streamed = file === PROGRAM; // it is compiled as it arrives
    const content = download(file, { folder, files, streamed, onProgress, onFailure });
    return new Response(content, { headers: { "Content-Type": type } });
  };
  // Pyodide has no option for where its WebAssembly comes from: its fetches get the files that are already on their way.
  /** @type {Record<string, Response>} */
  const opened = { [PROGRAM]: open(PROGRAM, "application/wasm"), [library]: open(library) };
  globalThis.fetch = async (input, init) => opened[String(input).replace(folder.href, "")] ?? nativeFetch(input, init);
  const archive = open(ENGINE).arrayBuffer();

  const [{ loadPyodide }] = await Promise.all(scripts);
  const pyodide = await loadPyodide({
    indexURL: folder.href,
    packageBaseUrl: folder.href,
    stdLibURL: new URL(library, folder).href,
    lockFileContents: lock,
  });
  const engine = new Uint8Array(await archive); // it can come after Python has started
  report(ENGINE, 1, "engine");
  return during("engine", () => {
    pyodide.FS.writeFile(`/${ENGINE}`, engine); // Python imports from the archive: unpacking it would take longer
    pyodide.pyimport("sys").path.insert(0, `/${ENGINE}`);
    return pyodide.pyimport(DOOR);
  });
}

/**
 * Do something, and say in which step it failed.
 * @template T
 * @param {Step} step
 * @param {() => T} act
 * @param {string} [file]
 */
async function during(step, act, file) {
  try {
    return await act();
  } catch (error) {
    throw new Failure(step, error, file);
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
    let loaded = 0;
    let total = 0;
    for (const [each, here] of parts) {
      const size = files[`${each}.gz`]?.size ?? 0; // scripts count as 0: `import()` reports no progress
      loaded += here * size;
      total += size;
    }
    const file = names.find((each) => parts.get(each) !== 1) ?? "";
    postMessage({ type: "progress", step: step ?? (file ? "download" : "interpreter"), loaded, total, file });
  };
}
