/**
 * Reading and writing files on the visitor's device. What the tab itself keeps is in `store.js`.
 *
 * In: a file that the visitor chose.  Out: its content, or why it cannot be used.
 * Must not read a file that is larger than any that this page saves.
 */

const LARGEST = 1_000_000;

/** @typedef {{answers: Record<string, unknown>, name: string, fingerprint: string}} Saved */

/**
 * @param {File} file
 * @returns {Promise<Saved | "too-long" | "not-loaded">}
 */
export async function readSaved(file) {
  if (file.size > LARGEST) return "too-long";
  try {
    const { answers, fingerprint, policy, name } = JSON.parse(await file.text());
    if (typeof answers !== "object" || answers === null || Array.isArray(answers)) return "not-loaded";
    const under = fingerprint ?? policy?.fingerprint;
    return { answers, name: typeof name === "string" ? name : "", fingerprint: typeof under === "string" ? under : "" };
  } catch {
    return "not-loaded";
  }
}

/**
 * Save a file to the browser's downloads.
 * @param {{name: string, type: string, text: string}} file
 */
export function save({ name, type, text }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the download needs it only to start
}
