/**
 * Questions in a form, wherever they are asked: what stands beside each for the answers given.
 *
 * In: an element that holds questions as rendered.  Out: their buttons, faults and reasons, shown or hidden.
 * Must not write words of its own.
 */

import { controlsOf, fill, taken } from "./answers.js";

/**
 * What was cleared last, by the form and the question.
 * @type {WeakMap<Element, Record<string, import("./answers.js").Controls>>}
 */
let cleared = new WeakMap();

document.addEventListener("checker:forgotten", () => {
  cleared = new WeakMap();
});

/**
 * Other answers stand in a form now: what was cleared of those before is not theirs to be put back.
 * @param {Element} form
 */
export function forgetCleared(form) {
  cleared.delete(form);
}

/**
 * Offer to clear what is answered, and to put back what was cleared, and nothing else.
 * @param {Element} root
 * @param {Record<string, unknown>} answers
 */
export function showClears(root, answers) {
  const gone = cleared.get(root) ?? {};
  for (const question of root.querySelectorAll("[data-question]")) {
    const name = question.getAttribute("data-question") ?? "";
    if (name in answers) delete gone[name];
    question.querySelector("[data-clear]")?.toggleAttribute("hidden", !(name in answers));
    question.querySelector("[data-put-back]")?.toggleAttribute("hidden", !(name in gone));
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
 * Say at each question what it is to the answers given, and what it can still change, in the words of a result.
 * @param {Element} root
 * @param {ParentNode} result
 */
export function showAsked(root, result) {
  for (const question of root.querySelectorAll("[data-question]")) {
    const told = result.querySelector(`[data-asked="${question.getAttribute("data-question")}"]`);
    if (!told) continue;
    question.setAttribute("data-state", told.getAttribute("data-state") ?? "");
    const slots = [question.querySelector("[data-state-of]"), question.querySelector("[data-asked-now]")];
    slots.forEach((slot, index) => {
      const words = told.children[index]?.textContent ?? "";
      if (slot && slot.textContent !== words) slot.textContent = words;
    });
  }
}

/**
 * Take an answer back, and put the focus where it can be put back.
 * @param {HTMLFormElement} root
 * @param {string} question
 */
export function clear(root, question) {
  const asked = controlsOf(root).filter(({ name }) => name === question || name === `${question}-unsure`);
  cleared.set(root, { ...cleared.get(root), [question]: taken(root, asked) });
  asked.forEach(empty);
  const back = root.querySelector(`[data-put-back="${CSS.escape(question)}"]`);
  if (!(back instanceof HTMLElement)) return;
  back.hidden = false;
  back.focus({ preventScroll: true });
}

/**
 * Put back what was cleared, and the focus at its question.
 * @param {HTMLFormElement} root
 * @param {string} question
 */
export function putBack(root, question) {
  fill(root, { ...taken(root), ...cleared.get(root)?.[question] });
  const asked = root.querySelector(`[data-question="${CSS.escape(question)}"]`);
  if (asked instanceof HTMLElement) asked.focus({ preventScroll: true });
}

/** @param {HTMLInputElement} control */
function empty(control) {
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
