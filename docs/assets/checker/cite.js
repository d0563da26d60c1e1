/**
 * Filling in citations: the address of the page, and the day on which it is read.
 *
 * In: a fold with `data-cites`.  Out: its slots filled in, and files for reference managers.
 * Must not write words of its own.
 */

import { save } from "./saved.js";
import { today } from "./today.js";

const TYPES = { bib: "application/x-bibtex", ris: "application/x-research-info-systems" };

/** @param {HTMLElement} root */
export function attach(root) {
  const filled = { address: address(), ...dayRead() };
  for (const slot of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-cite]"))) {
    slot.textContent = filled[/** @type {keyof typeof filled} */ (slot.dataset["cite"])];
  }
  // Only some browsers find words by a text fragment; in the others the link would open at the top.
  root.querySelector('[data-cite-form="words"]')?.toggleAttribute("hidden", !("fragmentDirective" in document));
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-saves]"))) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const name = button.dataset["saves"] ?? "";
      const type = TYPES[/** @type {keyof typeof TYPES} */ (name.split(".").pop())];
      save({ name, type, text: button.closest("[data-cite-form]")?.querySelector(".citation")?.textContent ?? "" });
    });
  }
}

/** The page's address without what the visitor's way to it has added: the one that it names itself, if it does. */
function address() {
  const canonical = document.querySelector('link[rel="canonical"]');
  return canonical instanceof HTMLLinkElement ? canonical.href : location.origin + location.pathname;
}

function dayRead() {
  const long = new Date().toLocaleDateString("en-US", { dateStyle: "long" });
  return { long, slashed: today().replaceAll("-", "/") };
}
