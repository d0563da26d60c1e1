/**
 * Fetching the files of the runtime in parallel, and counting their bytes.
 *
 * In: the files in `runtime.json`.  Out: for each file, a response with its uncompressed content.
 * Must not request anything from another origin.  There is no time limit here: `engine.js` notices missing progress.
 */

import { Failure, describe } from "./failure.js";

/** @typedef {{size: number, integrity: string}} Entry */
/** @typedef {{folder: string, library: string, lock: import("pyodide").Lockfile, files: Record<string, Entry>}} Index */
/** @typedef {{loaded: number, total: number, file: string}} Count file: the first that is incomplete */

/** Whether this browser can decompress; if not, it gets the uncompressed files. */
const INFLATES = typeof DecompressionStream === "function";

/** @type {Record<string, string>} */
const MEDIA_TYPES = { js: "text/javascript", mjs: "text/javascript", wasm: "application/wasm" };

/** The browser's own fetch, which the worker replaces. */
const nativeFetch = globalThis.fetch.bind(globalThis);

export class Downloads {
  /**
   * @param {URL} folder the folder of the files, with a trailing slash
   * @param {Index["files"]} files
   * @param {(count: Count) => void} onProgress
   * @param {(failure: Failure) => void} onFailure called if a file fails after it was opened
   */
  constructor(folder, files, onProgress, onFailure) {
    this.folder = folder;
    this.files = files;
    this.onProgress = onProgress;
    this.onFailure = onFailure;
    /** @type {Map<string, {loaded: number, total: number}>} */
    this.counts = new Map();
  }

  /**
   * Fetch a file: its `.gz`, or if that is not available, the file itself.
   *
   * The browser checks the file's digest before it returns any content.  A streamed `.gz` is returned as it arrives,
   * and checked by gzip's own checksum.
   * @param {string} name
   * @param {{streamed?: boolean}} [options]
   * @returns {Promise<Response>} the uncompressed content, with its media type; rejected with a Failure
   */
  async open(name, { streamed = false } = {}) {
    const entry = this.files[name];
    if (!entry) throw new Failure("download", "runtime.json does not name it", name);
    const compressed = INFLATES ? this.files[`${name}.gz`] : undefined;
    const count = { loaded: 0, total: (compressed ?? entry).size };
    this.counts.set(name, count);
    // Accept either digest for the `.gz`: some hosts decompress such files.
    const digests = streamed ? "" : `${compressed?.integrity} ${entry.integrity}`;
    const gzipped = compressed && (await this.request(`${name}.gz`, digests).catch(() => undefined));
    if (!gzipped?.ok) count.total = entry.size;
    try {
      const response = gzipped?.ok ? gzipped : await this.request(name, entry.integrity);
      if (!response.ok || !response.body) throw new Failure("download", `HTTP status ${response.status}`, name);
      const plain = await this.plain(response.body, count);
      const checked = ofSize(entry.size, name);
      // If the reader cancels, there is no error.
      plain.pipeTo(checked.writable).catch((error) => error && this.onFailure(asFailure(error, name)));
      const type = MEDIA_TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
      return new Response(checked.readable, { headers: { "Content-Type": type } });
    } catch (error) {
      throw asFailure(error, name);
    }
  }

  /**
   * @param {string} file
   * @param {string} integrity
   */
  request(file, integrity) {
    return nativeFetch(new URL(file, this.folder), { integrity, credentials: "same-origin" });
  }

  /**
   * Read a body as fast as it arrives, even if the result is not read yet; decompress it if it begins like gzip.
   * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
   * @param {{loaded: number, total: number}} count
   * @returns {Promise<ReadableStream<Uint8Array<ArrayBuffer>>>}
   */
  async plain(body, count) {
    const reader = body.getReader();
    const first = await reader.read();
    /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */
    const bytes = new ReadableStream({
      start: async (controller) => {
        try {
          for (let next = first; !next.done; next = await reader.read()) {
            count.loaded = Math.min(count.loaded + next.value.byteLength, count.total);
            controller.enqueue(next.value);
            this.report();
          }
          count.loaded = count.total;
          controller.close();
          this.report();
        } catch (error) {
          controller.error(error);
        }
      },
    });
    const compressed = INFLATES && first.value?.[0] === 0x1f && first.value[1] === 0x8b;
    return compressed ? bytes.pipeThrough(new DecompressionStream("gzip")) : bytes;
  }

  report() {
    const all = [...this.counts];
    const sum = (/** @type {"loaded" | "total"} */ what) => all.reduce((total, [, count]) => total + count[what], 0);
    const [file] = all.find(([, { loaded, total }]) => loaded < total) ?? [""];
    this.onProgress({ loaded: sum("loaded"), total: sum("total"), file });
  }
}

/**
 * Pass bytes on; fail at the end if their number is wrong.
 * @param {number} size
 * @param {string} name
 * @returns {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>}
 */
function ofSize(size, name) {
  let seen = 0;
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      controller.enqueue(chunk);
    },
    flush() {
      if (seen !== size) throw new Failure("download", `${seen} bytes instead of ${size}`, name);
    },
  });
}

/**
 * @param {unknown} error
 * @param {string} file
 */
function asFailure(error, file) {
  return error instanceof Failure ? error : new Failure("download", describe(error), file);
}
