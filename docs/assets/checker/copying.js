/**
 * Copying, for a button with `data-copy`: a text of the page, or with `data-copies-address` the address of a place on it.
 *
 * In: the button, followed by an element that has the words for each outcome.
 * Out: what was asked for in the clipboard.  If the browser does not allow that, a text is selected, and an address is
 * put into the address bar.  Must not copy anything else.
 */

import { unfold } from "./controls.js";

/** @param {HTMLElement} button */
export async function copy(button) {
  const source = document.getElementById(button.dataset["copy"] ?? "");
  const feedback = /** @type {HTMLElement | null} */ (button.nextElementSibling);
  if (!source) return;
  for (const said of document.querySelectorAll(".copied")) said.replaceChildren(); // so that it is read out again, alone
  const address = "copiesAddress" in button.dataset ? addressOf(source) : null;
  let outcome = "copied";
  try {
    await navigator.clipboard.writeText(address ?? textOf(source));
  } catch {
    outcome = "selected";
    if (address) history.replaceState(history.state, "", address);
    else select(source);
  }
  if (feedback) feedback.textContent = feedback.dataset[outcome] ?? "";
}

/**
 * The absolute address of an element of this page, without what a search added to the page's address; of the page alone
 * where the element is all of it.
 * @param {HTMLElement} place
 */
function addressOf(place) {
  return location.origin + location.pathname + ("wholePage" in place.dataset ? "" : `#${place.id}`);
}

/** @param {HTMLElement} source */
function textOf(source) {
  return source instanceof HTMLInputElement ? source.value : (source.textContent ?? "");
}

/** @param {HTMLElement} source */
function select(source) {
  (source.closest("[hidden]") ?? source).removeAttribute("hidden");
  unfold(source);
  if (source instanceof HTMLInputElement) source.select();
  else getSelection()?.selectAllChildren(source);
}
