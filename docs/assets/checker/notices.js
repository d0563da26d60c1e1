/**
 * The notices of the checker page: what a link brought, and what was set aside.
 *
 * In: the store, and the faults of a response.  Out: the notices that apply, shown, and the others hidden.
 * Must not write words of its own.
 */

import { isUpToDate } from "./assessing.js";
import { read } from "./store.js";

/**
 * Show the notices that apply, and whether the result is up to date.
 * @param {HTMLElement} root
 */
export function showNotices(root) {
  const { previous, opened } = read();
  const filled = opened?.filled ?? 0;
  notice(root, "other-policy", opened !== null && !(root.dataset["policy"] ?? "").startsWith(opened.policy));
  notice(root, "replaced", previous?.reason === "replaced");
  notice(root, "cleared", previous?.reason === "cleared");
  notice(root, "opened", filled > 0);
  notice(root, "mended", Boolean(opened?.mended));
  notice(root, "cut", Boolean(opened?.cut));
  notice(root, "no-version", Boolean(opened?.noVersion));
  notice(root, "left-out", Boolean(opened?.leftOut?.length));
  root.querySelector("[data-opened-count]")?.replaceChildren(String(filled));
  const leftOut = (opened?.leftOut ?? []).map((question) => {
    const item = document.createElement("li");
    item.textContent = root.querySelector(`[data-question="${CSS.escape(question)}"] legend`)?.textContent ?? question;
    return item;
  });
  root.querySelector("[data-left-out]")?.replaceChildren(...leftOut);
  markWaiting(root);
}

/**
 * Hide the result while the engine starts, unless it is the result of the present answers.
 * @param {HTMLElement} root
 */
export function markWaiting(root) {
  const { controls, opened } = read();
  const answered = Object.keys({ ...controls, ...opened?.unread }).length > 0;
  root.toggleAttribute("data-waiting", answered && !isUpToDate() && root.dataset["checker"] !== "ready");
}

/**
 * Show which answers of a link could not be read.
 * @param {HTMLElement} root
 * @param {import("./assessing.js").Response["faults"]} faults
 */
export function showUnread(root, faults) {
  const unread = read().opened?.unread ?? {};
  const found = faults.filter(({ question }) => question !== null && Object.hasOwn(unread, question));
  const items = root.querySelector("[data-unread]");
  if (items) items.innerHTML = found.map((fault) => `<li>${fault.html}</li>`).join("");
  notice(root, "unread", found.length > 0);
}

/**
 * @param {HTMLElement} root
 * @param {string} name
 * @param {boolean} shown
 */
function notice(root, name, shown) {
  root.querySelector(`[data-notice="${name}"]`)?.toggleAttribute("hidden", !shown);
}
