/**
 * The status of each clause by the visitor's own answers: kept beside the answers, shown beside the clauses.
 *
 * In: what the engine last said.  Out: the words that the page holds for it, shown or hidden.
 * Must keep ids, statuses and the fingerprint of the policy alone, in this tab alone, and must start nothing.
 */

const KEY = "checker:statuses";
const ANSWERS = "checker:answers";
const SWITCH = "checker:standing";

/** @typedef {{status: string, missing: string[]}} Standing what a clause comes to, and what can still change it */
/** @typedef {{policy: string, clauses: Record<string, Standing>}} Kept */

/**
 * Keep what the engine said, if the visitor has answered anything; what was kept of earlier answers goes.
 * @param {{policy: {fingerprint: string}, answers: object, findings: ({clause: string} & Standing)[]}} assessment
 */
export function keep({ policy, answers, findings }) {
  const clauses = Object.fromEntries(findings.map(({ clause, status, missing }) => [clause, { status, missing }]));
  // A result may come after its answers were forgotten: without answers there is nothing to keep it with.
  const any = Object.keys(answers).length > 0 && read(ANSWERS) !== null;
  write(KEY, any ? JSON.stringify({ policy: policy.fingerprint, clauses }) : null);
  refresh();
}

/** Show beside each clause of the page what is kept of it, and the switch where there is something to show. */
export function refresh() {
  const kept = parsed(read(KEY));
  const on = read(SWITCH) === null;
  let any = false;
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-standing]"))) {
    const { standing = "", policy, asks } = place.dataset;
    const found = kept?.policy === policy ? kept?.clauses[standing] : undefined;
    // While everything that the clause asks is open, nothing that was answered makes a difference to it.
    const tells = found !== undefined && found.missing.length < Number(asks);
    any ||= tells;
    place.hidden = !(tells && on);
    for (const word of place.querySelectorAll("[data-when]")) {
      word.toggleAttribute("hidden", word.getAttribute("data-when") !== found?.status);
    }
  }
  for (const place of document.querySelectorAll("[data-standing-switch]")) {
    place.toggleAttribute("hidden", !any);
    const box = place.querySelector("input");
    if (box) box.checked = on;
  }
}

document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement && target.closest("[data-standing-switch]"))) return;
  write(SWITCH, target.checked ? null : "hidden");
  refresh();
});
document.addEventListener("click", ({ target }) => {
  const opens = target instanceof Element && target.closest("[data-opens]")?.getAttribute("data-opens");
  const fold = opens && document.querySelector(`[data-checks="${CSS.escape(opens)}"]`);
  if (!(fold instanceof HTMLDetailsElement)) return;
  fold.open = true;
  fold.scrollIntoView({ block: "nearest" });
  fold.querySelector("summary")?.focus({ preventScroll: true });
});
document.addEventListener("checker:forgotten", refresh);
addEventListener("pageshow", ({ persisted }) => persisted && refresh());

/**
 * @param {string | null} text
 * @returns {Kept | null}
 */
function parsed(text) {
  try {
    const kept = JSON.parse(text ?? "null");
    return Object.values(kept.clauses).every((each) => Array.isArray(each.missing)) ? kept : null;
  } catch {
    return null;
  }
}

/** @param {string} key */
function read(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string | null} text nothing takes the entry away
 */
function write(key, text) {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // Storage is full or denied: other pages show no statuses.
  }
}
