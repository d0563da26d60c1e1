/**
 * The worker that the benchmark compares with: Pyodide as its manual shows it, nothing made faster or smaller.
 * Speaks the same language as the site's own worker.
 */

const STOCK = new URL("../stock/", import.meta.url);

const answering = start();
answering.then(
  () => postMessage({ type: "ready" }),
  (error) => postMessage({ type: "failed", step: "interpreter", detail: String(error) }),
);

addEventListener("message", async ({ data: { id, request } }) => {
  const answer = await answering;
  postMessage({ type: "done", id, response: answer(request) });
});

async function start() {
  const { loadPyodide } = await import(new URL("pyodide.mjs", STOCK).href);
  const pyodide = await loadPyodide({ indexURL: STOCK.href });
  await pyodide.loadPackage(new URL("WHEEL", STOCK).href, { messageCallback: () => {} });
  return pyodide.pyimport("checker.browser.door").answer;
}
