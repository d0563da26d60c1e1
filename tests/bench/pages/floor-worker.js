/**
 * The floor that the benchmark compares with: our WebAssembly and our library, fetched at once and started empty.
 * No index is read, no progress told, no digest checked, no engine loaded.
 */

const RUNTIME = new URL("runtime/", import.meta.url);

/** @type {(name: string, type?: string) => Promise<Response>} */
async function inflated(name, type = "application/octet-stream") {
  const { body } = await fetch(new URL(`${name}.gz`, RUNTIME));
  return new Response(body.pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": type } });
}

const program = inflated("pyodide.asm.wasm", "application/wasm").then((response) => WebAssembly.compileStreaming(response));
const library = inflated("library.zip");
const lock = fetch(new URL("pyodide-lock.json", RUNTIME)).then((response) => response.text());
const script = inflated("pyodide.asm.js", "text/javascript").then((response) => response.blob());

globalThis.fetch = (address) => (String(address).includes("library.zip") ? library : Promise.resolve(new Response()));
WebAssembly.instantiateStreaming = async (_source, imports) => {
  const module = await program;
  return { module, instance: await WebAssembly.instantiate(module, imports) };
};

const [{ loadPyodide }] = await Promise.all([
  import(new URL("pyodide.mjs", RUNTIME).href),
  script.then((blob) => import(URL.createObjectURL(blob))),
]);
const pyodide = await loadPyodide({
  indexURL: RUNTIME.href,
  stdLibURL: new URL("library.zip", RUNTIME).href,
  lockFileContents: await lock,
});
postMessage(pyodide.runPython("1 + 1"));
