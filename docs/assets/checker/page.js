/**
 * The page script, on every page: it looks for checkers, and loads the rest only where there is one.
 * On a page that starts with a checker it also calls the theme's script, once the checker no longer needs the time.
 *
 * Works by looking at the document, so that it does not matter whether a page was loaded or swapped in.
 * Must stay small, and must not start anything on a page without a checker.
 */

import { listen, start } from "./engine.js";

/** @type {WeakSet<Element>} */
const seen = new WeakSet();

/** The first page is there as a whole: a checker in it has all of its questions. */
const parsed = new Promise((resolve) => {
  if (document.readyState !== "loading") resolve(null);
  else document.addEventListener("DOMContentLoaded", resolve);
});

function look() {
  for (const root of document.querySelectorAll("[data-proof]")) {
    if (seen.has(root) || !(root instanceof HTMLElement)) continue;
    seen.add(root);
    import("./proof.js").then(({ attach }) => attach(root));
  }
  for (const root of document.querySelectorAll("[data-checker]")) {
    if (seen.has(root) || !(root instanceof HTMLElement)) continue;
    seen.add(root);
    if (root.dataset["starts"] === "at-once") start();
    import("./checker.js").then(
      async ({ attach }) => {
        await parsed;
        attach(root);
      },
      () => {
        // The rest of the script could not be had: say so with the words that the page holds.
        root.dataset["checker"] = "failed";
        for (const part of root.querySelectorAll('[data-notice="failed"], [data-failure="download"]')) {
          part.removeAttribute("hidden");
        }
      },
    );
  }
}

new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
look();

/** Run the theme's script, on a page where it has to wait; it expects to be there while the page is read. */
async function runTheme() {
  await parsed;
  const link = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[data-theme-script]"));
  if (!link) return;
  const script = document.createElement("script");
  script.addEventListener("load", () => document.dispatchEvent(new Event("DOMContentLoaded")));
  script.src = link.href;
  link.replaceWith(script);
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

new PerformanceObserver((marks) => {
  if (!marks.getEntriesByName("checker:result").length) return;
  runTheme();
  if (!keeping) keepSite();
  keeping = true;
}).observe({ type: "mark", buffered: true });
listen(({ phase }) => phase === "failed" && runTheme());
for (const kind of ["pointerdown", "keydown"]) {
  addEventListener(kind, ({ target }) => {
    if (!(target instanceof Element && target.closest("[data-checker]"))) runTheme();
  });
}
