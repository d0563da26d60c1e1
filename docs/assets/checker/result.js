/**
 * Putting a result on the page: replaces only the parts that changed, and keeps the visitor's focus.
 *
 * In: a tree of markup from the engine, which escapes it.  Out: the page, and an announcement for screen readers.
 * Must not write words of its own.
 */

const ANNOUNCE_AFTER_MS = 400;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let announcing = undefined;
/** The outcomes that were announced or on the page last, by name. @type {Map<string, string> | null} */
let known = null;

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
  for (const wanted of content.children) {
    const old = place.querySelector(`:scope > [data-part="${wanted.getAttribute("data-part")}"]`);
    const fresh = /** @type {Element} */ (wanted.cloneNode(true));
    for (const open of old?.querySelectorAll("details[open][id]") ?? []) {
      fresh.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", ""); // open folds stay open
    }
    if (!old) place.append(fresh);
    else if (old.outerHTML !== fresh.outerHTML) old.replaceWith(fresh);
  }
  if (!focused || focused.isConnected) return;
  const candidates = [...place.querySelectorAll(`[data-part="${part}"] :is(a, button, summary, [tabindex])`)];
  const target = candidates.find((each) => each instanceof HTMLElement && nameOf(each) === name) ?? candidates[0];
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
}

/**
 * Announce the outcomes that changed, in few words, once answers have stopped changing.
 * @param {Element | null} place the live region
 * @param {DocumentFragment} content
 */
export function announceChanges(place, content) {
  const outcomes = [...content.querySelectorAll("[data-outcome]")];
  const now = new Map(
    outcomes.map((each) => [each.getAttribute("data-outcome") ?? "", each.querySelector(".short")?.textContent ?? ""]),
  );
  const before = known ?? now;
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    const changed = [...now].filter(([name, words]) => before.get(name) !== words).map(([, words]) => words);
    known = now;
    if (place && changed.length) place.textContent = `${changed.join(". ")}.`;
  }, ANNOUNCE_AFTER_MS);
}

/**
 * What distinguishes a link, a button or a fold of a part from its others.
 * @param {HTMLElement} element
 */
function nameOf(element) {
  const { copy, make, done } = element.dataset;
  return element.getAttribute("href") ?? copy ?? make ?? done ?? element.closest("details")?.id;
}
