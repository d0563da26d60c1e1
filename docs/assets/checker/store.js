/**
 * Everything that this tab knows about the visitor's case, in one place.
 *
 * In: changes.  Out: the state, to all subscribers.  The state is replaced as a whole and never mutated.
 * Answers, name and statuses (`KEPT`) are also kept in the tab's session storage, so that they survive a reload; if that
 * is full or denied, they last as long as the page.
 * Must not touch the page, nor store anything outside the tab.
 */

/** @typedef {Record<string, string>} Controls what was typed or chosen, by the name of the control */
/** @typedef {{policy: string, clauses: Record<string, {status: string, missing: string[]}>}} Statuses */
/**
 * A link that was opened.
 * @typedef {{
 *   policy: string,
 *   controls: Controls,
 *   unread: Controls,
 *   leftOut: string[],
 *   cut: boolean,
 *   mended: boolean,
 * }} Opened
 *   policy: the fingerprint of the policy that its answers were given under, or its first digits; empty if unknown
 *   controls: the controls that it filled in.  unread: answers that no control can show
 *   leftOut: questions whose answers may be incomplete
 *   cut: whether it was truncated.  mended: whether damage by mail or chat programs was repaired
 */
/**
 * @typedef {{
 *   policy: string,
 *   controls: Controls,
 *   name: string,
 *   cleared: Record<string, Controls>,
 *   previous: {reason: "replaced" | "cleared", controls: Controls, name: string} | null,
 *   opened: Opened | null,
 *   statuses: Statuses | null,
 *   statusesHidden: boolean,
 * }} State
 *   policy: the fingerprint of the policy that the answers were given under.  controls: the visitor's own answers
 *   cleared: cleared answers that can be put back, by question.  previous: replaced answers that can be restored
 *   opened: the link that the answers come from, until others replace them
 */

const KEY = "checker:state";
/** @type {(keyof State)[]} */
const KEPT = ["policy", "controls", "name", "statuses", "statusesHidden"];
/** @type {State} */
const EMPTY = {
  policy: "",
  controls: {},
  name: "",
  cleared: {},
  previous: null,
  opened: null,
  statuses: null,
  statusesHidden: false,
};

/** @typedef {(state: State, before: State) => void} Subscriber */
/** @type {Set<{subscriber: Subscriber, root: Element | undefined}>} */
const subscribers = new Set();
let state = { ...EMPTY, ...kept() };
/** Whether the last attempt to write to the session storage failed. */
let isStorageOutdated = false;

export function read() {
  return state;
}

/**
 * @param {Subscriber} subscriber called after every change
 * @param {Element} [root] if given, the subscription ends once this element has left the page
 */
export function subscribe(subscriber, root) {
  subscribers.add({ subscriber, root });
}

/** @param {Partial<State>} changes */
export function update(changes) {
  const before = state;
  state = { ...state, ...changes };
  if (KEPT.some((key) => state[key] !== before[key])) keep();
  notify(before);
}

/**
 * Store the answers of a form, next to the answers to questions of other forms.
 * @param {Iterable<string>} names of the form's controls
 * @param {Controls} controls the controls that are filled in
 * @param {string} policy the fingerprint of the policy that the form was made from
 */
export function answer(names, controls, policy) {
  const others = { ...state.controls };
  for (const name of names) delete others[name];
  update({ controls: { ...others, ...controls }, policy });
}

/**
 * Clear an answer; it can be put back.
 * @param {string} question
 */
export function clear(question) {
  const names = [question, `${question}-unsure`];
  const entries = Object.entries(state.controls);
  const rest = Object.fromEntries(entries.filter(([name]) => !names.includes(name)));
  const gone = Object.fromEntries(entries.filter(([name]) => names.includes(name)));
  update({ controls: rest, cleared: { ...state.cleared, [question]: gone } });
}

/** @param {string} question */
export function putBack(question) {
  const { [question]: back, ...cleared } = state.cleared;
  update({ controls: { ...state.controls, ...back }, cleared });
}

/**
 * Replace the visitor's own answers with those of a link; they can be restored.
 * @param {Opened} opened
 * @param {string} policy the fingerprint of the policy that the form was made from
 */
export function replace(opened, policy) {
  const { controls } = opened;
  const lost = Object.keys(state.controls).some((each) => controls[each] !== state.controls[each]);
  const previous = lost ? asPrevious("replaced") : state.previous;
  update({ controls, policy, opened, previous, cleared: {} });
}

export function clearAll() {
  const previous = asPrevious("cleared");
  update({ controls: {}, name: "", opened: null, previous, cleared: {}, statuses: null });
}

/** Restore the answers that were replaced or cleared. */
export function restore() {
  const { controls = {}, name = "" } = state.previous ?? {};
  update({ controls, name, opened: null, previous: null, cleared: {} });
}

/** Forget everything, here and in the tab's storage. */
export function forget() {
  update(EMPTY);
}

/**
 * The visitor's own answers and name, to be restored later.
 * @param {"replaced" | "cleared"} reason
 * @returns {State["previous"]}
 */
function asPrevious(reason) {
  const { controls, name } = state;
  return { reason, controls, name };
}

/** @param {State} before */
function notify(before) {
  const now = state;
  for (const each of [...subscribers]) {
    if (each.root && !each.root.isConnected) subscribers.delete(each);
    else each.subscriber(now, before);
  }
}

/** Write the state to the session storage. */
function keep() {
  try {
    const content = Object.fromEntries(KEPT.filter((key) => state[key] !== EMPTY[key]).map((key) => [key, state[key]]));
    const empty = !Object.keys(state.controls).length && !state.name && !state.statusesHidden;
    if (empty) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(content));
    isStorageOutdated = false;
  } catch {
    isStorageOutdated = true;
  }
}

/** @returns {Partial<State>} what the session storage holds, without what is not valid */
function kept() {
  /** @type {Partial<State>} */
  const valid = {};
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    if (typeof found?.policy === "string") valid.policy = found.policy;
    if (isObject(found?.controls)) valid.controls = texts(found.controls);
    if (typeof found?.name === "string") valid.name = found.name;
    if (isObject(found?.statuses?.clauses)) valid.statuses = found.statuses;
    if (found?.statusesHidden === true) valid.statusesHidden = true;
  } catch {
    // Storage is denied, or holds something else: start empty.
  }
  return valid;
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {object} object
 * @returns {Controls}
 */
function texts(object) {
  return Object.fromEntries(Object.entries(object).filter(([, each]) => typeof each === "string"));
}

// When a page returns from the back/forward cache, other pages of the tab may have changed the answers.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted || isStorageOutdated) return;
  const before = state;
  state = { ...state, cleared: {}, policy: "", controls: {}, name: "", statuses: null, ...kept() };
  notify(before);
});
