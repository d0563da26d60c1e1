/**
 * The files of the runtime, fetched side by side, with their bytes counted.
 *
 * In: what `runtime.json` says of each file.  Out: for each file, the stream of its plain content.
 * Must not ask another origin for anything, and must not wait for ever.
 */

import { Failure, describe } from "./failure.js";

/** @typedef {{size: number, sha256: string, gz?: number, gz_sha256?: string}} Entry */
/** @typedef {{folder: string, files: Record<string, Entry>}} Index */

/** How long a download may go without a byte. */
const STALL_MS = 30_000;

/** How long what somebody else has asked for is waited for, before it is asked for here. */
const LATE_MS = 2_000;

/** Whether this browser can inflate; one that cannot gets the plain files. */
const INFLATES = typeof DecompressionStream === "function";

/** @type {Record<string, string>} */
const MEDIA_TYPES = {
  js: "text/javascript",
  mjs: "text/javascript",
  wasm: "application/wasm",
};

export class Downloads {
  /**
   * @param {URL} folder the folder of the files, with a slash at its end
   * @param {Index["files"]} files
   * @param {(loaded: number, total: number) => void} [onProgress]
   * @param {(failure: Failure) => void} [onFailure] told of a file that breaks off after it was opened
   */
  constructor(folder, files, onProgress = () => {}, onFailure = () => {}) {
    this.folder = folder;
    this.files = files;
    this.onProgress = onProgress;
    this.onFailure = onFailure;
    /** @type {Map<string, {loaded: number, total: number}>} */
    this.counts = new Map();
  }

  /**
   * Ask for a file; its bytes come as they arrive.
   * @param {string} name
   * @param {{verify?: boolean}} [options] verify: have the browser check the digest, for a small file
   * @returns {Promise<Response>} the plain content, with its media type; fails with a Failure
   */
  async open(name, { verify = false } = {}) {
    const entry = this.files[name];
    if (!entry) throw new Failure("download", "runtime.json does not name it", name);
    const compressed = entry.gz !== undefined && INFLATES;
    const count = { loaded: 0, total: compressed ? Number(entry.gz) : entry.size };
    this.counts.set(name, count);
    const stall = new Stall(name);
    const checked = verify ? entry : undefined;
    let response = compressed ? await stall.guard(this.request(`${name}.gz`, checked, stall).catch(absent)) : null;
    if (!response || response.status === 404) {
      // A host that leaves out `.gz` files still has the plain one.
      count.total = entry.size;
      response = await stall.guard(this.request(name, checked, stall));
    }
    if (!response.ok || !response.body) {
      stall.stop();
      throw new Failure("download", `HTTP status ${response.status}`, name);
    }
    const bytes = this.counted(name, response.body, count, stall);
    const plain = await plainBytes(bytes, entry.size, name, this.onFailure);
    return new Response(plain, { headers: { "Content-Type": mediaType(name) } });
  }

  /**
   * @param {string} file
   * @param {Entry | undefined} entry whose digest to have checked, if any
   * @param {Stall} stall
   */
  request(file, entry, stall) {
    /** @type {RequestInit} */
    const init = { signal: stall.signal, credentials: "same-origin" };
    if (entry) {
      // Either of the two: some hosts inflate `.gz` files on the way.
      const digests = [entry.gz_sha256, entry.sha256].filter((digest) => digest !== undefined);
      init.integrity = digests.map((digest) => `sha256-${base64(digest)}`).join(" ");
    }
    return nativeFetch(new URL(file, this.folder), init);
  }

  /**
   * Read a body as fast as it comes, whether or not anyone reads on, so that waiting for a reader is no stall.
   * @param {string} name
   * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
   * @param {{loaded: number, total: number}} count
   * @param {Stall} stall
   * @returns {ReadableStream<Uint8Array<ArrayBuffer>>}
   */
  counted(name, body, count, stall) {
    const reader = body.getReader();
    return new ReadableStream({
      start: async (controller) => {
        try {
          for (;;) {
            const { done, value } = await stall.guard(reader.read());
            if (done) break;
            count.loaded = Math.min(count.loaded + value.byteLength, count.total);
            this.tell();
            controller.enqueue(value);
          }
          count.loaded = count.total;
          this.tell();
          controller.close();
        } catch (error) {
          controller.error(error instanceof Failure ? error : new Failure("download", describe(error), name));
        } finally {
          stall.stop();
        }
      },
    });
  }

  tell() {
    let loaded = 0;
    let total = 0;
    for (const count of this.counts.values()) {
      loaded += count.loaded;
      total += count.total;
    }
    this.onProgress(loaded, total);
  }
}

/** A file that is not there and has to have a digest is refused, not answered with a status. */
const absent = () => null;

/** The browser's own fetch, whatever is put in its place later. */
const nativeFetch = globalThis.fetch.bind(globalThis);

/**
 * Fetch and read the index; always asked of the server anew, so that it never names the files of an older site.
 * @param {URL} address
 * @param {Promise<Index | null>} handed the index, where somebody else has asked for it
 * @returns {Promise<Index>}
 */
export async function readIndex(address, handed) {
  const name = "runtime.json";
  const stall = new Stall(name);
  try {
    const late = new Promise((/** @type {(index: null) => void} */ resolve) => setTimeout(resolve, LATE_MS, null));
    const index = await Promise.race([handed, late]);
    if (index) return index;
    const response = await stall.guard(nativeFetch(address, { cache: "no-cache", signal: stall.signal }));
    if (!response.ok) throw new Failure("download", `HTTP status ${response.status}`, name);
    return await stall.guard(response.json());
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("download", describe(error), name);
  } finally {
    stall.stop();
  }
}

/** A time limit that starts over with every sign of life. */
class Stall {
  /** @param {string} name the file that is waited for */
  constructor(name) {
    this.name = name;
    this.abort = new AbortController();
    this.signal = this.abort.signal;
    /** @type {(reason: Failure) => void} */
    this.reject = () => {};
    /** @type {Promise<never>} */
    this.expired = new Promise((_resolve, reject) => {
      this.reject = reject;
    });
    this.expired.catch(() => {}); // whoever waits is told; with nobody waiting it is no news
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /**
   * Wait for a promise, but no longer than the limit.
   * @template T
   * @param {Promise<T>} promise
   * @returns {Promise<T>}
   */
  async guard(promise) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.reject(new Failure("download", `no data for ${STALL_MS / 1000} seconds`, this.name));
      this.abort.abort();
    }, STALL_MS);
    try {
      return await Promise.race([promise, this.expired]);
    } catch (error) {
      throw error instanceof Failure ? error : new Failure("download", describe(error), this.name);
    }
  }

  stop() {
    clearTimeout(this.timer);
  }
}

/**
 * Inflate a stream if it is compressed, going by its first bytes: some hosts inflate `.gz` files on the way.
 * Inflating checks gzip's own checksum; the size is checked here.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @param {number} size of the plain content
 * @param {string} name
 * @param {(failure: Failure) => void} onFailure
 * @returns {Promise<ReadableStream<Uint8Array<ArrayBuffer>>>}
 */
async function plainBytes(stream, size, name, onFailure) {
  const reader = stream.getReader();
  const first = await reader.read();
  const compressed = INFLATES && first.value?.[0] === 0x1f && first.value[1] === 0x8b;
  const whole = new ReadableStream({
    start(controller) {
      if (first.value) controller.enqueue(first.value);
      else controller.close();
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const inflated = (compressed ? whole.pipeThrough(new DecompressionStream("gzip")) : whole).getReader();
  let seen = 0;
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await inflated.read();
        if (!done) {
          seen += value.byteLength;
          controller.enqueue(value);
          return;
        }
        if (seen !== size) throw new Failure("download", `${seen} bytes instead of ${size}`, name);
        controller.close();
      } catch (error) {
        const failure = error instanceof Failure ? error : new Failure("download", describe(error), name);
        onFailure(failure); // before whoever reads this makes something else of it
        controller.error(failure);
      }
    },
  });
}

/** @param {string} name */
function mediaType(name) {
  return MEDIA_TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
}

/** @param {string} hex */
function base64(hex) {
  return btoa(hex.replace(/../g, (pair) => String.fromCharCode(parseInt(pair, 16))));
}
