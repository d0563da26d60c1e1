// Start Pyodide with its whole standard library and the stand-ins, work the engine, and print which members were imported.
// In: a plan as JSON on standard input: what `start.mjs` takes; `requests` to answer; `modules` to import.
// Out: JSON with `members`, names as in python_stdlib.zip.

import { readFileSync } from "node:fs";
import { startPython } from "./start.mjs";

const plan = JSON.parse(readFileSync(0, "utf8"));
const pyodide = await startPython(plan);

pyodide.globals.set("plan", pyodide.toPy({ requests: plan.requests, modules: plan.modules }));
const work = `
import importlib, json, sys, traceback, zipimport
from checker.browser.door import answer, verify

for request in plan["requests"]:
    json.loads(answer(request))
verify(lambda done, all: None)
for name in plan["modules"]:
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
pyodide.pyimport("builtins").exec(work, pyodide.globals);
process.stdout.write(JSON.stringify({ members: JSON.parse(pyodide.globals.get("members")) }));
process.exit(0);
