/**
 * The page script, on every page: it looks for what needs a script, and loads the rest only where it is needed.
 *
 * Looks when the element at the end of a page comes into the document, loaded or swapped in: before it is laid out.
 * Must stay small, and must not start anything on a page without a checker.
 */

/** @type {WeakSet<Element>} */
const seen = new WeakSet();
let printing = false;

/**
 * Do something with each element that was not yet met.
 * @param {string} selector
 * @param {(root: HTMLElement) => void} act
 */
function meet(selector, act) {
  for (const root of document.querySelectorAll(selector)) {
    if (seen.has(root) || !(root instanceof HTMLElement)) continue;
    seen.add(root);
    act(root);
  }
}

function look() {
  meet("[data-needs-script]", (words) => words.toggleAttribute("hidden", true));
  meet("[data-forget]", offerToForget);
  meet("[data-proof]", (root) => void import("./proof.js").then(({ attach }) => attach(root)));
  meet('[data-checker][data-starts="at-once"]', (root) => attach(root, import("./checker.js")));
  // For paper the theme opens every fold; nobody asks then.
  if (!printing) meet("details[data-checks][open]", (root) => attach(root, import("./fold.js")));
  if (!isAnythingKept()) return;
  meet("[data-standing]", () => void import("./statuses.js").then(({ attachStatuses }) => attachStatuses()));
}

/**
 * @param {HTMLElement} root
 * @param {Promise<{attach: (root: HTMLElement) => void}>} script
 */
async function attach(root, script) {
  try {
    (await script).attach(root);
  } catch (error) {
    // The script could not be had: say so with the words that the page holds.
    console.error(error);
    root.dataset["checker"] = "failed";
    for (const part of root.querySelectorAll('[data-notice="failed"], [data-failure="download"]')) {
      part.removeAttribute("hidden");
    }
    root.querySelector("[data-retry]")?.addEventListener("click", () => location.reload());
  }
}

/**
 * The script that forgets is fetched at once where there is something to forget, and else at the first press.
 * @param {HTMLElement} root
 */
function offerToForget(root) {
  root.hidden = false;
  const fetched = () => import("./forget.js").then(({ attach }) => attach(root));
  if (isAnythingKept()) return void fetched().catch(() => (seen.delete(root), offerLater(root)));
  offerLater(root);
}

/** @param {HTMLElement} root */
function offerLater(root) {
  const button = /** @type {HTMLElement} */ (root.querySelector("[data-forget-ask]"));
  button.addEventListener(
    "click",
    () =>
      import("./forget.js").then(
        ({ attach }) => {
          attach(root);
          button.click();
        },
        () => {
          const words = root.querySelector('[data-forget-words="failed"]')?.textContent ?? "";
          root.querySelector("[data-forget-says]")?.replaceChildren(words);
          offerLater(root);
        },
      ),
    { once: true },
  );
}

/** Whether this tab keeps anything of the checker's. */
function isAnythingKept() {
  try {
    return sessionStorage.getItem("checker:state") !== null;
  } catch {
    return false;
  }
}

customElements.define(
  "page-end",
  class extends HTMLElement {
    connectedCallback() {
      look();
    }
  },
);
document.addEventListener("toggle", look, true);
addEventListener("beforeprint", () => (printing = true));
addEventListener("afterprint", () => (printing = false));
addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-copy]") : null;
  if (button instanceof HTMLElement) import("./copying.js").then(({ copy }) => copy(button));
});

/** Whoever is about to go to the checker finds its files fetched. */
for (const kind of ["pointerover", "focusin", "touchstart"]) {
  addEventListener(kind, ({ target }) => target instanceof Element && aboutToCheck(target.closest("a")), { passive: true });
}

/** @param {HTMLAnchorElement | null} link */
function aboutToCheck(link) {
  const checker = new URL("../../checker/", import.meta.url);
  const leads = link && link.origin === checker.origin && link.pathname === checker.pathname;
  if (leads && location.pathname !== checker.pathname) import("./ahead.js").then(({ fetchAhead }) => fetchAhead());
}

if (navigator.serviceWorker?.controller) import("./offline.js").then(({ keepSite }) => keepSite());
