/**
 * The words that a part of the page holds for what it may have to say, and the place where it says them.
 *
 * In: the name of a word, and what stands in it for `{name}` and the like.  Out: the word, or the place that says it.
 * Must not hold words of its own.
 */

export class Words {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** The name of what was said last. */
    this.said = "";
  }

  /**
   * @param {string} name
   * @param {object} [values] an empty one is said to be unnamed
   * @returns {string}
   */
  get(name, values = {}) {
    const given = /** @type {Record<string, string | number>} */ (values);
    return (this.find(name)?.textContent ?? "").replace(/\{(\w+)\}/g, (_all, key) =>
      given[key] === "" ? this.get("unnamed") : String(given[key]),
    );
  }

  /**
   * Say something politely; what the visitor has not just asked for, where it is seen.
   * @param {string} name
   * @param {object} [values]
   */
  say(name, values) {
    this.said = name;
    const place = this.root.querySelector("[data-technologies-says]");
    const text = name && this.get(name, values);
    if (place && place.textContent !== text) place.textContent = text;
    place?.toggleAttribute("data-unasked", this.find(name)?.hasAttribute("data-unasked") ?? false);
  }

  /** What the visitor had not asked for has been seen, once something else is done; but not that answers are not kept. */
  rest() {
    if (this.said !== "not-stored" && this.find(this.said)?.hasAttribute("data-unasked")) this.say("");
  }

  /** @param {string} name */
  find(name) {
    return this.root.querySelector(`[data-technologies-words="${name}"]`);
  }
}
