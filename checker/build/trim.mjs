// Make a smaller program of Pyodide's WebAssembly.
// In: a plan as JSON on standard input: `program`, the WebAssembly; `target`, where to write the result; `names`, those of
// the exports to keep, if there are such.  It may also hold `functions`, the numbers of the functions to keep: the others
// stop the program when they are called; `begins`: put these `parts`, pairs of a place and of bytes in base64, in place of
// the memory that the program begins with, and say in a section `memory-taken` how much of it is there already, `length`;
// `told: true`: whenever a function is called, call the import `told.call` with its number.
// Out: the file, and JSON with the names of its exports and imports.

import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";

/** The length of what stands before the first section, and the number of the section that holds the first memory. */
const HEADER = 8;
const DATA = 11;

const { program: source, target, names, functions, begins, told } = JSON.parse(readFileSync(0, "utf8"));
const bytes = readFileSync(source);

// The interpreter looks its own addresses up by these imports, when it starts.
const wanted = new Set(names);
for (const { module, name } of WebAssembly.Module.imports(new WebAssembly.Module(bytes))) {
  if (module.startsWith("GOT.")) wanted.add(name);
}

const program = binaryen.readBinary(bytes);
const own = [];
for (let index = program.getNumFunctions() - 1; index >= 0; index--) {
  const reference = program.getFunctionByIndex(index);
  const { module, body, results } = binaryen.getFunctionInfo(reference);
  if (!module) own.push({ index, reference, body, results });
}

const present = [];
for (let index = program.getNumExports() - 1; index >= 0; index--) {
  present.push(binaryen.getExportInfo(program.getExportByIndex(index)).name);
}
for (const name of present) if (!wanted.has(name)) program.removeExport(name);

if (functions) {
  const kept = new Set(functions);
  for (const { index, reference } of own) {
    if (!kept.has(index)) binaryen.Function.setBody(reference, program.unreachable());
  }
}
if (begins) program.addCustomSection("memory-taken", new Uint8Array(Uint32Array.of(begins.length).buffer));
if (told) {
  program.addFunctionImport("told", "told", "call", binaryen.i32, binaryen.none);
  for (const { index, reference, body, results } of own) {
    const call = program.call("told", [program.i32.const(index)], binaryen.none);
    binaryen.Function.setBody(reference, program.block(null, [call, body], results));
  }
}
program.runPasses(["remove-unused-module-elements"]);
const trimmed = begins ? withMemory(program.emitBinary(), begins.parts) : program.emitBinary();
if (!WebAssembly.validate(trimmed)) throw new Error("what is left is no valid WebAssembly");

writeFileSync(target, trimmed);
const made = new WebAssembly.Module(trimmed);
const nameOf = ({ name }) => name;
process.stdout.write(
  JSON.stringify({
    exports: WebAssembly.Module.exports(made).map(nameOf),
    imports: WebAssembly.Module.imports(made).map(nameOf),
  }),
);

/**
 * Return the program with a data section of these parts in place of its own.
 * @param {Uint8Array} program
 * @param {[number, string][]} parts
 */
function withMemory(program, parts) {
  const segments = parts.flatMap(([at, text]) => {
    const bytes = Buffer.from(text, "base64");
    return [0x00, 0x41, ...encoded(at, 0x3f), 0x0b, ...encoded(bytes.length), ...bytes]; // at a constant
  });
  const content = Buffer.from([...encoded(parts.length), ...segments]);
  const data = Buffer.concat([Buffer.from([DATA, ...encoded(content.length)]), content]);
  const sections = sectionsOf(program).map((section) => (section[0] === DATA ? data : section));
  return Buffer.concat([program.subarray(0, HEADER), ...sections]);
}

/** @param {Uint8Array} program */
function sectionsOf(program) {
  const sections = [];
  for (let at = HEADER; at < program.length; ) {
    let length = 0;
    let next = at + 1;
    for (let shift = 0; ; shift += 7) {
      const byte = program[next++];
      length |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    sections.push(program.subarray(at, next + length));
    at = next + length;
  }
  return sections;
}

/**
 * @param {number} number not negative
 * @param {number} last what fits into the last byte: 0x3f where WebAssembly takes the next bit for a sign
 */
function encoded(number, last = 0x7f) {
  const bytes = [];
  for (; number > last; number >>>= 7) bytes.push((number & 0x7f) | 0x80);
  return [...bytes, number];
}
