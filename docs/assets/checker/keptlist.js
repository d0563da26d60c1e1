/**
 * The list of the technologies that are kept: an item each, made from the page's own template.
 *
 * In: the technologies, and which stands in the form.  Out: the list.
 * Must not make an item anew that is there already: it may have the focus, or a name that is being typed.
 */

/** @typedef {import("./kept.js").Technology} Technology */

export class KeptList {
  /**
   * @param {HTMLElement} list
   * @param {HTMLTemplateElement} template
   * @param {import("./words.js").Words} words
   * @param {(technology: Technology) => number} count
   */
  constructor(list, template, words, count) {
    this.list = list;
    this.template = template;
    this.words = words;
    this.count = count;
  }

  /**
   * @param {Technology[]} technologies
   * @param {string} open the id of the one that stands in the form
   */
  draw(technologies, open) {
    const there = new Set(technologies.map(({ id }) => id));
    for (const item of this.items()) {
      if (there.has(item.dataset["id"] ?? "")) continue;
      const focused = item.contains(document.activeElement);
      item.remove();
      if (focused) this.list.focus();
    }
    technologies.forEach((technology, index) => {
      const item = this.item(technology.id) ?? this.newItem(technology.id);
      if (this.list.children[index] !== item) this.list.insertBefore(item, this.list.children[index] ?? null);
      this.write(item, technology, technology.id === open);
    });
  }

  /**
   * @param {HTMLElement} item
   * @param {Technology} technology
   * @param {boolean} open
   */
  write(item, technology, open) {
    for (const place of item.querySelectorAll("[data-kept-name]")) put(place, this.called(technology.name));
    const count = this.count(technology);
    put(item.querySelector("[data-kept-answers]"), this.words.get(count > 1 ? "answers" : `answers-${count}`, { count }));
    const day = item.querySelector("time");
    day?.setAttribute("datetime", technology.kept);
    put(day, inWords(technology.kept));
    item.querySelector("[data-kept-open]")?.toggleAttribute("hidden", !open);
    item.querySelector('[data-technologies-do="open"]')?.setAttribute("aria-pressed", String(open));
  }

  /** @param {string} name */
  called(name) {
    return name || this.words.get("unnamed");
  }

  /** @param {string} id */
  isChosen(id) {
    return this.item(id)?.querySelector("input")?.checked ?? false;
  }

  /**
   * Show the field for a new name.
   * @param {string} id
   * @param {string} name what stands in it at first
   */
  rename(id, name) {
    const field = this.field(id);
    if (!field) return;
    field.value = name;
    this.item(id)?.querySelector("[data-kept-rename]")?.removeAttribute("hidden");
    field.focus();
    field.select();
  }

  /** @param {string} id */
  putRenameAway(id) {
    this.item(id)?.querySelector("[data-kept-rename]")?.setAttribute("hidden", "");
    this.focus(id, "rename");
  }

  /** @param {string} id */
  field(id) {
    return /** @type {HTMLInputElement | null} */ (this.item(id)?.querySelector("[data-kept-rename] input"));
  }

  /**
   * @param {string} id
   * @param {string} action
   */
  focus(id, action) {
    const button = this.item(id)?.querySelector(`[data-technologies-do="${action}"]`);
    (button instanceof HTMLElement ? button : this.list).focus();
  }

  /** @param {string} id */
  newItem(id) {
    const content = /** @type {DocumentFragment} */ (this.template.content.cloneNode(true));
    const item = /** @type {HTMLElement} */ (content.firstElementChild);
    item.dataset["id"] = id;
    return item;
  }

  /** @param {string} id */
  item(id) {
    return this.items().find((item) => item.dataset["id"] === id);
  }

  items() {
    return /** @type {HTMLElement[]} */ ([...this.list.children]);
  }
}

/**
 * @param {Element | null} place
 * @param {string} text
 */
function put(place, text) {
  if (place && place.textContent !== text) place.textContent = text;
}

/** @param {string} day as `YYYY-MM-DD` */
function inWords(day) {
  const date = new Date(`${day}T12:00`);
  if (Number.isNaN(date.getTime())) return day;
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}
