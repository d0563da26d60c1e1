/**
 * Assessing the visitor's answers: asks the engine whenever they change, and passes its responses on.
 *
 * In: the store.  Out: each response, to all followers; statuses in the store.
 * Must not ask the engine while there are no followers, and must only pass on a response to the present answers, and to
 * a page that was made from the same policy: one that was published anew meanwhile is offered in its new version.
 */

import { answersIn } from "./controls.js";
import { ask } from "./engine.js";
import { parsed } from "./result.js";
import { read, subscribe, update } from "./store.js";
import { today } from "./today.js";

/**
 * @typedef {{
 *   assessment: {
 *     policy: {fingerprint: string},
 *     answers: Record<string, string | boolean>,
 *     findings: {clause: string, status: string, missing: string[]}[],
 *   },
 *   html: string,
 *   content: DocumentFragment,
 *   text: string,
 *   fragment: string,
 *   faults: {question: string | null, html: string}[],
 * }} Response
 */
/** `content`: the HTML as a tree, which followers share, so they clone what they show. */
/** @typedef {(response: Response) => void} Follower */

const PAGE = new URL("../../checker/", import.meta.url).href;
const HOUR_MS = 3_600_000;

/** @typedef {{follower: Follower, root: Element}} Following */
/** @type {Set<Following>} */
const followers = new Set();
/** The last response, with its request. @type {{request: string, response: Response} | null} */
let last = null;

/**
 * @param {Follower} follower called with every response, and at once with the present one if there is one
 * @param {Element} root within the element that names the page's policy; once it has left the page, the follower is not
 *   called any more
 */
export function follow(follower, root) {
  const following = { follower, root };
  followers.add(following);
  const response = current();
  if (response) pass(response, following);
  else assess();
}

/**
 * @param {Response} response
 * @param {Following} following
 */
function pass(response, { follower, root }) {
  if (!root.isConnected) return;
  const page = root.closest("[data-policy]");
  if (page?.getAttribute("data-policy") !== response.assessment.policy.fingerprint) return offerToReload();
  follower(response);
}

/** Say that the engine is of a newer deployment than the page, which must not show its response. */
function offerToReload() {
  document.querySelector("[data-version]")?.removeAttribute("hidden");
  document.querySelector("[data-reload]")?.addEventListener("click", reload);
}

/** One listener, however often reloading is offered. */
function reload() {
  location.reload();
}

/** The response to the present answers; null while it is pending. */
export function current() {
  return last?.request === JSON.stringify(request()) ? last.response : null;
}

/** The engine's request for the answers. */
export function request() {
  const { controls, name, opened } = read();
  return { answers: answersIn(controls), unread: opened?.unread ?? {}, today: today(), name, address: PAGE };
}

function assess() {
  const pending = JSON.stringify(request());
  if (last?.request === pending) return;
  last = null;
  for (const each of followers) if (!each.root.isConnected) followers.delete(each);
  if (!followers.size) return;
  ask(pending, (text) => {
    if (pending !== JSON.stringify(request())) return; // outdated: the response to the present answers will follow
    /** @type {Response} */
    const response = JSON.parse(text);
    response.content = parsed(response.html);
    last = { request: pending, response };
    keepStatuses(response);
    for (const following of [...followers]) pass(response, following);
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
// The request holds today's date, so a new day needs a new assessment.
document.addEventListener("visibilitychange", assess);
addEventListener("pageshow", assess);
setInterval(assess, HOUR_MS);
setTimeout(assess, new Date().setHours(24, 0, 1, 0) - Date.now());
