// Start Python, load the engine, and write down the memory as it is then.
// In: a plan as JSON on standard input: what `start.mjs` takes; `modules`, what to import; `target`, where to write.
// Out: the file, as Pyodide takes it in place of a start, and JSON that says how to have of it the memory that Python's
// program begins with: take `length` bytes, and put the `parts` over it, pairs of a place and of bytes in base64.
// The same input gives the same bytes: neither the time, nor chance, nor any path of the machine is in them.

import crypto from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { startPython } from "./start.mjs";

const plan = JSON.parse(readFileSync(0, "utf8"));
Date.now = () => 0;
performance.now = () => 0;
crypto.randomFillSync = (view) => view.fill(1);
process.argv[1] = "/pyodide";
// What only some browsers can do is looked for again where Python goes on; an iPhone has the least.
Object.defineProperty(globalThis, "navigator", { value: { userAgent: "iPhone", platform: "iPhone" } });

/** @type {Uint8Array | undefined} */
let first;
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (program, imports) => {
  const made = await instantiate(program, imports);
  if (imports?.env?.memory) first ??= new Uint8Array(imports.env.memory.buffer).slice();
  return made;
};

const pyodide = await startPython(plan);
for (const name of plan.modules) pyodide.pyimport(name).destroy();
pyodide.pyimport("gc").collect();

// Of what Pyodide has of JavaScript, Python refers to the first three only: the site's stand-ins ask for no more.
const inside = pyodide._api;
const expected = inside.getExpectedKeys().slice(0, 3);
inside.getExpectedKeys = () => expected;
inside.config._makeSnapshot = true;
const snapshot = pyodide.makeMemorySnapshot();
writeFileSync(plan.target, snapshot);

const started = snapshot.subarray(new Uint32Array(snapshot.buffer, 0, 2)[1]);
const length = first.findLastIndex((byte) => byte) + 1;
const NEAR = 16; // what lies between two parts that are nearer than this is taken with them
const parts = [];
for (let at = 0; at < length; at++) {
  if (first[at] === started[at]) continue;
  const last = parts.at(-1);
  if (last && at - last.end < NEAR) last.end = at + 1;
  else parts.push({ at, end: at + 1 });
}
const told = parts.map(({ at, end }) => [at, Buffer.from(first.subarray(at, end)).toString("base64")]);
await new Promise((resolve) => process.stdout.write(JSON.stringify({ length, parts: told }), resolve));
process.exit(0);
