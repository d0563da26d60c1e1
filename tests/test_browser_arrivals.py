"""Coming from AMA's Appendix S: by a link to a class a visitor has what matters to it within one screen."""

from datetime import datetime
from itertools import product

import pytest

from checker.pages.facts import load_facts
from checker.policy import FACTS
from checker.sentences.source import plain_words_of
from tests.shipped import POLICY
from tests.tiers import each_time, first_each_time

CLASSES = {"assistive": "assistive", "augmentative": "augmentative-appendix-s", "autonomous": "autonomous"}
"""Each class, and the clause that is quoted for it first."""

VERSIONS = [(fact.version, fact.since) for fact in load_facts(FACTS).values() if fact.since]
IN_SIGHT = "(each) => { const {top, bottom} = each.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"
WIDTHS = [360, 1280]


@pytest.mark.parametrize(("name", "width"), each_time(list(product(CLASSES, WIDTHS[:1])), product(CLASSES, WIDTHS)))
def test_within_one_screen(new_page, name, width):
    """Class, version in force, the first step into the check and the first words of the text are in sight at once."""
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(f"appendix-s/#{name}")
    page.wait_for_selector("[data-in-force] [data-today]:visible")
    for place in (
        f"#{name}",
        f"#{name} + [data-in-force]",
        f"#{name} ~ p a.step[href*='classification={name}']",
        f"#{name} ~ figure:has(a[href$='clauses/{CLASSES[name]}/']) blockquote",
    ):
        found = page.locator(place).first
        page.wait_for_function(IN_SIGHT, arg=found.element_handle())
    words = " ".join(page.locator(f"#{name} ~ figure blockquote").first.inner_text().split())
    assert words == plain_words_of(POLICY.clauses[CLASSES[name]])


@pytest.mark.parametrize("name", first_each_time(CLASSES, 1))
def test_one_step_leads_into_the_check_of_the_class(page, name):
    """The step beside a class opens the check with that class filled in."""
    page.goto(f"appendix-s/#{name}")
    page.locator(f"a.step[href*='classification={name}']").click()
    page.wait_for_url("**/checker/#**")
    page.locator(f"input[name=classification][value={name}]:checked").wait_for(state="attached")


@pytest.mark.parametrize("number", range(len(VERSIONS) + 1))
def test_the_version_in_force_is_that_of_the_visitor_s_day(new_page, number):
    """From its first day on a version is marked as today's, with those to come after it; before all, none is."""
    days = [datetime(each.year, each.month, each.day, 12) for _, each in VERSIONS]  # noqa: DTZ001  the visitor's own
    page = new_page()
    page.clock.set_fixed_time(days[number - 1] if number else datetime(2021, 12, 31, 23, 59))  # noqa: DTZ001
    page.goto("appendix-s/")
    place = page.locator("[data-in-force]").first
    shown = place.locator("[data-from]:visible")
    if number == 0:
        assert shown.count() == len(VERSIONS)
        return
    place.locator("[data-today]:visible").wait_for()
    assert [each.split(" (from ")[0] for each in shown.all_inner_texts()] == [
        f"In force today: {VERSIONS[number - 1][0]}",
        *(version for version, _ in VERSIONS[number:]),
    ]


def test_the_last_day_of_a_version(new_page):
    """A minute before the next version is in force the present one is today's, and the next is still to come."""
    page = new_page()
    page.clock.set_fixed_time(datetime(2026, 12, 31, 23, 59))  # noqa: DTZ001
    page.goto("appendix-s/")
    page.locator("[data-today]:visible").first.wait_for()
    assert page.locator("[data-from]:visible").first.inner_text().startswith(f"In force today: {VERSIONS[0][0]}")


def test_without_script_all_versions_have_their_days(new_page):
    """Without JavaScript every version stands there with the day from which it is in force, and none as today's."""
    page = new_page(java_script_enabled=False)
    page.goto("appendix-s/")
    for line in page.locator("[data-in-force]").all():
        words = line.inner_text()
        assert all(f"{version} (from " in words for version, _ in VERSIONS)
        assert "today" not in words
