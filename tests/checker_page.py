"""The checker page as a visitor uses it, for tests: answering, and reading what it shows."""

import base64
import hashlib
from contextlib import contextmanager
from urllib.parse import quote

KEY = "checker:state /a/base/"
"""Where the tab's storage keeps the visitor's case: the path is that of the site in the tests."""

RESULTS = "performance.getEntriesByName('checker:result').length"

COUNTING = """
window.unanswered = 0;
window.slowness = 0;
window.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({data}) => { if (data.type === "done") window.unanswered--; });
  }
  postMessage(message, ...more) {
    if ("request" in message) window.unanswered++;
    if (window.slowness) setTimeout(() => super.postMessage(message, ...more), window.slowness);
    else super.postMessage(message, ...more);
  }
  terminate() {
    window.unanswered = 0;
    super.terminate();
  }
};
"""
"""Counts what the engine was asked and has not answered, and makes it slow on request, in every page of the tests."""

AT_REST = "(window.unanswered ?? 0) === 0"

FORGOTTEN = "document.querySelector('[data-forget-says]').textContent.includes('forgotten')"

READ = """
() => {
  const ids = (element, name) => (element.dataset[name] ?? "").split(" ").filter(Boolean);
  const decisions = [...document.querySelectorAll("[data-decision]")].map((part) => [
    part.dataset.decision,
    { value: part.dataset.value, missing: ids(part, "missing"), clauses: ids(part, "clauses") },
  ]);
  const findings = [...document.querySelectorAll("[data-clause]")]
    .map((part) => ({ clause: part.dataset.clause, status: part.dataset.status, missing: ids(part, "missing") }));
  return { decisions: Object.fromEntries(decisions), findings };
}
"""
"""Reads a result from its marks, in the public form of an assessment."""

VISIBLE_WORDS = """
(root) => {
  const uncounted = ".visually-hidden, button, summary, .tag, svg, .answers";
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let words = 0;
  for (let text; (text = texts.nextNode()); ) {
    const shown = text.parentElement.checkVisibility({ visibilityProperty: true });
    if (!shown || text.parentElement.closest(uncounted)) continue;
    words += text.data.split(/\\s+/).filter((each) => /[\\p{L}\\p{N}]/u.test(each)).length;
  }
  return words;
}
"""
"""Counts the visible words of an element, without buttons, folds, numbers of clauses and the answers themselves."""


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
    page.wait_for_selector("[data-checker=ready]")
    page.wait_for_function(f"{RESULTS} > 0 && {AT_REST}")
    return page


def forget(page):
    """Open the fold at the foot of the page, and press its button."""
    page.locator("[data-forget] summary").click()
    page.get_by_role("button", name="Forget now").click()
    page.wait_for_function(FORGOTTEN)


def back_to_the_start(page):
    """Undo everything that was done in a page, as a visitor can, and assert that nothing is left of it."""
    page.unroute_all()
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(media="null", color_scheme="light", forced_colors="none", reduced_motion="no-preference")
    page.evaluate("() => { location.hash = 'unknown=1'; }")  # a link that begins a check opens the form
    page.wait_for_selector("[data-notice=unread]:not([hidden])", state="attached")
    page.locator("[data-forget] button").dispatch_event("click")
    page.wait_for_function(f"{FORGOTTEN} && {AT_REST} && !location.hash")
    left = page.evaluate(LEFT)
    assert left == {"kept": [], "address": "", "filled": [], "decided": 0, "notices": 0, "view": "form"}
    return page


LEFT = """
() => {
  for (const fold of document.querySelectorAll("[data-checker] details")) fold.open = false;
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
    view: document.querySelector("[data-checker]").dataset.view,
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


@contextmanager
def holding(page, pattern):
    """Let no answer to a request come until the block ends; give the requests made so far."""
    held = []
    page.context.route(pattern, lambda route: held.append(route))  # noqa: PLW0108  Playwright marks its handlers
    yield held
    page.context.unroute(pattern)
    for route in held:
        route.continue_()


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
    """Go back to the form, and open the folds around one of its controls, as a visitor does."""
    if page.locator("[data-change]").is_visible():
        page.locator("[data-change]").click()
    for fold in page.locator(f".checker-columns details:not([open]):has({control}) > summary").all():
        fold.click()


def choose(page, question, value):
    """Choose an answer as a visitor does: by clicking its label."""
    control = f'input[name="{question}"][value="{value}"]'
    reach(page, control)
    after(page, lambda: page.locator(f"label.option:has({control})").click())


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


def stored(page):
    """Return what the tab's storage holds of the visitor's case, as text; None if there is nothing."""
    return page.evaluate("(key) => sessionStorage.getItem(key)", KEY)
