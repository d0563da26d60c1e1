/**
 * Printing: the report of the present answers (rendered by `checker/markup/report.py`), or a comparison.
 *
 * In: a checker, with the choice to print the text too.  Out: the report, in the element that the print style shows.
 * Must not print a report of other answers: until there is one of the present answers, only these are printed.
 */

import { current } from "./assessing.js";
import { controlsOf, isText } from "./controls.js";

/** Printed once instead of the report. @type {string | null} */
let instead = null;

/** @param {HTMLElement} root */
export function attachPaper(root) {
  const place = /** @type {HTMLElement} */ (root.querySelector("[data-report]"));
  const withText = /** @type {HTMLInputElement | null} */ (root.querySelector("[data-print-text]"));
  addEventListener("beforeprint", function prepare() {
    if (!root.isConnected) return removeEventListener("beforeprint", prepare);
    addEventListener("afterprint", () => place.replaceChildren(), { once: true });
    place.toggleAttribute("data-with-text", withText?.checked ?? false);
    const html = instead ?? current()?.report;
    if (html === undefined) place.replaceChildren(answersAlone(root));
    else place.innerHTML = html;
  });
}

/** @param {string | null} [html] what to print; by default the report */
export function print(html = null) {
  instead = html;
  globalThis.print();
  instead = null;
}

/** @param {HTMLElement} root */
function answersAlone(root) {
  const template = /** @type {HTMLTemplateElement} */ (root.querySelector("template[data-answers-alone]"));
  const paper = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const row = /** @type {Element} */ (paper.querySelector("dl > div"));
  const rows = [...root.querySelectorAll("[data-question]")].map((question) => {
    const [term, answer] = /** @type {HTMLElement} */ (row.cloneNode(true)).children;
    if (!term || !answer) return row;
    term.textContent = question.querySelector("legend")?.textContent ?? "";
    const words = answerIn(question);
    if (words) answer.textContent = words;
    return /** @type {Element} */ (term.parentElement);
  });
  row.replaceWith(...rows);
  return paper;
}

/** @param {Element} question */
function answerIn(question) {
  const controls = controlsOf(/** @type {ParentNode} */ (question.parentNode)).filter((each) => question.contains(each));
  const checked = controls.find((each) => !isText(each) && each.checked);
  const words = checked?.closest("label")?.querySelector(".option-words")?.firstChild?.textContent;
  return words ?? controls.find((each) => isText(each))?.value.trim() ?? "";
}
