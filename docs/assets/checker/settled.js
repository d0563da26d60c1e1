/**
 * Questions that cannot change anything at present: while they are unanswered, they are in a fold at the end of the form.
 *
 * In: the form, and the state of each question.  Out: each question in its own place, or in the fold.
 * Must not move an answered question, one that keeps its place, or the one that has the focus.
 */

import { answersIn } from "./controls.js";
import { read } from "./store.js";

/** @param {HTMLFormElement} form */
export function attachSettled(form) {
  const fold = /** @type {HTMLElement} */ (form.querySelector("[data-settled-fold]"));
  const list = /** @type {HTMLElement} */ (fold.querySelector("[data-settled]"));
  const count = /** @type {HTMLElement} */ (fold.querySelector("[data-settled-count]"));
  const questions = [...form.querySelectorAll("[data-question]")].map((question) => {
    const home = document.createComment("");
    question.before(home);
    return { question, home };
  });

  function settle() {
    const answers = answersIn(read().controls);
    for (const [index, { question, home }] of questions.entries()) {
      if (question.contains(document.activeElement)) continue;
      const answered = Object.hasOwn(answers, question.getAttribute("data-question") ?? "");
      const away = question.getAttribute("data-state") === "settled" && !answered && !question.hasAttribute("data-stays");
      if (away && question.parentElement !== list) list.insertBefore(question, following(index));
      if (!away && question.parentElement === list) home.after(question);
    }
    count.textContent = String(list.children.length);
    fold.hidden = !list.children.length;
  }

  /**
   * The first question of the fold whose own place is after this one.
   * @param {number} index
   */
  function following(index) {
    return questions.slice(index + 1).find(({ question }) => question.parentElement === list)?.question ?? null;
  }

  form.addEventListener("focusout", () => setTimeout(settle)); // once the focus is where it goes
  return settle;
}
