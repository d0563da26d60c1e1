/**
 * The controls of a form, and the answers that they stand for.
 *
 * In: a form as rendered.  Out: what is filled in, by the name of the control, as typed.
 * Must not know what an answer means.
 */

/** @typedef {import("./store.js").Controls} Controls */

const UNSURE = "unsure";
/** How links and files write a date. */
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
    else if (control.value !== (value ?? "")) control.value = value ?? ""; // the caret stays where it is
  }
}

/**
 * @param {ParentNode} form
 * @returns {Controls}
 */
export function taken(form) {
  /** @type {Controls} */
  const controls = {};
  for (const control of controlsOf(form)) {
    if (isText(control) ? control.value.trim() : control.checked) controls[control.name] = control.value;
  }
  return controls;
}

/**
 * The answers as the engine reads them: one per question, "not sure" for a date over what was typed.
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
 * The control that shows an answer; undefined if none can.
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
 * Every value that a control of the form stands for, where there is a list of them.
 * @param {ParentNode} form
 * @param {string} question
 */
export function valuesOf(form, question) {
  return controlsOf(form).filter((control) => control.name === question && !isText(control)).map(({ value }) => value);
}

/**
 * Put answers, as JSON has them, under the controls that show them; the others are unread.
 * @param {ParentNode} form
 * @param {Record<string, unknown>} answers
 * @returns {{controls: Controls, unread: Controls}}
 */
export function controlsFor(form, answers) {
  /** @type {[string, string][]} */
  const controls = [];
  /** @type {[string, string][]} */
  const unread = [];
  for (const [question, answer] of Object.entries(answers)) {
    if (answer === null) continue;
    const value = typeof answer === "object" ? "…" : String(answer);
    const control = hasItsType(form, question, answer) ? controlFor(form, question, value) : undefined;
    if (control) controls.push([control.name, value]);
    else unread.push([question, value]);
  }
  return { controls: Object.fromEntries(controls), unread: Object.fromEntries(unread) };
}

/**
 * Whether an answer is yes or no exactly where the question asks for that: a text that reads "true" is not.
 * @param {ParentNode} form
 * @param {string} question
 * @param {unknown} answer
 */
function hasItsType(form, question, answer) {
  const yesOrNo = valuesOf(form, question).includes("true");
  return answer === UNSURE || typeof answer === (yesOrNo ? "boolean" : "string");
}

/** The visitor's own day, as `YYYY-MM-DD`. */
export function today() {
  const now = new Date();
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}
