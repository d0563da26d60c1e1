"""What loading cannot see of a change of the text: each kind of leftover is told with its place, and nothing else."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from checker.build.words import Sources, faults_of, to_look_at
from checker.engine.load import from_document
from checker.policy import load_document
from tests.edits import thing, without_the_note
from tests.own_policy import CASES, DOCUMENT, POLICY, SOURCE_TEXT

Document = dict[str, Any]

PAGES = {
    "index.md": "".join(
        f'“{clause.text}” [{clause.number}](clause:{clause.id}){{ .tag aria-label="Clause {clause.number}" }}\n'
        for clause in POLICY.clauses.values()
    )
}
NAVIGATION = "nav:\n" + "".join(f"  - clauses/{clause}.md\n" for clause in POLICY.clauses)
FACTS = {
    "fact": [
        {"id": "summary", "says": "Their page says “must meet them”, “AMA deadlines”, “for assistive tools”."},
        {"id": "time", "says": "It names five years."},
    ]
}
TERMS = ("AI", "AMA", "ASE", "CPT", "FDA", "IRT", "RUC")
GLOSSARY = {"term": [{"term": term, "says": "8 weeks are 56 days.", "facts": ["summary", "time"]} for term in TERMS]}
WHOLE = Sources(
    policy=POLICY,
    text=SOURCE_TEXT,
    document=DOCUMENT,
    glossary=GLOSSARY,
    facts=FACTS,
    cases=load_document(CASES),
    pages=PAGES,
    navigation=NAVIGATION,
    before=DOCUMENT,
)


def _quoted(clause: Document) -> list[str]:
    return [clause[key] for key in ("heading", "text") if key in clause]


def changed(edit: Callable[[Document], None]) -> Sources:
    """Return the sources after an edit of the policy, with the unedited as the version before."""
    document = deepcopy(DOCUMENT)
    edit(document)
    text = "\n".join([document["title"], *(words for each in document["clause"] for words in _quoted(each))])
    return replace(WHOLE, document=document, policy=from_document(document, "procedures.toml"), text=text)


def with_page(words: str) -> Sources:
    """Return the sources with one page more."""
    return replace(WHOLE, pages=PAGES | {"about.md": f"# About\n\n{words}\n"})


def text_at_10_weeks(document: Document) -> None:
    """Change a number in the text and in the rule, and nothing of ours: half of a change."""
    clause = thing(document, "clause", "eight-weeks")
    clause["text"] = clause["text"].replace("8 weeks", "10 weeks")
    for row in clause["row"]:
        if "when" in row:
            row["when"] = row["when"].replace("56 days", "70 days")


def all_at_10_weeks(value: Any) -> Any:
    """Return a document with the number changed wherever it stands, ids left out."""
    if isinstance(value, dict):
        return {key: each if key == "id" else all_at_10_weeks(each) for key, each in value.items()}
    if isinstance(value, list):
        return [all_at_10_weeks(each) for each in value]
    if not isinstance(value, str):
        return value
    weeks = {"8 weeks": "10 weeks", "Eight weeks": "Ten weeks", "eight weeks": "ten weeks"}
    days = {f"{number} days": f"{number + 14} days" for number in (55, 56, 57)}
    calendar = {old.replace(" ", " calendar "): new.replace(" ", " calendar ") for old, new in days.items()}
    for old, new in (weeks | days | calendar).items():
        value = value.replace(old, new)
    return value


def test_the_tests_own_have_none() -> None:
    """The sources that the tests below change have no fault and nothing to look at."""
    assert faults_of(WHOLE) == []
    assert to_look_at(WHOLE) == []


class TestHalfAChange:
    def test_every_place_that_still_has_the_old_number_is_told(self) -> None:
        """Text and rule at 10 weeks, the rest at 8: each reading, label, silence and case is told, and the glossary."""
        found = faults_of(changed(text_at_10_weeks))
        for place in (
            "procedures.toml: clause `eight-weeks`: reading: ",
            "procedures.toml: advice",
            "procedures.toml: silence `eight-weeks-consequence`: title: ",
            "procedures.toml: question `ase_request_date`: why: ",
            "cases.toml: case",
            "glossary.toml: term",
        ):
            assert any(each.startswith(place) for each in found), place
        assert any("55 days, which was about the limit before" in each for each in found)
        assert any("speaks of 8 weeks" in each for each in found)
        assert any("speaks of 56 days" in each for each in found)

    def test_a_text_that_no_clause_has_is_told_first_and_alone(self) -> None:
        """With the source changed and no clause, both ends are told: the clause to change, and the words to take."""
        text = SOURCE_TEXT.replace("8 weeks", "10 weeks")
        clause, line = faults_of(replace(WHOLE, text=text))
        assert clause.startswith("procedures.toml: clause `eight-weeks` (1.2): its `text` is not in source.txt")
        assert line.startswith("source.txt: no clause and no heading of procedures.toml has these words: For all CPT")

    def test_words_about_a_clause_that_is_gone_are_to_be_looked_at(self) -> None:
        """A description that still speaks of what only the clause before said is listed, with its line."""
        text = "\n".join(line for line in SOURCE_TEXT.splitlines() if "FDA clearance" not in line)
        sources = changed(without_the_note)
        pages = {"about.md": "description: The three things, and a note on FDA clearance.\n"}
        (found,) = (each for each in to_look_at(replace(sources, text=text, pages=pages)) if "about.md" in each)
        assert found.startswith("docs/about.md, line 1: says `FDA clearance`, which the text said before")

    def test_the_whole_change_has_no_fault(self) -> None:
        """With the number changed wherever it stands, nothing is told."""
        document = all_at_10_weeks(DOCUMENT)
        sources = replace(
            WHOLE,
            document=document,
            policy=from_document(document, "procedures.toml"),
            text=all_at_10_weeks(SOURCE_TEXT),
            glossary=all_at_10_weeks(GLOSSARY),
            cases=all_at_10_weeks(WHOLE.cases),
            pages=all_at_10_weeks(PAGES),
        )
        assert faults_of(sources) == []

    def test_a_bare_number_that_is_gone_is_to_be_looked_at(self) -> None:
        """Where the text said one site and says two, our words about that clause that say one are listed."""

        def two_sites(document: Document) -> None:
            clause = thing(document, "clause", "discussion-criteria")
            for table, key in ((clause, "text"), *((part, "words") for part in clause["part"])):
                table[key] = table[key].replace("one site", "two sites")

        found = to_look_at(changed(two_sites))
        assert found
        assert all("says `1`, as the text of clause `discussion-criteria` did before" in each for each in found)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("ASE “will always discuss”.", "“will always discuss” is not in the text"),
        ("See [it](clause:nowhere).", "leads to clause `nowhere`, which is not there"),
        ("::: quote nowhere", "leads to clause `nowhere`, which is not there"),
        ("Bring it ten weeks before.", "speaks of 10 weeks, and neither the text nor a rule does"),
        ("Bring it 12 business days before.", "speaks of 12 business days"),
        ("See clauses 1.1, 1.2 and 9.4.", "names clause 9.4, and no clause has this number"),
    ],
)
def test_words_of_a_page_that_do_not_fit_are_told_with_their_line(words: str, fault: str) -> None:
    """A page that misquotes, or names a time or a clause that is not there, is told once, with the line."""
    (found,) = faults_of(with_page(words))
    assert found.startswith("docs/about.md, line 3: ")
    assert fault in found


def test_a_fact_that_nothing_uses_is_told() -> None:
    """A fact from outside that no page and no table names is to be removed."""
    facts = {"fact": [*FACTS["fact"], {"id": "idle", "says": "Something."}]}
    assert faults_of(replace(WHOLE, facts=facts)) == ["facts.toml: fact `idle` is used nowhere; remove it"]
    assert faults_of(replace(with_page("[It](fact:idle)."), facts=facts)) == []


@pytest.mark.parametrize(
    "words",
    [
        "ASE “will not engage in discussion … for any autonomous technology”.",
        "“Will not engage in discussion”, it says.",
        "Their page says “must meet them”, for five years.",
        "8 weeks are 56 calendar days.",
        "See clauses 1.1, 1.2 and 3.3.",
        "It is for one case on one day.",
    ],
)
def test_words_that_fit_are_not_told(words: str) -> None:
    """Quotations with a gap or a capital, facts from outside, and the days of a rule are right."""
    assert faults_of(with_page(words)) == []


class TestAnAnswerThatIsNew:
    def test_where_all_others_are_named_or_counted_is_to_be_looked_at(self) -> None:
        """With a fourth class, places that name the three, and words about them that say three, are listed."""

        def adaptive(document: Document) -> None:
            thing(document, "question", "classification")["value"].insert(3, {"id": "adaptive", "label": "Adaptive"})

        pages = PAGES | {"about.md": "Assistive, augmentative and autonomous.\nOr assistive, augmentative.\n"}
        found = to_look_at(replace(changed(adaptive), pages=pages))
        assert any(
            "about.md, line 1: names Assistive, Augmentative, Autonomous, and not Adaptive" in each for each in found
        )
        assert not [each for each in found if "about.md, line 2" in each]
        assert any("says `three`, and there are more now" in each for each in found)


def test_what_does_not_continue_the_sentence_is_told() -> None:
    """An entry of what a clause does not say that begins otherwise is told with the words to begin with."""

    def where(document: Document) -> None:
        thing(document, "clause", "taxonomy")["not_read_as"] = ["where it is to be classified"]

    (found,) = faults_of(changed(where))
    assert "does not continue “It does not say …”; begin it with that, whether, what or anything" in found


class TestAClauseThatIsNew:
    @staticmethod
    def advice(document: Document) -> None:
        """Add a clause of advice, with an abbreviation that is new."""
        new = deepcopy(thing(document, "clause", "taxonomy"))
        new |= {"id": "new-advice", "number": "3.4", "text": "ASE advises developers to read the XQZ."}
        del new["row"]
        new["part"] = [{"words": new["text"], "coverage": "advice", "why": "It asks for nothing that can be checked."}]
        document["clause"].append(new)

    def test_is_told_where_it_is_missing_with_the_line_to_add(self) -> None:
        """The glossary, the navigation and the first page are told, each with what to add."""
        glossary, navigation, first = faults_of(changed(self.advice))
        assert glossary.startswith("glossary.toml: ")
        assert navigation == (
            "mkdocs.yml: `nav` has no clause `new-advice`; add the line `- clauses/new-advice.md` under "
            "`Classify your technology`"
        )
        assert first.startswith("docs/index.md: ")
        assert "[3.4](clause:new-advice)" in first

    def test_once_it_is_there_nothing_is_told(self) -> None:
        """With these lines and a term the same change has no fault."""
        sources = changed(self.advice)
        pages = PAGES | {"index.md": PAGES["index.md"] + "[3.4](clause:new-advice){ .tag }\n"}
        navigation = NAVIGATION + "  - clauses/new-advice.md\n"
        glossary = {"term": [*GLOSSARY["term"], {"term": "XQZ", "says": "A thing."}]}
        assert faults_of(replace(sources, pages=pages, navigation=navigation, glossary=glossary)) == []
