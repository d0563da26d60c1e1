"""A result in words: each ground keeps its force, open is told from settled, silences come with their questions."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import assess, read_answers
from checker.exports.explained import explained_of
from checker.exports.text import text_of
from checker.markup.places import CHECKER_PAGE
from checker.markup.result import result_html
from checker.sentences.silence import HERE_NONE
from checker.sentences.view import view_of
from tests import shipped
from tests.invented import POLICY
from tests.strategies import ANSWER, SHEETS

UNTESTED = {"grade": "remote", "line_tested": False}
FULL = UNTESTED | {"in_daylight": False, "notice_date": "2028-02-17", "berthing_date": "2028-03-01"}


def view(sheet, policy=POLICY):
    """Return the result for answers, in words."""
    read, faults = read_answers(policy, sheet)
    assert not faults
    return view_of(policy, read)


def html(sheet):
    """Return the result for answers as a tree."""
    return ET.fromstring(f"<result>{result_html(view(sheet), CHECKER_PAGE)}</result>")  # noqa: S314  it is ours


def words(element):
    """Return the text of an element."""
    return "".join(element.itertext())


def part(tree, name):
    """Return the part of a result that has this name."""
    return tree.find(f".//*[@data-part='{name}']")


class TestDecisions:
    def test_each_ground_keeps_its_own_words(self):
        """Where two clauses stop the pilots, both are said in their own words, each with its number."""
        first, second = "Pilots “will not guide the berthing of a remote ferry until”", "“by day only”"
        text = " ".join(text_of(view(FULL)).split())
        for said in (words(part(html(FULL), "decision-pilotage")), text, explained_of(view(FULL))):
            assert first in " ".join(said.split())
            assert second in " ".join(said.split())
        assert second not in text_of(view(UNTESTED))

    @settings(max_examples=100, deadline=None)
    @given(sheet=SHEETS)
    def test_what_would_stand_in_the_way_too_is_exact(self, sheet):
        """Where something stands in the way, every open question is named of which a "no" would too, and no other."""
        found = view(sheet).decisions[0]
        would = set()
        for question in POLICY.questions.values():
            if question.type == "boolean" and sheet.get(question.id, "unsure") == "unsure" and found.blocking:
                other = view({**sheet, question.id: False}).decisions[0]
                would |= {each.id for each, _ in other.blocking if each.id == question.id}
        assert {question.id for question in found.also_blocking} == would

    def test_what_would_stand_in_the_way_too_is_said(self):
        """With one "no" the other thing does not look done: page and text name it as open."""
        label = POLICY.questions["pilot_aboard"].label
        assert f"Open: {label}" in words(part(html(UNTESTED), "decision-pilotage"))
        assert f"Open {label}" in " ".join(text_of(view(UNTESTED)).split())

    def test_what_is_settled_is_not_called_open(self):
        """While one of the two is settled, the summary says that open questions can change the other alone."""
        assert view({}).open_in_words == "4 open questions can still change these two."
        assert view(UNTESTED).open_in_words == (
            "1 open question can still change “What the text says of the grade”; the other is settled."
        )
        assert view(FULL).open_in_words == "No open question can change these two."

    def test_a_result_begins_with_what_it_is_not(self):
        """Text says before any result that it is a self-assessment."""
        for said in (text_of(view(FULL)), explained_of(view(FULL))):
            heading, _, rest = " ".join(said.split()).partition(POLICY.disclaimer)
            assert (heading, rest != "") == (f"Self-assessment: {POLICY.title} ", True)


class TestClauses:
    def test_each_is_once_in_the_list_of_whom_it_addresses(self):
        """Every clause is in one list, that of its addressee, in the order of the source, with its link and force."""
        tree = html({})
        items = {each.get("data-clause"): each for each in tree.iter("li") if each.get("data-clause")}
        for addressee in POLICY.addressees:
            (heading,) = [each for each in tree.iter("h4") if each.get("id") == f"list-{addressee}"]
            fold = part(tree, "findings").find("details")
            found = [item.get("data-clause") for item in fold[list(fold).index(heading) + 1]]
            assert found == [each.id for each in POLICY.clauses.values() if each.addressed_to == addressee]
        assert len(items) == len(POLICY.clauses)
        for clause in POLICY.clauses.values():
            item = items[clause.id]
            assert item.get("data-status") in POLICY.statuses
            assert f"../clauses/{clause.id}/" in {link.get("href") for link in item.iter("a")}
            assert words(item.find("details/summary")).startswith(f"{clause.number} {clause.title} {clause.force} ")

    def test_text_has_a_line_for_each_with_its_force(self):
        """The command line's text has each clause with its number, what it comes to, and its force."""
        text = " ".join(text_of(view(FULL)).split())
        for finding in view(FULL).findings:
            assert f"{finding.clause.number} {finding.word}: {finding.clause.force}" in text

    def test_the_counted_day_is_with_its_clause(self):
        """The latest day is shown with the clause that asks for it, where the day that it is counted from is known."""
        for sheet, clauses in (({"berthing_date": "2028-03-01"}, ["notice"]), ({"notice_date": "2028-03-01"}, [])):
            assert ("February 16, 2028" in text_of(view(sheet))) is bool(clauses)
            items = [each for each in html(sheet).iter("li") if each.get("data-clause")]
            shown = [each.get("data-clause") for each in items if each.find(".//p[@class='finding-date']") is not None]
            assert shown == clauses


class TestSilences:
    @settings(max_examples=100, deadline=None)
    @given(SHEETS, st.data())
    def test_answering_more_never_takes_one_back(self, sheet, data):
        """What was brought up stays when one more question is answered."""
        before, _ = read_answers(POLICY, sheet)
        open_names = [name for name in POLICY.questions if sheet.get(name, "unsure") == "unsure"]
        if open_names:
            name = data.draw(st.sampled_from(open_names))
            after, _ = read_answers(POLICY, sheet | {name: data.draw(ANSWER[name])})
            assert set(assess(POLICY, before).silences) <= set(assess(POLICY, after).silences)

    def test_where_none_is_brought_up_it_says_so(self):
        """Without any, the place says so in words; with one, each is there with a question that can be copied."""
        assert words(part(html({}), "silences").find("p")) == HERE_NONE
        tree = html(FULL)
        shown = [each.get("data-silence") for each in tree.iter("li") if each.get("data-silence")]
        assert shown == ["who-tests", "short-notice"]
        by_id = {each.get("id"): each for each in tree.iter() if each.get("id")}
        asks = {f"ask-{each.id}": each.ask for each in POLICY.silences}
        buttons = [each for each in tree.iter("button") if each.get("data-copy")]
        assert {each.get("data-copy"): words(by_id[each.get("data-copy")]) for each in buttons} == asks

    @pytest.mark.parametrize("sheet", [{}, UNTESTED, FULL])
    def test_before_anyone_writes_there_is_what_to_look_at_first(self, sheet):
        """Page and text have the caution with its address wherever they have a question that is ready to send."""
        for said in (result_html(view(sheet), CHECKER_PAGE), explained_of(view(sheet))):
            assert POLICY.caution.address in said


@pytest.mark.parametrize("case", shipped.CASES_TABLE, ids=lambda case: case.says)
def test_the_text_of_a_shipped_case_is_short_and_has_no_identifier(case):
    """Every worked case has at most 41 lines of text, and none of the policy's ids of several words."""
    text = text_of(view(case.answers, shipped.POLICY))
    assert text.count("\n") <= 41
    assert not re.search(r"\b[a-z]+_[a-z_]+\b|\bbarred\b", text)


@settings(max_examples=100, deadline=None)
@given(sheet=SHEETS)
def test_no_identifier_is_shown_as_a_word(sheet):
    """Neither page nor text shows an id with an underscore."""
    assert not re.search(r"\b[a-z]+_[a-z_]+\b", words(html(sheet)) + explained_of(view(sheet)))
