/**
 * A checker on a page: the form, its answers, and the result that comes back.
 *
 * In: an element with `data-checker`, rendered with every word that it may need to show.
 * Out: the element's state in `data-checker`, and the result in it.
 * Must not write words of its own, and must never lose what was typed.
 */

import {
  answersIn,
  fill,
  fromFragment,
  putAside,
  setAside,
  store,
  stored,
  taken,
  today,
  whenReplaced,
} from "./answers.js";
import { ask, listen, start } from "./engine.js";
import { clear, forgetCleared, putBack, showAsked, showClears, showFaults, typing } from "./questions.js";
import { announce, show } from "./result.js";
import { showState } from "./state.js";
import { keep } from "./statuses.js";

/** @param {HTMLElement} root */
export function attach(root) {
  new Checker(root);
}

/**
 * Mark the groups of questions that are out of sight, for the style sheet, with the height that they keep.
 * @param {HTMLElement} root
 */
function markFar(root) {
  const groups = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(".questions")]);
  const places = groups.map((group) => group.getBoundingClientRect());
  groups.forEach((group, index) => {
    const { top, bottom, height } = /** @type {DOMRect} */ (places[index]);
    group.style.setProperty("contain-intrinsic-block-size", `auto ${height}px`);
    group.toggleAttribute("data-far", bottom < 0 || top > innerHeight);
  });
}

export class Checker {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
    /** @type {import("./answers.js").Controls} */
    this.unread = {};
    /** The visitor's own answers, while others are tried. @type {import("./answers.js").Controls | null} */
    this.own = null;
    /** What was opened under another policy, and the same until what differs is told. @type {import("./earlier.js").Earlier | null} */
    this.earlier = null;
    /** @type {import("./earlier.js").Earlier | null} */
    this.untold = null;
    this.last = ""; // the question that the visitor was at last
    this.fragment = "";
    /** @type {Promise<void> | undefined} */
    this.handing = undefined;
    /** @type {Promise<void> | undefined} */
    this.technologies = undefined;

    const typed = taken(this.form); // filled in before this script came, or put back by the browser
    fill(this.form, { ...stored(), ...typed });
    this.readLink();
    this.form.addEventListener("change", (event) => this.changed(event));
    this.form.addEventListener("input", (event) => this.typed(event));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("focusin", ({ target }) => {
      this.last = /** @type {Element} */ (target).closest("[data-question]")?.getAttribute("data-question") ?? this.last;
    });
    root.addEventListener("click", (event) => this.clicked(event));
    const moved = () => (root.isConnected ? this.readLink() && this.assess() : removeEventListener("hashchange", moved));
    addEventListener("hashchange", moved);
    whenReplaced(root, (event) => {
      this.try(null);
      fill(this.form, stored());
      this.letGo();
      this.changed(event);
    });
    const stop = listen((state) => (root.isConnected ? showState(root, state) : stop?.()));
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
    this.replace(link.controls, link.unread, link.policy);
    return true;
  }

  /**
   * Put other answers in the place of the visitor's; those can be brought back.
   * @param {import("./answers.js").Controls} controls
   * @param {import("./answers.js").Controls} unread what no control can show
   * @param {string} policy the fingerprint of the policy that they were given under, or its beginning
   */
  replace(controls, unread, policy) {
    const before = this.own ?? taken(this.form);
    this.try(null);
    fill(this.form, controls);
    this.unread = unread;
    const now = taken(this.form);
    if (Object.keys(before).some((name) => now[name] !== before[name])) putAside("replaced", before);
    const other = policy !== "" && !this.root.dataset["policy"]?.startsWith(policy.toLowerCase());
    this.madeUnder(other ? { policy, answers: { ...unread, ...answersIn(controls) } } : null);
  }

  /** What was said of a link or file goes with its answers, and so does what was cleared of them. */
  letGo() {
    forgetCleared(this.form);
    this.unread = {};
    this.madeUnder(null);
  }

  /**
   * Say that answers were given under another policy; what differs is told once their result stands.
   * @param {import("./earlier.js").Earlier | null} earlier
   */
  madeUnder(earlier) {
    this.earlier = this.untold = earlier;
    this.notice("other-policy", earlier !== null);
    for (const part of ["[data-earlier-says]", "[data-earlier]"]) this.find(part)?.replaceChildren();
  }

  /**
   * Keep answers aside while others are tried, or end the trial.
   * @param {import("./answers.js").Controls | null} own
   */
  try(own) {
    this.own = own;
    forgetCleared(this.form);
    this.root.toggleAttribute("data-trying", own !== null);
    this.notice("trying", own !== null);
  }

  /** @param {Event} event */
  typed(event) {
    if (typing(this.form, /** @type {HTMLInputElement} */ (event.target)) && !this.own) store(taken(this.form));
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
    const next = link?.dataset["next"];
    if (link && next !== undefined) link.hash = `q-${this.next(next.split(" "))}`;
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.follow(event, link);
    const button = target.closest("button");
    if (!button) return;
    const { clear: question, putBack: cleared, clearAll, restore, retry } = button.dataset;
    if (retry !== undefined) start();
    else if (question !== undefined) clear(this.form, question);
    else if (cleared !== undefined) putBack(this.form, cleared);
    else if (clearAll !== undefined) {
      putAside("cleared", taken(this.form));
      fill(this.form, {});
      this.letGo();
    } else if (restore !== undefined) {
      this.letGo();
      fill(this.form, setAside()?.controls ?? {});
      putAside("", {});
      this.form.focus({ preventScroll: true });
    } else if ("try" in button.dataset) {
      this.try(taken(this.form));
      this.find('[data-notice="trying"]')?.focus({ preventScroll: true });
    } else if ("tryNoMore" in button.dataset) {
      fill(this.form, this.own ?? {});
      this.endTrial();
    } else if ("tryKeep" in button.dataset) {
      const own = this.own ?? {};
      this.endTrial();
      putAside("replaced", own);
    } else return;
    this.changed(event);
  }

  endTrial() {
    this.try(null);
    this.find("[data-try]")?.focus({ preventScroll: true });
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

  /**
   * The first of these questions after the one where the visitor was last, in the order of the form.
   * @param {string[]} questions
   */
  next(questions) {
    const all = [...this.form.querySelectorAll("[data-question]")].map((each) => each.getAttribute("data-question") ?? "");
    const from = all.indexOf(this.last) + 1;
    return [...all.slice(from), ...all.slice(0, from)].find((each) => questions.includes(each)) ?? "";
  }

  /** What the engine is asked. */
  request(controls = taken(this.form)) {
    const own = this.own && controls !== this.own ? { own: answersIn(this.own) } : {};
    const name = controls["technology"] ?? "";
    return { answers: { ...this.unread, ...answersIn(controls) }, ...own, today: today(), name };
  }

  /** Keep the answers, and ask what the policy says of them. */
  assess() {
    const controls = taken(this.form);
    if (!this.own) store(controls);
    for (const name of ["replaced", "cleared"]) this.notice(name, setAside()?.notice === name);
    showClears(this.form, answersIn(controls));
    ask(JSON.stringify(this.request()), (response) => this.answered(JSON.parse(response)));
    if (!this.own) this.root.dispatchEvent(new Event("checker:changed"));
  }

  /** @param {{assessment: Parameters<typeof keep>[0], html: string, fragment: string, faults: {question: string | null, html: string}[]}} response */
  answered({ assessment, html, fragment, faults }) {
    const place = this.find("[data-result]");
    if (!this.root.isConnected || !place) return;
    if (!this.handing) markFar(this.root);
    show(place, html);
    if (!this.own) keep(assessment);
    showFaults(this.form, faults);
    const strange = faults.filter(({ question }) => question === null || question in this.unread);
    const list = this.find("[data-unread]");
    if (list) list.innerHTML = strange.map((fault) => `<li>${fault.html}</li>`).join("");
    this.notice("unread", strange.length > 0);
    showAsked(this.form, this.root);
    this.fragment = fragment;
    this.root.dispatchEvent(new Event("checker:answered"));
    this.handing ??= import("./handing.js").then(
      ({ attach }) => attach(this),
      () => this.find("[data-handing]")?.remove(), // the result still stands; it cannot be handed over
    );
    const { untold } = this;
    this.untold = null;
    if (untold) import("./earlier.js").then(({ tell }) => tell(this, untold)).catch(() => {}); // the notice still stands
    announce(this.find("[data-announce]"), this.find('[data-part="announcement"]')?.textContent ?? "");
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

  /**
   * @param {string} name
   * @param {boolean} shown
   */
  notice(name, shown) {
    this.find(`[data-notice="${name}"]`)?.toggleAttribute("hidden", !shown);
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement | null}
   */
  find(selector) {
    return this.root.querySelector(selector);
  }
}
