/**
 * Showing which of several versions is in force on the visitor's day, and which are to come.
 *
 * In: an element with `data-in-force`, whose parts name the day from which each is in force, the earliest first.
 * Out: the same with the part that is in force today marked, and without those before it; as it was if none is yet.
 * Must not write words of its own.
 */

import { today } from "./today.js";

/** @param {HTMLElement} root */
export function attach(root) {
  const day = today();
  const parts = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-from]")]);
  const current = parts.filter((part) => (part.dataset["from"] ?? "") <= day).pop();
  if (!current) return;
  for (const part of parts.slice(0, parts.indexOf(current))) part.hidden = true;
  current.querySelector("[data-today]")?.removeAttribute("hidden");
}
