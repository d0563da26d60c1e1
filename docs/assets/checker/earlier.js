/**
 * What differs for answers that were given under another policy: its record is fetched, and the engine asked.
 *
 * In: the answers as they were opened, and the policy that they were given under.  Out: words in the notice.
 * Must not send an answer anywhere, nor ask for anything but the record of a fingerprint.
 */

import { make } from "./engine.js";

/** @typedef {{policy: string, answers: Record<string, string | boolean>}} Earlier policy: its fingerprint, or how it begins */

/** As many digits as a link holds, or more. */
const FINGERPRINT = /^[0-9a-f]{12,64}$/;
const DIGITS = 12;
const RECORDS = new URL("../policies/", import.meta.url);
const PATIENCE_MS = 30_000;

/**
 * @param {import("./checker.js").Checker} checker
 * @param {Earlier} earlier
 */
export async function tell(checker, earlier) {
  const { word, text } = await recordOf(earlier.policy);
  const template = document.createElement("template");
  if (text === undefined) {
    template.innerHTML = checker.find(`[data-earlier-words="${word}"]`)?.outerHTML ?? "";
  } else {
    const { policy, answers } = earlier;
    const request = { make: "earlier", answers, earlier: text, fingerprint: policy };
    template.innerHTML = JSON.parse(await make(JSON.stringify(request))).text;
  }
  if (checker.earlier !== earlier) return; // something else was opened meanwhile
  const [summary, ...more] = template.content.children;
  checker.find("[data-earlier]")?.replaceChildren(...more);
  const says = checker.find("[data-earlier-says]");
  if (says) says.textContent = summary?.textContent ?? "";
}

/**
 * @param {string} policy
 * @returns {Promise<{word: string, text?: string}>} the record, or the word for why there is none
 */
async function recordOf(policy) {
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
