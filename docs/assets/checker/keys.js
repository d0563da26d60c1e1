/**
 * Keeps single characters from the theme, which turns the page at `n` or `.` and opens its search at `s`, wherever the
 * focus is: whoever speaks to their computer, or whose hand slips, would lose the place.
 *
 * In: keys, as they are pressed.  Out: nothing; a character goes no further than the document.
 * Must not keep any from the search while that is open, nor a key that is no character.
 */

document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey } = event;
  if (key.length !== 1 || key === " " || ctrlKey || metaKey) return;
  if (!document.querySelector("[data-md-toggle=search]:checked")) event.stopPropagation();
});
