/**
 * Passing a result on: its link, its text, and a calendar file.
 *
 * In: the element with `data-checker`.
 * Out: the link and the text, for the buttons that copy them; a calendar file in the browser's downloads.
 * Must not send anything anywhere.
 */

import { follow, request } from "./assessing.js";

/** @param {HTMLElement} root */
export function attachSharing(root) {
  const field = /** @type {HTMLInputElement} */ (root.querySelector("[data-link]"));
  const copy = /** @type {HTMLElement} */ (root.querySelector("[data-text]"));
  /** What was copied is another now. @param {HTMLElement} of */
  const changed = (of) => root.querySelector(`[data-copy="${of.id}"] + .copied`)?.replaceChildren();
  let file = "";
  follow(({ fragment, text, calendar }) => {
    file = calendar;
    const link = `${request().address}#${fragment}`;
    if (field.value !== link) changed(field);
    if (copy.textContent !== text) changed(copy);
    field.value = link;
    copy.textContent = text;
  });
  root.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-make="calendar"]') : null;
    if (!button) return;
    save(file);
    const said = /** @type {HTMLElement} */ (button.nextElementSibling);
    said.textContent = said.dataset["made"] ?? "";
  });
}

/** @param {string} calendar */
function save(calendar) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([calendar], { type: "text/calendar" }));
  link.download = "self-assessment.ics";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the download needs it only to start
}
