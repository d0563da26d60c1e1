/**
 * "Forget my answers", at the foot of every page: asked once more in place, then done.
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
      tell(root, "");
      turn(root, true, "keep");
    } else if (target.closest("[data-forget-keep]")) turn(root, false, "ask");
    else if (target.closest("[data-forget-now]")) {
      forget();
      if (location.hash.includes("=")) history.replaceState(history.state, "", location.pathname + location.search);
      turn(root, false, "ask");
      tell(root, "done");
    }
  });
  root.addEventListener("keydown", ({ key, target }) => {
    if (key === "Escape" && target instanceof Element && target.closest("[data-forget-sure]")) turn(root, false, "ask");
  });
}

/**
 * @param {Element} root
 * @param {boolean} sure whether it is asked once more
 * @param {string} then the button that has the focus then
 */
function turn(root, sure, then) {
  root.querySelector("[data-forget-sure]")?.toggleAttribute("hidden", !sure);
  root.querySelector("[data-forget-ask]")?.toggleAttribute("hidden", sure);
  const button = root.querySelector(`[data-forget-${then}]`);
  if (button instanceof HTMLElement) button.focus();
}

/**
 * @param {Element} root
 * @param {string} words
 */
function tell(root, words) {
  const place = root.querySelector("[data-forget-says]");
  if (!place) return;
  place.textContent = root.querySelector(`[data-forget-words="${words}"]`)?.textContent ?? "";
  place.scrollIntoView({ block: "nearest" });
}
