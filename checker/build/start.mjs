// Start Python as it is in a folder, with the engine on its path.
// In: of a plan, `runtime`, the folder; `wheel`, the engine; `path`, where the wheel is put.  Out: Pyodide.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** @param {{runtime: string, wheel: string, path: string}} plan */
export async function startPython({ runtime, wheel, path: place }) {
  const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({
    indexURL: runtime,
    packageBaseUrl: runtime,
    stdout: () => {},
    stderr: () => {},
  });
  pyodide.FS.writeFile(place, readFileSync(wheel), { mode: 0o644 });
  const { path } = pyodide.pyimport("sys");
  path.insert(0, place);
  path.destroy();
  return pyodide;
}
