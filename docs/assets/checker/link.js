/**
 * Reading a link: gets answers from the part of an address after `#`, which programs may have changed on its way.
 * `checker/result/link.py` writes it; `docs/linking.md` states what is mended.
 *
 * In: the fragment, and a form.  Out: the answers that are certain, and what is wrong with the rest.
 * A link made by this site begins with `policy=` and ends with `all=`, the number of its answers, so that truncation
 * shows; a link written by hand has neither.
 * Must not guess: only what can have been one thing alone is mended; an answer that may have been another one is left
 * out and named.
 */

import { controlFor, controlsOf, valuesOf } from "./controls.js";

/** @typedef {import("./store.js").Opened} Opened */
/** @typedef {{at: string, opened: Opened}} Link at: the question to go to; may be empty */

const OWN = ["policy", "at", "all"];
const FINGERPRINT = /^[0-9a-f]{12}$/;
/** What ends a link that was shortened for display. */
const ELLIPSIS = /(\.\.|…)\W*$/;

/**
 * What programs do to a link, and what undoes it, in this order and until nothing changes. A link consists of `a` to
 * `z`, `0` to `9`, `_`, `-`, `=` and `&`, so none of this can have been in it.
 * @type {[RegExp, string | ((...found: string[]) => string)][]}
 */
const REPAIRS = [
  [/(?:%[0-9a-f]{2})+/gi, decoded], // escaped, once or more often
  [/\\u00(26|3d)/gi, (_, code) => decoded(`%${code}`)], // JSON
  [/&(?:amp|#38|#x26);/gi, "&"], // HTML
  [/^.*$/s, unquoted], // quoted-printable mail
  [/:~:.*/s, ""], // a text fragment, in a browser that knows none
  [/[\s+\\\p{Cf}]/gu, ""], // line breaks, spaces, invisible characters, and the backslashes of Markdown
  [/\p{Pd}/gu, "-"], // the hyphens and dashes of word processors
  [/^[^\w=&]+|[^a-z0-9=&]+$/gi, ""], // what is around a link in a sentence
  [/\?/g, "&"], // parameters that were appended as to an address without a fragment
  [/.+/s, (text) => text.normalize("NFKC").toLowerCase()], // upper case of QR codes, ligatures of PDF files
];
const MOST_REPAIRS = 5;

/**
 * @param {string} hash
 * @param {HTMLFormElement} form
 * @returns {Link | null} null if the fragment holds no answers: it is an anchor, or empty
 */
export function readLink(hash, form) {
  const written = hash.replace(/^#/, "");
  const text = mended(written);
  const cutAtOnce = text !== "" && "policy".startsWith(text);
  if (!text.includes("=") && !cutAtOnce) return null;
  const pairs = text.split("&").filter(Boolean).map((pair) => /** @type {[string, string]} */ (pair.split(/=(.*)/s, 2)));
  const [policy = "", at = "", all = ""] = OWN.map((name) => singleValue(pairs, name));
  const end = pairs.findIndex(([key]) => key === "all");
  const names = new Set(controlsOf(form).map(({ name }) => name));
  const appended = pairs.filter(([key], index) => end >= 0 && index > end && !OWN.includes(key) && !names.has(key));
  const given = pairs.filter((pair) => !OWN.includes(pair[0]) && !appended.includes(pair));
  const twice = new Set(given.map(([key]) => key).filter((key, index, keys) => keys.indexOf(key) !== index));
  const made = cutAtOnce || pairs.some(([key]) => key === "policy" || key === "all");
  const version = FINGERPRINT.test(policy) ? policy : "";
  const cut = made ? !version || all !== String(given.length) : ELLIPSIS.test(written);

  /** @type {[string, string][]} */
  const controls = [];
  /** @type {[string, string][]} */
  const unread = [];
  const leftOut = new Set(twice);
  for (const [key, value = ""] of given) {
    if (twice.has(key)) continue;
    const control = controlFor(form, key, value);
    if (!control) unread.push([key, value]);
    else if (cut && !isWhole(form, names, key, value)) leftOut.add(key);
    else controls.push([control.name, value]);
  }
  const opened = {
    policy: version,
    noVersion: policy !== version,
    made,
    controls: Object.fromEntries(controls),
    unread: Object.fromEntries(unread),
    leftOut: [...leftOut],
    cut,
    mended: text !== written || appended.length > 0,
  };
  return { at, opened };
}

/** @param {string} written */
function mended(written) {
  let text = written;
  for (let times = 0, before = ""; times < MOST_REPAIRS && text !== before; times += 1) {
    before = text;
    text = REPAIRS.reduce((found, [damage, repair]) => found.replace(damage, /** @type {string} */ (repair)), text);
  }
  return text;
}

/**
 * Undo quoted-printable, in which every `=` is `=3D`, and a `=` alone is a line break.
 * @param {string} text
 */
function unquoted(text) {
  if (!text.split("&").every((pair) => /=3d/i.test(pair))) return text;
  return text.replace(/=(3d)?/gi, (_, sign) => (sign ? "=" : ""));
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
 * @param {Set<string>} names of the form's controls
 * @param {string} question
 * @param {string} value
 */
function isWhole(form, names, question, value) {
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
