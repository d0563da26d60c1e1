"""`make policy`: what a change of the text leaves behind is reported with its place; a whole change is explained."""

from copy import deepcopy
from dataclasses import replace
from itertools import groupby

import pytest

from checker.build import BuildFailure
from checker.build import change as making
from checker.build.our_words import Sources, faults_of, to_look_at
from checker.build.worked_cases import faults_of_cases
from checker.engine.load import from_document
from checker.policy import load_document
from tests.edits import another, another_value, edited, put, row, thing, without_rule, without_the_note
from tests.invented import CASES, CASES_TABLE, DOCUMENT, POLICY, SOURCE_TEXT


def first_page(policy):
    """Return a first page that goes through the clauses."""
    return "".join(f"“{each.text}” [{each.number}](clause:{each.id}){{ .tag }}\n" for each in policy.clauses.values())


def navigation(policy):
    """Return a navigation with each clause under its topic."""
    lines = ["nav:"]
    for topic, clauses in groupby(policy.clauses.values(), key=lambda clause: clause.topic):
        lines += [f"  - {topic}:", *(f"      - clauses/{each.id}.md" for each in clauses)]
    return "\n".join(lines)


WHOLE = Sources(
    policy=POLICY,
    text=SOURCE_TEXT,
    document=DOCUMENT,
    glossary={"term": [{"term": "notice", "says": "2 weeks are 14 days."}]},
    facts={"fact": [{"id": "hours", "says": "The office says “ask first”, within five years."}]},
    cases=load_document(CASES),
    pages={"index.md": first_page(POLICY)},
    navigation=navigation(POLICY),
    before=DOCUMENT,
)
KNOWN_TO_BE_FEW = list(faults_of_cases(POLICY, CASES_TABLE))


def changed(*edits):
    """Return the sources after edits of the policy, which the source text follows."""
    document = edited(*edits)
    clauses = [each[key] for each in document["clause"] for key in ("heading", "text") if key in each]
    text = "\n".join([document["title"], *clauses])
    return replace(WHOLE, document=document, policy=from_document(document, "procedures.toml"), text=text)


@pytest.fixture
def make_policy(monkeypatch):
    """Run `make policy` on some sources; return what it shows, or the lines of the faults."""
    monkeypatch.setattr(making, "_committed", lambda: DOCUMENT)
    few = lambda *of: [each for each in faults_of_cases(*of) if each not in KNOWN_TO_BE_FEW]  # noqa: E731
    monkeypatch.setattr(making, "faults_of_cases", few)

    def run(sources):
        monkeypatch.setattr(making, "read_sources", lambda: sources)
        try:
            return "\n".join(making.check_change())
        except BuildFailure as failure:
            return str(failure).splitlines()

    return run


def test_without_a_change_nothing_differs(make_policy):
    """The sources that the tests below change have no fault, and nothing differs."""
    assert make_policy(WHOLE).endswith("no problems.\nNothing differs from the last commit.")
    assert to_look_at(WHOLE) == []


def replaced(value, *pairs):
    """Return a document with words replaced wherever they are, except in ids."""
    if isinstance(value, dict):
        return {key: each if key == "id" else replaced(each, *pairs) for key, each in value.items()}
    if isinstance(value, list):
        return [replaced(each, *pairs) for each in value]
    for old, new in pairs if isinstance(value, str) else ():
        value = value.replace(old, new)
    return value


class TestAnotherNumber:
    WEEKS = ("2 weeks", "3 weeks")

    def test_in_the_source_alone_names_the_clause_and_its_words(self, make_policy):
        """Nothing but both ends of the difference is reported while the clauses are not the text."""
        clause, source = make_policy(replace(WHOLE, text=SOURCE_TEXT.replace(*self.WEEKS)))
        assert clause.startswith("procedures.toml or source.txt: clause `notice`: `… a minimum of 2 weeks before")
        assert source.startswith("procedures.toml or source.txt: source line 4: `… a minimum of 3 weeks before")

    def test_in_text_and_rule_names_every_place_that_has_the_old_one(self, make_policy):
        """Readings, labels, silences, the glossary and worked cases that still have the old number are reported."""
        text = thing(DOCUMENT, "clause", "notice")["text"].replace(*self.WEEKS)
        when = "notice_date is at least 21 days before berthing_date"
        found = make_policy(changed(put("clause", "notice", text=text), row("clause", "notice", 1, when=when)))
        for beginning in (
            "procedures.toml: clause `notice`: reading: says 2 weeks and 14 days, and neither the text nor a rule does",
            "procedures.toml: silence `short-notice`: title: says 2 weeks",
            "glossary.toml: term `notice`: says: says 2 weeks and 14 days",
            "cases.toml: case 4: says: says 13 days",
            "contradicted: case 3: Exactly 14 days",
            "To fix contradicted: read the text",
        ):
            assert any(line.startswith(beginning) for line in found), beginning

    def test_everywhere_is_explained(self, make_policy):
        """With the number changed wherever it is, the report says what moves, with an example."""
        pairs = (
            self.WEEKS,
            ("Two weeks", "Three weeks"),
            ("14 days", "21 days"),
            ("13 days", "20 days"),
            ("2028-02-1", "2028-02-0"),
        )
        pairs += (("2028-02-06", "2028-02-09"), ("2028-02-07", "2028-02-10"), ("1899-12-18", "1899-12-11"))
        document = replaced(DOCUMENT, *pairs)
        policy = from_document(document, "procedures.toml")
        others = {key: replaced(getattr(WHOLE, key), *pairs) for key in ("text", "glossary", "cases", "pages")}
        shown = make_policy(replace(WHOLE, document=document, policy=policy, **others))
        assert "- Results move: clause 1.1;" in shown
        assert "- “2 weeks or more” → “Less than 3 weeks”: " in shown
        assert shown.endswith("Next: `make test`, then commit all changes.")

    def test_that_is_bare_is_to_be_looked_at(self):
        """Where the text no longer says a number, our words about that clause that say it are listed."""
        text = thing(DOCUMENT, "clause", "notice")["text"].replace("2 weeks", "some weeks")
        found = to_look_at(changed(put("clause", "notice", text=text)))
        assert found
        assert all("says `2`, as the text of clause `notice` did before" in each for each in found)


class TestANewClause:
    ADVICE = (
        another("clause", "grade-named", id="new-advice", number="4", title="New", text="Operators read the XQZ."),
        without_rule("new-advice"),
        put("clause", "new-advice", not_checked="advice."),
    )

    def test_is_reported_where_it_is_missing_with_the_line_to_add(self, make_policy):
        """The navigation and the first page are named, each with what to add."""
        listed, first = make_policy(changed(*self.ADVICE))
        assert listed == (
            "mkdocs.yml: `nav` has no clause `new-advice` under `Grade by grade`; "
            "add the line `- clauses/new-advice.md`"
        )
        assert first.startswith("docs/index.md: clause `new-advice` is not in the text in short; add a line")

    def test_that_is_everywhere_is_explained(self, make_policy):
        """With these lines the same change has no fault."""
        sources = changed(*self.ADVICE)
        pages, listed = {"index.md": first_page(sources.policy)}, navigation(sources.policy)
        assert "- New: clause 4." in make_policy(replace(sources, pages=pages, navigation=listed))

    def test_under_another_topic_is_reported(self):
        """A clause that the navigation has under the title of another topic is reported."""
        moved = navigation(POLICY).replace("      - clauses/notice.md\n", "") + "\n      - clauses/notice.md"
        assert faults_of(replace(WHOLE, navigation=moved)) == [
            "mkdocs.yml: `nav` has clause `notice` under `Grade by grade`, "
            "and its `topic` is `Before the first berthing`; change one"
        ]


class TestANewAnswer:
    def test_names_the_results_that_have_no_row_for_it(self, make_policy):
        """A decision without a row for the new answer is a gap, shown by the new answer."""
        gap, fix = make_policy(changed(another_value("question", "grade", "towed")))
        assert gap.startswith("gap: decision `grade_says`: no row holds for these answers; witness: `{")
        assert '"grade": "towed"' in gap
        assert fix == "To fix gap: in procedures.toml, add a row for these answers to the clause or decision."

    def test_with_its_row_asks_for_worked_cases_and_names_lists_without_it(self, make_policy):
        """A new row asks for two worked cases; words that name or count all other answers are to be looked at."""
        grades = "tended, remote, unattended"
        edits = [
            another_value("question", "grade", "towed"),
            another_value("decision", "grade_says", "not_said"),
            lambda document: thing(document, "decision", "grade_says")["row"].append(
                {"value": "not_said", "when": "grade is towed", "clauses": ["grade-named"], "says": "Nothing."}
            ),
            put("clause", "grade-named", reading=f"One of three grades: {grades}."),
        ]
        assert make_policy(changed(*edits)) == [
            "cases.toml: row 4 of `grade_says`, with the result `not_said`, has 0 of 2 worked cases; "
            "add 2, written from the text",
        ]
        found = to_look_at(changed(*edits))
        assert any("names Tended, Remote, Unattended, and not Towed" in each for each in found)
        assert any("says `three`, and there are more now" in each for each in found)


def test_a_clause_that_is_gone_is_named_wherever_it_is_left(make_policy):
    """Links, numbers and the navigation's line of a withdrawn clause are reported, each with its place."""
    sources = changed(without_the_note, put("silence", "what-is-fair", says="See clause 2.1."))
    pages = {"index.md": "No test is needed [2.1](clause:tended-note).\n"}
    cases = deepcopy(WHOLE.cases)
    case = next(each for each in cases["case"] if each["clause"] == "tended-note")
    case["clause"] = "grade-named"
    del case["findings"]["tended-note"]
    assert make_policy(replace(sources, cases=cases, pages=pages)) == [
        "procedures.toml: silence `what-is-fair`: says: names clause 2.1, which does not exist: See clause 2.1.",
        "docs/index.md, line 1: links to clause `tended-note`, which does not exist: "
        "No test is needed [2.1](clause:tended-note).",
        "mkdocs.yml: clause `tended-note` is gone; remove the line `- clauses/tended-note.md`",
    ]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Pilots “will always guide”.", "“will always guide” is not in the text"),
        ("See [it](clause:nowhere).", "links to clause `nowhere`, which does not exist"),
        ("::: quote nowhere", "links to clause `nowhere`, which does not exist"),
        ("Give notice ten weeks before.", "says 10 weeks, and neither the text nor a rule does"),
        ("See clauses 1.1, 2 and 9.4.", "names clause 9.4, which does not exist"),
        ("Pilots “will guide the berthing … by day only”.", ""),
        ("“No test is needed”, they say.", ""),
        ("The office says “ask first”, for five years.", ""),
        ("2 weeks are 14 calendar days; 13 days are fewer.", ""),
        ("See clauses 1.1, 2 and 2.1, on one day.", ""),
    ],
)
def test_words_of_a_page_are_checked_line_by_line(words, fault):
    """A page that misquotes, or names a time or a clause that does not exist, is reported; what fits is not."""
    found = faults_of(replace(WHOLE, pages=WHOLE.pages | {"about.md": f"# About\n\n{words}\n"}))
    assert len(found) == bool(fault)
    assert all(each.startswith("docs/about.md, line 3: ") and fault in each for each in found)


def test_a_denial_that_does_not_continue_the_sentence_is_reported():
    """An entry of what a clause does not say that begins otherwise is reported with the words to begin with."""
    (found,) = faults_of(changed(put("clause", "notice", not_read_as=["late notice"])))
    assert "does not continue “It does not say …”; begin it with that, whether, what, whose or anything" in found


def test_the_count_of_questions_on_the_first_page_is_checked():
    """A count that is not that of the policy is reported; the right one is not."""
    asked = len(POLICY.questions)
    for count, faults in ((asked, []), (99, [f"docs/index.md: says 99 questions, and there are {asked}"])):
        page = first_page(POLICY) + f"It asks {count} questions.\n"
        assert list(faults_of(replace(WHOLE, pages={"index.md": page}))) == faults
