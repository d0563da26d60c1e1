"""The page of the rules: for each clause its words, what is concluded, what is not, and why."""

from xml.etree import ElementTree as ET

import pytest

from checker import load_policy
from checker.markup.places import from_source
from checker.pages.rules import rules_html
from checker.sentences.source import plain_words_of

POLICY = load_policy()
SECTIONS = ET.fromstring(f"<div>{rules_html(POLICY, from_source('rules.md'))}</div>").findall("section")  # noqa: S314  ours


def words(element: ET.Element) -> str:
    """Return the words of an element, spaces made single."""
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize(("clause", "section"), list(zip(POLICY.clauses.values(), SECTIONS, strict=True)))
def test_a_clause_is_shown_with_all_that_its_rule_says(clause, section):
    """Quotation, force, every row with its status, all that is not read from it, and why."""
    said = words(section)
    assert plain_words_of(clause) in words(section.find(".//blockquote"))
    assert clause.because
    for part in (clause.force, clause.because, *clause.not_read_as):
        assert part in said
    outcomes = [strong.text for strong in section.findall(".//strong")]
    assert outcomes == [row.word for row in clause.rule.rows]
    near = [silence.title for silence in POLICY.silences if clause.id in silence.clauses]
    assert all(title in said for title in near)


def test_no_heading_takes_the_address_of_a_clause():
    """A clause has its address on its own page; here it has another."""
    ids = {section.find("h2").get("id") for section in SECTIONS}
    assert ids.isdisjoint(POLICY.clauses)


def test_a_clause_fits_one_screen(browser, site_dir):
    """At 1280 by 800 the section of every clause is no higher than the screen below the header."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    try:
        page.goto((site_dir / "rules" / "index.html").as_uri())
        heights = page.evaluate(
            "[...document.querySelectorAll('.rule')].map(each => each.getBoundingClientRect().height)"
        )
        assert len(heights) == len(POLICY.clauses)
        assert max(heights) <= 720
    finally:
        page.close()
