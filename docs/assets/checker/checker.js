/**
 * The checker page: the form, links with answers, and the result.
 *
 * In: the element with `data-checker`, rendered with every word that it may need to show, and the empty result.
 * Out: the engine's phase in `data-checker`, and the result.
 * Must not write words of its own, and must never lose what was typed.
 */

import { beginAssessing, follow } from "./assessing.js";
import { controlFor } from "./controls.js";
import { start } from "./engine.js";
import { attachForm } from "./form.js";
import { readLink } from "./link.js";
import { markWaiting, showNotices, showUnread } from "./notices.js";
import { attachProgress } from "./progress.js";
import { announce, show } from "./result.js";
import { attachShare } from "./share.js";
import { answer, clearAll, read, replace, restore, subscribe, update } from "./store.js";
import { unfold } from "./unfold.js";
import { attachWords } from "./words.js";

/**
 * So many answers are somebody's case, and a link with them opens at the result.
 * A link with fewer that was written by hand, with a class or a category, begins a check, and opens at the form.
 */
const A_CASE = 3;

/** Whether the address came with answers, and so has to hold those of the form. */
let linked = false;

/** @param {HTMLElement} root */
export function attach(root) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const name = /** @type {HTMLInputElement} */ (form.querySelector('input[name="technology"]'));
  const policy = root.dataset["policy"] ?? "";

  if (name.value) update({ name: name.value });
  openAddress(root, form, policy);
  attachForm(form, policy);
  attachProgress(root);
  attachShare(root, policy);
  follow((response) => showResult(root, response));
  attachWords(root);

  const showState = () => {
    if (name.value !== read().name) name.value = read().name;
    showNotices(root);
  };
  subscribe(showState);
  showState();

  name.addEventListener("input", () => update({ name: name.value }));
  root.addEventListener("click", (event) => clicked(event, root, policy));
  addEventListener("hashchange", () => openAddress(root, form, policy));
  addEventListener("beforeprint", () => openForPrinting(root));
  beginAssessing(root);
  start();
}

/**
 * Open the answers in the address, or else make sure that the tab's answers still fit the form.
 * @param {HTMLElement} root
 * @param {HTMLFormElement} form
 * @param {string} policy
 */
function openAddress(root, form, policy) {
  const link = readLink(location.hash, form);
  const { policy: before, controls } = read();
  if (link && holds(link.opened)) {
    linked = true;
    replace(link.opened, policy);
    foldForm(root, !link.at && (link.opened.policy !== "" || Object.keys(link.opened.controls).length >= A_CASE));
  } else if (before && before !== policy && Object.keys(controls).length) {
    const entries = Object.entries(controls);
    const fits = entries.map(([name, value]) => controlFor(form, name.replace(/-unsure$/, ""), value) !== undefined);
    const filled = Object.fromEntries(entries.filter((_, index) => fits[index]));
    const unread = Object.fromEntries(entries.filter((_, index) => !fits[index]));
    replace({ policy: before, controls: filled, unread, leftOut: [], cut: false, mended: false }, policy);
  }
  if (!link) return;
  const place = document.getElementById(`q-${link.at}`);
  if (place) {
    unfold(place);
    place.focus();
  } else scrollTo({ top: 0, behavior: "instant" });
}

/**
 * Whether a link holds more than a question to go to.
 * @param {import("./store.js").Opened} opened
 */
function holds({ policy, controls, unread, leftOut, cut }) {
  return cut || policy !== "" || Object.keys({ ...controls, ...unread }).length + leftOut.length > 0;
}

/**
 * Close the form where a link brought the answers, so that the result is what is seen first; or open it.
 * What is to be read before the first question is closed with it.
 * @param {HTMLElement} root
 * @param {boolean} closed
 */
function foldForm(root, closed) {
  const fold = /** @type {HTMLDetailsElement} */ (root.querySelector("[data-form-fold]"));
  const summary = /** @type {HTMLElement} */ (fold.querySelector("[data-form-summary]"));
  fold.open = !(closed && Object.keys(read().controls).length > 0);
  const before = document.querySelector("[data-before-checking]");
  if (before && !fold.open) summary.after(before);
  root.toggleAttribute("data-linked", !fold.open);
  summary.hidden = fold.open;
}

/**
 * @param {HTMLElement} root
 * @param {import("./assessing.js").Response} response
 */
function showResult(root, { content, fragment, faults }) {
  const place = /** @type {HTMLElement} */ (root.querySelector("[data-result]"));
  show(place, content);
  for (const line of root.querySelectorAll("[data-bar]")) {
    line.textContent = content.querySelector(`[data-bar-of="${line.getAttribute("data-bar")}"]`)?.textContent ?? "";
  }
  markWaiting(root);
  root.toggleAttribute("data-answered", Object.keys(read().controls).length > 0);
  showUnread(root, faults);
  if (linked) keepInAddress(fragment);
  announce(root.querySelector("[data-announce]"), content.querySelector('[data-part="announcement"]')?.textContent ?? "");
}

/**
 * Update the address to the answers of the form, so that it can be shared.
 * @param {string} fragment
 */
function keepInAddress(fragment) {
  const { controls, opened, previous } = read();
  if (controls === opened?.controls) return; // the link as it was opened may hold more
  const hash = Object.keys(controls).length ? `#${fragment}` : "";
  linked = hash !== "" || previous !== null; // once all is forgotten, nothing of the link is left
  if (location.hash !== hash) history.replaceState(history.state, "", location.pathname + location.search + hash);
}

/**
 * @param {MouseEvent} event
 * @param {HTMLElement} root
 * @param {string} policy
 */
function clicked(event, root, policy) {
  const { target } = event;
  if (!(target instanceof Element)) return;
  const link = target.closest("a");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) goTo(event, root, link);
  const button = target.closest("button");
  const done = button?.dataset["done"];
  if (done !== undefined) answer([done, `${done}-unsure`], { [done]: "true" }, policy);
  else if (button?.hasAttribute("data-clear-all")) clearAll();
  else if (button?.hasAttribute("data-print")) print();
  else if (button?.hasAttribute("data-reload")) location.reload();
  else if (button?.hasAttribute("data-restore")) {
    restore();
    root.querySelector("form")?.focus({ preventScroll: true });
  }
}

/**
 * Go to an element of the checker without changing the address, which may hold the answers.
 * @param {MouseEvent} event
 * @param {HTMLElement} root
 * @param {HTMLAnchorElement} link
 */
function goTo(event, root, link) {
  if (link.origin !== location.origin || link.pathname !== location.pathname) return;
  const place = document.getElementById(link.hash.slice(1));
  if (!place || !root.contains(place)) return;
  event.preventDefault();
  unfold(place);
  place.scrollIntoView();
  place.focus({ preventScroll: true });
}

/**
 * Open the outer folds of the form and the result while the page is printed.
 * @param {HTMLElement} root
 */
function openForPrinting(root) {
  const closed = [...root.querySelectorAll(".checker-columns details:not([open], details details)")];
  for (const fold of closed) fold.setAttribute("open", "");
  addEventListener("afterprint", () => closed.forEach((fold) => fold.removeAttribute("open")), { once: true });
}
