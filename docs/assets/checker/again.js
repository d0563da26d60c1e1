/**
 * Reloading a page whose scripts have not come, without losing what was typed into its form.
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

/** Fill in what was typed; the form's own script, whether it has come or not, treats it as if it were typed now. */
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
