/**
 * The notices of the checker page: what a link brought, and what was set aside.
 *
 * In: the store, and the faults of a response.  Out: the notices that apply, shown, and the others hidden.
 * Must not write words of its own.
 */

import { isUpToDate } from "./assessing.js";
import { UNSURE, answersIn, isText } from "./controls.js";
import { read } from "./store.js";

/**
 * Show the notices that apply, and whether the result is up to date.
 * @param {HTMLElement} root
 */
export function showNotices(root) {
  const { controls, previous, opened } = read();
  const changed = opened !== null && controls !== opened.controls;
  notice(root, "other-policy", opened !== null && !(root.dataset["policy"] ?? "").startsWith(opened.policy));
  notice(root, "replaced", previous?.reason === "replaced");
  notice(root, "cleared", previous?.reason === "cleared");
  notice(root, "mended", Boolean(opened?.mended));
  notice(root, "cut", Boolean(opened?.cut));
  notice(root, "no-version", Boolean(opened?.noVersion));
  notice(root, "left-out", Boolean(opened?.leftOut?.length));
  list(root, "left-out", opened?.leftOut ?? []);
  root.toggleAttribute("data-changed", changed);
  if (!changed) showBrought(root);
  markWaiting(root);
}

/**
 * Show how many answers a link brought; and if they were added to others, which ones.
 * @param {HTMLElement} root
 */
function showBrought(root) {
  const { controls, opened } = read();
  const brought = answered(opened?.brought ?? {});
  const others = answered(controls).length - brought.length;
  notice(root, "opened", brought.length > 0);
  notice(root, "added", others > 0);
  list(root, "brought", brought);
  root.querySelector("[data-brought-count]")?.replaceChildren(String(brought.length));
  root.querySelector("[data-others-count]")?.replaceChildren(String(others));
}

/**
 * The questions that are answered, without those answered "not sure".
 * @param {import("./store.js").Controls} controls
 */
function answered(controls) {
  return Object.entries(answersIn(controls)).filter(([, answer]) => answer !== UNSURE).map(([question]) => question);
}

/**
 * List questions, each with its answer if it has one.
 * @param {HTMLElement} root
 * @param {string} name of the list
 * @param {string[]} questions
 */
function list(root, name, questions) {
  const items = questions.map((question) => {
    const item = document.createElement("li");
    const asked = root.querySelector(`[data-question="${CSS.escape(question)}"]`);
    const typed = asked?.querySelector("input");
    const chosen = asked?.querySelector(":checked + span")?.textContent;
    const answer = chosen ?? (typed && isText(typed) ? typed.value : "");
    item.textContent = `${asked?.querySelector("legend")?.textContent ?? question} ${answer}`;
    return item;
  });
  root.querySelector(`[data-${name}]`)?.replaceChildren(...items);
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
  const found = faults.filter(({ question }) => Object.hasOwn(unread, question));
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
