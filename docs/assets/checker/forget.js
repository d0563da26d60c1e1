/**
 * "Forget my answers", at the foot of every page: asked once more in place, then done.
 *
 * In: the element with `data-forget`, with every word that it may need to show.
 * Out: no entry of the checker's in any storage, and the event `checker:forgotten` on `document`, by which every other
 * script lets go of what it holds.  Must not remove what is not the checker's.
 */

const PREFIX = "checker:";

/** @param {Element} root */
export function ask(root) {
  tell(root, "");
  turn(root, true, "keep");
}

document.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element)) return;
  const root = target.closest("[data-forget]");
  if (!root) return;
  if (target.closest("[data-forget-keep]")) turn(root, false, "ask");
  else if (target.closest("[data-forget-now]")) {
    for (const [storage, key] of entries()) storage.removeItem(key);
    document.dispatchEvent(new CustomEvent("checker:forgotten"));
    turn(root, false, "ask");
    tell(root, "done");
  }
});
document.addEventListener("keydown", ({ key, target }) => {
  const asking = key === "Escape" && target instanceof Element && target.closest("[data-forget-sure]");
  const root = asking && asking.closest("[data-forget]");
  if (root) turn(root, false, "ask");
});

/**
 * @param {Element} root
 * @param {boolean} sure whether it is asked once more
 * @param {string} then the button that has the focus then
 */
function turn(root, sure, then) {
  root.querySelector("[data-forget-sure]")?.toggleAttribute("hidden", !sure);
  root.querySelector("[data-forget-ask]")?.toggleAttribute("hidden", sure);
  const button = root.querySelector(`[data-forget-${then}]`);
  if (button instanceof HTMLElement) button.focus();
}

/**
 * @param {Element} root
 * @param {string} words
 */
function tell(root, words) {
  const place = root.querySelector("[data-forget-says]");
  if (!place) return;
  place.textContent = root.querySelector(`[data-forget-words="${words}"]`)?.textContent ?? "";
  place.scrollIntoView({ block: "nearest" });
}

/** @returns {[Storage, string][]} every entry of the checker's, with where it is kept */
function entries() {
  return /** @type {const} */ (["sessionStorage", "localStorage"]).flatMap((name) => {
    try {
      const keys = Object.keys(window[name]).filter((key) => key.startsWith(PREFIX));
      return keys.map((key) => /** @type {[Storage, string]} */ ([window[name], key]));
    } catch {
      return []; // it is denied, and holds nothing
    }
  });
}
