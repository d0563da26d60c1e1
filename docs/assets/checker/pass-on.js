/**
 * Passing a result on: its link, its text, and a calendar file.
 *
 * In: the element with `data-checker`, with every word that may need to be shown.
 * Out: the link and the text, for the buttons that copy them; a calendar file in the browser's downloads.
 * Must not send anything anywhere.
 */

import { follow, request } from "./assessing.js";
import { call } from "./engine.js";

/** @param {HTMLElement} root */
export function attachPassingOn(root) {
  const field = /** @type {HTMLInputElement} */ (root.querySelector("[data-link]"));
  follow(({ fragment, text }) => {
    field.value = `${request().address}#${fragment}`;
    root.querySelector("[data-text]")?.replaceChildren(text);
    for (const said of root.querySelectorAll(".result-actions .copied")) said.replaceChildren(); // it was the last result
  });
  root.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-make="calendar"]') : null;
    if (button) saveCalendar(root, /** @type {HTMLElement} */ (button.nextElementSibling));
  });
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
