/**
 * Fetching the files of the runtime ahead, for the browser's own cache: a visitor is about to go to the checker.
 *
 * In: `runtime.json`.  Out: hints to the browser, which fetches when it has nothing else to do.
 * Must not start anything.
 */

const RUNTIME = new URL("../runtime/", import.meta.url);
let asked = false;

export async function fetchAhead() {
  if (asked) return;
  asked = true;
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
    asked = false; // the checker fetches them itself
  }
}
