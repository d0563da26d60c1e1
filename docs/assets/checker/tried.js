/**
 * A trial, beside its questions: what the visitor's own answer is, and what the answers that are tried would change.
 *
 * In: the hidden part `trial` of a result.  Out: its words, beside each question with another answer than the visitor's.
 * Must not write words of its own.
 */

import { follow } from "./assessing.js";
import { subscribe } from "./store.js";

/**
 * @param {HTMLElement} root
 * @param {HTMLFormElement} form
 */
export function attachTried(root, form) {
  /** The question that was answered last. */
  let last = "";
  form.addEventListener("input", ({ target }) => {
    last = target instanceof Element ? (target.closest("[data-question]")?.getAttribute("data-question") ?? "") : "";
  });
  const slots = [...form.querySelectorAll("[data-tried]")];
  subscribe(({ trial }) => trial ?? clear(slots), root);
  follow(({ content }) => {
    clear(slots);
    const own = new Map([...content.querySelectorAll("[data-tries]")].map((each) => [each.getAttribute("data-tries"), each]));
    const tried = slots.filter((slot) => own.has(slot.getAttribute("data-tried")));
    for (const slot of tried) {
      slot.append(/** @type {Element} */ (own.get(slot.getAttribute("data-tried"))).cloneNode(true));
      slot.toggleAttribute("hidden", false);
    }
    const beside = tried.find((slot) => slot.getAttribute("data-tried") === last) ?? tried.at(-1);
    const changes = [...content.querySelectorAll("[data-tries-change]")].map((each) => each.cloneNode(true));
    beside?.append(...changes, ...buttons(root));
  }, root);
}

/** @param {Element[]} slots */
function clear(slots) {
  for (const slot of slots) {
    slot.replaceChildren();
    slot.toggleAttribute("hidden", true);
  }
}

/** @param {HTMLElement} root */
function buttons(root) {
  const all = root.querySelectorAll('[data-notice="trying"] :is([data-try-no-more], [data-try-keep])');
  return [...all].map((button) => button.cloneNode(true));
}
