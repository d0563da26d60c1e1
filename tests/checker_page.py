"""The checker page as a visitor has it, for tests: answering, and reading what stands there."""

import base64
import hashlib
from urllib.parse import quote

RESULTS = "performance.getEntriesByName('checker:result').length"

COUNTING = """
window.unanswered = 0;
window.requests = [];
window.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({data}) => { if (["done", "threw"].includes(data.type)) window.unanswered--; });
  }
  postMessage(message, ...more) {
    if (message.call) window.unanswered++;
    if (message.request) window.requests.push(message.request);
    return super.postMessage(message, ...more);
  }
  terminate() {
    window.unanswered = 0;
    super.terminate();
  }
};
"""
"""Keeps what the engine was asked, and counts what it has not answered, in every page of the tests."""

AT_REST = "(window.unanswered ?? 0) === 0"

FORGOTTEN = "document.querySelector('[data-forget-says]').textContent.includes('forgotten')"

READ = """
() => {
  const hash = (link) => new URL(link.href).hash.slice(1);
  const words = (element, name) => (element.dataset[name] ?? "").split(" ").filter(Boolean);
  const links = (root, selector) => [...root.querySelectorAll(selector)].map(hash);
  const decisions = {};
  for (const part of document.querySelectorAll("[data-decision]")) {
    decisions[part.dataset.decision] = {
      value: part.dataset.value,
      missing: words(part, "missing"),
      clauses: words(part, "clauses"),
      tags: [...part.querySelectorAll("h3 .tag")].map((tag) => tag.dataset.words),
      blocking: part.dataset.value === "barred"
        ? links(part, ".things [data-thing=no] a").map((anchor) => anchor.replace(/^q-/, "")) : [],
    };
  }
  // The page lists clauses by whom they address; their numbers are in the order of the source.
  const number = (part) => part.querySelector(".number").textContent;
  const findings = [...document.querySelectorAll("[data-clause]")]
    .sort((one, other) => number(one).localeCompare(number(other), "en", { numeric: true }))
    .map((part) => ({ clause: part.dataset.clause, status: part.dataset.status, missing: words(part, "missing") }));
  const conflicts = [...document.querySelectorAll(".conflicts > div")].map((clash) => ({
    clause: clash.querySelector(".tag").dataset.words,
    answers: links(clash, "a:not(.tag)").map((anchor) => anchor.replace(/^q-/, "")),
  }));
  const day = document.querySelector("[data-part=dates] [data-day=counted] time");
  const silences = [...document.querySelectorAll("[data-silence]")].map((part) => part.dataset.silence);
  return { decisions, findings, conflicts, silences, eight_weeks_before: day ? day.getAttribute("datetime") : null };
}
"""


VISIBLE_WORDS = """
(root) => {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let words = 0;
  for (let text; (text = texts.nextNode()); ) {
    const shown = text.parentElement.checkVisibility({ visibilityProperty: true });
    if (!shown || text.parentElement.closest(".visually-hidden, .question-state")) continue;
    words += text.data.split(/\\s+/).filter((each) => /[\\p{L}\\p{N}]/u.test(each)).length;
  }
  return words;
}
"""
"""Counts the words that are seen within an element, those in closed folds and those for screen readers apart."""


def fragment(answers, policy=None, **more):
    """Return answers as the part of a link after `#`: as by hand, or with a policy as the site writes them."""
    written = {name: str(answer).lower() if isinstance(answer, bool) else answer for name, answer in answers.items()}
    ends = ({"policy": policy}, {"all": str(len(answers))}) if policy else ({}, {})
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in (ends[0] | written | more | ends[1]).items())


def opened(page, hash_=""):
    """Open the checker page, and wait for its first result."""
    page.goto(f"checker/{hash_}")
    return ready(page)


def ready(page):
    """Wait until the checker has started and shows the result of the answers in its form."""
    page.wait_for_selector("[data-checker=ready] [data-decision]")
    page.wait_for_function(f"{RESULTS} > 0 && {AT_REST}")
    return page


def forget(page):
    """Press the button at the foot of the page, and the one that it asks with."""
    page.get_by_role("button", name="Forget my answers").click()
    page.get_by_role("button", name="Forget now").click()
    page.wait_for_function(FORGOTTEN)


def back_to_the_start(page):
    """Undo everything that was done in a page, as a visitor can, and assert that nothing is left of it."""
    page.unroute_all()
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(media="null", color_scheme="light", forced_colors="none", reduced_motion="no-preference")
    page.evaluate("() => { location.hash = 'unknown=1'; }")  # a link that begins a check opens the form
    page.wait_for_selector("[data-notice=unread]:not([hidden])", state="attached")
    for button in ("[data-forget-ask]", "[data-forget-sure]:not([hidden]) [data-forget-now]"):
        page.locator(button).dispatch_event("click")
    page.wait_for_function(f"{FORGOTTEN} && {AT_REST} && !location.hash")
    left = page.evaluate(LEFT)
    assert left == {"kept": [], "address": "", "filled": [], "decided": 0, "notices": 0, "folded": False}
    return page


LEFT = """
() => {
  for (const fold of document.querySelectorAll("[data-checker] details:not([data-form-fold])")) fold.open = false;
  for (const tag of document.querySelectorAll("[data-words][aria-expanded=true]")) tag.click();
  document.querySelector("[data-forget-says]").textContent = "";
  document.activeElement.blur();
  scrollTo({ top: 0, behavior: "instant" });
  const controls = [...document.querySelectorAll(".checker-form input")];
  return {
    kept: Object.keys(sessionStorage).filter((key) => key.startsWith("checker:")),
    address: location.href.split("/checker/").at(-1),
    filled: controls.filter((each) => each.type === "text" ? each.value : each.checked).map(({ name }) => name),
    decided: document.querySelectorAll("[data-decision]:not([data-value=undetermined])").length,
    notices: [...document.querySelectorAll("[data-notice]")].filter((each) => each.checkVisibility()).length,
    folded: document.querySelector("[data-checker]").hasAttribute("data-linked"),
  };
}
"""
"""Closes what was opened, and reads what is left of what was done."""


def beginning(page, pattern, lines):
    """Have a script of the site begin with other lines, wherever this page's visitor asks for it."""
    page.context.route(
        pattern,
        lambda route: route.fulfill(body=f"{lines}\n{route.fetch().text()}", content_type="text/javascript"),
    )


def served_instead(page, index, name, text):
    """Have the server give another file of the runtime, and a list that says so; return what ends it."""
    body = text.encode()
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    entry = {"size": len(body), "integrity": f"sha256-{digest}"}
    files = {each: index["files"][each] for each in index["files"] if each != f"{name}.gz"} | {name: entry}
    answers = {
        "**/runtime.json": lambda route: route.fulfill(json=index | {"files": files}),
        f"**/{index['folder']}/{name}": lambda route: route.fulfill(body=body, content_type="text/javascript"),
    }
    for pattern, answer in answers.items():
        page.context.route(pattern, answer)
    return lambda: [page.context.unroute(pattern) for pattern in answers]


def follow(page, hash_):
    """Open a link to this page while it is open, and wait for the result that follows."""
    after(page, lambda: page.evaluate("(hash) => { location.hash = hash; }", hash_))


def after(page, act):
    """Do something that changes an answer, and wait for the result that follows.

    The engine is waited for before and after: else a result of what was done before would be taken for that one.
    """
    page.wait_for_function(AT_REST)
    before = page.evaluate(RESULTS)
    act()
    page.wait_for_function(f"{RESULTS} > {before} && {AT_REST}")


def reach(page, control):
    """Open the folds around a control of the form, as a visitor does."""
    for fold in page.locator(f".checker-columns details:not([open]):has({control}) > summary").all():
        fold.click()


def choose(page, question, value):
    """Choose an answer as a visitor does: by clicking its label."""
    control = f'input[name="{question}"][value="{value}"]'
    reach(page, control)
    after(page, lambda: page.locator(f"label.option:has({control})").click())


def more(page):
    """Open the fold for keeping a result and passing it on."""
    if page.locator("#keep").get_attribute("open") is None:
        page.locator("#keep > summary").click()


def type_date(page, question, text):
    """Type a date, wait for the result that follows, and leave the field."""
    reach(page, f'input[name="{question}"]')
    field = page.locator(f'input[name="{question}"]')
    after(page, lambda: field.fill(text))
    field.press("Tab")


def checked(page):
    """Return every control that is filled in, by name."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".checker-form input[name]")]
          .filter((each) => each.type === "text" ? each.value : each.checked).map((each) => [each.name, each.value]))"""
    )


def value(page, decision):
    """Return the value of a decision on the page."""
    return page.locator(f"[data-decision={decision}]").get_attribute("data-value")


def status(page, clause):
    """Return the status of a clause on the page."""
    return page.locator(f"[data-clause={clause}]").get_attribute("data-status")


def words(page, decision):
    """Return what the page says of a decision."""
    return page.locator(f"[data-decision={decision}]").inner_text()
