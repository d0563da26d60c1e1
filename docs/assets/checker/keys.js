/**
 * Disables the theme's single-letter shortcuts, such as `n` for the next page and `s` for the search. With speech input,
 * or after a slip of the hand, a visitor would lose their place.
 *
 * In: key presses.  Out: none; the events do not propagate beyond the document.
 * Must not affect the open search, nor keys that are not characters.
 */

document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey } = event;
  if (key.length !== 1 || key === " " || ctrlKey || metaKey) return;
  if (!document.querySelector("[data-md-toggle=search]:checked")) event.stopPropagation();
});
