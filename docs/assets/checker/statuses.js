/**
 * Showing the status of each clause for the visitor's own answers, beside the clauses of a page.
 *
 * In: the statuses in the store.  Out: the words that the page holds for them, shown or hidden.
 * Must not start the engine.
 */

import { read, subscribe, update } from "./store.js";

let attached = false;

/** Show the statuses on this page, and on every page that replaces it. */
export function attachStatuses() {
  if (!attached) {
    attached = true;
    subscribe(show);
    document.addEventListener("change", ({ target }) => {
      const box = target instanceof HTMLInputElement && target.closest("[data-standing-switch]") ? target : null;
      if (box) update({ statusesHidden: !box.checked });
    });
  }
  show();
}

function show() {
  const { statuses, statusesHidden } = read();
  let anyShown = false;
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-standing]"))) {
    const { standing: clause = "", policy, asks } = place.dataset;
    const found = statuses?.policy === policy ? statuses?.clauses[clause] : undefined;
    // While all of the clause's questions are open, the answers have no effect on it.
    const affected = Array.isArray(found?.missing) && found.missing.length < Number(asks);
    anyShown ||= affected;
    place.hidden = !affected || statusesHidden;
    for (const word of place.querySelectorAll("[data-when]")) {
      word.toggleAttribute("hidden", word.getAttribute("data-when") !== found?.status);
    }
  }
  for (const place of document.querySelectorAll("[data-standing-switch]")) {
    place.toggleAttribute("hidden", !anyShown);
    const box = place.querySelector("input");
    if (box) box.checked = !statusesHidden;
  }
}
