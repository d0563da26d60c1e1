/**
 * The chosen technologies side by side: asked for once, and then kept true to what is kept.
 *
 * In: the technologies, and which are chosen.  Out: the table, made by the engine.
 * Must not take the focus but for the visitor who asked for the table.
 */

import { answersIn } from "./answers.js";
import { make } from "./engine.js";
import { show } from "./result.js";

/** @typedef {import("./kept.js").Technology} Technology */

export class SideBySide {
  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} place hidden while there is no table
   * @param {import("./keptlist.js").KeptList} list
   * @param {import("./words.js").Words} words
   */
  constructor(root, place, list, words) {
    this.root = root;
    this.place = place;
    this.tables = /** @type {HTMLElement} */ (place.querySelector("[data-technologies-compared]"));
    this.list = list;
    this.words = words;
    /** What the table on the page was asked for with; empty where there is none. */
    this.request = "";
  }

  /**
   * Show the table to the visitor, who has asked for it.
   * @param {Technology[]} technologies
   */
  async open(technologies) {
    const chosen = this.chosen(technologies);
    if (chosen.length < 2) {
      this.words.say("too-few");
      return;
    }
    if (this.root.dataset["checker"] !== "ready") this.words.say("making");
    if (!(await this.show(chosen))) return;
    this.words.say("compared", { count: chosen.length });
    this.tables.querySelector("h2")?.focus();
  }

  /**
   * Where the table is shown, bring it up to date.
   * @param {Technology[]} technologies
   */
  update(technologies) {
    if (!this.request) return;
    const chosen = this.chosen(technologies);
    if (chosen.length > 1) this.show(chosen);
    else this.close();
  }

  close() {
    this.request = "";
    this.place.hidden = true;
    this.tables.replaceChildren();
  }

  /**
   * False if something else was asked for in the meantime.
   * @param {Technology[]} chosen
   */
  async show(chosen) {
    const technologies = chosen.map(({ name, controls }) => ({ name, answers: answersIn(controls) }));
    const request = JSON.stringify({ make: "side-by-side", technologies });
    if (request === this.request) return this.tables.childElementCount > 0;
    this.request = request;
    const response = await make(request).catch(() => null);
    if (this.request !== request) return false;
    if (response === null) {
      this.close();
      return false;
    }
    const { text } = JSON.parse(response);
    show(this.tables, text);
    this.place.hidden = false;
    return true;
  }

  /** @param {Technology[]} technologies */
  chosen(technologies) {
    return technologies.filter(({ id }) => this.list.isChosen(id));
  }
}
