/**
 * Loading a page again whose scripts have not come, with what stands in its form.
 *
 * In: the form.  Out: the same form, filled in again, in the next load of the page; nothing is kept beyond that.
 */

const KEY = "checker:typed";

/** @param {Element} root */
export function loadAgain(root) {
  const form = root.querySelector("form");
  try {
    if (form) sessionStorage.setItem(KEY, JSON.stringify([...new FormData(form)]));
  } catch {
    // Storage is denied or full.
  }
  location.reload();
}

/** Fill in what stood in the form; its scripts, whether they have come or not, take it for what is typed now. */
export function fillAgain() {
  const typed = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  sessionStorage.removeItem(KEY);
  for (const [name, value] of typed) {
    for (const control of document.querySelectorAll(`form input[name="${CSS.escape(name)}"]`)) {
      if (!(control instanceof HTMLInputElement) || (control.type !== "text" && control.value !== value)) continue;
      control.checked = control.type !== "text";
      control.value = value;
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}
