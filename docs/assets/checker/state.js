/**
 * How far a checker is, shown in its element: the state, the progress, and what went wrong.
 *
 * In: an element with `data-checker` that holds the words of every state.  Out: those of the present one, shown.
 * Must not write words of its own.
 */

/**
 * @param {HTMLElement} root
 * @param {import("./engine.js").State} state
 */
export function showState(root, { phase, progress, trouble }) {
  root.dataset["checker"] = phase;
  showProgress(root, phase === "ready" ? "ready" : (progress?.step ?? "download"), progress);
  const failure = root.querySelector('[data-notice="failed"]');
  const focused = failure?.contains(document.activeElement);
  failure?.toggleAttribute("hidden", phase !== "failed");
  if (focused && phase !== "failed") {
    const place = root.querySelector(root.matches("details") ? "summary" : "form"); // what was pressed is gone
    if (place instanceof HTMLElement) place.focus({ preventScroll: true });
  }
  if (!trouble) return;
  for (const words of root.querySelectorAll("[data-failure]")) {
    words.toggleAttribute("hidden", words.getAttribute("data-failure") !== trouble.step);
  }
  const detail = root.querySelector("[data-failure-detail]");
  if (detail) detail.textContent = [trouble.file, trouble.detail].filter(Boolean).join(": ");
}

/**
 * @param {HTMLElement} root
 * @param {string} step
 * @param {import("./engine.js").Progress | null} progress
 */
function showProgress(root, step, progress) {
  const words = root.querySelector(`[data-progress-words="${step}"]`)?.textContent ?? "";
  const text = root.querySelector("[data-progress-text]");
  const bar = root.querySelector("progress");
  if (text && (progress || step !== "download")) {
    text.textContent = words
      .replace("{loaded}", megabytes(progress?.loaded))
      .replace("{total}", megabytes(progress?.total));
  }
  if (bar && progress) bar.value = progress.total ? progress.loaded / progress.total : 0;
}

/** @param {number | undefined} bytes */
function megabytes(bytes = 0) {
  return (bytes / 1e6).toFixed(1);
}
