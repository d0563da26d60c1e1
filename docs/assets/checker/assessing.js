/**
 * Having the visitor's answers assessed: asks the engine whenever they change, and hands on what it says.
 *
 * In: the store.  Out: each response, to whoever follows; statuses in the store.
 * Must ask nothing while nobody follows, and must never hand on a response to other answers than the present ones.
 */

import { answersIn, today } from "./controls.js";
import { ask, make } from "./engine.js";
import { read, shown, subscribe, update } from "./store.js";

/**
 * @typedef {{
 *   assessment: {
 *     policy: {fingerprint: string},
 *     answers: Record<string, string | boolean>,
 *     findings: {clause: string, status: string, missing: string[]}[],
 *   },
 *   html: string,
 *   report: string,
 *   fragment: string,
 *   faults: {question: string | null, html: string}[],
 * }} Response
 */
/** @typedef {(response: Response) => void} Follower */
/** @typedef {{name: string, type: string, text: string}} Made a file */

const PAGE = new URL("../../checker/", import.meta.url).href;
const HOUR_MS = 3_600_000;

/** @type {Set<{follower: Follower, root: Element}>} */
const followers = new Set();
/** The last response, and what it was asked for with. @type {{request: string, response: Response} | null} */
let last = null;

/**
 * @param {Follower} follower called with every response, and with the present one at once if it is there
 * @param {Element} root ends with this element
 */
export function follow(follower, root) {
  followers.add({ follower, root });
  const response = current();
  if (response) follower(response);
  else assess();
}

/** The response to the present answers; null while it is on its way. */
export function current() {
  return last?.request === JSON.stringify(request()) ? last.response : null;
}

/**
 * What the engine is asked.
 * @param {import("./store.js").Controls} [controls]
 */
export function request(controls = shown()) {
  const { trial, controls: mine, name, opened } = read();
  const own = trial && controls === trial ? { own: answersIn(mine) } : {};
  return { answers: answersIn(controls), unread: opened?.unread ?? {}, ...own, today: today(), name, address: PAGE };
}

/**
 * Have a file made.
 * @param {object} asked what for, and of which kind, `make`
 * @returns {Promise<Made>} fails where it could not be made
 */
export async function makeFile(asked) {
  return JSON.parse(await make(JSON.stringify(asked)));
}

function assess() {
  const asked = JSON.stringify(request());
  if (last?.request === asked) return;
  last = null;
  for (const each of followers) if (!each.root.isConnected) followers.delete(each);
  if (!followers.size) return;
  ask(asked, (text) => {
    if (asked !== JSON.stringify(request())) return; // it was asked again, and is on its way
    /** @type {Response} */
    const response = JSON.parse(text);
    last = { request: asked, response };
    if (!read().trial) keepStatuses(response);
    for (const { follower, root } of [...followers]) if (root.isConnected) follower(response);
    performance.mark("checker:result");
  });
}

/** @param {Response} response */
function keepStatuses({ assessment: { policy, findings } }) {
  const clauses = Object.fromEntries(findings.map(({ clause, status, missing }) => [clause, { status, missing }]));
  const any = Object.keys(read().controls).length > 0;
  update({ statuses: any ? { policy: policy.fingerprint, clauses } : null });
}

subscribe(assess);
// A day that has begun since is another day to count from.
document.addEventListener("visibilitychange", assess);
addEventListener("pageshow", assess);
setInterval(assess, HOUR_MS);
setTimeout(assess, new Date().setHours(24, 0, 1, 0) - Date.now());
