/**
 * Copying a text of the page, at the press of a button with `data-copy`.
 *
 * In: the button, and beside it the place that holds the words for what came of it.
 * Out: the text in the clipboard; where that is not allowed, selected.  Must not copy anything else.
 */

/** @param {HTMLElement} button */
export async function copy(button) {
  const source = document.getElementById(button.dataset["copy"] ?? "");
  const told = /** @type {HTMLElement | null} */ (button.nextElementSibling);
  if (!source) return;
  const field = source instanceof HTMLInputElement ? source : null;
  let how = "copied";
  try {
    await navigator.clipboard.writeText(field ? field.value : (source.textContent ?? ""));
  } catch {
    how = "selected";
    if (field) field.select();
    else getSelection()?.selectAllChildren(source);
  }
  if (told) told.textContent = told.dataset[how] ?? "";
}
