/**
 * Reading files that this page has saved.
 *
 * In: a file that the visitor chose.  Out: what it holds, or why it cannot be used.
 * Must not read more than a file of ours can have.
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
    const made = fingerprint ?? policy?.fingerprint;
    return { answers, name: typeof name === "string" ? name : "", fingerprint: typeof made === "string" ? made : "" };
  } catch {
    return "not-loaded";
  }
}

/**
 * Hand a file over to the browser's downloads.
 * @param {{name: string, type: string, text: string}} file
 */
export function save({ name, type, text }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // once the download has surely begun
}
