/**
 * The page script, at the end of every page: loads the other scripts when they are needed, fills in citations, keeps
 * what was typed while a page is loaded again, and switches the theme's letter keys off.
 *
 * Must stay small, and must not start anything on a page without a checker.
 */

/** The time after which the page says that a script has not loaded. */
const LATE_MS = 10_000;
/** Where what was typed is kept while a page is loaded again whose scripts have not loaded. */
const TYPED = "checker:typed";
/** `Intl.DateTimeFormat` would take longer than the rest of this script. */
const MONTHS = "January February March April May June July August September October November December".split(" ");

for (const words of document.querySelectorAll("[data-needs-script]")) words.toggleAttribute("hidden", true);
document.querySelector("[data-forget]")?.removeAttribute("hidden");
fillAgain();
fillCitations();
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
    import("./forget.js").then(({ press }) => press()).catch(sayNotForgotten);
  } else if (broken && button.hasAttribute("data-retry")) {
    loadAgain(broken);
  }
});

/**
 * Say beside a button that its script has not loaded.
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
 * Reload a page whose scripts have not loaded, without losing what was typed into its form.
 * @param {Element} root
 */
function loadAgain(root) {
  const form = root.querySelector("form");
  try {
    if (form) sessionStorage.setItem(TYPED, JSON.stringify([...new FormData(form)]));
  } catch {
    // Storage is denied or full.
  }
  location.reload();
}

/** Fill in what was typed before the page was loaded again; the form's own script treats it as if it were typed now. */
function fillAgain() {
  let typed = [];
  try {
    typed = JSON.parse(sessionStorage.getItem(TYPED) ?? "[]");
    sessionStorage.removeItem(TYPED);
  } catch {
    // Storage is denied.
  }
  for (const [name, value] of typed) {
    for (const control of document.querySelectorAll(`form input[name="${CSS.escape(name)}"]`)) {
      if (!(control instanceof HTMLInputElement) || (control.type !== "text" && control.value !== value)) continue;
      control.checked = control.type !== "text";
      control.value = value;
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

/** Fill in citations: the address that the page names as its own, if it does, and the day on which it is read. */
function fillCitations() {
  const canonical = document.querySelector('link[rel="canonical"]');
  const address = canonical instanceof HTMLLinkElement ? canonical.href : location.origin + location.pathname;
  const now = new Date();
  const day = `${MONTHS[now.getMonth()]} ${now.getDate()}, ${now.getFullYear()}`;
  for (const slot of document.querySelectorAll("[data-cite]")) {
    slot.textContent = slot.getAttribute("data-cite") === "day" ? day : address;
  }
}

// Disable the theme's single-letter shortcuts, such as `n` for the next page and `s` for the search: with speech input,
// or after a slip of the hand, a visitor would lose their place.
document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey } = event;
  if (key.length !== 1 || key === " " || ctrlKey || metaKey) return;
  if (!document.querySelector("[data-md-toggle=search]:checked")) event.stopPropagation();
});
