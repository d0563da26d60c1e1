/**
 * The checker's worker: starts Python in the browser at once, then answers.
 *
 * In:   `{id, request}`, the request as JSON text; with `make: true` where a file is to be made of it.
 * Out:  `{type: "progress", loaded, total, step}`, then `{type: "ready", restored}`, then `{type: "answer", id, response}` for
 *       each request, `made` in place of `answer` for a file; or `{type: "failed", step, file?, detail}`, once, and with `id` where one answer failed.
 *       For `{id, verify: true}`: `{type: "verifying", done, all}` now and then, then `{type: "verified", response}`.
 * A worker of the name `checker-early` was started by the page itself, which sends `{index}`, what `runtime.json` says,
 * or null where it could not have it; any other reads it for itself.  One of the name `checker-plain` starts Python from
 * the beginning, whatever an earlier visit has kept.  `{type: "again"}`: what was kept is of no use, start such a one.
 * Must not hold words for visitors, nor ask another origin for anything.
 */

import { Downloads, readIndex } from "./download.js";
import { Failure, describe } from "./failure.js";
import { keepSnapshot, readSnapshot, removeSnapshots, takeSnapshot } from "./snapshot.js";

/** @typedef {import("./failure.js").Step} Step */
/** @typedef {import("./download.js").Index} Index */
/** @typedef {{id: number | string, request?: string, make?: true, verify?: true}} Request */
/** @typedef {(request: string) => string} Call */
/** @typedef {{answer: Call, make: Call, verify: (progress: (done: number, all: number) => void) => string}} Door */
/** @typedef {import("pyodide").PyodideAPI} Pyodide */

const DOOR = "checker.browser.door";
const WHEEL = "/engine.whl";
const PROGRAM = "pyodide.asm.wasm";
const LIBRARY = "python_stdlib.zip";
const RUNTIME = new URL("../runtime/", import.meta.url);

/** A module with a function of nothing: compiling it shows whether WebAssembly is there and allowed. */
const TINY = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/** @type {{loaded: number, total: number, step: Step}} */
const progress = { loaded: 0, total: 0, step: "download" };

/** @type {(failure: Failure) => void} */
let giveUp;
/** Rejected with the first failure that nobody else would report: Pyodide logs some of its own and waits for ever. */
const gaveUp = new Promise((_resolve, reject) => {
  giveUp = reject;
});
gaveUp.catch(() => {});

/** Whether Python is put back from what an earlier visit kept. */
let restores = false;
/** @type {{folder: string, pyodide: Pyodide} | null} a started Python, of which nothing is kept yet */
let unkept = null;

/** What the page that started this worker fetched beside it. */
const handed = new Promise((/** @type {(index: Index | null) => void} */ resolve) => {
  if (self.name !== "checker-early") resolve(null);
  addEventListener("message", ({ data }) => "index" in data && resolve(data.index));
});

const answering = Promise.race([start(), /** @type {Promise<never>} */ (gaveUp)]);
answering.then(
  () => postMessage({ type: "ready", restored: restores }),
  (error) => {
    const failure = told(error);
    postMessage(restores && failure.step !== "download" ? { type: "again" } : { type: "failed", ...failure });
  },
);

addEventListener("message", async (/** @type {MessageEvent<Request>} */ event) => {
  const { id, request, make, verify } = event.data;
  if (id === undefined) return;
  try {
    const door = await answering;
    if (verify) {
      const response = door.verify((done, all) => postMessage({ type: "verifying", done, all }));
      postMessage({ type: "verified", response });
    } else if (request !== undefined) {
      if (!isBlank(request)) keep();
      postMessage({ type: make ? "made" : "answer", id, response: make ? door.make(request) : door.answer(request) });
      keep();
    }
  } catch (error) {
    // A failed start was told once, without an id; an answer that fails is told with its own.
    if (!(error instanceof Failure)) postMessage({ type: "failed", id, step: "assess", detail: describe(error) });
  }
});

/** Keep Python as it is now for the next visit, once, while it has not been told any answer. */
function keep() {
  if (unkept) keepSnapshot(unkept.folder, takeSnapshot(unkept.pyodide));
  unkept = null;
}

/**
 * Whether a request holds nothing of the visitor's. The first one mostly does: the result need not wait for a copy then.
 * @param {string} request
 */
function isBlank(request) {
  try {
    const { answers, today, ...more } = JSON.parse(request);
    return !Object.keys(answers).length && Object.values(more).every((each) => each === "");
  } catch {
    return false;
  }
}

/**
 * Fetch everything side by side and start Python on it, or put back what an earlier visit kept of a started one.
 * @returns {Promise<Door>}
 */
async function start() {
  await checkWebAssembly();
  if (self.name === "checker-plain") await removeSnapshots();
  const index = await readIndex(new URL("runtime.json", RUNTIME), handed);
  const folder = new URL(`${index.folder}/`, RUNTIME);
  const downloads = new Downloads(folder, index.files, tell, giveUp);
  const wheelName = Object.keys(index.files).find((name) => name.endsWith(".whl"));
  if (!wheelName) throw new Failure("engine", "runtime.json names no wheel", "runtime.json");

  const program = watched(compile(downloads.open(PROGRAM)));
  const library = watched(downloads.open(LIBRARY));
  const wheel = watched(downloads.open(wheelName, { verify: true })).then((response) => response.arrayBuffer());
  const lock = watched(downloads.open("pyodide-lock.json", { verify: true })).then((response) => response.text());
  const loader = downloads.open("pyodide.mjs", { verify: true }).then((response) => response.blob());
  const script = watched(downloads.open("pyodide.asm.js")).then((response) => response.blob());
  const kept = readSnapshot(index.folder);
  giveOut(folder, library, program);

  const [{ loadPyodide }] = await Promise.all([
    loadScript("pyodide.mjs", watched(loader), folder),
    loadScript("pyodide.asm.js", script, folder),
  ]);
  const snapshot = await kept;
  restores = snapshot !== null;
  const pyodide = await startInterpreter(loadPyodide, folder, await lock, snapshot);
  advance("engine");
  const door = openDoor(pyodide, new Uint8Array(await wheel));
  if (!snapshot) unkept = { folder: index.folder, pyodide };
  return door;
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
 * Compile the interpreter while it arrives, and while its script is still being read.
 * @param {Promise<Response>} program
 */
async function compile(program) {
  const response = await program;
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("webassembly", describe(error), PROGRAM);
  }
}

/**
 * Hand Pyodide the parts that are on their way instead of letting it fetch them again.
 * @param {URL} folder
 * @param {Promise<Response>} library
 * @param {Promise<WebAssembly.Module>} program
 */
function giveOut(folder, library, program) {
  const native = globalThis.fetch.bind(globalThis);
  globalThis.fetch = (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input, folder);
    const name = address.pathname.slice(address.pathname.lastIndexOf("/") + 1);
    if (name === PROGRAM) return Promise.resolve(new Response()); // it is compiled already, see below
    if (name === LIBRARY) return library;
    if (address.origin !== location.origin) return Promise.reject(new TypeError(`${address.origin} is not this site`));
    return native(input, init);
  };
  WebAssembly.instantiateStreaming = async (_source, imports) => {
    const module = await program;
    try {
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      giveUp(new Failure("webassembly", describe(error), PROGRAM)); // Pyodide logs it and waits for ever
      throw error;
    }
  };
}

/**
 * Run a script of Pyodide's from the bytes that are here already, or from its file where a policy forbids `blob:`.
 * @param {string} name
 * @param {Promise<Blob>} script
 * @param {URL} folder
 */
async function loadScript(name, script, folder) {
  const address = URL.createObjectURL(await script);
  try {
    return await import(address);
  } catch {
    try {
      return await import(new URL(name, folder).href);
    } catch (error) {
      throw new Failure("download", describe(error), name);
    }
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * @param {typeof import("pyodide").loadPyodide} loadPyodide
 * @param {URL} folder
 * @param {string} lock
 * @param {Uint8Array | null} snapshot
 */
async function startInterpreter(loadPyodide, folder, lock, snapshot) {
  /** @type {string[]} */
  const said = [];
  const keep = (/** @type {string} */ line) => void said.push(line);
  try {
    const config = {
      indexURL: folder.href,
      packageBaseUrl: folder.href,
      stdLibURL: new URL(LIBRARY, folder).href,
      lockFileContents: lock,
      stdout: keep,
      stderr: keep,
    };
    return await loadPyodide(snapshot ? { ...config, ...{ _loadSnapshot: snapshot } } : config);
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("interpreter", [describe(error), ...said].join("\n"));
  }
}

/**
 * Put the engine on Python's path, as it came, and open its door.
 * @param {Pyodide} pyodide
 * @param {Uint8Array} wheel
 * @returns {Door}
 */
function openDoor(pyodide, wheel) {
  try {
    pyodide.FS.writeFile(WHEEL, wheel);
    const { path } = pyodide.pyimport("sys");
    if (!path.includes(WHEEL)) path.insert(0, WHEEL); // what an earlier visit kept has it
    return pyodide.pyimport(DOOR);
  } catch (error) {
    throw new Failure("engine", describe(error));
  }
}

/**
 * Tell how far the download is; never less than was told before.
 * @param {number} loaded
 * @param {number} total
 */
function tell(loaded, total) {
  const before = Math.floor((100 * progress.loaded) / progress.total);
  if (loaded <= progress.loaded && progress.total) return;
  progress.loaded = loaded;
  progress.total = total;
  if (loaded === total) advance("interpreter");
  else if (Math.floor((100 * loaded) / total) !== before) postMessage({ type: "progress", ...progress });
}

/** @param {Step} step */
function advance(step) {
  progress.step = step;
  postMessage({ type: "progress", ...progress });
}

/** @param {unknown} error */
function told(error) {
  if (!(error instanceof Failure)) return { step: "interpreter", detail: describe(error) };
  const { step, detail, file } = error;
  return file === undefined ? { step, detail } : { step, file, detail };
}
