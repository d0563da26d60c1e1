/**
 * Opening every fold around an element, so that it can be seen.
 *
 * @param {Element} element
 */
export function unfold(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
}
