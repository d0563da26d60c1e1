/**
 * Showing the start of the engine: its phase, the progress, that it is late, and a failure.
 *
 * In: the element with `data-checker`, which holds the words of every step.  Out: the words of the present one, shown.
 * Must not write words of its own.
 */

import { listen, startAgain } from "./engine.js";

/** @typedef {import("./engine.js").Status} Status */

/** @param {HTMLElement} root */
export function attachProgress(root) {
  root.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-retry]") && !root.hasAttribute("data-broken")) startAgain();
  });
  listen((status) => {
    if (!root.hasAttribute("data-broken")) show(root, status);
  });
}

/**
 * @param {HTMLElement} root
 * @param {Status} status
 */
function show(root, { phase, progress, trouble, late }) {
  root.dataset["checker"] = phase;
  root.querySelector('[data-notice="late"]')?.toggleAttribute("hidden", !late);
  const step = phase === "loading" ? (progress?.step ?? "start") : phase;
  for (const words of root.querySelectorAll("[data-progress-words]")) {
    words.toggleAttribute("hidden", words.getAttribute("data-progress-words") !== step);
  }
  for (const slot of root.querySelectorAll("[data-progress-slot]")) {
    const bytes = slot.getAttribute("data-progress-slot") === "total" ? progress?.total : progress?.loaded;
    slot.textContent = ((bytes ?? 0) / 1e6).toFixed(1);
  }
  const part = progress?.total ? progress.loaded / progress.total : 0;
  for (const bar of root.querySelectorAll("progress")) bar.value = part;
  showFailure(root, trouble);
}

/**
 * @param {HTMLElement} root
 * @param {Status["trouble"]} trouble
 */
function showFailure(root, trouble) {
  const failure = root.querySelector('[data-notice="failed"]');
  const focused = failure?.contains(document.activeElement);
  failure?.toggleAttribute("hidden", !trouble);
  if (focused && !trouble) root.querySelector("form")?.focus({ preventScroll: true }); // the focused button is hidden now
  if (!trouble) return;
  for (const words of root.querySelectorAll("[data-failure]")) {
    words.toggleAttribute("hidden", words.getAttribute("data-failure") !== trouble.step);
  }
  const detail = [trouble.file, trouble.detail].filter(Boolean).join(": ");
  root.querySelector("[data-failure-detail]")?.replaceChildren(detail);
}
