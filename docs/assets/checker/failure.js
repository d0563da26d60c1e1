/** What can fail while the checker starts, and in which step. */

/** @typedef {"download" | "webassembly" | "interpreter" | "engine"} Step */

export class Failure extends Error {
  /**
   * @param {Step} step
   * @param {string} detail the technical message, not the words for visitors
   * @param {string} [file] the name of the file, if one is concerned
   */
  constructor(step, detail, file) {
    super(detail);
    this.name = "Failure";
    this.step = step;
    this.detail = detail;
    this.file = file;
  }
}

/**
 * The message of a thrown value.
 * @param {unknown} error
 * @returns {string}
 */
export function describe(error) {
  return error instanceof Error ? error.message || error.name : String(error);
}
