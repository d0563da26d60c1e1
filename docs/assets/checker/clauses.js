/**
 * Checks of single clauses where they stand: all those that are open on a page share one result.
 *
 * In: a fold with `data-checks`, rendered with every word that it may need to show.
 * Out: the fold's state in `data-checker`, and the finding of its clause in it.
 * Must not write words of its own, and must never drop an answer that it does not ask for.
 */

import { answersIn, controlsOf, fill, store, stored, taken, today, whenReplaced } from "./answers.js";
import { ask, listen, start } from "./engine.js";
import { clear, putBack, showAsked, showClears, showFaults, typing } from "./questions.js";
import { announce, show } from "./result.js";
import { showState } from "./state.js";
import { keep } from "./statuses.js";

const CHECKER_PAGE = new URL("../../checker/", import.meta.url);

/** @typedef {{root: HTMLElement, form: HTMLFormElement}} Check */

/** @type {Check[]} */
let checks = [];

/** @param {HTMLElement} root */
export function attach(root) {
  const check = { root, form: /** @type {HTMLFormElement} */ (root.querySelector("form")) };
  fill(check.form, answered());
  checks = [...checks.filter((each) => each.root.isConnected), check];
  check.form.hidden = false;
  check.form.addEventListener("submit", (event) => event.preventDefault());
  check.form.addEventListener("input", ({ target }) => {
    if (typing(check.form, /** @type {HTMLInputElement} */ (target))) spread(check);
  });
  check.form.addEventListener("change", () => changed(check));
  root.addEventListener("click", ({ target }) => clicked(check, target));
  whenReplaced(root, () => {
    for (const each of checks) fill(each.form, stored());
    assess(check);
  });
  const stop = listen((state) => (root.isConnected ? showState(root, state) : stop?.()));
  start();
  assess(check);
}

/**
 * @param {Check} check
 * @param {EventTarget | null} target
 */
function clicked(check, target) {
  const button = target instanceof Element ? target.closest("button") : null;
  const { clear: question, putBack: cleared, retry } = button?.dataset ?? {};
  if (retry !== undefined) start();
  else if (question !== undefined) {
    clear(check.form, question);
    changed(check);
  } else if (cleared !== undefined) {
    putBack(check.form, cleared);
    changed(check);
  }
}

/** @param {Check} check the one that the visitor is at */
function changed(check) {
  spread(check);
  assess(check);
}

/**
 * Keep what a form holds with everything else that was answered, and bring the other forms into step.
 * @param {Check} check
 */
function spread(check) {
  const controls = answered();
  for (const { name } of controlsOf(check.form)) delete controls[name];
  Object.assign(controls, taken(check.form));
  store(controls);
  for (const { root, form } of checks) if (root.isConnected && form !== check.form) fill(form, controls);
}

/** Everything that was answered: of what the open forms ask it is what they show, also where the browser keeps nothing. */
function answered() {
  const controls = stored();
  for (const { root, form } of checks) {
    if (!root.isConnected) continue;
    for (const { name } of controlsOf(form)) delete controls[name];
    Object.assign(controls, taken(form));
  }
  return controls;
}

/** @param {Check} check the one that the visitor is at */
function assess(check) {
  const answers = answersIn(answered());
  for (const { form } of checks) showClears(form, answers);
  ask(JSON.stringify({ answers, today: today() }), (response) => {
    told(JSON.parse(response));
    tell(check.root);
  });
}

/** @param {{assessment: Parameters<typeof keep>[0], html: string, faults: {question: string | null, html: string}[]}} response */
function told({ assessment, html, faults }) {
  keep(assessment);
  const result = document.createElement("template");
  result.innerHTML = html;
  for (const link of result.content.querySelectorAll("a")) {
    link.href = new URL(link.getAttribute("href") ?? "", CHECKER_PAGE).href; // it was written for that page
  }
  for (const { root, form } of checks) {
    const finding = result.content.querySelector(`[data-clause="${root.dataset["checks"]}"]`);
    const place = root.querySelector("[data-result]");
    if (!root.isConnected || !finding || !place) continue;
    show(place, finding.outerHTML);
    showFaults(form, faults);
    showAsked(form, result.content);
  }
  performance.mark("checker:result");
}

/**
 * Tell what the clause comes to, in the check that the visitor is at.
 * @param {HTMLElement} root
 */
function tell(root) {
  const text = [...root.querySelectorAll("[data-result] :is(.status, .detail)")].map((each) => each.textContent);
  announce(root.querySelector("[data-announce]"), text.join(". "));
}
