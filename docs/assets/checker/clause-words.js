/**
 * The words of a clause, opened where its number is in a result.
 *
 * In: links with `data-words`, and the templates with the clauses' words.  Out: the words, below the link's line.
 * Must not write words of its own; without it, the links lead to the clauses' pages.
 */

import { follow } from "./assessing.js";

/** @param {HTMLElement} root */
export function attachWords(root) {
  /** What is open, by the part and the clause. @type {Set<string>} */
  const opened = new Set();

  root.addEventListener("click", (event) => {
    const tag = event.target instanceof Element ? event.target.closest("a[data-words]") : null;
    if (!tag || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const name = nameOf(tag);
    if (!opened.delete(name)) opened.add(name);
    show();
  });
  follow(show);

  function show() {
    for (const tag of root.querySelectorAll("a[data-words]")) {
      const open = opened.has(nameOf(tag));
      const line = /** @type {Element} */ (tag.closest("li > span, p, h3"));
      const there = line.parentElement?.querySelector(`:scope > [data-words-here="${tag.getAttribute("data-words")}"]`);
      tag.setAttribute("aria-expanded", String(open));
      if (open && !there) line.after(wordsOf(root, tag));
      if (!open) there?.remove();
    }
  }
}

/** @param {Element} tag */
function nameOf(tag) {
  return `${tag.closest("[data-part]")?.getAttribute("data-part")} ${tag.getAttribute("data-words")}`;
}

/**
 * @param {HTMLElement} root
 * @param {Element} tag
 */
function wordsOf(root, tag) {
  const clause = tag.getAttribute("data-words") ?? "";
  const template = /** @type {HTMLTemplateElement} */ (root.querySelector(`template[data-words-of="${CSS.escape(clause)}"]`));
  const box = document.createElement("div");
  box.className = "words-here";
  box.dataset["wordsHere"] = clause;
  box.append(template.content.cloneNode(true));
  return box;
}
