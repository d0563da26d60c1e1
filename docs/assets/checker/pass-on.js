/**
 * Passing a result on: its link, its text, a calendar file, and a way to say that it looks wrong.
 *
 * In: the element with `data-checker`, with every word that may need to be shown.
 * Out: the link and the text, for the buttons that copy them; a calendar file in the browser's downloads.
 * Must not send anything anywhere.
 */

import { follow, request } from "./assessing.js";
import { call } from "./engine.js";

/** So many digits of a fingerprint name a version. */
const SHORT = 12;

/**
 * @param {HTMLElement} root
 * @param {string} policy the fingerprint of the policy that the page was made from
 */
export function attachPassingOn(root, policy) {
  const field = /** @type {HTMLInputElement} */ (root.querySelector("[data-link]"));
  follow(({ fragment, text }) => {
    field.value = `${request().address}#${fragment}`;
    root.querySelector("[data-text]")?.replaceChildren(text);
  });
  root.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-make="calendar"]') : null;
    if (button) saveCalendar(root, /** @type {HTMLElement} */ (button.nextElementSibling));
  });
  offerToReport(root, policy);
}

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} place for what comes of it
 */
async function saveCalendar(root, place) {
  let outcome = "saved-calendar";
  try {
    save(JSON.parse(await call("calendar", JSON.stringify(request()))));
  } catch {
    outcome = "not-made";
  }
  place.textContent = root.querySelector(`[data-words-for="${outcome}"]`)?.textContent ?? "";
}

/** @param {{name: string, type: string, text: string}} file */
function save({ name, type, text }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the download needs it only to start
}

/**
 * Offer to report a result, if the site knows its repository. The report names the version, and holds no answer.
 * @param {HTMLElement} root
 * @param {string} policy
 */
function offerToReport(root, policy) {
  const repository = document.querySelector('meta[name="repository"]')?.getAttribute("content");
  if (!repository) return;
  const link = /** @type {HTMLAnchorElement} */ (root.querySelector("[data-report-link]"));
  const filled = new URLSearchParams({ template: "result.yml", fingerprint: policy.slice(0, SHORT) });
  link.href = `${repository}/issues/new?${filled}`;
  link.hidden = false;
}
