/**
 * A checker on a page: the form, its answers, and the result that comes back.
 *
 * In: an element with `data-checker`, rendered with every word that it may need to show.
 * Out: the element's state in `data-checker`, and the result in it.
 * Must not write words of its own, and must never lose what was typed.
 */

import { answersIn, controlsOf, fill, fromFragment, putAside, setAside, store, stored, taken } from "./answers.js";
import { ask, listen, start } from "./engine.js";
import { show } from "./result.js";

const ANNOUNCE_AFTER_MS = 400;

/** @param {HTMLElement} root */
export function attach(root) {
  new Checker(root);
}

class Checker {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
    /** @type {import("./answers.js").Controls} */
    this.unread = {};
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.announcing = undefined;
    /** @type {Promise<void> | undefined} */
    this.technologies = undefined;

    const typed = taken(this.form); // filled in before this script came, or put back by the browser
    fill(this.form, { ...stored(), ...typed });
    this.readLink();
    this.form.addEventListener("change", (event) => this.changed(event));
    this.form.addEventListener("input", (event) => this.typed(event));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    root.addEventListener("click", (event) => this.clicked(event));
    const moved = () => (root.isConnected ? this.readLink() && this.assess() : removeEventListener("hashchange", moved));
    addEventListener("hashchange", moved);
    const stop = listen((state) => (root.isConnected ? this.shown(state) : stop?.()));
    for (const kind of ["pointerdown", "focusin"]) {
      this.find("[data-technologies]")?.addEventListener(kind, () => this.openTechnologies());
    }
    this.assess();
  }

  /** Fill in what the address holds; what stood there before can be brought back. */
  readLink() {
    const link = fromFragment(location.hash, this.form);
    if (!link) return false;
    if (link.at) this.find(`#q-${CSS.escape(link.at)}`)?.focus();
    if (!link.policy && !Object.keys({ ...link.controls, ...link.unread }).length) return true; // a place, no answers
    const before = taken(this.form);
    fill(this.form, link.controls);
    this.unread = link.unread;
    const now = taken(this.form);
    if (Object.keys(before).some((name) => now[name] !== before[name])) putAside("replaced", before);
    const { policy = "" } = this.root.dataset;
    this.notice("other-policy", link.policy !== "" && !policy.startsWith(link.policy));
    return true;
  }

  /** @param {Event} event */
  typed(event) {
    const control = /** @type {HTMLInputElement} */ (event.target);
    if (control.type !== "text") return;
    const unsure = this.control(`${control.name}-unsure`);
    if (unsure) unsure.checked = false; // a date that is being typed is no longer "not sure"
    store(taken(this.form));
  }

  /** @param {Event} _event */
  changed(_event) {
    if (location.hash.includes("=")) {
      // From here on the address would tell something else than the form.
      history.replaceState(history.state, "", location.pathname + location.search);
    }
    this.assess();
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const link = target.closest("a");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.follow(event, link);
    const button = target.closest("button");
    if (!button) return;
    const { clear, clearAll, restore, retry } = button.dataset;
    if (retry !== undefined) start();
    else if (clear !== undefined) {
      for (const control of controlsOf(this.form)) {
        if (control.name === clear || control.name === `${clear}-unsure`) empty(control);
      }
      this.find(`#q-${CSS.escape(clear)}`)?.focus({ preventScroll: true });
    } else if (clearAll !== undefined) {
      putAside("cleared", taken(this.form));
      fill(this.form, {});
    } else if (restore !== undefined) {
      fill(this.form, setAside()?.controls ?? {});
      putAside("", {});
      this.form.focus({ preventScroll: true });
    } else return;
    this.changed(event);
  }

  /**
   * Go to a place of the checker without leaving it: the site's own navigation would load the page anew.
   * The theme may have written its address out in full.
   * @param {MouseEvent} event
   * @param {HTMLAnchorElement} link
   */
  follow(event, { origin, pathname, hash }) {
    if (origin !== location.origin || pathname !== location.pathname) return;
    const place = document.getElementById(hash.slice(1));
    if (!place || !this.root.contains(place)) return;
    event.preventDefault();
    event.stopPropagation();
    history.replaceState(history.state, "", hash);
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  }

  /** Keep the answers, and ask what the policy says of them. */
  assess() {
    const controls = taken(this.form);
    store(controls);
    for (const name of ["replaced", "cleared"]) this.notice(name, setAside()?.notice === name);
    const answers = answersIn(taken(this.form, controlsOf(this.form)));
    for (const button of this.form.querySelectorAll("[data-clear]")) {
      button.toggleAttribute("hidden", !((/** @type {HTMLElement} */ (button).dataset["clear"] ?? "") in answers));
    }
    const request = { answers: { ...this.unread, ...answers }, today: today(), name: controls["technology"] ?? "" };
    ask(JSON.stringify(request), (response) => this.answered(JSON.parse(response)));
    this.root.dispatchEvent(new CustomEvent("checker:changed"));
  }

  /** @param {{html: string, faults: {question: string | null, html: string}[]}} response */
  answered({ html, faults }) {
    const place = this.find("[data-result]");
    if (!this.root.isConnected || !place) return;
    show(place, html);
    for (const slot of this.root.querySelectorAll("[data-fault]")) {
      const question = slot.getAttribute("data-fault") ?? "";
      const fault = faults.find((each) => each.question === question);
      slot.innerHTML = fault?.html ?? "";
      slot.toggleAttribute("hidden", !fault);
      this.control(question)?.setAttribute("aria-invalid", String(Boolean(fault)));
    }
    const strange = faults.filter(({ question }) => question === null || question in this.unread);
    const list = this.find("[data-unread]");
    if (list) list.innerHTML = strange.map((fault) => `<li>${fault.html}</li>`).join("");
    this.notice("unread", strange.length > 0);
    for (const slot of this.form.querySelectorAll("[data-asked-now]")) {
      const words = this.find(`[data-asked="${slot.getAttribute("data-asked-now")}"]`)?.textContent ?? "";
      if (slot.textContent !== words) slot.textContent = words;
    }
    this.announce();
    performance.mark("checker:result");
    this.openTechnologies();
  }

  /** What several technologies need is fetched when it is touched, or once the first result stands. */
  openTechnologies() {
    const place = this.find("[data-technologies]");
    if (!place || this.technologies) return;
    this.technologies = import("./technologies.js").then(
      ({ attach }) => attach(this.root, this.form, place),
      () => place.querySelector('[data-shown-when="missing"]')?.removeAttribute("hidden"),
    );
  }

  announce() {
    const text = this.find('[data-part="announcement"]')?.textContent ?? "";
    const region = this.find("[data-announce]");
    clearTimeout(this.announcing);
    this.announcing = setTimeout(() => {
      if (region && region.textContent !== text) region.textContent = text;
    }, ANNOUNCE_AFTER_MS);
  }

  /** @param {import("./engine.js").State} state */
  shown({ phase, progress, trouble }) {
    this.root.dataset["checker"] = phase;
    this.progress(phase === "ready" ? "ready" : (progress?.step ?? "download"), progress);
    this.notice("failed", phase === "failed");
    if (!trouble) return;
    for (const words of this.root.querySelectorAll("[data-failure]")) {
      words.toggleAttribute("hidden", words.getAttribute("data-failure") !== trouble.step);
    }
    const detail = this.find("[data-failure-detail]");
    if (detail) detail.textContent = [trouble.file, trouble.detail].filter(Boolean).join(": ");
  }

  /**
   * @param {string} step
   * @param {import("./engine.js").Progress | null} progress
   */
  progress(step, progress) {
    const words = this.find(`[data-progress-words="${step}"]`)?.textContent ?? "";
    const text = this.find("[data-progress-text]");
    const bar = this.root.querySelector("progress");
    if (text && (progress || step !== "download")) {
      text.textContent = words
        .replace("{loaded}", megabytes(progress?.loaded))
        .replace("{total}", megabytes(progress?.total));
    }
    if (bar && progress) bar.value = progress.total ? progress.loaded / progress.total : 0;
  }

  /**
   * @param {string} name
   * @param {boolean} shown
   */
  notice(name, shown) {
    this.find(`[data-notice="${name}"]`)?.toggleAttribute("hidden", !shown);
  }

  /**
   * @param {string} name
   * @returns {HTMLInputElement | undefined}
   */
  control(name) {
    return controlsOf(this.form).find((each) => each.name === name);
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement | null}
   */
  find(selector) {
    return this.root.querySelector(selector);
  }
}

/** @param {HTMLInputElement} control */
function empty(control) {
  if (control.type === "text") control.value = "";
  else control.checked = false;
}

/** @param {number | undefined} bytes */
function megabytes(bytes = 0) {
  return (bytes / 1e6).toFixed(1);
}

/** The visitor's own day, as `YYYY-MM-DD`. */
export function today() {
  const now = new Date();
  return [
    String(now.getFullYear()),
    String(now.getMonth() + 1).padStart(2, "0"),
    String(now.getDate()).padStart(2, "0"),
  ].join("-");
}
