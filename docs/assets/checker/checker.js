/**
 * The checker page: the form, links with answers, the result, and which of the two is shown.
 *
 * In: the element with `data-checker`, rendered with every word that it may need to show, and the empty result.
 * Out: the engine's phase in `data-checker`, what is shown in `data-view`, and the result.
 * Must not write words of its own, and must never lose what was typed.
 */

import { beginAssessing, follow } from "./assessing.js";
import { attachWords } from "./clause-words.js";
import { controlFor, unfold } from "./controls.js";
import { start } from "./engine.js";
import { attachForm } from "./form.js";
import { readLink } from "./link.js";
import { markWaiting, showNotices, showUnread } from "./notices.js";
import { attachProgress } from "./progress.js";
import { announceChanges, show } from "./result.js";
import { attachSharing } from "./share.js";
import { add, answer, clearAll, keepBrought, namesOf, read, replace, restore, subscribe, update } from "./store.js";

/** A link with so many answers is somebody's case, and opens at the result; one with fewer begins a check. */
const A_CASE = 3;

/** Whether the address came with answers, and so has to hold those of the form. */
let linked = false;

/** @param {HTMLElement} root */
export function attach(root) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const name = /** @type {HTMLInputElement} */ (form.querySelector('input[name="technology"]'));

  if (name.value) update({ name: name.value });
  fitAnswers(form, root.dataset["policy"] ?? "");
  openAddress(root, form);
  rememberView(root);
  attachForm(form);
  attachProgress(root);
  attachSharing(root);
  follow((response) => showResult(root, response));
  attachWords(root);

  const showState = () => {
    if (name.value !== read().name) name.value = read().name;
    if (read().controls !== read().opened?.controls) root.removeAttribute("data-shared"); // changed, or forgotten
    showNotices(root);
  };
  subscribe(showState);
  showState();

  name.addEventListener("input", () => update({ name: name.value }));
  root.addEventListener("click", (event) => clicked(event, root));
  addEventListener("hashchange", () => {
    openAddress(root, form);
    rememberView(root);
  });
  addEventListener("popstate", ({ state }) => {
    if (!state || state.view === root.dataset["view"]) return; // an anchor, or a place that the browser restores
    root.dataset["view"] = state.view;
    if (state.view === "result") focusOn("#result", root);
    else focusOn(".form-actions [data-see]");
  });
  addEventListener("beforeprint", () => openForPrinting(root));
  beginAssessing(root);
  start();
}

/**
 * @param {string} selector
 * @param {Element | null} from what is scrolled to: for the result the whole checker, since notices are above it
 */
function focusOn(selector, from = document.querySelector(selector)) {
  /** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus({ preventScroll: true });
  from?.scrollIntoView({ block: "start" });
}

/**
 * Set aside what does not fit the form of the tab's answers, if they were given under another policy.
 * @param {HTMLFormElement} form
 * @param {string} policy the fingerprint of the policy that the form was made from
 */
function fitAnswers(form, policy) {
  const { policy: before, controls } = read();
  const entries = Object.entries(controls);
  if (before && before !== policy && entries.length) {
    const fitting = entries.filter(([name, value]) => controlFor(form, name.replace(/-unsure$/, ""), value));
    const fit = Object.fromEntries(fitting);
    const unread = Object.fromEntries(entries.filter((entry) => !fitting.includes(entry)));
    update({ controls: fit, opened: { policy: before, controls: fit, unread } });
  }
  update({ policy });
}

/**
 * Open the answers in the address.
 * @param {HTMLElement} root
 * @param {HTMLFormElement} form
 */
function openAddress(root, form) {
  const link = readLink(location.hash, form);
  if (link && holds(link.opened)) {
    linked = true;
    if (link.opened.made) replace(link.opened);
    else add(link.opened);
    const isCase = link.opened.made || Object.keys(link.opened.controls).length >= A_CASE;
    const shared = isCase && !link.at && !history.state?.own && Object.keys(read().controls).length > 0;
    root.toggleAttribute("data-shared", shared);
    root.dataset["view"] = shared ? "result" : "form";
  }
  if (history.state?.view === "result") root.dataset["view"] = "result"; // reloaded, or returned to
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
function holds({ made, controls, unread, leftOut }) {
  return made || Object.keys({ ...controls, ...unread, ...leftOut }).length > 0;
}

/**
 * @param {HTMLElement} root
 * @param {import("./assessing.js").Response} response
 */
function showResult(root, { content, fragment, faults }) {
  const outcomes = content.querySelector('[data-part="outcomes"]');
  root.querySelector("[data-outcomes]")?.replaceChildren(outcomes?.cloneNode(true) ?? "");
  show(/** @type {HTMLElement} */ (root.querySelector("[data-result]")), content);
  markWaiting(root);
  showUnread(root, faults);
  if (linked) keepInAddress(fragment);
  announceChanges(root.querySelector("[data-announce]"), content);
}

/**
 * Update the address to the answers of the form, so that it can be shared. `own` in the history's state marks them as the
 * visitor's, so that a reload does not show them as shared.
 * @param {string} fragment
 */
function keepInAddress(fragment) {
  const { controls, opened, previous } = read();
  if (controls === opened?.controls) return; // the link as it was opened may hold more
  const hash = Object.keys(controls).length ? `#${fragment}` : "";
  linked = hash !== "" || previous !== null; // once all is forgotten, nothing of the link is left
  const state = { ...history.state, own: true };
  if (location.hash !== hash) history.replaceState(state, "", location.href.replace(/#.*|$/, hash));
}

/**
 * @param {MouseEvent} event
 * @param {HTMLElement} root
 */
function clicked(event, root) {
  const { target } = event;
  if (!(target instanceof Element)) return;
  const link = target.closest("a");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) goTo(event, root, link);
  const button = target.closest("button");
  const { done, answer: value = "" } = button?.dataset ?? {};
  if (done !== undefined) answer(namesOf(done), { [done]: value });
  else if (button?.hasAttribute("data-clear-all")) clearAll();
  else if (button?.hasAttribute("data-clear-others")) {
    keepBrought();
    focusOn("[data-notice=replaced] button");
  } else if (button?.hasAttribute("data-print")) print();
  else if (button?.hasAttribute("data-reload")) location.reload();
  else if (button?.hasAttribute("data-see")) seeResult(root);
  else if (button?.hasAttribute("data-change")) changeAnswers(root);
  else if (button?.hasAttribute("data-restore")) {
    restore();
    changeAnswers(root);
  }
}

/** @param {HTMLElement} root */
function rememberView(root) {
  history.replaceState({ ...history.state, view: root.dataset["view"] }, "");
}

/**
 * Show the form or the result. Back returns to what was shown before; the address stays as it is.
 * @param {HTMLElement} root
 * @param {"form" | "result"} view
 */
function turnTo(root, view) {
  history.pushState({ ...history.state, view }, "");
  root.dataset["view"] = view;
}

/**
 * Show the result; if a date cannot be read, first that date, so that it is not left out unseen.
 * @param {HTMLElement} root
 */
function seeResult(root) {
  const unreadable = /** @type {HTMLElement | null} */ (root.querySelector('form [aria-invalid="true"]'));
  if (unreadable) return unreadable.focus();
  turnTo(root, "result");
  focusOn("#result", root);
}

/** @param {HTMLElement} root */
function changeAnswers(root) {
  root.removeAttribute("data-shared");
  turnTo(root, "form");
  focusOn(".checker-form");
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
  turnTo(root, place.closest("form") ? "form" : "result");
  unfold(place);
  place.scrollIntoView();
  place.focus({ preventScroll: true });
}

/**
 * Open the reasons while the page is printed.
 * @param {HTMLElement} root
 */
function openForPrinting(root) {
  const closed = root.querySelector("#why:not([open])");
  closed?.setAttribute("open", "");
  addEventListener("afterprint", () => closed?.removeAttribute("open"), { once: true });
}
