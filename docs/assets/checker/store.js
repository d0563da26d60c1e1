/**
 * Everything that this tab knows of the visitor's case, in one place.
 *
 * In: changes.  Out: the state, to whoever subscribes.  The state is replaced as a whole and never edited in place.
 * Answers, name and statuses are also kept in the tab's session storage, so that they survive a reload; where that is
 * full or denied, they last as long as the page.
 * Must not touch the page, nor store anything beyond the tab.
 */

/** @typedef {Record<string, string>} Controls what was typed or chosen, by the name of the control */
/** @typedef {{policy: string, clauses: Record<string, {status: string, missing: string[]}>}} Statuses */
/**
 * A link or file that was opened.
 * @typedef {{
 *   policy: string,
 *   controls: Controls,
 *   unread: Controls,
 *   leftOut: string[],
 *   cut: boolean,
 *   mended: boolean,
 * }} Opened
 *   policy: the fingerprint of the policy that its answers were given under, or how it begins; empty where unknown
 *   controls: what it filled in.  unread: answers that no control can show
 *   leftOut: questions whose answers were not surely whole
 *   cut: it did not arrive whole.  mended: what mail or chat programs did to it was undone
 */
/**
 * @typedef {{
 *   policy: string,
 *   controls: Controls,
 *   name: string,
 *   trial: Controls | null,
 *   cleared: Record<string, Controls>,
 *   aside: {reason: "replaced" | "cleared", controls: Controls, name: string} | null,
 *   opened: Opened | null,
 *   statuses: Statuses | null,
 *   statusesHidden: boolean,
 * }} State
 *   policy: the fingerprint of the policy that the answers were given under.  controls: the visitor's own answers
 *   trial: the answers that are only tried, during a trial
 *   cleared: what was cleared last, by question.  aside: what made way for other answers
 *   opened: where the answers come from, while nothing has replaced them
 */

const KEY = "checker:state";
/** @type {(keyof State)[]} */
const KEPT = ["policy", "controls", "name", "statuses", "statusesHidden"];
/** @type {State} */
const EMPTY = {
  policy: "",
  controls: {},
  name: "",
  trial: null,
  cleared: {},
  aside: null,
  opened: null,
  statuses: null,
  statusesHidden: false,
};

/** @typedef {(state: State, before: State) => void} Reader */
/** @type {Set<{reader: Reader, root: Element | undefined}>} */
const readers = new Set();
let state = { ...EMPTY, ...stored() };
/** Whether the storage holds less than the page. */
let behind = false;

export function read() {
  return state;
}

/** The answers that the forms show. */
export function shown() {
  return state.trial ?? state.controls;
}

/**
 * @param {Reader} reader called after every change
 * @param {Element} [root] where given, the subscription ends once this element has left the page
 */
export function subscribe(reader, root) {
  readers.add({ reader, root });
}

/** @param {Partial<State>} changes */
export function update(changes) {
  const before = state;
  state = { ...state, ...changes };
  if (KEPT.some((key) => state[key] !== before[key])) keep();
  tell(before);
}

/**
 * Answer in a form: what it holds now, beside what other forms hold.
 * @param {Iterable<string>} names of the form's controls
 * @param {Controls} controls those that are filled in
 * @param {string} policy the fingerprint of the policy that the form was made from
 */
export function answer(names, controls, policy) {
  const others = { ...shown() };
  for (const name of names) delete others[name];
  const now = { ...others, ...controls };
  update(state.trial ? { trial: now } : { controls: now, policy });
}

/**
 * Take an answer back; it can be put back.
 * @param {string} question
 */
export function clear(question) {
  const names = [question, `${question}-unsure`];
  const entries = Object.entries(shown());
  const rest = Object.fromEntries(entries.filter(([name]) => !names.includes(name)));
  const gone = Object.fromEntries(entries.filter(([name]) => names.includes(name)));
  update({ ...own(rest), cleared: { ...state.cleared, [question]: gone } });
}

/** @param {string} question */
export function putBack(question) {
  const { [question]: back, ...cleared } = state.cleared;
  update({ ...own({ ...shown(), ...back }), cleared });
}

/**
 * Put the answers of a link or file in the place of the visitor's own; those can be brought back.
 * @param {Opened} opened
 * @param {string} policy the fingerprint of the policy that the form was made from
 * @param {string} [name] of the technology; without one it stays as it is
 */
export function replace(opened, policy, name = state.name) {
  const { controls } = opened;
  const lost = Object.keys(state.controls).some((each) => controls[each] !== state.controls[each]);
  const aside = lost || (state.name && name !== state.name) ? setAside("replaced") : state.aside;
  update({ controls, name, policy, opened, aside, trial: null, cleared: {} });
}

export function clearAll() {
  update({ controls: {}, name: "", opened: null, aside: setAside("cleared"), trial: null, cleared: {}, statuses: null });
}

/** Bring back what made way for other answers. */
export function restore() {
  const { controls = {}, name = "" } = state.aside ?? {};
  update({ controls, name, opened: null, aside: null, trial: null, cleared: {} });
}

export function beginTrial() {
  update({ trial: state.controls, cleared: {} });
}

/** @param {boolean} keep whether what was tried becomes the visitor's own */
export function endTrial(keep) {
  if (!state.trial) return;
  const taken = keep ? { controls: state.trial, aside: setAside("replaced"), opened: null } : {};
  update({ ...taken, trial: null, cleared: {} });
}

/** Forget everything, here and in the tab's storage. */
export function forget() {
  update(EMPTY);
}

/** @param {Controls} controls */
function own(controls) {
  return state.trial ? { trial: controls } : { controls };
}

/**
 * @param {"replaced" | "cleared"} reason
 * @returns {State["aside"]}
 */
function setAside(reason) {
  const { controls, name } = state;
  return { reason, controls, name };
}

/** @param {State} before */
function tell(before) {
  const now = state;
  for (const each of [...readers]) {
    if (each.root && !each.root.isConnected) readers.delete(each);
    else each.reader(now, before);
  }
}

function keep() {
  try {
    const kept = Object.fromEntries(KEPT.filter((key) => state[key] !== EMPTY[key]).map((key) => [key, state[key]]));
    const empty = !Object.keys(state.controls).length && !state.name && !state.statusesHidden;
    if (empty) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(kept));
    behind = false;
  } catch {
    behind = true;
  }
}

/** @returns {Partial<State>} what the tab's storage holds, as far as it can be read */
function stored() {
  /** @type {Partial<State>} */
  const found = {};
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    if (typeof kept?.policy === "string") found.policy = kept.policy;
    if (isObject(kept?.controls)) found.controls = texts(kept.controls);
    if (typeof kept?.name === "string") found.name = kept.name;
    if (isObject(kept?.statuses?.clauses)) found.statuses = kept.statuses;
    if (kept?.statusesHidden === true) found.statusesHidden = true;
  } catch {
    // Denied, or not what this page writes: it begins empty.
  }
  return found;
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

// A page that the browser brings back as it was left: other pages of the tab were answered since.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted || behind) return;
  const before = state;
  state = { ...state, trial: null, cleared: {}, policy: "", controls: {}, name: "", statuses: null, ...stored() };
  tell(before);
});
