/**
 * The form: shows the answers in the store, and stores new ones.
 *
 * In: the rendered form.  Out: answers in the store; beside each question its state, its fault, and an undo button.
 * Must not write words of its own, and must never lose what was typed.
 */

import { follow, isUpToDate } from "./assessing.js";
import { answersIn, controlsOf, fill, filledIn, isText } from "./controls.js";
import { answer, clear, putBack, read, subscribe } from "./store.js";

/** @typedef {import("./assessing.js").Response} Response */

/** @param {HTMLFormElement} form */
export function attachForm(form) {
  const names = new Set(controlsOf(form).map(({ name }) => name));
  /** The last response. @type {Response | null} */
  let last = null;
  /** The field that is being typed into; its fault is not shown yet. @type {HTMLInputElement | null} */
  let typing = null;

  const typed = filledIn(form); // before this script ran, or restored by the browser
  if (Object.keys(typed).some((name) => typed[name] !== read().controls[name])) answer([], typed);

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !names.has(target.name)) return;
    if (isText(target)) {
      typing = target;
      const unsure = controlsOf(form).find(({ name }) => name === `${target.name}-unsure`);
      if (unsure) unsure.checked = false;
    }
    answer(names, filledIn(form));
  });
  const finishTyping = afterTaps(() => {
    typing = null;
    if (last && isUpToDate()) showInterpretation(last);
  });
  form.addEventListener("change", finishTyping);
  form.addEventListener("focusout", finishTyping);
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

  const settle = attachSettled(form);
  const show = () => {
    fill(form, read().controls);
    showUndo(form);
  };
  subscribe(show);
  show();
  follow((response) => {
    last = response;
    showInterpretation(response);
    showStates(form, response.content);
    settle();
  });

  /**
   * Show the engine's reading of the answers: faults, and each date in the form in which it was understood. A field that
   * is being typed into is left alone.
   * @param {Response} response
   */
  function showInterpretation({ assessment: { answers }, faults }) {
    showFaults(form, faults.filter(({ question }) => question !== typing?.name));
    const { controls } = read();
    const dates = controlsOf(form).filter((each) => isText(each) && each !== typing && each.value);
    const understood = dates
      .filter(({ name, value }) => controls[name] === value && (answers[name] ?? value) !== value)
      .map(({ name }) => [name, String(answers[name])])
      .filter(([, date]) => date !== "unsure");
    if (understood.length) answer([], Object.fromEntries(understood));
  }
}

/**
 * Return a function that acts at once, or after the tap that has begun, so that nothing moves under it.
 * @param {() => void} act
 */
function afterTaps(act) {
  let tapping = false;
  addEventListener("mousedown", () => (tapping = true), true);
  addEventListener("mouseup", () => (tapping = false), true);
  return () => (tapping ? addEventListener("mouseup", () => setTimeout(act), { once: true }) : act());
}

/** @param {Element | null} element */
function focus(element) {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}

/**
 * Show the button that clears an answer where there is one, and the button that puts it back where it was cleared.
 * @param {HTMLFormElement} form
 */
function showUndo(form) {
  const { controls, cleared } = read();
  const answers = answersIn(controls);
  for (const question of form.querySelectorAll("[data-question]")) {
    const name = question.getAttribute("data-question") ?? "";
    const answered = Object.hasOwn(answers, name);
    question.querySelector("[data-clear]")?.toggleAttribute("hidden", !answered);
    question.querySelector("[data-put-back]")?.toggleAttribute("hidden", answered || !Object.hasOwn(cleared, name));
  }
}

/**
 * Show the fault of each question beside it.
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
 * Show the state of each question, in words from the result.
 * @param {HTMLFormElement} form
 * @param {DocumentFragment} content
 */
function showStates(form, content) {
  for (const question of form.querySelectorAll("[data-question]")) {
    const words = content.querySelector(`[data-asked="${question.getAttribute("data-question")}"]`);
    if (!words) continue;
    question.setAttribute("data-state", words.getAttribute("data-state") ?? "");
    const [state, date] = [...words.children].map((each) => each.textContent ?? "");
    const slot = question.querySelector("[data-state-of]");
    if (slot && slot.textContent !== state) slot.textContent = state ?? "";
    showDate(question.querySelector("[data-read-as]"), date ?? "");
  }
}

/**
 * Show a date as it was read, in the place that says how to write one.
 * @param {HTMLElement | null} place
 * @param {string} date
 */
function showDate(place, date) {
  if (!place) return;
  place.dataset["hint"] ??= place.textContent ?? "";
  const text = date || place.dataset["hint"];
  if (place.textContent !== text) place.textContent = text;
}

/**
 * Put questions that cannot change anything at present, while they are unanswered, into a fold at the end of the form.
 * An answered question stays, one that keeps its place, and whatever is above the focus, so that nothing moves under it.
 * @param {HTMLFormElement} form
 */
function attachSettled(form) {
  const fold = /** @type {HTMLElement} */ (form.querySelector("[data-settled-fold]"));
  const list = /** @type {HTMLElement} */ (fold.querySelector("[data-settled]"));
  const count = /** @type {HTMLElement} */ (fold.querySelector("[data-settled-count]"));
  const questions = [...form.querySelectorAll("[data-question]")].map((question) => {
    const home = document.createComment("");
    question.before(home);
    return { question, home };
  });

  function settle() {
    const answers = answersIn(read().controls);
    const focused = form.contains(document.activeElement) ? document.activeElement : null;
    for (const [index, { question, home }] of questions.entries()) {
      const position = focused ? question.compareDocumentPosition(focused) : 0;
      const answered = Object.hasOwn(answers, question.getAttribute("data-question") ?? "");
      const settled = question.getAttribute("data-state") === "settled" && !answered && !question.hasAttribute("data-stays");
      const away = question.parentElement === list;
      if (settled && !away && !(position & Node.DOCUMENT_POSITION_FOLLOWING)) list.insertBefore(question, following(index));
      if (!settled && away && !(position & Node.DOCUMENT_POSITION_CONTAINED_BY)) home.after(question);
    }
    count.textContent = String(list.children.length);
    fold.hidden = !list.children.length;
  }

  /**
   * The first question of the fold whose own place is after this one.
   * @param {number} index
   */
  function following(index) {
    return questions.slice(index + 1).find(({ question }) => question.parentElement === list)?.question ?? null;
  }

  form.addEventListener("focusout", afterTaps(() => setTimeout(settle))); // once the focus is where it goes
  return settle;
}
