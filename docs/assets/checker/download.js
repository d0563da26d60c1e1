/**
 * Downloading a file of the runtime, and what can fail on the way.
 *
 * Must not request anything from another origin.  There is no time limit here: `engine.js` notices missing progress.
 */

/** @typedef {"download" | "webassembly" | "interpreter" | "engine" | "assess"} Step */
/** @typedef {{size: number, integrity: string}} Entry */
/** @typedef {Record<string, Entry>} Files by name; a file that is also shipped compressed has a second entry, `….gz` */
/** @typedef {ReadableStream<Uint8Array<ArrayBuffer>>} Bytes */

/** The browser's own fetch, which the worker replaces. */
export const nativeFetch = globalThis.fetch.bind(globalThis);

/** What failed in which step, and with which file if one is concerned; its message is not for visitors. */
export class Failure extends Error {
  /**
   * @param {Step} step
   * @param {unknown} error what was thrown
   * @param {string} [file]
   */
  constructor(step, error, file) {
    super(error instanceof Error ? error.message || error.name : String(error));
    this.step = step;
    this.file = file;
  }
}

/**
 * Start the download of a file: of its `.gz`, and if that is not what it should be, of the file itself.
 * If the `.gz` breaks off, the file continues where it broke off.
 * @param {string} name
 * @param {{folder: URL, files: Files, streamed: boolean, onProgress: (part: number) => void, onFailure: (failure: Failure) => void}} options
 *   folder: its address, with a trailing slash; onProgress: called with the part that is here, from 0 to 1
 * @returns {Bytes} the uncompressed content: streamed, as it arrives; else, once its digest was checked
 */
export function download(name, { folder, files, streamed, onProgress, onFailure }) {
  const size = files[name]?.size ?? 0;
  let sent = 0;
  /** @type {(body: Bytes, controller: ReadableStreamDefaultController) => Promise<void>} */
  const pass = async (body, controller) => {
    const reader = body.getReader();
    let seen = 0;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const chunk = next.value.subarray(Math.max(0, sent - seen));
      seen += next.value.byteLength;
      if (!chunk.byteLength) continue;
      controller.enqueue(chunk);
      sent += chunk.byteLength;
      if (sent < size) onProgress(sent / size);
    }
    if (seen !== size) throw new Error(`${seen} bytes instead of ${size}`);
  };
  return new ReadableStream({
    async start(controller) {
      try {
        // A streamed `.gz` is checked by gzip's own checksum.
        await inflated(new URL(`${name}.gz`, folder), streamed ? "" : files[`${name}.gz`]?.integrity)
          .then((body) => pass(body, controller))
          .catch(async () => pass(await request(new URL(name, folder), files[name]?.integrity), controller));
        controller.close();
        onProgress(1);
      } catch (error) {
        const failure = new Failure("download", error, name);
        onFailure(failure);
        controller.error(failure);
      }
    },
  });
}

/**
 * @param {URL} address
 * @param {string} [integrity]
 * @returns {Promise<Bytes>}
 */
async function inflated(address, integrity) {
  const inflating = new DecompressionStream("gzip"); // in a browser without it nothing is requested
  return (await request(address, integrity)).pipeThrough(inflating);
}

/**
 * @param {URL} address
 * @param {string} [integrity]
 * @returns {Promise<Bytes>}
 */
async function request(address, integrity = "") {
  const response = await nativeFetch(address, { integrity, credentials: "same-origin" });
  if (!response.ok || !response.body) throw new Error(`HTTP status ${response.status}`);
  return response.body;
}
