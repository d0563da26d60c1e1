/**
 * Saving and sharing a result: the link, files to save and to load, printing, and comparing saved files.
 *
 * In: a checker, with every word that may need to be shown.
 * Out: the link in its field, files in the browser's downloads, feedback beside each button.
 * Must not send anything anywhere, and must not change an answer unless a file is loaded. A report of a result leads to
 * another site, with the answers only if the visitor ticks that.
 */

import { follow, makeFile, request } from "./assessing.js";
import { attachComparison } from "./compare.js";
import { controlsFor } from "./controls.js";
import { print } from "./paper.js";
import { readSaved, save } from "./saved.js";
import { read, replace } from "./store.js";

/** So many digits of a fingerprint name a version. */
const SHORT = 12;

/**
 * @param {HTMLElement} root
 * @param {HTMLFormElement} form
 * @param {string} policy the fingerprint of the policy that the page was made from
 */
export function attachShare(root, form, policy) {
  const place = /** @type {HTMLElement} */ (root.querySelector("[data-share]"));
  const field = /** @type {HTMLInputElement} */ (place.querySelector("[data-link]"));
  const { address } = request();

  follow(({ fragment }) => {
    if (!read().trial) field.value = `${address}#${fragment}`;
  }, root);

  root.addEventListener("click", async ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button?.hasAttribute("data-print")) print();
    const kind = button?.dataset["make"];
    if (!button || kind === undefined) return;
    try {
      // A file holds the visitor's own answers, even during a trial.
      save(await makeFile({ ...request(read().controls), make: kind }));
      say(place, button, kind === "calendar" ? "saved-calendar" : "saved");
    } catch {
      say(place, button, "not-made");
    }
  });

  root.addEventListener("change", async ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.matches("[data-load]")) return;
    const [file] = target.files ?? [];
    if (!file) return;
    const saved = await readSaved(file);
    target.value = ""; // so that the same file can be chosen again
    if (typeof saved === "string") return say(place, target, saved);
    const { controls, unread } = controlsFor(form, saved.answers);
    const name = /** @type {HTMLInputElement} */ (form.querySelector('[name="technology"]'));
    const opened = { policy: saved.fingerprint, controls, unread, leftOut: [], cut: false, mended: false };
    replace(opened, policy, saved.name.slice(0, name.maxLength) || undefined);
    say(place, target, "loaded");
  });

  offerToReport(root, policy);
  attachComparison(place, policy, (control, word) => say(place, control, word));
}

/**
 * Where the site knows its repository, offer to report a result there; with the answers only if the visitor says so.
 * @param {HTMLElement} root
 * @param {string} policy
 */
function offerToReport(root, policy) {
  const repository = document.querySelector('meta[name="repository"]')?.getAttribute("content");
  const link = /** @type {HTMLAnchorElement | null} */ (root.querySelector("[data-report-link]"));
  if (!repository || !link) return;
  root.querySelector("[data-report-result]")?.removeAttribute("hidden");
  const field = /** @type {HTMLInputElement} */ (root.querySelector("[data-link]"));
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

/**
 * Show the outcome of a control beside it, and clear all others.
 * @param {HTMLElement} place
 * @param {Element} control
 * @param {string} name the name of the message
 */
function say(place, control, name) {
  const words = place.querySelector(`[data-share-words="${name}"]`)?.textContent ?? "";
  const here = control.closest("[data-share-group]")?.querySelector("[data-share-says]");
  const all = place.closest("[data-checker]")?.querySelectorAll("[data-share-says]") ?? [];
  for (const each of all) each.textContent = each === here ? words : "";
}
