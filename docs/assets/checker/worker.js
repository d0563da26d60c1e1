/**
 * The checker's worker: gets Python going at once, then answers.
 *
 * In:   `{id, request}`, the request as JSON text; with `make: true` where a file is to be made of it.
 * Out:  `{type: "progress", loaded, total, step}`, then `{type: "ready", goesOn}`, then `{type: "answer", id, response}` for
 *       each request, `made` in place of `answer` for a file; or `{type: "failed", step, file?, detail}`, once, and with `id` where one answer failed.
 *       For `{id, verify: true}`: `{type: "verifying", done, all}` now and then, then `{type: "verified", response}`.
 * Python goes on from a start that was made with the site, in a program that has what the checker has been seen to use.
 * Whatever goes wrong with it, `{type: "again", step, detail}` is said in place of an answer: a worker of the name `checker-plain`
 * starts the whole Python from the beginning, and its answers count.
 * A worker of the name `checker-early` was started by the page itself, which sends `{index}`, what `runtime.json` says,
 * or null where it could not have it; any other reads it for itself.
 * Must not hold words for visitors, nor ask another origin for anything.
 */

import { Downloads, readIndex } from "./download.js";
import { Failure, describe } from "./failure.js";

/** @typedef {import("./failure.js").Step} Step */
/** @typedef {import("./download.js").Index} Index */
/** @typedef {{id: number | string, request?: string, make?: true, verify?: true}} Request */
/** @typedef {(request: string) => string} Call */
/** @typedef {{answer: Call, make: Call, verify: (progress: (done: number, all: number) => void) => string}} Door */
/** @typedef {import("pyodide").PyodideAPI} Pyodide */
/** @typedef {{program: string, script: string, memory?: string, library?: string}} Parts */

const DOOR = "checker.browser.door";
const WHEEL = "/engine.whl";
const LIBRARY = "python_stdlib.zip";
const RUNTIME = new URL("../runtime/", import.meta.url);

/** @type {Parts} */
const STARTED = { program: "started.wasm", script: "started.js", memory: "started.memory" };
/** @type {Parts} */
const WHOLE = { program: "pyodide.asm.wasm", script: "pyodide.asm.js", library: LIBRARY };

/** Whether Python goes on from the start that was made with the site. */
const goesOn = self.name !== "checker-plain";

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
addEventListener("unhandledrejection", ({ reason }) => giveUp(new Failure("interpreter", describe(reason))));

/** @type {Record<string, any>} what the interpreter asks for of Pyodide's script */
let asks = {};

/** What the page that started this worker fetched beside it. */
const handed = new Promise((/** @type {(index: Index | null) => void} */ resolve) => {
  if (self.name !== "checker-early") resolve(null);
  addEventListener("message", ({ data }) => "index" in data && resolve(data.index));
});

const answering = Promise.race([start(), /** @type {Promise<never>} */ (gaveUp)]);
answering.then(
  () => postMessage({ type: "ready", goesOn }),
  (error) => {
    const failure = told(error, "interpreter");
    postMessage({ type: goesOn && failure.step !== "download" ? "again" : "failed", ...failure });
  },
);

addEventListener("message", async (/** @type {MessageEvent<Request>} */ event) => {
  const { id, request, make, verify } = event.data;
  if (id === undefined) return;
  const python = await answering.catch(() => null); // a failed start was told once, without an id
  if (!python) return;
  try {
    const { door, putWheel } = python;
    if (verify) {
      await putWheel(); // the proof reads the policy's files
      const response = door.verify((done, all) => postMessage({ type: "verifying", done, all }));
      postMessage({ type: "verified", response });
    } else if (request !== undefined) {
      postMessage({ type: make ? "made" : "answer", id, response: make ? door.make(request) : door.answer(request) });
    }
  } catch (error) {
    const failure = told(error, "assess");
    postMessage({ type: goesOn && failure.step !== "download" ? "again" : "failed", id, ...failure });
  }
});

/**
 * Fetch everything side by side and start Python on it.
 * @returns {Promise<{door: Door, putWheel: () => Promise<void>}>}
 */
async function start() {
  await checkWebAssembly();
  const index = await readIndex(new URL("runtime.json", RUNTIME), handed);
  const folder = new URL(`${index.folder}/`, RUNTIME);
  const downloads = new Downloads(folder, index.files, tell, giveUp);
  const wheelName = Object.keys(index.files).find((name) => name.endsWith(".whl"));
  if (!wheelName) throw new Failure("engine", "runtime.json names no wheel", "runtime.json");

  const parts = goesOn ? STARTED : WHOLE;
  const program = watched(compile(parts.program, downloads.open(parts.program)));
  const memory = parts.memory ? watched(downloads.open(parts.memory, { verify: true })).then(bytesOf) : null;
  const library = parts.library ? watched(downloads.open(parts.library)) : Promise.resolve(new Response());
  const wheel = goesOn ? null : watched(downloads.open(wheelName, { verify: true })).then(bytesOf);
  const lock = watched(downloads.open("pyodide-lock.json", { verify: true })).then((response) => response.text());
  const loader = downloads.open("pyodide.mjs", { verify: true }).then((response) => response.blob());
  const script = watched(downloads.open(parts.script)).then((response) => response.blob());
  giveOut(folder, library, program, memory);

  const [{ loadPyodide }] = await Promise.all([
    loadScript("pyodide.mjs", watched(loader), folder),
    loadScript(parts.script, script, folder),
  ]);
  const pyodide = await startInterpreter(loadPyodide, folder, await lock, await memory);
  advance("engine");
  if (goesOn) asks._PyEM_InitTrampoline_js?.(); // some browsers can help Python with calls, and this one may

  const { FS } = pyodide;
  const putWheel = async () => {
    if (FS.analyzePath(WHEEL).exists) return;
    const later = () => new Downloads(folder, index.files).open(wheelName, { verify: true }).then(bytesOf);
    FS.writeFile(WHEEL, await (wheel ?? later()));
  };
  if (!goesOn) {
    await putWheel();
    pyodide.pyimport("sys").path.insert(0, WHEEL);
  }
  return { door: openDoor(pyodide), putWheel };
}

/** @param {Response} response */
async function bytesOf(response) {
  return new Uint8Array(await response.arrayBuffer());
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
 * @param {string} name
 * @param {Promise<Response>} program
 */
async function compile(name, program) {
  const response = await program;
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("webassembly", describe(error), name);
  }
}

/**
 * Hand Pyodide the parts that are on their way instead of letting it fetch them again.
 * @param {URL} folder
 * @param {Promise<Response>} library
 * @param {Promise<WebAssembly.Module>} program
 * @param {Promise<Uint8Array> | null} memory
 */
function giveOut(folder, library, program, memory) {
  const native = globalThis.fetch.bind(globalThis);
  globalThis.fetch = (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input, folder);
    const name = address.pathname.slice(address.pathname.lastIndexOf("/") + 1);
    if (name === WHOLE.program) return Promise.resolve(new Response()); // it is compiled already, see below
    if (name === LIBRARY) return library;
    if (address.origin !== location.origin) return Promise.reject(new TypeError(`${address.origin} is not this site`));
    return native(input, init);
  };
  WebAssembly.instantiateStreaming = async (_source, imports) => {
    const module = await program;
    asks = imports?.env ?? {};
    if (memory) new Uint8Array(asks.memory.buffer).set(beginning(module, await memory));
    try {
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      giveUp(new Failure("webassembly", describe(error))); // Pyodide logs it and waits for ever
      throw error;
    }
  };
}

/**
 * Return the memory that the interpreter begins with, but for the parts that its program holds itself.
 * Pyodide begins before it goes on from the started memory, of which this is a part.
 * @param {WebAssembly.Module} module its section says how much that is
 * @param {Uint8Array} snapshot its second number says where the memory begins in it
 */
function beginning(module, snapshot) {
  const [section] = WebAssembly.Module.customSections(module, "memory-taken");
  const [, start = 0] = new Uint32Array(snapshot.buffer, 0, 2);
  const [length = 0] = section ? new Uint32Array(section) : [];
  return snapshot.subarray(start, start + length);
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
 * @param {Uint8Array | null} memory to go on from; `_loadSnapshot` is not public in Pyodide, whose version is pinned
 */
async function startInterpreter(loadPyodide, folder, lock, memory) {
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
    return await loadPyodide(memory ? { ...config, ...{ _loadSnapshot: memory } } : config);
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("interpreter", [describe(error), ...said].join("\n"));
  }
}

/**
 * @param {Pyodide} pyodide
 * @returns {Door}
 */
function openDoor(pyodide) {
  try {
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

/**
 * @param {unknown} error
 * @param {Step | "assess"} step what was done, where the error does not say it itself
 */
function told(error, step) {
  if (!(error instanceof Failure)) return { step, detail: describe(error) };
  const { step: failed, detail, file } = error;
  return file === undefined ? { step: failed, detail } : { step: failed, file, detail };
}
