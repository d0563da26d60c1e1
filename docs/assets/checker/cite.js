/**
 * Filling in citations: the address of the page, and the day on which it is read.
 *
 * In: a fold with `data-cites`.  Out: its slots filled in.  Must not write words of its own.
 */

/** @param {HTMLElement} root */
export function attach(root) {
  const filled = { address: address(), day: new Date().toLocaleDateString("en-US", { dateStyle: "long" }) };
  for (const slot of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-cite]"))) {
    slot.textContent = filled[/** @type {keyof typeof filled} */ (slot.dataset["cite"])];
  }
}

/** The page's address without what the visitor's way to it has added: the one that it names itself, if it does. */
function address() {
  const canonical = document.querySelector('link[rel="canonical"]');
  return canonical instanceof HTMLLinkElement ? canonical.href : location.origin + location.pathname;
}
