/**
 * "Forget my answers", in the footer of every page: a fold that says what it does, with the button that does it.
 *
 * In: the element with `data-forget`, which has every word that may need to be shown.
 * Out: an empty store, and an address without answers.
 */

import { forget } from "./store.js";

export function press() {
  forget();
  if (location.hash.includes("=")) history.replaceState(history.state, "", location.href.replace(/#.*/, ""));
  const fold = /** @type {HTMLDetailsElement} */ (document.querySelector("[data-forget] details"));
  fold.querySelector("summary")?.focus();
  fold.open = false;
  const place = document.querySelector("[data-forget-says]");
  place?.replaceChildren(document.querySelector('[data-forget-words="done"]')?.textContent ?? "");
  place?.scrollIntoView({ block: "nearest" });
}
