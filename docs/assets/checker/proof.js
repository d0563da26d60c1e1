/**
 * The place where a visitor has the rules verified: a button, how far it is, and what came of it.
 *
 * In: an element with `data-proof`, rendered with every word that it may need to show.
 * Out: its state in `data-proof`, and what came of it.  Must not start anything before it is asked to.
 */

import { prove } from "./engine.js";

/** @param {HTMLElement} root */
export function attach(root) {
  const button = /** @type {HTMLButtonElement} */ (root.querySelector("[data-prove]"));
  const bar = /** @type {HTMLProgressElement} */ (root.querySelector("progress"));
  const place = /** @type {HTMLElement} */ (root.querySelector("[data-proof-result]"));
  const status = /** @type {HTMLElement} */ (root.querySelector("[data-proof-says]"));

  /**
   * @param {string} state
   * @param {Record<string, number>} [values]
   */
  function say(state, values = {}) {
    root.dataset["proof"] = state;
    status.replaceChildren();
    for (const words of root.querySelectorAll(`[data-proof-words="${state}"]`)) {
      status.append(...words.cloneNode(true).childNodes);
    }
    for (const slot of status.querySelectorAll("[data-proof-slot]")) {
      slot.textContent = (values[slot.getAttribute("data-proof-slot") ?? ""] ?? 0).toLocaleString("en");
    }
    bar.hidden = state !== "working";
    button.disabled = state === "loading" || state === "working";
  }

  button.addEventListener("click", () => {
    place.replaceChildren();
    say("loading");
    prove((done, all) => {
      bar.value = done / all;
      say("working", { done, all });
    }).then(
      (response) => {
        say("done");
        place.innerHTML = JSON.parse(response).html;
      },
      () => say("failed"),
    );
  });
  button.disabled = false; // until now a press would have come to nothing
}
