// Start Pyodide with its whole standard library, exercise the engine, and print which members were imported.
// In: a plan as JSON on standard input: `pyodide`, its folder; `library`, the archive; `engine`, its archive; `requests`
// for the door; `modules` to import.
// Out: a JSON list of names as in python_stdlib.zip.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const ENGINE = "/engine.zip";
const WORK = `
import importlib, json, sys, traceback, zipimport
from checker.browser.door import answer

for request in requests:
    json.loads(answer(request))
for name in modules:
    importlib.import_module(name)
try:
    answer(None)
except Exception:
    traceback.format_exc()

archive = f"/lib/python{sys.version_info[0]}{sys.version_info[1]}.zip/"
specs = [getattr(module, "__spec__", None) for module in list(sys.modules.values())]
members = json.dumps([
    spec.origin.removeprefix(archive)
    for spec in specs
    if spec and isinstance(spec.loader, zipimport.zipimporter) and spec.origin.startswith(archive)
])
`;

try {
  const plan = JSON.parse(readFileSync(0, "utf8"));
  const { loadPyodide } = await import(pathToFileURL(join(plan.pyodide, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({ stdLibURL: plan.library, stdout: () => {}, stderr: () => {} });
  pyodide.FS.writeFile(ENGINE, readFileSync(plan.engine));
  pyodide.pyimport("sys").path.insert(0, ENGINE);
  const names = pyodide.toPy({ requests: plan.requests, modules: plan.modules });
  pyodide.pyimport("builtins").exec(WORK, names);
  process.stdout.write(names.get("members"), () => process.exit(0));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
