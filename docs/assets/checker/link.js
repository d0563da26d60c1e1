/**
 * Reading a link: gets answers from the part of an address after `#`, which mail and chat programs may have damaged.
 * `checker/result/link.py` writes it.
 *
 * In: the fragment, and a form.  Out: the answers that are certain, and what is wrong with the rest.
 * A link made by this site begins with `policy=` and ends with `all=`, the number of its answers, so that truncation
 * shows; a link written by hand has neither.
 * Must not guess: an answer that may have been another one is left out and named.
 */

import { controlFor, controlsOf, valuesOf } from "./controls.js";

/** @typedef {import("./store.js").Opened} Opened */
/** @typedef {{at: string, opened: Opened}} Link at: the question to go to; may be empty */

const OWN = ["policy", "at", "all"];
const DIGITS = 12;

/**
 * @param {string} hash
 * @param {HTMLFormElement} form
 * @returns {Link | null} null if the fragment holds no answers: it is an anchor, or empty
 */
export function readLink(hash, form) {
  const written = hash.replace(/^#+/, "");
  const text = mended(written);
  if (!text.includes("=") && !isCutBeforeAnything(text)) return null;
  const pairs = text.split("&").filter(Boolean).map((pair) => /** @type {[string, string]} */ (split(pair)));
  const [policy = "", at = "", all = ""] = OWN.map((name) => singleValue(pairs, name));
  const given = pairs.filter(([key]) => !OWN.includes(key));
  const twice = new Set(given.map(([key]) => key).filter((key, index, keys) => keys.indexOf(key) !== index));
  const byHand = !pairs.some(([key]) => key === "policy" || key === "all");
  const cut = isCutBeforeAnything(text) || (!byHand && (policy.length < DIGITS || all !== String(given.length)));

  /** @type {[string, string][]} */
  const controls = [];
  /** @type {[string, string][]} */
  const unread = [];
  const leftOut = new Set(twice);
  for (const [key, value] of given) {
    if (twice.has(key)) continue;
    const control = controlFor(form, key, value);
    if (!control) unread.push([key, value]);
    else if (cut && !isWhole(form, key, value)) leftOut.add(key);
    else controls.push([control.name, value]);
  }
  const opened = {
    policy: policy.toLowerCase(),
    controls: Object.fromEntries(controls),
    unread: Object.fromEntries(unread),
    leftOut: [...leftOut],
    cut,
    mended: text !== written,
  };
  return { at, opened };
}

/**
 * Undo what programs do to links: double escapes, `&amp;`, line wraps, trailing punctuation.
 * @param {string} text
 */
function mended(text) {
  let found = text;
  for (let times = 0; times < 3 && !found.includes("=") && /%(25)*3D/i.test(found); times += 1) found = decoded(found);
  return found
    .replace(/&(amp;)+/gi, "&")
    .replace(/%(20|0D|0A|09|C2%A0|C2%AD|E2%80%8[B-F]|EF%BB%BF)|[\s\u00ad\u200b-\u200f\u2060\ufeff]/gi, "")
    .replace(/[.,;:!?'"`*_)\]}>»”’…]+$/, "")
    .replace(/%(22|3E|E2%80%9D|E2%80%99)$/i, "");
}

/** @param {string} text the beginning of a link, truncated within its first word */
function isCutBeforeAnything(text) {
  return text !== "" && "policy".startsWith(text);
}

/** @param {string} pair */
function split(pair) {
  const [key = "", value = ""] = pair.split(/=(.*)/s, 2).map(decoded);
  return [key, value];
}

/**
 * The value of a key that occurs exactly once; else empty.
 * @param {[string, string][]} pairs
 * @param {string} name
 */
function singleValue(pairs, name) {
  const found = pairs.filter(([key]) => key === name);
  return found.length === 1 ? found[0]?.[1] : "";
}

/**
 * Whether an answer in a truncated link is certain: no other question ends like this one, and no other answer to it
 * begins like this one.
 * @param {HTMLFormElement} form
 * @param {string} question
 * @param {string} value
 */
function isWhole(form, question, value) {
  const names = new Set(controlsOf(form).map(({ name }) => name));
  const endings = [...names].filter((name) => name !== question && name.endsWith(question));
  const beginnings = valuesOf(form, question).filter((each) => each !== value && each.startsWith(value));
  return !endings.length && !beginnings.length;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
