/**
 * Copying a text of the page, for a button with `data-copy`.
 *
 * In: the button, followed by an element that has the words for each outcome.
 * Out: the text in the clipboard or, if the browser does not allow that, selected.  Must not copy anything else.
 */

/** @param {HTMLElement} button */
export async function copy(button) {
  const source = document.getElementById(button.dataset["copy"] ?? "");
  const feedback = /** @type {HTMLElement | null} */ (button.nextElementSibling);
  if (!source) return;
  const field = source instanceof HTMLInputElement ? source : null;
  let outcome = "copied";
  try {
    await navigator.clipboard.writeText(field ? field.value : (source.textContent ?? ""));
  } catch {
    outcome = "selected";
    for (let fold = source.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
    if (field) field.select();
    else getSelection()?.selectAllChildren(source);
  }
  if (feedback) feedback.textContent = feedback.dataset[outcome] ?? "";
}
