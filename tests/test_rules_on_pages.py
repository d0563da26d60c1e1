"""The rules on the pages: tables that are complete, pictures with every branch, and the map of the source."""

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from checker import load_policy
from checker.markup.places import from_source
from checker.markup.table import tables_html
from checker.pages.coverage import coverage_html
from checker.pages.path import path_html
from checker.verify.verify import verify_files
from tests.own_policy import POLICY, SOURCE_TEXT

PLACES = from_source("rules.md")


def parsed(markup):
    """Return markup as a tree."""
    return ET.fromstring(f"<div>{markup}</div>")  # noqa: S314  our own markup


def words(element):
    """Return the words of an element, spaces made single."""
    return " ".join("".join(element.itertext()).split())


def test_there_is_a_table_for_every_decision_and_a_row_for_every_row():
    """Each decision has one table, with as many rows as its rule, and each row with its clause linked."""
    tables = parsed(tables_html(POLICY, PLACES)).findall(".//table")
    rules = [each.rule for each in POLICY.decisions.values()]
    assert [len(table.findall("tbody/tr")) for table in tables] == [len(rule.rows) for rule in rules]
    for table in tables:
        for row in table.findall("tbody/tr"):
            assert row.findall("td")[2].find("a").get("href").startswith("clauses/")


def test_a_table_says_every_condition_of_its_rule():
    """The position table has, row by row, the conditions of the rule in words, and its result."""
    table = parsed(tables_html(POLICY, PLACES)).findall(".//table")[1]
    rows = [[words(each) for each in row.findall("td")] for row in table.findall("tbody/tr")]
    assert rows[2] == [
        "Class: AugmentativeCPT category sought: Category III",
        "ASE will neither sponsor, support, nor interfere",
        "3.2.1",
    ]
    assert rows[6][0] == (
        "Class: AutonomousNot all of theseInvolves specific physician work: YesRecognizes specific physician work: Yes"
    )


@pytest.mark.parametrize("name", POLICY.decisions)
class TestPictures:
    def test_every_result_is_in_the_picture_and_in_its_words(self, name):
        """The picture has a box for every row, with links to its clauses, and the same stands below in words."""
        decision = POLICY.decisions[name]
        figure = parsed(path_html(POLICY, decision, PLACES)).find("figure")
        picture, text = figure.find("svg"), words(figure.find("figcaption"))
        assert len(picture.findall("rect[@class='box result']")) == len(decision.rule.rows)
        assert len(figure.findall(".//figcaption//strong")) == len(decision.rule.rows)
        for row in decision.rule.rows:
            assert (row.headline or decision.labels[row.outcome]) in text
        links = {Path(link.get("href")).stem for link in picture.findall("foreignObject/a")}
        assert {clause for row in decision.rule.rows for clause in row.clauses} <= links
        named = set(picture.get("aria-labelledby").split())
        assert named == {picture.find("title").get("id"), picture.find("desc").get("id")}

    def test_no_word_leaves_the_picture(self, name):
        """Every line of words ends inside the picture, by a width that is more than the font's average."""
        picture = parsed(path_html(POLICY, POLICY.decisions[name], PLACES)).find("figure/svg")
        width, height = (int(each) for each in picture.get("viewBox").split()[2:])
        lines = [(each, each.text) for each in picture.findall("text")]
        lines += [(each, part) for each in picture.findall("foreignObject") for part in each.find("a").itertext()]
        assert len(lines) > len(picture.findall("text"))
        for place, said in lines:
            assert int(place.get("x")) + 6.5 * len(said) <= width, said
            assert int(place.get("y")) < height


def test_the_map_has_every_word_of_the_source_in_its_order():
    """The quotations of the coverage map, one after the other, are the source without bullets and marks."""
    table = parsed(coverage_html(POLICY, PLACES)).find(".//table")
    shown = " ".join(words(row.find("td/q")) for row in table.findall("tbody/tr"))
    lines = [line.strip().removeprefix("- ") for line in SOURCE_TEXT.splitlines() if line.strip()]
    source = " ".join(lines).replace("*", "").replace("[AMA CPT Appendix S](#)", "AMA CPT Appendix S")
    assert shown == source


def test_the_map_says_why_something_is_not_checked():
    """Whatever no rule reads has its reason beside it; whatever is checked names its questions."""
    rows = parsed(coverage_html(POLICY, PLACES)).findall(".//tbody/tr")
    said = [words(row.findall("td")[2]) for row in rows]
    assert sum(each.startswith("Checked by") for each in said) == len(POLICY.clauses)
    for kind in ("Shown, not checked: It says what ASE believes", "Deliberately not checked: This is ASE’s statement"):
        assert sum(each.startswith(kind) for each in said) == 1
    assert all(len(each) > 20 for each in said)


@pytest.fixture
def page(site_dir):
    """Read the page on how a result is reached, from the built site."""
    return unescape((site_dir / "how" / "index.html").read_text("utf-8"))


class TestOnTheBuiltSite:
    def test_counts_are_those_of_a_run_now(self, page):
        """The page shows the counts that verifying the policy gives, and no time."""
        verification = verify_files()
        for count in (verification.checked, verification.complete, verification.cases):
            assert f"<strong>{count:,}</strong>" in page
        assert not re.search(r"gone through in [0-9.]+ seconds", page)
        assert page.count("<strong>Holds.</strong>") == 8

    def test_tables_and_pictures_need_no_script(self, page, site_dir):
        """Every table, every rule and both pictures stand in the pages as they are sent."""
        shipped = load_policy()
        rules = (site_dir / "rules" / "index.html").read_text("utf-8")
        assert rules.count("<table") == len(shipped.decisions) + 1
        assert rules.count('class="rule"') == len(shipped.clauses)
        assert page.count('aria-labelledby="path-') == len(shipped.decisions)
