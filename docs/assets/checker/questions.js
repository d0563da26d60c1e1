/**
 * Questions in a form, wherever they are asked: what stands beside each for the answers given.
 *
 * In: an element that holds questions as rendered.  Out: their buttons, faults and reasons, shown or hidden.
 * Must not write words of its own.
 */

import { controlsOf } from "./answers.js";

/**
 * Offer to clear what is answered, and nothing else.
 * @param {Element} root
 * @param {Record<string, unknown>} answers
 */
export function showClears(root, answers) {
  for (const button of root.querySelectorAll("[data-clear]")) {
    button.toggleAttribute("hidden", !((button.getAttribute("data-clear") ?? "") in answers));
  }
}

/**
 * Say beside each question what of its answer cannot be read.
 * @param {Element} root
 * @param {{question: string | null, html: string}[]} faults
 */
export function showFaults(root, faults) {
  for (const slot of root.querySelectorAll("[data-fault]")) {
    const question = slot.getAttribute("data-fault") ?? "";
    const fault = faults.find((each) => each.question === question);
    slot.innerHTML = fault?.html ?? "";
    slot.toggleAttribute("hidden", !fault);
    controlsOf(root)
      .find((each) => each.name === question)
      ?.setAttribute("aria-invalid", String(Boolean(fault)));
  }
}

/**
 * Say at each question what it can still change, in the words that came with a result.
 * @param {Element} root
 * @param {ParentNode} result
 */
export function showAsked(root, result) {
  for (const slot of root.querySelectorAll("[data-asked-now]")) {
    const words = result.querySelector(`[data-asked="${slot.getAttribute("data-asked-now")}"]`)?.textContent ?? "";
    if (slot.textContent !== words) slot.textContent = words;
  }
}

/**
 * Take an answer back, and keep the focus at its question.
 * @param {Element} root
 * @param {string} question
 */
export function clear(root, question) {
  for (const control of controlsOf(root)) {
    if (control.name === question || control.name === `${question}-unsure`) empty(control);
  }
  const asked = root.querySelector(`[data-question="${CSS.escape(question)}"]`);
  if (asked instanceof HTMLElement) asked.focus({ preventScroll: true });
}

/** @param {HTMLInputElement} control */
export function empty(control) {
  if (control.type === "text") control.value = "";
  else control.checked = false;
}

/**
 * A date that is being typed is no longer "not sure". False where something else than a text was changed.
 * @param {Element} root
 * @param {HTMLInputElement} control
 */
export function typing(root, control) {
  if (control.type !== "text") return false;
  const unsure = controlsOf(root).find((each) => each.name === `${control.name}-unsure`);
  if (unsure) unsure.checked = false;
  return true;
}
