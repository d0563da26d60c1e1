/**
 * Technologies that a visitor has asked to keep in this browser: read from its local storage, and changed there.
 *
 * In: what is to be changed.  Out: what is kept now, as every tab of this browser sees it.
 * Must not write anything before the visitor has asked for it, nor over what it cannot read.
 */

/** @typedef {import("./answers.js").Controls} Controls */
/** @typedef {{id: string, revision: string, name: string, controls: Controls, kept: string}} Technology */
/** @typedef {"off" | "on" | "unreadable" | "denied"} State */
/** @typedef {{state: State, technologies: Technology[]}} Kept */

/** In local storage, under this key: all that is kept. In the tab's own: the one that it has in its form. */
export const KEY = "checker:technologies";
const BASIS = "checker:technology";
const VERSION = 1;

/**
 * The technology that this tab has in its form, as it was when the tab last read or wrote it.
 * @type {Technology | null}
 */
let known = null;

/** @returns {Kept} */
export function read() {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? { state: "off", technologies: [] } : parsed(text);
  } catch {
    return { state: "denied", technologies: [] };
  }
}

/**
 * @param {string} text
 * @returns {Kept}
 */
function parsed(text) {
  try {
    const { version, technologies } = JSON.parse(text);
    if (version === VERSION && Array.isArray(technologies) && technologies.every(isTechnology)) {
      return { state: "on", technologies };
    }
  } catch {
    // Not ours to mend: it is left as it is, and told.
  }
  return { state: "unreadable", technologies: [] };
}

/** Begin to keep; nothing is kept yet. False if the browser does not allow it. */
export function begin() {
  return read().state === "on" || (read().state === "off" && write([]));
}

/**
 * Change what is kept, from what every tab has kept by now. False if it could not be stored; all is as it was then.
 * @param {(technologies: Technology[]) => Technology[]} edit
 */
export function change(edit) {
  const { state, technologies } = read();
  return state === "on" && write(edit(technologies));
}

/** Delete all that is kept, and keep no more. */
export function forget() {
  setBasis(null);
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Where storage is denied nothing is kept.
  }
}

/** @param {Technology[]} technologies */
function write(technologies) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ version: VERSION, technologies }));
    return true;
  } catch {
    return false;
  }
}

/** @returns {Technology | null} */
export function basis() {
  try {
    const value = JSON.parse(sessionStorage.getItem(BASIS) ?? "null");
    return isTechnology(value) ? value : known;
  } catch {
    return known;
  }
}

/** @param {Technology | null} technology */
export function setBasis(technology) {
  known = technology;
  try {
    if (technology) sessionStorage.setItem(BASIS, JSON.stringify(technology));
    else sessionStorage.removeItem(BASIS);
  } catch {
    // It is known as long as the page lasts.
  }
}

/** A short text that nothing else is called by. */
export function token() {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((each) => each.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {unknown} value
 * @returns {value is Technology}
 */
function isTechnology(value) {
  if (typeof value !== "object" || value === null) return false;
  const { id, revision, name, controls, kept } = /** @type {Record<string, unknown>} */ (value);
  return (
    [id, revision, name, kept].every((each) => typeof each === "string") &&
    id !== "" &&
    typeof controls === "object" &&
    controls !== null &&
    Object.values(controls).every((each) => typeof each === "string")
  );
}
