/**
 * Prefetching the runtime into the browser's cache when a visitor is about to go to the checker.
 *
 * In: `runtime.json`.  Out: prefetch hints, which the browser follows when it is idle.
 * Must not start anything.
 */

const RUNTIME = new URL("../runtime/", import.meta.url);
let prefetched = false;

export async function fetchAhead() {
  if (prefetched) return;
  prefetched = true;
  try {
    const response = await fetch(new URL("runtime.json", RUNTIME));
    /** @type {import("./download.js").Index} */
    const { folder, files } = await response.json();
    for (const name of Object.keys(files)) {
      if (`${name}.gz` in files) continue;
      const link = document.createElement("link");
      link.rel = "prefetch";
      link.href = new URL(`${folder}/${name}`, RUNTIME).href;
      document.head.append(link);
    }
  } catch {
    prefetched = false; // the checker will fetch them itself
  }
}
