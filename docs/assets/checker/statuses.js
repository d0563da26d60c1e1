/**
 * What each clause comes to by the visitor's own answers, beside the clauses of a page.
 *
 * In: the statuses in the store.  Out: the words that the page holds for them, shown or hidden.
 * Must start nothing.
 */

import { read, subscribe, update } from "./store.js";

let attached = false;

/** Show them on this page, and on every page that takes its place. */
export function attachStatuses() {
  if (!attached) {
    attached = true;
    subscribe(show);
    document.addEventListener("change", ({ target }) => {
      const box = target instanceof HTMLInputElement && target.closest("[data-standing-switch]") ? target : null;
      if (box) update({ statusesHidden: !box.checked });
    });
    document.addEventListener("click", ({ target }) => {
      const clause = target instanceof Element && target.closest("[data-opens]")?.getAttribute("data-opens");
      if (clause) unfold(clause);
    });
  }
  show();
}

function show() {
  const { statuses, statusesHidden } = read();
  let any = false;
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-standing]"))) {
    const { standing: clause = "", policy, asks } = place.dataset;
    const found = statuses?.policy === policy ? statuses?.clauses[clause] : undefined;
    // While everything that the clause asks is open, no answer makes a difference to it.
    const says = Array.isArray(found?.missing) && found.missing.length < Number(asks);
    any ||= says;
    place.hidden = !says || statusesHidden;
    for (const word of place.querySelectorAll("[data-when]")) {
      word.toggleAttribute("hidden", word.getAttribute("data-when") !== found?.status);
    }
  }
  for (const place of document.querySelectorAll("[data-standing-switch]")) {
    place.toggleAttribute("hidden", !any);
    const box = place.querySelector("input");
    if (box) box.checked = !statusesHidden;
  }
}

/** @param {string} clause */
function unfold(clause) {
  const fold = document.querySelector(`[data-checks="${CSS.escape(clause)}"]`);
  if (!(fold instanceof HTMLDetailsElement)) return;
  fold.open = true;
  fold.scrollIntoView({ block: "nearest" });
  fold.querySelector("summary")?.focus({ preventScroll: true });
}
