/**
 * Assessing the visitor's answers: asks the engine whenever they change, and passes its responses on.
 *
 * In: the store.  Out: each response, to all followers.
 * Must pass on only a response to the present answers, and none of an engine with another policy than the page's.
 */

import { answersIn } from "./controls.js";
import { ask } from "./engine.js";
import { parsed } from "./result.js";
import { read, subscribe } from "./store.js";

/**
 * @typedef {{
 *   assessment: {policy: {fingerprint: string}, answers: Record<string, string | boolean>},
 *   html: string,
 *   content: DocumentFragment,
 *   text: string,
 *   fragment: string,
 *   calendar: string,
 *   faults: {question: string, html: string}[],
 * }} Response
 *   content: the HTML as a tree, which followers share, so they clone what they show
 */
/** @typedef {(response: Response) => void} Follower */

const PAGE = new URL("../../checker/", import.meta.url).href;
const MINUTE_MS = 60_000;

/** @type {Follower[]} */
const followers = [];
/** The last response, with its request. @type {{request: string, response: Response} | null} */
let last = null;

/** @param {Follower} follower called with every response */
export function follow(follower) {
  followers.push(follower);
}

/**
 * Ask for a result now, and whenever the answers or the day change.
 * @param {HTMLElement} root
 */
export function beginAssessing(root) {
  const assess = () => {
    const pending = JSON.stringify(request());
    if (last?.request === pending) return;
    last = null;
    ask(pending, (text) => {
      if (pending !== JSON.stringify(request())) return; // outdated: the response to the present answers will follow
      /** @type {Response} */
      const response = JSON.parse(text);
      const isOfThisPage = response.assessment.policy.fingerprint === root.dataset["policy"];
      root.querySelector('[data-notice="outdated"]')?.toggleAttribute("hidden", isOfThisPage);
      if (!isOfThisPage) return;
      response.content = parsed(response.html);
      last = { request: pending, response };
      for (const follower of followers) follower(response);
      performance.mark("checker:result");
    });
  };
  subscribe(assess);
  document.addEventListener("visibilitychange", assess);
  setInterval(assess, MINUTE_MS);
  assess();
}

/** Whether the last response is to the present answers. */
export function isUpToDate() {
  return last?.request === JSON.stringify(request());
}

/** The engine's request for the answers. */
export function request() {
  const { controls, name, opened } = read();
  return { answers: answersIn(controls), unread: opened?.unread ?? {}, today: today(), name, address: PAGE };
}

/** Today in the visitor's time zone, as `YYYY-MM-DD`. */
function today() {
  const now = new Date();
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}
