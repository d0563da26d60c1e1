/**
 * "Forget my answers", in the footer of every page: asks for confirmation in place, then does it.
 *
 * In: a button in the element with `data-forget`, which has every word that may need to be shown.
 * Out: an empty store, and an address without answers.
 */

import { forget } from "./store.js";

/** @param {HTMLElement} button */
export function press({ dataset }) {
  if ("forgetAsk" in dataset) {
    say("");
    showConfirmation(true, "keep");
    return;
  }
  showConfirmation(false, "ask");
  if ("forgetNow" in dataset) {
    forget();
    if (location.hash.includes("=")) history.replaceState(history.state, "", location.href.replace(/#.*/, ""));
    say("done");
  }
}

/**
 * @param {boolean} shown whether to show the confirmation instead of the first button
 * @param {string} focused the button to focus
 */
function showConfirmation(shown, focused) {
  document.querySelector("[data-forget-sure]")?.toggleAttribute("hidden", !shown);
  document.querySelector("[data-forget-ask]")?.toggleAttribute("hidden", shown);
  /** @type {HTMLElement | null} */ (document.querySelector(`[data-forget-${focused}]`))?.focus();
}

/** @param {string} words */
function say(words) {
  const place = document.querySelector("[data-forget-says]");
  if (!place) return;
  place.textContent = document.querySelector(`[data-forget-words="${words}"]`)?.textContent ?? "";
  place.scrollIntoView({ block: "nearest" });
}

document.querySelector("[data-forget-sure]")?.addEventListener("keydown", (event) => {
  if (event instanceof KeyboardEvent && event.key === "Escape") showConfirmation(false, "ask");
});
