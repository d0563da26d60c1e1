/**
 * What the visitor has typed and chosen: kept in memory, in this tab's session storage, and read from links.
 *
 * Held by the name of the control, as it was typed, so that nothing is lost that cannot be read.
 * Must not send anything anywhere, nor store anything beyond the tab.
 */

const KEY = "checker:answers";
const UNSURE = "unsure";

/** Fields that are kept with the answers and are none: what the technology is called, and as which it is kept. */
const BESIDE = new Set(["technology", "technology-kept"]);

/** @typedef {Record<string, string>} Controls by the name of the control */
/** @typedef {{controls: Controls, unread: Controls, policy: string, at: string}} Link what a link holds */

/**
 * Answers that made way for others, and the notice that offers them back: kept while the tab stays on the site.
 * @type {{notice: string, controls: Controls} | null}
 */
let aside = null;

document.addEventListener("checker:forgotten", () => putAside("", {}));

export function setAside() {
  return aside;
}

/**
 * @param {string} notice
 * @param {Controls} controls
 */
export function putAside(notice, controls) {
  aside = Object.keys(controls).length ? { notice, controls } : null;
}

/** @returns {Controls} */
export function stored() {
  try {
    const value = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    const entries = Object.entries(value ?? {}).filter(([, each]) => typeof each === "string");
    return /** @type {Controls} */ (Object.fromEntries(entries));
  } catch {
    return {};
  }
}

/** Whether what is kept is older than what the page shows. */
let behind = false;

/** @param {Controls} controls */
export function store(controls) {
  try {
    if (Object.keys(controls).length) sessionStorage.setItem(KEY, JSON.stringify(controls));
    else sessionStorage.removeItem(KEY);
    behind = false;
  } catch {
    behind = true; // storage is full or denied: the answers are still on the page, and last as long as it does
  }
}

/**
 * Be told when what is kept is no longer what a page shows: it was forgotten, or the browser brought the page back as
 * it was left, and other pages were answered since. What could not be kept is not replaced by what was before.
 * @param {Element} root told of as long as it is on the page
 * @param {(event: Event) => void} act
 */
export function whenReplaced(root, act) {
  /** @param {Event} event */
  const replaced = (event) => {
    if (!root.isConnected) {
      document.removeEventListener("checker:forgotten", replaced);
      removeEventListener("pageshow", replaced);
    } else if (!(event instanceof PageTransitionEvent) || (event.persisted && !behind)) act(event);
  };
  document.addEventListener("checker:forgotten", replaced);
  addEventListener("pageshow", replaced);
}

/**
 * Read the fragment of a link, if it holds answers.
 * @param {string} hash
 * @param {HTMLFormElement} form
 * @returns {Link | null}
 */
export function fromFragment(hash, form) {
  const text = hash.replace(/^#/, "");
  if (!text.includes("=")) return null;
  /** @type {Link} */
  const link = { controls: {}, unread: {}, policy: "", at: "" };
  for (const pair of text.split("&")) {
    const [key = "", value = ""] = pair.split(/=(.*)/s, 2).map(decoded);
    if (key === "policy") link.policy = value;
    else if (key === "at") link.at = value;
    else if (!put(form, key, value, link.controls)) link.unread[key] = value;
  }
  return link;
}

/**
 * Put answers under the controls that show them; what no control can show is unread.
 * @param {HTMLFormElement} form
 * @param {Record<string, unknown>} answers
 * @returns {{controls: Controls, unread: Controls}}
 */
export function controlsFor(form, answers) {
  /** @type {Controls} */
  const controls = {};
  /** @type {Controls} */
  const unread = {};
  for (const [name, answer] of Object.entries(answers)) {
    if (answer === null) continue;
    const value = typeof answer === "object" ? "…" : String(answer);
    if (!isOfItsKind(form, name, answer) || !put(form, name, value, controls)) unread[name] = value;
  }
  return { controls, unread };
}

/**
 * Whether an answer is yes or no exactly where the question asks for that: a text that reads "true" is not.
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {unknown} answer
 */
function isOfItsKind(form, name, answer) {
  const yesOrNo = controlsOf(form).some((each) => each.name === name && each.value === "true");
  return answer === UNSURE || typeof answer === (yesOrNo ? "boolean" : "string");
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Note an answer under the control that shows it. False if no control can.
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} value
 * @param {Controls} controls
 */
function put(form, name, value, controls) {
  for (const control of controlsOf(form)) {
    const { type } = control;
    if (control.name === name && (type === "text" ? value !== UNSURE : control.value === value)) {
      controls[name] = value;
      return true;
    }
    if (control.name === `${name}-unsure` && value === UNSURE) {
      controls[control.name] = value;
      return true;
    }
  }
  return false;
}

/**
 * The controls that answer questions: they stand in their question.
 * @param {Element} form
 * @returns {HTMLInputElement[]}
 */
export function controlsOf(form) {
  return /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[data-question] input[name]")]);
}

/**
 * All that is filled in: the answers, and what the technology is called, which no link fills in.
 * @param {HTMLFormElement} form
 * @returns {HTMLInputElement[]}
 */
function fieldsOf(form) {
  return /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[name]")]);
}

/**
 * Show what is kept in the form.
 * @param {HTMLFormElement} form
 * @param {Controls} controls
 */
export function fill(form, controls) {
  for (const control of fieldsOf(form)) {
    const kept = controls[control.name];
    if (isText(control)) control.value = kept ?? "";
    else control.checked = kept === control.value;
  }
}

/** @param {HTMLInputElement} control */
function isText({ type }) {
  return type === "text" || type === "hidden";
}

/**
 * Take what stands in the form, or in some of its controls.
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement[]} [among]
 * @returns {Controls}
 */
export function taken(form, among = fieldsOf(form)) {
  /** @type {Controls} */
  const controls = {};
  for (const control of among) {
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
  /** @type {Record<string, string | boolean>} */
  const answers = {};
  for (const [name, value] of Object.entries(controls)) {
    if (BESIDE.has(name)) continue;
    const question = name.replace(/-unsure$/, "");
    if (question !== name) answers[question] = UNSURE;
    else answers[name] ??= value === "true" ? true : value === "false" ? false : value.trim();
  }
  return answers;
}

/** The visitor's own day, as `YYYY-MM-DD`. */
export function today() {
  const now = new Date();
  return [
    String(now.getFullYear()),
    String(now.getMonth() + 1).padStart(2, "0"),
    String(now.getDate()).padStart(2, "0"),
  ].join("-");
}
