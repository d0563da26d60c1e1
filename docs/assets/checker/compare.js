/**
 * Comparing saved files side by side, each in a column of a table; nothing of them is kept.
 *
 * In: the files that the visitor chooses.  Out: the table, which can be printed.
 * Must not change an answer in the form.
 */

import { makeFile } from "./assessing.js";
import { recordOf } from "./earlier.js";
import { print } from "./paper.js";
import { parsed, show } from "./result.js";
import { readSaved } from "./saved.js";

/**
 * @param {HTMLElement} place
 * @param {string} policy the fingerprint of the present version
 * @param {(control: Element, word: string) => void} say
 */
export function attachComparison(place, policy, say) {
  const choose = /** @type {HTMLInputElement} */ (place.querySelector("[data-compare]"));
  const output = /** @type {HTMLElement} */ (place.querySelector("[data-compared]"));
  const button = /** @type {HTMLButtonElement} */ (place.querySelector("[data-print-comparison]"));

  choose.addEventListener("change", async () => {
    const files = [...(choose.files ?? [])];
    if (!files.length) return;
    say(choose, "comparing");
    const columns = await Promise.all(files.map((file) => columnOf(file, policy)));
    choose.value = ""; // so that the same files can be chosen again
    if (columns.length < 2) return say(choose, "too-few");
    try {
      const { text } = await makeFile({ make: "side-by-side", files: columns });
      show(output, parsed(text));
    } catch {
      return say(choose, "not-made");
    }
    output.hidden = button.hidden = false;
    say(choose, "compared");
    output.querySelector("h2")?.focus();
  });
  button.addEventListener("click", () => print(output.innerHTML));
}

/**
 * A column of the table: the content of a file, with the record of its version if that is not the present one.
 * @param {File} file
 * @param {string} policy
 */
async function columnOf(file, policy) {
  const saved = await readSaved(file);
  if (typeof saved === "string") return { file: file.name, refused: saved };
  const other = saved.fingerprint && saved.fingerprint !== policy;
  const { word, text } = other ? await recordOf(saved.fingerprint) : { word: "", text: undefined };
  return { file: file.name, ...saved, missing: word, ...(text === undefined ? {} : { earlier: text }) };
}
