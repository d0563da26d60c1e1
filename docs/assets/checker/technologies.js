/**
 * The place where several technologies are kept in this browser, opened, renamed, deleted and compared.
 *
 * In: the checker's form, and the place, with every word that it may need to show.  Out: what is kept, and the place.
 * Must not keep anything unasked, nor lose the focus when the place is drawn anew.
 */

import { answersIn, store, stored, taken } from "./answers.js";
import { SideBySide } from "./compare.js";
import { KEY, begin, change, forget, read } from "./kept.js";
import { KeptList } from "./keptlist.js";
import { Standing, isEmpty, same } from "./standing.js";
import { Words } from "./words.js";

/** @typedef {import("./kept.js").Technology} Technology */

/**
 * @param {HTMLElement} root
 * @param {HTMLFormElement} form
 * @param {HTMLElement} place
 */
export function attach(root, form, place) {
  new Technologies(root, form, place);
}

class Technologies {
  /**
   * @param {HTMLElement} root
   * @param {HTMLFormElement} form
   * @param {HTMLElement} place
   */
  constructor(root, form, place) {
    this.root = root;
    this.form = form;
    this.place = place;
    /** @type {{technology: Technology, index: number}[]} those that can be brought back, the last one first */
    this.deleted = [];
    this.words = new Words(place);
    this.standing = new Standing(form, this.words);
    const template = /** @type {HTMLTemplateElement} */ (place.querySelector("template"));
    const count = (/** @type {Technology} */ { controls }) => Object.keys(answersIn(controls)).length;
    this.list = new KeptList(this.part("list"), template, this.words, count);
    this.table = new SideBySide(root, this.part("tables"), this.list, this.words);

    root.addEventListener("checker:changed", () => this.keep());
    form.addEventListener("input", () => {
      this.words.rest();
      this.keep();
    });
    place.addEventListener("click", ({ target }) => this.clicked(target));
    place.addEventListener("change", () => this.draw());
    place.addEventListener("keydown", (event) => this.pressed(event));
    const left = new AbortController(); // the site's navigation takes the page away, and not its window
    const { signal } = left;
    /** @param {() => void} act */
    const here = (act) => (root.isConnected ? act() : left.abort());
    addEventListener("storage", ({ key }) => (key ?? KEY) === KEY && here(() => this.keep()), { signal });
    addEventListener("pageshow", () => here(() => this.keep()), { signal });
    document.addEventListener("checker:forgotten", () => here(() => this.forgotten()), { signal });
    this.keep();
  }

  keep() {
    if (this.root.hasAttribute("data-trying")) return; // what stands in the form is only tried
    this.standing.keep();
    this.draw();
  }

  start() {
    if (begin()) this.keepPresent("started");
    else this.words.say("denied");
  }

  /** @param {string} word */
  keepPresent(word) {
    const added = this.standing.add(this.standing.present());
    if (added) this.standing.put(added);
    this.draw();
    this.part("list").focus();
    if (added) this.words.say(word, added);
  }

  another() {
    const before = this.standing.putAway();
    if (before === null) return;
    const added = this.standing.add({ name: "", controls: {} });
    if (!added) return;
    this.standing.put(added);
    this.standing.name.focus();
    this.standing.name.select();
    this.words.say(before ? "begun-after" : "begun", { name: added.name, before });
  }

  /** @param {string} id */
  open(id) {
    const before = this.standing.putAway();
    const technology = this.technology(id);
    if (before === null || !technology) return;
    this.standing.put(technology);
    this.words.say(before ? "opened-after" : "opened", { name: technology.name, before });
  }

  /** @param {string} id */
  rename(id) {
    this.keep();
    const name = this.list.field(id)?.value.trim() ?? "";
    const technology = this.technology(id);
    if (!technology || !this.standing.save(technology, { name })) return;
    if (id === this.standing.id) {
      this.standing.name.value = name;
      this.form.dispatchEvent(new Event("change", { bubbles: true })); // the name stands over the result too
    }
    this.draw();
    this.list.putRenameAway(id);
    this.words.say("renamed", { name, before: technology.name });
  }

  /** @param {string} id */
  delete(id) {
    this.keep();
    const technology = this.technology(id);
    if (!technology) return;
    const index = read().technologies.findIndex((each) => each.id === id);
    if (!change((all) => all.filter((each) => each.id !== id))) {
      this.words.say("denied");
      return;
    }
    this.deleted.unshift({ technology, index });
    if (id === this.standing.id) this.standing.release("deleted-here", technology);
    else this.words.say("deleted", technology);
    this.draw();
    this.button("undo").focus();
  }

  undo() {
    const last = this.deleted[0];
    if (!last) return;
    const { technology, index } = last;
    if (!change((all) => [...all.slice(0, index), technology, ...all.slice(index)])) {
      this.standing.notStored(technology);
      return;
    }
    this.deleted.shift();
    if (!this.standing.id && same(this.standing.present(technology), technology)) this.standing.belongsTo(technology);
    this.draw();
    this.list.focus(technology.id, "open");
    this.words.say("restored", technology);
  }

  putTablesAway() {
    this.table.close();
    this.words.say("");
    if (this.button("compare").getClientRects().length) this.button("compare").focus();
    else this.place.querySelector("summary")?.focus();
  }

  /** @param {boolean} asked */
  askToStop(asked) {
    this.part("stopping").hidden = !asked;
    (asked ? this.part("stopping") : this.button("stop")).focus();
  }

  stop() {
    this.deleted = [];
    forget();
    this.standing.belongsTo(null);
    this.draw();
    this.button("start").focus();
    this.words.say("stopped");
  }

  /** All that the checker had stored was deleted: nothing of it may come back. */
  forgotten() {
    const { name, kept } = this.standing;
    name.value = kept.value = "";
    this.deleted = [];
    forget();
    if (name.name in stored() || kept.name in stored()) store(taken(this.form));
    this.words.say("");
    this.draw();
  }

  /** @param {EventTarget | null} target */
  clicked(target) {
    const button = target instanceof Element ? target.closest("button") : null;
    const id = button?.closest("li")?.dataset["id"] ?? "";
    /** @type {Record<string, () => void>} */
    const actions = {
      start: () => this.start(),
      keep: () => this.keepPresent("kept"),
      begin: () => this.another(),
      compare: () => this.table.open(read().technologies),
      "put-away": () => this.putTablesAway(),
      stop: () => this.askToStop(true),
      "stop-now": () => this.stop(),
      "go-on": () => this.askToStop(false),
      undo: () => this.undo(),
      open: () => this.open(id),
      rename: () => this.list.rename(id, this.technology(id)?.name ?? ""),
      save: () => this.rename(id),
      leave: () => this.list.putRenameAway(id),
      delete: () => this.delete(id),
    };
    actions[button?.dataset["technologiesDo"] ?? ""]?.();
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { key, target, isComposing } = event;
    const field = target instanceof HTMLInputElement && target.type === "text" ? target : null;
    const id = field?.closest("li")?.dataset["id"];
    if (!id || isComposing || !["Enter", "Escape"].includes(key)) return;
    event.preventDefault(); // the key would go on to press the button that gets the focus
    if (key === "Enter") this.rename(id);
    else if (key === "Escape") this.list.putRenameAway(id);
  }

  draw() {
    const focused = this.place.contains(document.activeElement) ? document.activeElement : null;
    const { state, technologies } = read();
    for (const part of this.place.querySelectorAll("[data-shown-when]")) {
      part.toggleAttribute("hidden", part.getAttribute("data-shown-when") !== (state === "denied" ? "off" : state));
    }
    if (state === "off") this.deleted = []; // all was forgotten, here or in another tab
    const kept = state === "on" || state === "unreadable";
    this.part("stopping").hidden ||= !kept;
    this.part("count").textContent = state === "on" ? this.words.get("count", { count: technologies.length }) : "";
    this.part("loose").hidden = this.standing.id !== "" || isEmpty(this.standing.present());
    this.part("deleted").hidden = !this.deleted.length || state !== "on";
    this.list.draw(technologies, this.standing.id);
    this.table.update(technologies);
    if (focused?.isConnected && !focused.getClientRects().length) this.place.querySelector("summary")?.focus();
  }

  /** @param {string} id */
  technology(id) {
    return read().technologies.find((each) => each.id === id);
  }

  /** @param {string} name */
  part(name) {
    return /** @type {HTMLElement} */ (this.place.querySelector(`[data-technologies-${name}]`));
  }

  /**
   * The button for an action, that which can be seen where there are two.
   * @param {string} action
   */
  button(action) {
    const all = /** @type {HTMLElement[]} */ ([
      ...this.place.querySelectorAll(`[data-technologies-do="${action}"]`),
    ]);
    return /** @type {HTMLElement} */ (all.find((each) => each.getClientRects().length) ?? all[0]);
  }
}
