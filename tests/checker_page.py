"""The checker page as a visitor has it, for tests: answering, and reading what stands there."""

import urllib.request
from urllib.parse import quote

from checker.build.serving import LocalSiteHandler, served

RESULTS = "performance.getEntriesByName('checker:result').length"

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
      clauses: links(part, ".cited a"),
      blocking: part.dataset.value === "barred"
        ? links(part, ":scope > ul:first-of-type > li > a").map((anchor) => anchor.replace(/^q-/, "")) : [],
    };
  }
  // The page lists clauses by whom they address; their numbers are in the order of the source.
  const number = (part) => part.querySelector(".number").textContent;
  const findings = [...document.querySelectorAll("[data-clause]")]
    .sort((one, other) => number(one).localeCompare(number(other), "en", { numeric: true }))
    .map((part) => ({ clause: part.dataset.clause, status: part.dataset.status, missing: words(part, "missing") }));
  const conflicts = [...document.querySelectorAll(".conflicts > ul")].map((list) => ({
    clause: hash(list.previousElementSibling.previousElementSibling.querySelector("a")),
    answers: links(list, "a").map((anchor) => anchor.replace(/^q-/, "")),
  }));
  const day = document.querySelector("[data-part=dates] [data-day=counted] time");
  const silences = [...document.querySelectorAll("[data-silence]")].map((part) => part.dataset.silence);
  return { decisions, findings, conflicts, silences, eight_weeks_before: day ? day.getAttribute("datetime") : null };
}
"""


def fragment(answers, policy=None, **more):
    """Return answers as the part of a link after `#`: as by hand, or with a policy as the site writes them."""
    written = {name: str(answer).lower() if isinstance(answer, bool) else answer for name, answer in answers.items()}
    ends = ({"policy": policy}, {"all": str(len(answers))}) if policy else ({}, {})
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in (ends[0] | written | more | ends[1]).items())


def navigate_in_place(page, base_url, site_dir):
    """Have links within the site load in place: the theme goes by the sitemap, which `make serve` gives."""
    with served(site_dir, base="/a/base/", kind=LocalSiteHandler) as address:
        sitemap = urllib.request.urlopen(f"{address}sitemap.xml").read().decode()  # noqa: S310  this machine
    assert f"<loc>{address}checker/</loc>" in sitemap
    sitemap = sitemap.replace(address, base_url)
    page.context.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="application/xml"))


def opened(page, hash_=""):
    """Open the checker page, and wait for its first result."""
    page.goto(f"checker/{hash_}")
    page.wait_for_selector("[data-checker=ready] [data-decision]")
    page.wait_for_function(RESULTS)
    return page


def altered(page, pattern, present, instead):
    """Have a script of the site say something else in one place, wherever this page's visitor asks for it."""

    def change(route):
        response = route.fetch()
        assert present in response.text()
        route.fulfill(response=response, body=response.text().replace(present, instead))

    page.context.route(pattern, change)


def follow(page, hash_):
    """Open a link to this page while it is open, and wait for the result that follows.

    At the first such link the site's navigation loads the page anew; `settled` lets that pass.
    """
    after(page, lambda: page.evaluate("(hash) => { location.hash = hash; }", hash_))


def settled(page):
    """Let the site's navigation load the page anew, as it does once, at the first link within a page."""
    page.evaluate(
        """() => new Promise((resolve) => {
          const root = document.querySelector("[data-checker]");
          const look = () => root.isConnected || resolve();
          new MutationObserver(look).observe(document, {childList: true, subtree: true});
          setTimeout(resolve, 3000);
          location.hash = "at=nowhere";
        })"""
    )
    page.wait_for_selector("[data-checker=ready] [data-clause]")


def after(page, act):
    """Do something that changes an answer, and wait for the result that follows."""
    before = page.evaluate(RESULTS)
    act()
    page.wait_for_function(f"{RESULTS} > {before}")


def choose(page, question, value):
    """Choose an answer as a visitor does: by clicking its label."""
    control = f'input[name="{question}"][value="{value}"]'
    after(page, lambda: page.locator(f"label.option:has({control})").click())


def type_date(page, question, text):
    """Type a date, wait for the result that follows, and leave the field."""
    field = page.locator(f'input[name="{question}"]')
    after(page, lambda: field.fill(text))
    field.press("Tab")


def value(page, decision):
    """Return the value of a decision on the page."""
    return page.locator(f"[data-decision={decision}]").get_attribute("data-value")


def status(page, clause):
    """Return the status of a clause on the page."""
    return page.locator(f"[data-clause={clause}]").get_attribute("data-status")


def words(page, decision):
    """Return what the page says of a decision."""
    return page.locator(f"[data-decision={decision}]").inner_text()


def printed(page):
    """Return the words that would be on paper, if the page were printed now."""
    return page.evaluate(
        """() => {
          dispatchEvent(new Event("beforeprint"));
          const text = document.querySelector("[data-report]").textContent;
          dispatchEvent(new Event("afterprint"));
          return text;
        }"""
    )
