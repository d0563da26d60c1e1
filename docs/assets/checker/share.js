/**
 * Passing a result on: its link, its text, a calendar file, and a report that it looks wrong.
 *
 * In: a checker, with every word that may need to be shown.
 * Out: the link in its field, the text, a calendar file in the browser's downloads, feedback beside its button.
 * Must not send anything anywhere. A report of a result leads to another site, with the answers only if the visitor
 * ticks that.
 */

import { follow, request } from "./assessing.js";
import { call } from "./engine.js";
import { save } from "./saved.js";

/** So many digits of a fingerprint name a version. */
const SHORT = 12;

/**
 * @param {HTMLElement} root
 * @param {string} policy the fingerprint of the policy that the page was made from
 */
export function attachShare(root, policy) {
  const field = /** @type {HTMLInputElement} */ (root.querySelector("[data-link]"));
  const { address } = request();
  follow(({ fragment, text }) => {
    field.value = `${address}#${fragment}`;
    root.querySelector("[data-text]")?.replaceChildren(text);
  }, root);
  root.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-make]") : null;
    if (button) saveCalendar(root);
  });
  offerToReport(root, field, policy);
}

/** @param {HTMLElement} root */
async function saveCalendar(root) {
  const place = root.querySelector("[data-share-says]");
  let outcome = "saved-calendar";
  try {
    save(JSON.parse(await call("calendar", JSON.stringify(request()))));
  } catch {
    outcome = "not-made";
  }
  place?.replaceChildren(root.querySelector(`[data-share-words="${outcome}"]`)?.textContent ?? "");
}

/**
 * Where the site knows its repository, offer to report a result there; with the answers only if the visitor says so.
 * @param {HTMLElement} root
 * @param {HTMLInputElement} field the link
 * @param {string} policy
 */
function offerToReport(root, field, policy) {
  const repository = document.querySelector('meta[name="repository"]')?.getAttribute("content");
  const link = /** @type {HTMLAnchorElement | null} */ (root.querySelector("[data-report-link]"));
  if (!repository || !link) return;
  root.querySelector("[data-report-result]")?.removeAttribute("hidden");
  const withAnswers = /** @type {HTMLInputElement} */ (root.querySelector("[data-report-answers]"));
  const fill = () => {
    const filled = new URLSearchParams({ template: "result.yml", fingerprint: policy.slice(0, SHORT) });
    if (withAnswers.checked) filled.set("answers", field.value.split("#")[1] ?? "");
    link.href = `${repository}/issues/new?${filled}`;
  };
  fill();
  follow(fill, root);
  withAnswers.addEventListener("change", fill);
}
