// Drop from Pyodide's WebAssembly the exports that nothing of this site can ask for, and what only they reach.
// In: a plan as JSON on standard input: the WebAssembly, where to write the result, and the names in its script.
// Out: the file, and JSON with the names of the exports that stay.

import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";

const plan = JSON.parse(readFileSync(0, "utf8"));
const bytes = readFileSync(plan.program);

// The interpreter looks its own addresses up by these imports, when it starts.
const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
const wanted = new Set(plan.names);
for (const { module, name } of imports) if (module.startsWith("GOT.")) wanted.add(name);

const program = binaryen.readBinary(bytes);
const names = [];
for (let index = program.getNumExports() - 1; index >= 0; index--) {
  names.push(binaryen.getExportInfo(program.getExportByIndex(index)).name);
}
const kept = names.filter((name) => wanted.has(name)).sort();
for (const name of names) if (!wanted.has(name)) program.removeExport(name);
program.runPasses(["remove-unused-module-elements"]);
const trimmed = program.emitBinary();
if (!WebAssembly.validate(trimmed)) throw new Error("what is left is no valid WebAssembly");

writeFileSync(plan.target, trimmed);
process.stdout.write(JSON.stringify({ exports: kept }));
