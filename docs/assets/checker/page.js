/**
 * The page script, on every page: finds the elements that need a script, and loads the other scripts only if needed.
 *
 * It runs when the `<page-end>` of a page, loaded or swapped in, is connected: before the page is laid out. Before that
 * the page is still on its way, and an open fold in the part that has come is no reason to begin.
 * Must stay small, and must not start anything on a page without a checker.
 */

/** @type {WeakSet<Element>} */
const attached = new WeakSet();
/** The time after which it is said that a script has not come. */
const LATE_MS = 10_000;
let printing = false;

/**
 * Call a function for each matching element, once.
 * @param {string} selector
 * @param {(root: HTMLElement) => void} act
 */
function forEachNew(selector, act) {
  for (const root of document.querySelectorAll(selector)) {
    if (attached.has(root) || !(root instanceof HTMLElement)) continue;
    attached.add(root);
    act(root);
  }
}

function attachAll() {
  if (isKept("checker:typed")) import("./again.js").then(({ fillAgain }) => fillAgain());
  forEachNew("[data-needs-script]", (words) => words.toggleAttribute("hidden", true));
  forEachNew("[data-forget]", offerToForget);
  forEachNew("[data-cites]", (root) => void import("./cite.js").then(({ attach }) => attach(root)));
  forEachNew('[data-checker][data-starts="at-once"]', (root) => attach(root, import("./checker.js")));
  // The theme opens every fold for printing; that is not a visitor's wish to check.
  if (!printing) forEachNew("details[data-checks][open]", (root) => attach(root, import("./fold.js")));
  if (!isKept("checker:state")) return;
  forEachNew("[data-standing]", () => void import("./statuses.js").then(({ attachStatuses }) => attachStatuses()));
}

/**
 * @param {HTMLElement} root
 * @param {Promise<{attach: (root: HTMLElement) => void}>} script
 */
async function attach(root, script) {
  const late = setTimeout(say, LATE_MS, root, "late");
  try {
    const { attach } = await script;
    root.removeAttribute("data-broken");
    root.querySelector("[data-notice=late]")?.toggleAttribute("hidden", true);
    if (root.isConnected) attach(root); // else the page was left before its script came
  } catch (error) {
    // The script cannot be loaded, or is not what it should be, or the browser is too old for it.
    console.error(error);
    root.dataset["checker"] = "failed";
    root.querySelector("[data-failure-detail]")?.replaceChildren(String(error));
    say(root, "failed");
  } finally {
    clearTimeout(late);
  }
}

/**
 * Show a message that the page holds, whatever the engine says later; its button loads the page again.
 * @param {HTMLElement} root
 * @param {"late" | "failed"} message
 */
function say(root, message) {
  root.toggleAttribute("data-broken", true);
  for (const part of root.querySelectorAll(`[data-notice=late], [data-notice=failed]`)) {
    part.toggleAttribute("hidden", part.getAttribute("data-notice") !== message);
  }
  root.querySelector("[data-failure=script]")?.removeAttribute("hidden");
}

/**
 * Load `forget.js` at once if there is something to forget, else when the button is pressed.
 * @param {HTMLElement} root
 */
function offerToForget(root) {
  root.hidden = false;
  const load = () => import("./forget.js").then(({ attach }) => attach(root));
  if (isKept("checker:state")) return void load().catch(() => (attached.delete(root), offerLater(root)));
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

/**
 * Whether the tab's session storage holds something.
 * @param {string} key
 */
function isKept(key) {
  try {
    return sessionStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

customElements.define(
  "page-end",
  class extends HTMLElement {
    connectedCallback() {
      attachAll();
    }
  },
);
document.addEventListener("toggle", () => document.querySelector("page-end") && attachAll(), true);
addEventListener("beforeprint", () => (printing = true));
addEventListener("afterprint", () => (printing = false));
addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-copy]") : null;
  if (button instanceof HTMLElement) import("./copying.js").then(({ copy }) => copy(button)).catch(() => sayMissing(button));
  const broken = target instanceof Element && target.closest("[data-retry]")?.closest("[data-broken]");
  if (broken) import("./again.js").then(({ loadAgain }) => loadAgain(broken), () => location.reload());
});

for (const kind of ["pointerover", "focusin", "touchstart"]) {
  addEventListener(kind, ({ target }) => target instanceof Element && aboutToCheck(target.closest("a")), { passive: true });
}

/**
 * Say beside a button that its script has not come.
 * @param {HTMLElement} button
 */
function sayMissing({ nextElementSibling: place }) {
  if (place instanceof HTMLElement) place.textContent = place.dataset["missing"] ?? "";
}

/**
 * Prefetch the runtime if a link leads to the checker.
 * @param {HTMLAnchorElement | null} link
 */
function aboutToCheck(link) {
  const checker = new URL("../../checker/", import.meta.url);
  const leads = link && link.origin === checker.origin && link.pathname === checker.pathname;
  if (leads && location.pathname !== checker.pathname) import("./ahead.js").then(({ fetchAhead }) => fetchAhead());
}
