/**
 * Putting a result on the page: only the parts that changed, and never under the visitor's focus.
 *
 * In: markup made by the engine, escaped there.  Out: the page, and what a screen reader is told of it.
 * Must not write words of its own.
 */

const ANNOUNCE_AFTER_MS = 400;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let announcing = undefined;
/** Where something was said last. @type {Element | null} */
let region = null;

/**
 * @param {Element} place
 * @param {string} html
 */
export function show(place, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  // The theme writes the addresses of a page's links out in full: told apart by that, every part would be replaced.
  for (const link of [...place.querySelectorAll("a[href]"), ...template.content.querySelectorAll("a[href]")]) {
    link.setAttribute("href", new URL(link.getAttribute("href") ?? "", document.baseURI).href);
  }
  const focused = place.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  const mark = focused && nameOf(focused);
  update(place, template.content);
  if (focused && mark && !focused.isConnected) {
    const candidates = [...place.querySelectorAll(`[data-part="${mark.part}"] :is(a, button, summary, [tabindex])`)];
    const target = candidates.find((each) => each instanceof HTMLElement && nameOf(each).name === mark.name) ?? candidates[0];
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  }
}

/**
 * Say what changed, once answers have come to rest, and only if it is news.
 * @param {Element | null} place
 * @param {string} text
 */
export function announce(place, text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    if (region !== place) region?.replaceChildren(); // it would be read there, and no longer holds
    region = place;
    if (place && place.textContent !== text) place.textContent = text;
  }, ANNOUNCE_AFTER_MS);
}

/**
 * @param {ParentNode & Node} place
 * @param {ParentNode & Node} wanted
 */
function update(place, wanted) {
  const now = parts(place);
  const then = parts(wanted);
  if (now.map(partName).join() !== then.map(partName).join()) {
    place.replaceChildren(...wanted.childNodes);
    return;
  }
  then.forEach((part, index) => {
    const old = /** @type {Element} */ (now[index]);
    if (parts(part).length) {
      takeAttributes(old, part);
      update(old, part);
      return;
    }
    for (const open of old.querySelectorAll("details[open][id]")) {
      part.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", ""); // what was unfolded stays so
    }
    if (old.outerHTML !== part.outerHTML) old.replaceWith(part);
  });
}

/**
 * A part that holds others is kept, and may have been hidden while it held none.
 * @param {Element} old
 * @param {Element} wanted
 */
function takeAttributes(old, wanted) {
  for (const { name } of [...old.attributes]) if (!wanted.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of wanted.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

/** @param {ParentNode} parent */
function parts(parent) {
  return [...parent.children].filter((each) => each.hasAttribute("data-part"));
}

/** @param {Element} part */
function partName(part) {
  return part.getAttribute("data-part");
}

/**
 * What tells a link, a button or a fold of a part from its others.
 * @param {HTMLElement} element
 */
function nameOf(element) {
  const part = element.closest("[data-part]")?.getAttribute("data-part") ?? "";
  const { copy, make } = element.dataset;
  const name = element instanceof HTMLAnchorElement ? element.href : (copy ?? make ?? element.closest("details")?.id);
  return { part, name };
}
