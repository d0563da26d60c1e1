/**
 * What stands in the form, as one of the technologies that are kept, or as none of them.
 *
 * In: the checker's form.  Out: what is kept of it, after every change.
 * Must not write over what another tab has changed, nor let what stands in the form go before it is kept.
 */

import { controlsOf, fill, store, taken, today } from "./answers.js";
import { forgetCleared } from "./questions.js";
import { basis, change, read, setBasis, token } from "./kept.js";

/** @typedef {import("./kept.js").Technology} Technology */
/** @typedef {Pick<Technology, "name" | "controls">} Present */

export class Standing {
  /**
   * @param {HTMLFormElement} form
   * @param {import("./words.js").Words} words
   */
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.name = /** @type {HTMLInputElement} */ (form.querySelector('input[name="technology"]'));
    this.kept = /** @type {HTMLInputElement} */ (form.querySelector('input[name="technology-kept"]'));
  }

  /** The id of the technology that stands in the form; empty if that is not kept. */
  get id() {
    return this.kept.value;
  }

  /** Keep what stands in the form for its technology, and see what other tabs have made of it. */
  keep() {
    const { state, technologies } = read();
    const before = basis();
    const id = this.id;
    const now = technologies.find((each) => each.id === id);
    if (!id && before) {
      setBasis(null); // all was cleared, or a link has filled in its own
      if (technologies.some((each) => each.id === before.id)) this.words.say("left", before);
    } else if (id && state === "off") this.release("stopped-elsewhere", before);
    else if (id && state === "on" && !now) this.release("gone", before);
    else if (now) this.merge(now, before?.id === id ? before : null);
  }

  /**
   * @param {Technology} now as it is kept
   * @param {Technology | null} before as this tab knew it
   */
  merge(now, before) {
    const mine = this.present(now);
    if (same(mine, now)) {
      if (!before) this.words.say("opened", now); // earlier answers were brought back
      setBasis(now);
    } else if (before && before.revision === now.revision) this.save(now, mine);
    else if (before && same(mine, before)) {
      this.put(now);
      this.words.say("changed-elsewhere", now);
    } else {
      const copy = this.words.get("copy", mine).slice(0, this.name.maxLength);
      const added = this.add({ ...mine, name: copy });
      if (!added) return;
      this.put(added);
      this.words.say("changed-twice", { name: now.name, copy });
    }
  }

  /**
   * @param {Technology} technology
   * @param {Partial<Technology>} changes
   */
  save(technology, changes) {
    const next = { ...technology, ...changes, revision: token(), kept: today() };
    if (!change((all) => all.map((each) => (each.id === next.id ? next : each)))) return this.notStored(next);
    if (next.id === this.kept.value) setBasis(next);
    if (this.words.said === "not-stored") this.words.say("");
    return true;
  }

  /**
   * @param {Present} present
   * @returns {Technology | null}
   */
  add({ name, controls }) {
    const added = { id: token(), revision: token(), name: name || this.numbered(), controls, kept: today() };
    return change((all) => [...all, added]) ? added : (this.notStored(added), null);
  }

  /** @param {Present} technology */
  notStored(technology) {
    this.words.say("not-stored", technology);
    return false;
  }

  /**
   * What stands in the form, with what was kept for questions and answers that the form no longer has.
   * @param {Present} [kept]
   * @returns {Present}
   */
  present(kept) {
    const controls = controlsOf(this.form);
    const unknown = Object.entries(kept?.controls ?? {}).filter(
      ([name, value]) => !controls.some((each) => each.name === name && (each.type === "text" || each.value === value)),
    );
    return {
      name: this.name.value.trim(),
      controls: { ...Object.fromEntries(unknown), ...taken(this.form, controls) },
    };
  }

  /** @param {Technology} technology */
  put(technology) {
    const { id, name, controls } = technology;
    fill(this.form, { ...controls, [this.name.name]: name, [this.kept.name]: id });
    forgetCleared(this.form);
    setBasis(technology);
    this.form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /**
   * What stands in the form is this one of those that are kept, as it is; or none of them.
   * @param {Technology | null} technology
   */
  belongsTo(technology) {
    this.kept.value = technology?.id ?? "";
    setBasis(technology);
    store(taken(this.form));
  }

  /**
   * @param {string} word
   * @param {Present | null} before
   */
  release(word, before) {
    this.belongsTo(null);
    this.words.say(word, { name: before?.name ?? this.name.value });
  }

  /** See that what stands in the form is kept: the name of what was added for that, or null if it could not be. */
  putAway() {
    this.keep();
    const now = read().technologies.find((each) => each.id === this.kept.value);
    if (now) return same(this.present(now), now) || this.notStored(now) ? "" : null;
    const mine = this.present();
    if (isEmpty(mine)) return "";
    return this.add(mine)?.name ?? null;
  }

  numbered() {
    const names = new Set(read().technologies.map(({ name }) => name));
    for (let number = names.size + 1; ; number += 1) {
      const name = this.words.get("numbered", { number });
      if (!names.has(name)) return name;
    }
  }
}

/** @param {Present} present */
export function isEmpty({ name, controls }) {
  return !name && !Object.keys(controls).length;
}

/**
 * @param {Present} one
 * @param {Present} other
 */
export function same(one, other) {
  const names = Object.keys({ ...one.controls, ...other.controls });
  return one.name === other.name && names.every((name) => one.controls[name] === other.controls[name]);
}
