/**
 * The checker page: the form, links with answers, and the result.
 *
 * In: an element with `data-checker`, rendered with every word that it may need to show, and the empty result.
 * Out: the engine's phase in `data-checker`, and the result.
 * Must not write words of its own, and must never lose what was typed.
 */

import { follow } from "./assessing.js";
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

/** @typedef {import("./assessing.js").Response} Response */

/**
 * @typedef {{root: HTMLElement, form: HTMLFormElement, policy: string, linked: boolean}} Page
 *   policy: the fingerprint of the policy that the page was made from.  linked: whether the address came with answers
 */

/**
 * So many answers are somebody's case, and a link with them opens at the result.
 * A link with fewer that was written by hand, with a class or a category, begins a check, and opens at the form.
 */
const A_CASE = 3;

/** @param {HTMLElement} root */
export function attach(root) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const name = /** @type {HTMLInputElement} */ (form.querySelector('input[name="technology"]'));
  /** @type {Page} */
  const page = { root, form, policy: root.dataset["policy"] ?? "", linked: false };

  if (name.value) update({ name: name.value });
  open(page);
  attachForm(form, page.policy);
  attachProgress(root);
  attachShare(root, page.policy);

  const showState = () => {
    if (name.value !== read().name) name.value = read().name;
    showNotices(root);
  };
  subscribe(showState, root);
  showState();
  follow((response) => showResult(page, response), root);
  attachWords(root);

  name.addEventListener("input", () => update({ name: name.value }));
  root.addEventListener("click", (event) => clicked(event, page));
  addEventListener("hashchange", function opened() {
    if (root.isConnected) open(page);
    else removeEventListener("hashchange", opened);
  });
  start(); // where the page was loaded in place of another
}

/**
 * Open the answers in the address, or else make sure that the tab's answers still fit the form.
 * @param {Page} page
 */
function open(page) {
  const { root, form, policy } = page;
  const link = readLink(location.hash, form);
  const { policy: before, controls } = read();
  if (link && holds(link.opened)) {
    page.linked = true;
    replace(link.opened, policy);
    foldForm(root, !link.at && (link.opened.policy !== "" || Object.keys(link.opened.controls).length >= A_CASE));
  } else if (before && before !== policy && Object.keys(controls).length) {
    const entries = Object.entries(controls);
    const fits = (/** @type {[string, string]} */ [name, value]) => controlFor(form, name.replace(/-unsure$/, ""), value) !== undefined;
    const [filled, unread] = [entries.filter(fits), entries.filter((each) => !fits(each))].map(Object.fromEntries);
    replace({ policy: before, controls: filled, unread, leftOut: [], cut: false, mended: false }, policy);
  }
  if (!link) return;
  const place = link.at && document.getElementById(`q-${link.at}`);
  if (place) {
    unfold(place);
    place.focus();
  } else toTop(root);
}

/**
 * Close the form where a link brought the answers, so that the result is what is seen first; or open it.
 * What is to be read before the first question is closed with it.
 * @param {HTMLElement} root
 * @param {boolean} closed
 */
function foldForm(root, closed) {
  const fold = /** @type {HTMLDetailsElement} */ (root.querySelector("[data-form-fold]"));
  fold.open = !(closed && Object.keys(read().controls).length > 0);
  const before = document.querySelector("[data-before-checking]");
  if (before && !fold.open) fold.querySelector("[data-form-summary]")?.after(before);
  root.toggleAttribute("data-linked", !fold.open);
  fold.querySelector("[data-form-summary]")?.toggleAttribute("hidden", fold.open);
}

/**
 * Whether a link holds more than a question to go to.
 * @param {import("./store.js").Opened} opened
 */
function holds({ policy, controls, unread, leftOut, cut }) {
  return cut || policy !== "" || Object.keys({ ...controls, ...unread }).length + leftOut.length > 0;
}

/**
 * Scroll to the top of the page. The theme's instant navigation may restore another position afterwards.
 * @param {HTMLElement} root
 */
function toTop(root) {
  const top = () => root.isConnected && scrollTo({ top: 0, behavior: "instant" });
  top();
  addEventListener("scroll", top, { once: true });
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    addEventListener(kind, () => removeEventListener("scroll", top), { once: true, passive: true });
  }
}

/**
 * @param {Page} page
 * @param {Response} response
 */
function showResult(page, { content, fragment, faults }) {
  const { root } = page;
  const place = /** @type {HTMLElement} */ (root.querySelector("[data-result]"));
  show(place, content);
  for (const line of root.querySelectorAll("[data-bar]")) {
    line.textContent = content.querySelector(`[data-bar-of="${line.getAttribute("data-bar")}"]`)?.textContent ?? "";
  }
  markWaiting(root);
  root.toggleAttribute("data-answered", Object.keys(read().controls).length > 0);
  showUnread(root, faults);
  if (page.linked) keepInAddress(fragment);
  announce(root.querySelector("[data-announce]"), place.querySelector('[data-part="announcement"]')?.textContent ?? "");
}

/**
 * If the address came with answers, update it to those of the form, so that it can be shared.
 * @param {string} fragment
 */
function keepInAddress(fragment) {
  const { controls, opened } = read();
  if (controls === opened?.controls) return; // the link as it was opened may hold more
  const hash = Object.keys(controls).length ? `#${fragment}` : "";
  if (location.hash !== hash) history.replaceState(history.state, "", location.pathname + location.search + hash);
}

/**
 * @param {MouseEvent} event
 * @param {Page} page
 */
function clicked(event, page) {
  const { form, policy } = page;
  const { target } = event;
  if (!(target instanceof Element)) return;
  const link = target.closest("a");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) goTo(event, page, link);
  const button = target.closest("button");
  if (!button) return;
  const done = button.getAttribute("data-done");
  if (done !== null) answer([done, `${done}-unsure`], { [done]: "true" }, policy);
  else if (button.hasAttribute("data-clear-all")) clearAll();
  else if (button.hasAttribute("data-restore")) {
    restore();
    form.focus({ preventScroll: true });
  } else if (button.hasAttribute("data-print")) print();
}

/**
 * Go to an element of the checker without changing the address, which may hold the answers.
 * @param {MouseEvent} event
 * @param {Page} page
 * @param {HTMLAnchorElement} link
 */
function goTo(event, page, link) {
  if (link.origin !== location.origin || link.pathname !== location.pathname) return;
  const place = document.getElementById(link.hash.slice(1));
  if (!place || !page.root.contains(place)) return;
  event.preventDefault();
  event.stopPropagation(); // the theme's instant navigation would reload the page
  unfold(place);
  place.scrollIntoView();
  focus(place);
}

/** @param {Element | null} element */
function focus(element) {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}
