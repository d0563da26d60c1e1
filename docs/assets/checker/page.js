/**
 * The page script, at the end of every page: loads the other scripts when they are needed.
 *
 * Must stay small, and must not start anything on a page without a checker.
 */

/** The time after which the page says that a script has not come. */
const LATE_MS = 10_000;

for (const words of document.querySelectorAll("[data-needs-script]")) words.toggleAttribute("hidden", true);
document.querySelector("[data-forget]")?.removeAttribute("hidden");
if (isKept("checker:typed")) import("./again.js").then(({ fillAgain }) => fillAgain());
const citation = document.querySelector("[data-cites]");
if (citation instanceof HTMLElement) import("./cite.js").then(({ attach }) => attach(citation));
const checker = document.querySelector("[data-checker]");
if (checker instanceof HTMLElement) attachChecker(checker);

/** @param {HTMLElement} root */
async function attachChecker(root) {
  const late = setTimeout(say, LATE_MS, root, "late");
  try {
    const { attach } = await import("./checker.js");
    root.removeAttribute("data-broken");
    root.querySelector("[data-notice=late]")?.toggleAttribute("hidden", true);
    attach(root);
  } catch (error) {
    // A script cannot be loaded, or is not what it should be, or the browser is too old for it.
    console.error(error);
    root.dataset["checker"] = "failed";
    root.querySelector("[data-failure-detail]")?.replaceChildren(String(error));
    say(root, "failed");
  } finally {
    clearTimeout(late);
  }
}

/**
 * Show a message about the scripts, whatever the engine says later; its button reloads the page.
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

addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  if (!button) return;
  const broken = button.closest("[data-broken]");
  if (button.hasAttribute("data-copy")) {
    import("./copying.js").then(({ copy }) => copy(button)).catch(() => sayMissing(button));
  } else if (button.closest("[data-forget]")) {
    import("./forget.js").then(({ press }) => press(button), sayNotForgotten);
  } else if (broken && button.hasAttribute("data-retry")) {
    import("./again.js").then(({ loadAgain }) => loadAgain(broken), () => location.reload());
  }
});

/**
 * Say beside a button that its script has not come.
 * @param {HTMLElement} button
 */
function sayMissing({ nextElementSibling: place }) {
  if (place instanceof HTMLElement) place.textContent = place.dataset["missing"] ?? "";
}

function sayNotForgotten() {
  const words = document.querySelector('[data-forget-words="failed"]')?.textContent ?? "";
  document.querySelector("[data-forget-says]")?.replaceChildren(words);
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
