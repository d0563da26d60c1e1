/**
 * Everything that this tab knows about the visitor's case, in one place.
 *
 * In: changes.  Out: the state, to all subscribers.  The state is replaced as a whole and never mutated.
 * Answers and name are also kept in the tab's session storage, so that they survive a reload; if that is full
 * or denied, they last as long as the page.
 * Must not touch the page, nor store anything outside the tab.
 */

/** @typedef {Record<string, string>} Controls what was typed or chosen, by the name of the control */
/**
 * A link that was opened.
 * @typedef {{
 *   policy: string,
 *   controls: Controls,
 *   unread: Controls,
 *   leftOut?: string[],
 *   made?: boolean,
 *   noVersion?: boolean,
 *   cut?: boolean,
 *   mended?: boolean,
 *   brought?: Controls,
 * }} Opened
 *   policy: the fingerprint of the policy that its answers were given under, or its first digits; empty if unknown
 *   controls: the answers right after it was opened.  brought: those to be said, none where it changed nothing.  unread: answers that no control can show
 *   leftOut: questions whose answers may be incomplete.  made: whether this site made it, so that it is a whole case
 *   noVersion: whether its `policy=` is not a fingerprint
 *   cut: whether it was truncated.  mended: whether damage by other programs was repaired
 */
/**
 * @typedef {{
 *   policy: string,
 *   controls: Controls,
 *   name: string,
 *   cleared: Record<string, Controls>,
 *   previous: {reason: "replaced" | "covered" | "cleared", controls: Controls, name: string} | null,
 *   opened: Opened | null,
 * }} State
 *   policy: the fingerprint of the policy that the answers were given under.  controls: the visitor's answers
 *   cleared: cleared answers that can be put back, by question
 *   previous: replaced answers that can be restored; while they are covered, a link has brought all of them again
 *   opened: the link that the answers come from, until others replace them
 */

/** Two sites on one origin, at different paths, do not share answers. */
const KEY = `checker:state ${new URL("../../", import.meta.url).pathname}`;
/** @type {State} */
let state = { policy: "", controls: {}, name: "", cleared: {}, previous: null, opened: null, ...kept() };
/** @type {(() => void)[]} */
const subscribers = [];

export function read() {
  return state;
}

/** @param {() => void} subscriber called after every change */
export function subscribe(subscriber) {
  subscribers.push(subscriber);
}

/** @param {Partial<State>} changes */
export function update(changes) {
  state = { ...state, ...changes };
  keep();
  for (const subscriber of subscribers) subscriber();
}

/**
 * Store answers.
 * @param {Iterable<string>} names of the controls whose values they replace
 * @param {Controls} controls those of them that are filled in
 */
export function answer(names, controls) {
  update({ controls: { ...without(names), ...controls } });
}

/**
 * The visitor's answers without some.
 * @param {Iterable<string>} names of controls
 */
function without(names) {
  const others = { ...state.controls };
  for (const name of names) delete others[name];
  return others;
}

/** @param {string} question */
export function namesOf(question) {
  return [question, `${question}-unsure`];
}

/**
 * Clear an answer; it can be put back.
 * @param {string} question
 */
export function clear(question) {
  const gone = Object.entries(state.controls).filter(([name]) => namesOf(question).includes(name));
  update({ controls: without(namesOf(question)), cleared: { ...state.cleared, [question]: Object.fromEntries(gone) } });
}

/** @param {string} question */
export function putBack(question) {
  const { [question]: back, ...cleared } = state.cleared;
  update({ controls: { ...state.controls, ...back }, cleared });
}

/**
 * Replace the visitor's answers with those of a link; they can be restored.
 * @param {Opened} opened
 */
export function replace(opened) {
  const { controls } = opened;
  const lost = Object.keys(state.controls).some((each) => controls[each] !== state.controls[each]);
  const brought = lost || Object.keys(controls).length > Object.keys(state.controls).length ? controls : {};
  const stays = areOfLink() || !Object.keys(state.controls).length || (!lost && state.previous);
  const own = stays ? state.previous : asPrevious("covered");
  update({
    controls,
    name: lost ? "" : state.name,
    opened: { ...opened, brought },
    previous: own && lost ? { ...own, reason: "replaced" } : own,
    cleared: {},
  });
}

/** Whether the answers are those of a whole case that came as a link, unchanged: not the visitor's own. */
function areOfLink() {
  return state.opened?.made && state.controls === state.opened.controls;
}

/**
 * Add the answers of a link to the visitor's own.
 * @param {Opened} opened
 */
export function add(opened) {
  const names = Object.keys(opened.controls).flatMap((name) => namesOf(name.replace(/-unsure$/, "")));
  const controls = { ...without(names), ...opened.controls };
  update({ controls, opened: { ...opened, controls, brought: opened.controls }, cleared: {} });
}

/** Keep only the answers that a link brought; the others can be restored. */
export function keepBrought() {
  if (state.opened) replace({ ...state.opened, controls: state.opened.brought ?? {} });
}

export function clearAll() {
  update({ controls: {}, name: "", cleared: {}, opened: null, previous: asPrevious("cleared") });
}

/** Restore the answers that were replaced or cleared. */
export function restore() {
  const { controls = {}, name = "" } = state.previous ?? {};
  update({ controls, name, opened: null, previous: null, cleared: {} });
}

/** Forget everything, here and in the tab's storage. */
export function forget() {
  update({ controls: {}, name: "", cleared: {}, opened: null, previous: null });
}

/**
 * The visitor's answers and name, to be restored later.
 * @param {"replaced" | "covered" | "cleared"} reason
 * @returns {State["previous"]}
 */
function asPrevious(reason) {
  const { controls, name } = state;
  return { reason, controls, name };
}

/** Write the state to the session storage, which has the visitor's own answers until those of a link are changed. */
function keep() {
  if (areOfLink() && !state.name) return;
  try {
    const { policy, controls, name } = state;
    if (!Object.keys(controls).length && !name) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify({ policy, controls, name }));
  } catch {
    // Storage is denied or full: the state lasts as long as the page.
  }
}

/** @returns {Partial<State>} what the session storage holds, without what is not valid */
function kept() {
  /** @type {Partial<State>} */
  const valid = {};
  try {
    const { policy, controls, name } = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    if (typeof policy === "string") valid.policy = policy;
    if (typeof name === "string") valid.name = name;
    const texts = Object.entries(controls ?? {}).filter(([, each]) => typeof each === "string");
    valid.controls = Object.fromEntries(texts);
  } catch {
    // Storage is denied, or holds something else: start empty.
  }
  return valid;
}

// In a page that returns from the back/forward cache, the storage may be older than the tab's: load it anew.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
