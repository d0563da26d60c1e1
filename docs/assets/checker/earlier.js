/**
 * What differs for answers that were given under another version of the policy: fetches the record of that version, and
 * asks the engine.
 *
 * In: the opened link or file, from the store.  Out: words in the notice.
 * Must not send an answer anywhere, nor fetch anything but the record for a fingerprint.
 */

import { makeFile } from "./assessing.js";
import { answersIn } from "./controls.js";
import { read, subscribe } from "./store.js";

/** At least as many digits as a link holds. */
const FINGERPRINT = /^[0-9a-f]{12,64}$/;
const DIGITS = 12;
const RECORDS = new URL("../policies/", import.meta.url);
const PATIENCE_MS = 30_000;

/**
 * @param {HTMLElement} root
 * @param {string} policy the fingerprint of the present version
 */
export function attachEarlier(root, policy) {
  const notice = /** @type {HTMLElement} */ (root.querySelector('[data-notice="other-policy"]'));
  /** @type {import("./store.js").Opened | null} */
  let shown = null;
  async function show() {
    const { opened } = read();
    if (opened === shown) return;
    shown = opened;
    const differs = opened !== null && !policy.startsWith(opened.policy);
    notice.hidden = !differs;
    put(notice, []);
    if (!opened || !differs) return;
    const parts = await differences(notice, opened);
    if (read().opened === opened) put(notice, parts);
  }
  subscribe(show, root);
  show();
}

/**
 * @param {HTMLElement} notice
 * @param {Element[]} parts a sentence, and what follows it
 */
function put(notice, [sentence, ...more]) {
  const says = /** @type {HTMLElement} */ (notice.querySelector("[data-earlier-says]"));
  says.textContent = sentence?.textContent ?? "";
  notice.querySelector("[data-earlier]")?.replaceChildren(...more);
}

/**
 * @param {HTMLElement} notice
 * @param {import("./store.js").Opened} opened
 */
async function differences(notice, { policy, controls, unread }) {
  const { word, text } = await recordOf(policy);
  const template = document.createElement("template");
  template.innerHTML = notice.querySelector(`[data-earlier-words="${word}"]`)?.outerHTML ?? "";
  if (text !== undefined) {
    const answers = { ...unread, ...answersIn(controls) };
    try {
      template.innerHTML = (await makeFile({ make: "earlier", answers, earlier: text, fingerprint: policy })).text;
    } catch {
      template.innerHTML = notice.querySelector('[data-earlier-words="not-made"]')?.outerHTML ?? "";
    }
  }
  return [...template.content.children];
}

/**
 * The record of a version; if there is none, the name of the message that says why.
 * @param {string} policy its fingerprint
 * @returns {Promise<{word: string, text?: string}>}
 */
export async function recordOf(policy) {
  if (!FINGERPRINT.test(policy)) return { word: "unknown" };
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(new URL(`${policy.slice(0, DIGITS)}.json`, RECORDS), { signal });
    if (response.ok) return { word: "", text: await response.text() };
    return { word: response.status === 404 ? "unknown" : "unreached" };
  } catch {
    return { word: "unreached" };
  }
}
