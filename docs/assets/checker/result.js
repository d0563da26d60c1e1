/**
 * Putting a result on the page: replaces only the parts that changed, and keeps the visitor's focus.
 *
 * In: a tree of markup from the engine, which escapes it.  Out: the page, and an announcement for screen readers.
 * Must not write words of its own.
 */

const ANNOUNCE_AFTER_MS = 400;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let announcing = undefined;

/**
 * Markup as a tree.
 * @param {string} html
 */
export function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/**
 * @param {Element} place
 * @param {DocumentFragment} content which is not changed
 */
export function show(place, content) {
  const focused = place.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  const part = focused?.closest("[data-part]")?.getAttribute("data-part");
  const name = focused && nameOf(focused);
  update(place, /** @type {DocumentFragment} */ (content.cloneNode(true)));
  if (!focused || focused.isConnected) return;
  const candidates = [...place.querySelectorAll(`[data-part="${part}"] :is(a, button, summary, [tabindex])`)];
  const target = candidates.find((each) => each instanceof HTMLElement && nameOf(each) === name) ?? candidates[0];
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
}

/**
 * Announce what changed, once answers have stopped changing, and only if the text is new.
 * @param {Element | null} place the live region
 * @param {string} text
 */
export function announce(place, text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    if (place && place.textContent !== text) place.textContent = text;
  }, ANNOUNCE_AFTER_MS);
}

/**
 * @param {ParentNode & Node} place
 * @param {ParentNode & Node} wanted
 */
function update(place, wanted) {
  const now = partsOf(place);
  const then = partsOf(wanted);
  if (!then.length || now.map(partName).join() !== then.map(partName).join()) {
    place.replaceChildren(...wanted.childNodes);
    return;
  }
  then.forEach((part, index) => {
    const old = /** @type {Element} */ (now[index]);
    if (partsOf(part).length) {
      copyAttributes(old, part);
      update(old, part);
      return;
    }
    for (const open of old.querySelectorAll("details[open][id]")) {
      part.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", ""); // open folds stay open
    }
    if (old.outerHTML !== part.outerHTML) old.replaceWith(part);
  });
}

/**
 * A part that contains others is not replaced, so its own attributes, such as `hidden`, are updated.
 * @param {Element} old
 * @param {Element} wanted
 */
function copyAttributes(old, wanted) {
  for (const { name } of [...old.attributes]) if (!wanted.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of wanted.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

/** @param {ParentNode} parent */
function partsOf(parent) {
  return [...parent.children].filter((each) => each.hasAttribute("data-part"));
}

/** @param {Element} part */
function partName(part) {
  return part.getAttribute("data-part");
}

/**
 * What distinguishes a link, a button or a fold of a part from its others.
 * @param {HTMLElement} element
 */
function nameOf(element) {
  const entry = element.closest("[data-todo]")?.getAttribute("data-todo");
  const { copy, make } = element.dataset;
  return entry ?? element.getAttribute("href") ?? copy ?? make ?? element.closest("details")?.id;
}
