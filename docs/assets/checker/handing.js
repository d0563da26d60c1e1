/**
 * Handing a result over: the link, files to save and to load, and the report for paper.
 *
 * In: a checker, and the place in it with every word that may need to be shown.
 * Out: the link in its field, files in the browser's downloads, the report where the print style finds it.
 * Must not send anything anywhere, and must not change an answer unless a file is loaded.
 */

import { controlsFor } from "./answers.js";
import { make } from "./engine.js";

/** The report is for paper: it may come a little after the result. */
const REPORT_AFTER_MS = 600;
const LARGEST_FILE = 1_000_000;

/** @param {import("./checker.js").Checker} checker */
export function attach(checker) {
  const { root, form } = checker;
  const address = location.origin + location.pathname;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let reporting;

  /** @param {string} kind */
  async function made(kind) {
    // The report is that of the visitor's own answers, also while others are tried.
    const asked = kind === "report" && checker.own ? checker.request(checker.own) : checker.request();
    const request = { ...asked, make: kind, address };
    return /** @type {{name: string, type: string, text: string}} */ (JSON.parse(await make(JSON.stringify(request))));
  }

  async function report() {
    const { text } = await made("report");
    const place = root.querySelector("[data-report]");
    if (place) place.innerHTML = text;
  }

  function ready() {
    const field = /** @type {HTMLInputElement | null} */ (root.querySelector("[data-link]"));
    if (field) field.value = `${address}#${checker.fragment}`;
    root.querySelector("[data-handing]")?.removeAttribute("hidden");
    clearTimeout(reporting);
    reporting = setTimeout(() => report().catch(() => {}), REPORT_AFTER_MS); // without it the page itself is printed
  }

  /**
   * Tell what came of a button, beside it and nowhere else.
   * @param {Element} button
   * @param {string[]} names of the words to say
   */
  function say(button, ...names) {
    const words = names.map((name) => root.querySelector(`[data-handing-words="${name}"]`)?.textContent ?? "");
    const here = button.parentElement?.parentElement;
    for (const place of root.querySelectorAll("[data-handing-says]")) {
      place.textContent = place.parentElement === here ? words.join(" ") : "";
    }
  }

  root.addEventListener("checker:answered", ready);
  if (checker.fragment) ready();

  root.addEventListener("click", async ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    const { make: kind, print } = button?.dataset ?? {};
    if (button && kind !== undefined) {
      const file = await made(kind).catch(() => null);
      if (file) save(file);
      say(button, ...(file ? ["saved"] : []));
    } else if (print !== undefined) {
      await report().catch(() => {});
      globalThis.print();
    }
  });

  root.addEventListener("change", async ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.matches("[data-load]")) return;
    const [file] = target.files ?? [];
    target.value = ""; // so that the same file can be chosen again
    if (!file) return;
    if (file.size > LARGEST_FILE) return say(target, "too-long");
    const saved = answersOf(await file.text());
    if (!saved) return say(target, "not-loaded");
    const { controls, unread } = controlsFor(form, saved.answers);
    const field = /** @type {HTMLInputElement} */ (form.querySelector('[name="technology"]'));
    if (saved.name) controls[field.name] = saved.name.slice(0, field.maxLength);
    checker.replace(controls, unread, saved.fingerprint);
    checker.assess();
    const { policy } = root.dataset;
    if (saved.fingerprint && saved.fingerprint !== policy) say(target, "loaded", "other-policy");
    else say(target, "loaded");
  });
}

/**
 * What a saved file holds; null if it is not one.
 * @param {string} text
 * @returns {{answers: Record<string, unknown>, name: string, fingerprint: string} | null}
 */
function answersOf(text) {
  try {
    const { answers, fingerprint, policy, name } = JSON.parse(text);
    if (typeof answers !== "object" || answers === null || Array.isArray(answers)) return null;
    return { answers, name: typeof name === "string" ? name : "", fingerprint: String(fingerprint ?? policy?.fingerprint ?? "") };
  } catch {
    return null;
  }
}

/** @param {{name: string, type: string, text: string}} file */
function save({ name, type, text }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // once the download has surely begun
}
