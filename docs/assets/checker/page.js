/**
 * The page script, on every page: it looks for what needs a script, and loads the rest only where it is needed.
 * On a page that starts with a checker it also calls the theme's script, once the checker no longer needs the time.
 *
 * Looks when the element at the end of a page comes into the document, loaded or swapped in: before it is laid out.
 * Must stay small, and must not start anything on a page without a checker.
 */

/** @type {WeakSet<Element>} */
const seen = new WeakSet();
let printing = false;
/** The script of the checker, once it is there. @type {typeof import("./checker.js") | null} */
let checker = null;

/** Till the first page is there as a whole: a checker in it has all of its questions then. */
const parsed = () =>
  document.readyState === "loading" &&
  new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));

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
  meet("[data-forget]", (root) => root.toggleAttribute("hidden", false));
  meet("[data-proof]", (root) => void import("./proof.js").then(({ attach }) => attach(root)));
  meet('[data-checker][data-starts="at-once"]', (root) => {
    import("./engine.js").then(({ listen, start }) => {
      listen(({ phase }) => phase === "failed" && runTheme());
      start();
    }, runTheme);
    attach(root, checker ?? import("./checker.js").then((script) => (checker = script)));
  });
  // For paper the theme opens every fold; nobody asks then.
  if (!printing) meet("details[data-checks][open]", (root) => attach(root, import("./clauses.js")));
  if (!kept()) return;
  let standings = false;
  meet("[data-standing]", () => void (standings = true));
  if (standings) import("./statuses.js").then(({ refresh }) => refresh());
  meet("[data-forget-ask]", () => void import("./forget.js").catch(() => null)); // at hand, should the line go
}

/**
 * At once, where nothing has to be waited for.
 * @typedef {{attach: (root: HTMLElement) => void}} Script
 * @param {HTMLElement} root
 * @param {Script | Promise<Script>} script
 */
async function attach(root, script) {
  try {
    const made = "attach" in script ? script : await script;
    if (document.readyState === "loading") await parsed();
    made.attach(root);
  } catch {
    // The script could not be had: say so with the words that the page holds.
    root.dataset["checker"] = "failed";
    for (const part of root.querySelectorAll('[data-notice="failed"], [data-failure="download"]')) {
      part.removeAttribute("hidden");
    }
    root.querySelector("[data-retry]")?.addEventListener("click", () => location.reload());
  }
}

/** Whether this tab keeps anything of the checker's. */
function kept() {
  try {
    return Object.keys(sessionStorage).some((key) => key.startsWith("checker:"));
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
document.addEventListener("click", ({ target }) => {
  const root = target instanceof Element && target.closest("[data-forget-ask]")?.closest("[data-forget]");
  if (!root) return;
  import("./forget.js").then(
    ({ ask }) => ask(root),
    () => {
      const words = root.querySelector('[data-forget-words="failed"]')?.textContent ?? "";
      root.querySelector("[data-forget-says]")?.replaceChildren(words);
    },
  );
});

/** Run the theme's script, on a page where it has to wait; it expects to be there while the page is read. */
async function runTheme() {
  await parsed();
  const link = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[data-theme-script]"));
  if (!link) return;
  const script = document.createElement("script");
  const there = new Promise((resolve) => ["load", "error"].forEach((kind) => script.addEventListener(kind, resolve)));
  script.src = link.href;
  link.replaceWith(script);
  await there;
  await new Promise((resolve) => setTimeout(resolve)); // both in one task would be a long pause
  document.dispatchEvent(new Event("DOMContentLoaded"));
}

addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-copy]") : null;
  if (button instanceof HTMLElement) import("./copying.js").then(({ copy }) => copy(button));
});

/** Keep the site for use without a network: after a first result, and ever after. */
function keepSite() {
  import("./offline.js").then(({ keep }) => keep());
}
let keeping = Boolean(navigator.serviceWorker?.controller);
if (keeping) keepSite();

new PerformanceObserver(async (marks) => {
  if (!marks.getEntriesByName("checker:result").length) return;
  look(); // the first answer that is kept brings more with it
  await runTheme();
  if (!keeping) keepSite();
  keeping = true;
}).observe({ type: "mark", buffered: true });
for (const kind of ["pointerdown", "keydown"]) {
  addEventListener(kind, ({ target }) => {
    if (!(target instanceof Element && target.closest("[data-checker]"))) runTheme();
  });
}
