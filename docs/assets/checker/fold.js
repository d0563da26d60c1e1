/**
 * A fold that checks one clause on the clause's own page, with the same kind of form and the same answers as the checker
 * page.
 *
 * In: a fold with `data-checks`, rendered with every word that it may need to show.
 * Out: the engine's phase in `data-checker`, and the finding of the clause.
 * Must not write words of its own.
 */

import { follow } from "./assessing.js";
import { start } from "./engine.js";
import { attachForm } from "./form.js";
import { attachProgress } from "./progress.js";
import { announce, show } from "./result.js";
import { attachStatuses } from "./statuses.js";

const CHECKER_PAGE = new URL("../../checker/", import.meta.url);

/** @param {HTMLElement} root */
export function attach(root) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const place = /** @type {HTMLElement} */ (root.querySelector("[data-result]"));
  attachStatuses();
  form.hidden = false;
  attachForm(form, root.dataset["policy"] ?? "");
  attachProgress(root);
  let first = true;
  follow(({ content }) => {
    show(place, findingOf(content, root.dataset["checks"] ?? ""));
    if (first || form.contains(document.activeElement)) announce(root.querySelector("[data-announce]"), wordsOf(place));
    first = false;
  }, root);
  start();
}

/**
 * The finding of a clause in a result, with absolute links, since the result is rendered for the checker page.
 * @param {DocumentFragment} content
 * @param {string} clause
 */
function findingOf(content, clause) {
  const finding = /** @type {Element} */ (content.querySelector(`[data-clause="${clause}"]`)?.cloneNode(true));
  for (const link of finding.querySelectorAll("a")) {
    link.href = new URL(link.getAttribute("href") ?? "", CHECKER_PAGE).href;
  }
  finding.querySelector("details")?.setAttribute("open", "");
  return finding;
}

/** @param {HTMLElement} place */
function wordsOf(place) {
  return [...place.querySelectorAll(".status, .detail")].map((each) => each.textContent).join(". ");
}
