/**
 * The page script, on every page: it looks for checkers, and loads the rest only where there is one.
 *
 * Works by looking at the document, so that it does not matter whether a page was loaded or swapped in.
 * Must stay small, and must not start anything on a page without a checker.
 */

/** @type {WeakSet<Element>} */
const seen = new WeakSet();

function look() {
  for (const root of document.querySelectorAll("[data-checker]")) {
    if (seen.has(root) || !(root instanceof HTMLElement)) continue;
    seen.add(root);
    import("./checker.js").then(
      ({ attach }) => attach(root),
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
