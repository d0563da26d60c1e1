"""A link made under another version, on the real page: it says so, and what differs where there is a record."""

from itertools import pairwise

import pytest

from checker.engine.document import canonical, fingerprint
from tests.checker_page import after, choose, follow, fragment, linked, status
from tests.shipped import (
    DATED,
    DAYS,
    EARLIER,
    LATER,
    POLICY,
    SUBMITTED,
    asked_by_another_id,
    before,
    edited,
    one_day_less,
    worded_otherwise,
)

ANSWERS = {LATER: SUBMITTED, EARLIER: before(DAYS - 1)}
EARLIER_SAYS = "document.querySelector('[data-earlier-says]').textContent"
PATIENCE_BY_THE_CLOCK = """
AbortSignal.timeout = (milliseconds) => {
  const patience = new AbortController();
  setTimeout(() => patience.abort(new DOMException("", "TimeoutError")), milliseconds);
  return patience.signal;
};
"""
"""The browser's own patience goes by no clock that a test can own."""


def served_as(page, edit, body=None):
    """Have the record of an earlier version served; return the digits of its fingerprint, and what is asked for."""
    earlier = edited(edit)
    digits = fingerprint(earlier)[:12]
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(body=canonical(earlier) if body is None else body, content_type="application/json")

    page.route(f"**/assets/policies/{digits}.json", answer)
    return digits, asked


def said(page):
    """Wait for what is said of the difference, and return it."""
    page.wait_for_function(EARLIER_SAYS)
    return page.evaluate(EARLIER_SAYS)


@pytest.fixture
def asked_for(checker):
    """Give the records that the page asks for, as it asks: a page notes what it could not get only afterwards."""
    asked = []

    def note(request):
        if "/policies/" in request.url:
            asked.append(request.url)

    checker.on("request", note)
    yield asked
    checker.remove_listener("request", note)


def test_what_differs_stands_with_the_notice(checker):
    """A link made under an earlier version is told what comes out differently, once, without moving the focus."""
    digits, asked = served_as(checker, one_day_less)
    linked(checker, fragment(ANSWERS, policy=digits, at=EARLIER))
    assert said(checker) == "With these answers 3 results come out differently."
    assert len(asked) == 1
    moved = checker.locator(f"[data-notice=other-policy] [data-moved='clause {DATED.id}']").inner_text()
    met, not_met = (DATED.word(each) for each in ("met", "not_met"))
    assert f"Then: {met} Now: {not_met}" in " ".join(moved.split())
    assert status(checker, DATED.id) == "not_met"
    assert checker.evaluate("document.activeElement.id") == f"q-{EARLIER}"
    region = checker.locator("[data-notice=other-policy] [role=status]")
    assert region.inner_text() == "With these answers 3 results come out differently."
    # Another answer changes nothing of what the link was told, and asks for nothing again.
    choose(checker, "classification", "assistive")
    assert checker.locator("[data-moved]").count() == 3
    assert len(asked) == 1
    levels = checker.locator("main :is(h1, h2, h3):visible").evaluate_all(
        "(all) => all.map((each) => +each.tagName[1])"
    )
    assert levels[0] == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))


def test_both_wordings_can_be_read_on_a_narrow_page(checker):
    """The earlier text and the present one stand as quotations in a fold, and fit a page of 320 pixels."""
    checker.set_viewport_size({"width": 320, "height": 700})
    digits, _ = served_as(checker, worded_otherwise)
    linked(checker, fragment(ANSWERS, policy=digits))
    said(checker)
    fold = checker.locator("[data-reworded]")
    assert fold.locator("summary").bounding_box()["height"] >= 24
    fold.locator("summary").click()
    assert fold.locator("blockquote").first.inner_text() == "ASE advises."
    assert checker.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_question_that_is_gone_is_told_with_its_answer(checker):
    """A question that only the earlier version asked is told from the link alone, with its answer in words."""
    digits, _ = served_as(checker, asked_by_another_id)
    linked(checker, fragment({"asked_before": True}, policy=digits))
    said(checker)
    gone = checker.locator("[data-asked=asked_before]").inner_text()
    assert "Answered: Yes" in gone
    assert "Now: no longer asked" in gone


def test_a_link_under_the_present_version_asks_for_nothing(checker, asked_for):
    """Neither the page itself nor a link of the present version asks for a record, and what was told goes away."""
    digits, _ = served_as(checker, one_day_less)
    linked(checker, fragment(ANSWERS, policy=POLICY.fingerprint[:12]))
    assert asked_for == []
    checker.evaluate("(hash) => { location.hash = hash; }", fragment(ANSWERS, policy=digits))
    said(checker)
    checker.evaluate("(hash) => { location.hash = hash; }", fragment(ANSWERS, policy=POLICY.fingerprint[:12]))
    checker.locator("[data-notice=other-policy]").wait_for(state="hidden")
    assert checker.evaluate(EARLIER_SAYS) == ""
    assert checker.locator("[data-moved]").count() == 0
    assert not checker.locator("[data-notice=other-policy]").is_visible()


@pytest.mark.console_errors
def test_a_version_without_a_record_is_told(checker):
    """A link of a version that the site does not know is assessed, and says that what differs cannot be shown."""
    with checker.expect_request("**/policies/0123456789ab.json"):
        linked(checker, fragment(ANSWERS, policy="0123456789ab"))
    assert "this site has no record of that version" in said(checker)
    assert checker.locator("[data-notice=other-policy] p").first.is_visible()
    assert checker.locator("[data-earlier] *").count() == 0


@pytest.mark.parametrize("policy", ["../../runtime/runtime", "0123", "%2e%2e%2f"])
def test_what_is_no_fingerprint_asks_for_nothing(checker, asked_for, policy):
    """A link can make the page ask for a record, and for nothing else."""
    linked(checker, fragment(ANSWERS, policy=policy))
    assert "no record" in said(checker)
    assert asked_for == []


def test_a_record_that_cannot_be_read_is_told(checker):
    """A record that is cut short is told in words, and the result stands."""
    digits, _ = served_as(checker, one_day_less, body=canonical(edited(one_day_less))[:-1])
    linked(checker, fragment(ANSWERS, policy=digits))
    assert "this page cannot read the record" in said(checker)
    assert status(checker, DATED.id) == "not_met"


def test_a_record_that_does_not_come_is_given_up(page):
    """A record that is waited for in vain is told as one that could not be fetched, and the result stands."""
    page.route("**/assets/policies/*.json", lambda _route: None)
    page.add_init_script(PATIENCE_BY_THE_CLOCK)
    page.clock.install()
    with page.expect_request("**/assets/policies/*.json"):
        page.goto("checker/#" + fragment(ANSWERS, policy="0123456789ab"))
    page.wait_for_selector(
        f"[data-checker=ready] [data-clause={DATED.id}]:not([data-status=undetermined])", state="attached"
    )
    page.clock.fast_forward(31_000)
    assert "could not be fetched" in said(page)
    assert status(page, DATED.id) == "not_met"


@pytest.mark.console_errors
def test_without_a_network_it_says_so(checker):
    """Where the record cannot be fetched the page says so and what to do, and the result stands."""
    checker.route("**/assets/policies/*.json", lambda route: route.abort())
    linked(checker, fragment(ANSWERS, policy="0123456789ab"))
    assert "could not be fetched" in said(checker)
    assert status(checker, DATED.id) == "not_met"


def test_with_ones_own_answers_brought_back_it_is_no_longer_told(checker):
    """Once the answers that stood there before are back, nothing is said of the link any more."""
    digits, _ = served_as(checker, one_day_less)
    choose(checker, "classification", "assistive")
    follow(checker, fragment(ANSWERS, policy=digits))
    said(checker)
    after(checker, checker.locator("[data-notice=replaced] button").click)
    assert not checker.locator("[data-notice=other-policy]").is_visible()
    assert checker.evaluate(EARLIER_SAYS) == ""
