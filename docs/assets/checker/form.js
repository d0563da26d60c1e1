/**
 * A form that asks questions, wherever it stands: it shows the answers of the store, and puts new ones there.
 *
 * In: a form as rendered.  Out: answers in the store; beside each question its state, its fault, and what can be undone.
 * Must not write words of its own, and must never lose what was typed.
 */

import { follow } from "./assessing.js";
import { answersIn, controlsOf, fill, isText, taken } from "./controls.js";
import { answer, clear, putBack, read, shown, subscribe } from "./store.js";

/** @typedef {import("./assessing.js").Response} Response */

/**
 * @param {HTMLFormElement} form
 * @param {string} policy the fingerprint of the policy that the form was made from
 */
export function attachForm(form, policy) {
  const names = new Set(controlsOf(form).map(({ name }) => name));
  /** The last response. @type {Response | null} */
  let last = null;
  /** The field that is being typed into: what is not finished is not called wrong. @type {Element | null} */
  let typing = null;

  const typed = taken(form); // before this script came, or put back by the browser
  if (Object.keys(typed).some((name) => typed[name] !== shown()[name])) {
    answer([], typed, policy);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !names.has(target.name)) return;
    if (isText(target)) {
      typing = target;
      const unsure = controlsOf(form).find(({ name }) => name === `${target.name}-unsure`);
      if (unsure) unsure.checked = false;
    }
    answer(names, taken(form), policy);
  });
  const left = () => {
    typing = null;
    if (last) showRead(last);
  };
  form.addEventListener("change", left);
  form.addEventListener("focusout", left);
  form.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    const { clear: question, putBack: cleared } = button?.dataset ?? {};
    if (question !== undefined) {
      clear(question);
      focus(form.querySelector(`[data-put-back="${CSS.escape(question)}"]`));
    } else if (cleared !== undefined) {
      putBack(cleared);
      focus(form.querySelector(`[data-question="${CSS.escape(cleared)}"]`));
    }
  });

  const show = () => {
    fill(form, shown());
    showUndo(form);
  };
  subscribe(show, form);
  show();
  follow((response) => {
    last = response;
    showRead(response);
    showStates(form, response.html);
  }, form);

  /**
   * Show what was read: a date, once its field is left, as the engine understood it; and beside it what cannot be read.
   * @param {Response} response
   */
  function showRead({ assessment: { answers }, faults }) {
    showFaults(form, faults.filter(({ question }) => !isTyped(typing, question)));
    const dates = controlsOf(form).filter((each) => isText(each) && each !== typing && each.value);
    const read = dates.filter(({ name, value }) => shown()[name] === value && (answers[name] ?? value) !== value);
    const understood = read.map(({ name }) => [name, String(answers[name])]).filter(([, date]) => date !== "unsure");
    if (understood.length) answer([], { ...Object.fromEntries(understood) }, policy);
  }
}

/**
 * @param {Element | null} typing
 * @param {string | null} question
 */
function isTyped(typing, question) {
  return typing instanceof HTMLInputElement && typing.name === question;
}

/** @param {Element | null} element */
function focus(element) {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}

/**
 * Offer to clear what is answered, and to put back what was cleared, and nothing else.
 * @param {HTMLFormElement} form
 */
function showUndo(form) {
  const answers = answersIn(shown());
  for (const question of form.querySelectorAll("[data-question]")) {
    const name = question.getAttribute("data-question") ?? "";
    const answered = Object.hasOwn(answers, name);
    question.querySelector("[data-clear]")?.toggleAttribute("hidden", !answered);
    const back = !answered && Object.hasOwn(read().cleared, name);
    question.querySelector("[data-put-back]")?.toggleAttribute("hidden", !back);
  }
}

/**
 * Say beside each question what of its answer cannot be read.
 * @param {HTMLFormElement} form
 * @param {Response["faults"]} faults
 */
function showFaults(form, faults) {
  for (const slot of form.querySelectorAll("[data-fault]")) {
    const question = slot.getAttribute("data-fault") ?? "";
    const fault = faults.find((each) => each.question === question);
    const html = fault?.html ?? "";
    if (slot.innerHTML !== html) slot.innerHTML = html;
    slot.toggleAttribute("hidden", !fault);
    for (const control of controlsOf(form)) {
      if (control.name === question) control.setAttribute("aria-invalid", String(Boolean(fault)));
    }
  }
}

/**
 * Say at each question what it is to the answers given, in the words of a result.
 * @param {HTMLFormElement} form
 * @param {string} html
 */
function showStates(form, html) {
  const result = document.createElement("template");
  result.innerHTML = html;
  for (const question of form.querySelectorAll("[data-question]")) {
    const words = result.content.querySelector(`[data-asked="${question.getAttribute("data-question")}"]`);
    if (!words) continue;
    question.setAttribute("data-state", words.getAttribute("data-state") ?? "");
    const slots = [question.querySelector("[data-state-of]"), question.querySelector("[data-asked-now]")];
    slots.forEach((slot, index) => {
      const text = words.children[index]?.textContent ?? "";
      if (slot && slot.textContent !== text) slot.textContent = text;
    });
  }
}
