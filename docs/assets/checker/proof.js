/**
 * Verifying the rules in the visitor's browser: a button, the progress, that it is late, and the result.
 *
 * In: an element with `data-proof`, rendered with every word that it may need to show.
 * Out: its phase in `data-proof`, and the result.  Must not start anything before the button is pressed.
 */

import { listen, prove, startAgain } from "./engine.js";

/** @param {HTMLElement} root */
export function attach(root) {
  const button = /** @type {HTMLButtonElement} */ (root.querySelector("[data-prove]"));
  const bar = /** @type {HTMLProgressElement} */ (root.querySelector("progress"));
  const place = /** @type {HTMLElement} */ (root.querySelector("[data-proof-result]"));
  const status = /** @type {HTMLElement} */ (root.querySelector("[data-proof-says]"));
  const late = /** @type {HTMLElement} */ (root.querySelector("[data-notice=late]"));
  /** Only the last attempt is shown. */
  let attempts = 0;

  /**
   * @param {string} phase
   * @param {Record<string, number>} [values]
   */
  function show(phase, values = {}) {
    root.dataset["proof"] = phase;
    status.replaceChildren();
    for (const words of root.querySelectorAll(`[data-proof-words="${phase}"]`)) {
      status.append(...words.cloneNode(true).childNodes);
    }
    for (const slot of status.querySelectorAll("[data-proof-slot]")) {
      slot.textContent = (values[slot.getAttribute("data-proof-slot") ?? ""] ?? 0).toLocaleString("en");
    }
    bar.hidden = phase !== "working";
    button.disabled = phase === "loading" || phase === "working";
  }

  function verify() {
    const attempt = ++attempts;
    place.replaceChildren();
    show("loading");
    const stop = listen((engine) => late.toggleAttribute("hidden", !engine.late));
    prove((done, all) => {
      bar.value = done / all;
      show("working", { done, all });
    })
      .finally(stop)
      .then(
        (response) => {
          show("done");
          place.innerHTML = JSON.parse(response).html;
        },
        () => attempt === attempts && show("failed"),
      );
  }

  button.addEventListener("click", verify);
  late.querySelector("[data-retry]")?.addEventListener("click", () => {
    startAgain();
    verify();
  });
  button.disabled = false; // rendered disabled, since it does nothing without this script
}
