/**
 * The memory of a started Python, kept in this browser, so that the next visit need not start it from the beginning.
 *
 * In:  the folder that names the runtime by its content, and Pyodide before it was told any answer.
 * Out: what Pyodide takes in place of a start.  It is made on this machine only, and holds no answer.
 * `_loadSnapshot` and what makes one are not public in Pyodide: its version is pinned, and whatever goes wrong here
 * means a start without.  Where the browser keeps nothing, nothing is kept.
 */

/** @typedef {import("pyodide").PyodideAPI} Pyodide */
/**
 * What is used of Pyodide's inside.
 * @typedef {object} Inside
 * @property {{_makeSnapshot?: boolean}} config
 * @property {() => unknown[]} getExpectedKeys what Python may refer to, by its place in Pyodide's table
 */
/** @typedef {{_api: Inside, makeMemorySnapshot: () => Uint8Array<ArrayBuffer>}} Maker */

const SITE = new URL("../../", import.meta.url);
const CACHE = `checker-snapshot ${SITE}`; // ends as the names of the service worker's do: they go together

/** Of what Pyodide expects in its table, what is there in this site's: no value, `js`, and Pyodide itself. */
const EXPECTED = 3;
const DIGEST = "X-Digest";
/** How long it is with the zeros at its end, which are not kept: memory starts with zeros, and is as large as it was. */
const WHOLE = "X-Whole-Length";

/**
 * Return what was kept of this runtime, whole and unchanged; null where there is none.
 * @param {string} folder
 * @returns {Promise<Uint8Array | null>}
 */
export async function readSnapshot(folder) {
  try {
    const kept = await caches.match(address(folder), { cacheName: CACHE });
    if (!kept) return null;
    const bytes = await kept.arrayBuffer();
    if ((await digest(bytes)) === kept.headers.get(DIGEST)) {
      const snapshot = new Uint8Array(Number(kept.headers.get(WHOLE)));
      snapshot.set(new Uint8Array(bytes));
      return snapshot;
    }
    await removeSnapshots();
  } catch {
    // Storage is denied.
  }
  return null;
}

/**
 * Copy the memory as it is now. No answer may have been in it: it would be in the copy.
 * @param {Pyodide} pyodide
 * @returns {Uint8Array<ArrayBuffer> | null} null where that cannot be done
 */
export function takeSnapshot(pyodide) {
  if (!globalThis.caches || !globalThis.crypto?.subtle) return null;
  const { _api: inside, makeMemorySnapshot } = /** @type {Maker} */ (/** @type {unknown} */ (pyodide));
  try {
    const expected = inside.getExpectedKeys().slice(0, EXPECTED);
    inside.config._makeSnapshot = true;
    inside.getExpectedKeys = () => expected;
    return makeMemorySnapshot();
  } catch {
    return null; // Python refers to something that cannot be put back
  }
}

/**
 * Keep a copy for the next visit, in place of all that was kept before.
 * @param {string} folder
 * @param {Uint8Array<ArrayBuffer> | null} snapshot
 */
export async function keepSnapshot(folder, snapshot) {
  if (!snapshot) return;
  try {
    await removeSnapshots();
    const bytes = snapshot.subarray(0, lengthUsed(snapshot));
    const headers = { [DIGEST]: await digest(bytes), [WHOLE]: String(snapshot.length) };
    const kept = new Response(bytes, { headers });
    await (await caches.open(CACHE)).put(address(folder), kept);
  } catch {
    await removeSnapshots(); // storage is full or denied
  }
}

/** Remove all that was kept. */
export async function removeSnapshots() {
  try {
    await caches.delete(CACHE);
  } catch {
    // Storage is denied.
  }
}

/** @param {string} folder */
function address(folder) {
  return new URL(`assets/runtime/${folder}/snapshot`, SITE);
}

/**
 * Return how long it is without the zeros at its end.
 * @param {Uint8Array<ArrayBuffer>} snapshot a multiple of 16 bytes long
 */
function lengthUsed(snapshot) {
  const words = new BigUint64Array(snapshot.buffer);
  let length = words.length;
  while (length && !words[length - 1]) length--;
  return 8 * length;
}

/** @param {BufferSource} bytes */
async function digest(bytes) {
  const digested = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digested].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
