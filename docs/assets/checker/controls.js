/**
 * The controls of a form, and the answers that they represent.
 *
 * In: a rendered form.  Out: the values that are filled in, by the name of the control, as typed.
 * Must not know what an answer means.
 */

/** @typedef {import("./store.js").Controls} Controls */

export const UNSURE = "unsure";
/** A date in a link. */
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The controls that answer questions.
 * @param {ParentNode} form
 * @returns {HTMLInputElement[]}
 */
export function controlsOf(form) {
  return /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[data-question] input[name]")]);
}

/** @param {HTMLInputElement} control */
export function isText({ type }) {
  return type === "text";
}

/**
 * @param {ParentNode} form
 * @param {Controls} controls
 */
export function fill(form, controls) {
  for (const control of controlsOf(form)) {
    const value = controls[control.name];
    if (!isText(control)) control.checked = value === control.value;
    else if (control.value !== (value ?? "")) control.value = value ?? ""; // only if it differs, to keep the caret
  }
}

/**
 * @param {ParentNode} form
 * @returns {Controls}
 */
export function filledIn(form) {
  /** @type {Controls} */
  const controls = {};
  for (const control of controlsOf(form)) {
    if (isText(control) ? control.value.trim() : control.checked) controls[control.name] = control.value;
  }
  return controls;
}

/**
 * The answers as the engine reads them, one per question; "not sure" takes precedence over a typed date.
 * @param {Controls} controls
 * @returns {Record<string, string | boolean>}
 */
export function answersIn(controls) {
  /** @type {Map<string, string | boolean>} */
  const answers = new Map();
  for (const [name, value] of Object.entries(controls)) {
    const question = name.replace(/-unsure$/, "");
    if (question !== name) answers.set(question, UNSURE);
    else if (!answers.has(name)) answers.set(name, value === "true" ? true : value === "false" ? false : value.trim());
  }
  return Object.fromEntries(answers);
}

/**
 * The control that can show an answer; undefined if there is none.
 * @param {ParentNode} form
 * @param {string} question
 * @param {string} value
 */
export function controlFor(form, question, value) {
  return controlsOf(form).find(
    (control) =>
      (control.name === question && (isText(control) ? DATE.test(value) : control.value === value)) ||
      (control.name === `${question}-unsure` && value === UNSURE),
  );
}

/**
 * The values to choose from for a question; empty if it is answered in a text field.
 * @param {ParentNode} form
 * @param {string} question
 */
export function valuesOf(form, question) {
  return controlsOf(form).filter((control) => control.name === question && !isText(control)).map(({ value }) => value);
}

/**
 * Open every fold around an element, so that it can be seen.
 * @param {Element} element
 */
export function unfold(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
}
