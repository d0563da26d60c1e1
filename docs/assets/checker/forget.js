/**
 * "Forget my answers", in the footer of every page: asks for confirmation in place, then does it.
 *
 * In: the element with `data-forget`, with every word that it may need to show.
 * Out: an empty store, and an address without answers.
 */

import { forget } from "./store.js";

/** @param {HTMLElement} root */
export function attach(root) {
  root.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest("[data-forget-ask]")) {
      report(root, "");
      showConfirmation(root, true, "keep");
    } else if (target.closest("[data-forget-keep]")) showConfirmation(root, false, "ask");
    else if (target.closest("[data-forget-now]")) {
      forget();
      if (location.hash.includes("=")) history.replaceState(history.state, "", location.pathname + location.search);
      showConfirmation(root, false, "ask");
      report(root, "done");
    }
  });
  root.addEventListener("keydown", ({ key, target }) => {
    if (key === "Escape" && target instanceof Element && target.closest("[data-forget-sure]")) showConfirmation(root, false, "ask");
  });
}

/**
 * @param {Element} root
 * @param {boolean} shown whether to show the confirmation instead of the first button
 * @param {string} focused the button to focus
 */
function showConfirmation(root, shown, focused) {
  root.querySelector("[data-forget-sure]")?.toggleAttribute("hidden", !shown);
  root.querySelector("[data-forget-ask]")?.toggleAttribute("hidden", shown);
  const button = root.querySelector(`[data-forget-${focused}]`);
  if (button instanceof HTMLElement) button.focus();
}

/**
 * @param {Element} root
 * @param {string} words
 */
function report(root, words) {
  const place = root.querySelector("[data-forget-says]");
  if (!place) return;
  place.textContent = root.querySelector(`[data-forget-words="${words}"]`)?.textContent ?? "";
  place.scrollIntoView({ block: "nearest" });
}
