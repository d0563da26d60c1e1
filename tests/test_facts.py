"""Facts from outside the text: each is listed once with its source and day, used somewhere, and stays true."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.engine.fault import InputError
from checker.pages.facts import load_facts, sources_html
from checker.policy import FACTS, GLOSSARY, PROCEDURES, load_document
from checker.result.words import in_words

DOCS = Path(__file__).parent.parent / "docs"
PAGES = {path.relative_to(DOCS).as_posix(): path.read_text("utf-8") for path in sorted(DOCS.rglob("*.md"))}
KNOWN = load_facts(FACTS)
FOUND = KNOWN.facts
IN_PAGE = re.compile(r"\]\(fact:([^)\s]+)\)")
DATED = re.compile(r"looked up (\w+ \d+, \d{4})")
# What speaks of the day as if it were still to come, or just past: such a sentence is false on one side of it.
BORROWED = re.compile(
    r"\b(?:will|takes? effect|took effect|changes? on|is to|from next|soon|recently)\b", re.IGNORECASE
)
THE_DAY = re.compile(r"January 1, 2027|1 January 2027|2027-01-01|revision")


def tables(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield every table of a document, each before those within it."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from tables(each)
    elif isinstance(value, list):
        for each in value:
            yield from tables(each)


TABLES = [table for path in (PROCEDURES, GLOSSARY) for table in tables(load_document(path))]


def own_words(table: Mapping[str, Any]) -> str:
    """Return the words of a table, without those of tables within it."""
    lists = (value if isinstance(value, list) else [value] for value in table.values())
    return " ".join(each for value in lists for each in value if isinstance(each, str))


def false_on_one_side(text: str) -> list[str]:
    """Return what a text says near the day of the revision that the calendar will make false."""
    return [near for near in re.split("[.:;|]", text) if THE_DAY.search(near) and BORROWED.search(near)]


def test_every_fact_that_is_used_is_listed() -> None:
    """Pages and the tables of the policy name facts by their ids, and no other."""
    used = {name for page in PAGES.values() for name in IN_PAGE.findall(page)}
    used |= {name for table in TABLES for name in table.get("facts", ())}
    assert used <= FOUND.keys()


def test_words_that_rest_on_a_fact_name_the_day_that_it_was_looked_up() -> None:
    """A table says "looked up" exactly where it names facts, and with their days."""
    for table in TABLES:
        days = {in_words(date.fromisoformat(FOUND[name].looked_up)) for name in table.get("facts", ())}
        assert set(DATED.findall(own_words(table))) == days, own_words(table)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_lists_where_its_facts_were_read(page: str) -> None:
    """Where a page links a fact, its foot lists the sources; no page links AMA or ASE otherwise."""
    assert bool(IN_PAGE.search(PAGES[page])) == ("\n    ::: facts\n" in PAGES[page])
    assert not re.search(r"https?://www\.(?:ama-assn|asecho)\.org", PAGES[page])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('"npj", "log"', ""), "fact `sea-trials`: `sources` is empty"),
        (('["npj"', '["npk"'), "fact `sea-trials`: unknown source `npk`; did you mean `npj`?"),
        (('looked_up = "2026-11-25"\n', ""), "fact `sea-trials`: `looked_up` is missing"),
        (
            ("2026-11-25", "25 November"),
            "fact `sea-trials`: `looked_up` is `25 November`; allowed: a real day written `YYYY-MM-DD`",
        ),
        (
            ("https://e.org", "e.org"),
            "source `npj`: `address` is `e.org`; allowed: an address that begins with `https://`",
        ),
    ],
)
def test_a_fact_without_a_source_or_a_day_is_a_fault(tmp_path: Path, change: tuple[str, str], fault: str) -> None:
    """The list cannot be read with a fact whose source or day is missing."""
    text = (
        '[[source]]\nid = "npj"\nname = "A paper"\naddress = "https://e.org"\n'
        '[[source]]\nid = "log"\nname = "A log"\naddress = "https://e.com"\n'
        '[[fact]]\nid = "sea-trials"\nsays = "They float."\nsources = ["npj", "log"]\nlooked_up = "2026-11-25"\n'
    )
    file = tmp_path / "facts.toml"
    file.write_text(text, "utf-8")
    known = load_facts(file)
    for source in ("A paper", "A log"):
        assert f"{source}</a>, looked up November 25, 2026" in sources_html(known, known.facts.values())
    file.write_text(text.replace(*change), "utf-8")
    with pytest.raises(InputError) as raised:
        load_facts(file)
    assert fault in str(raised.value)


def test_the_meanings_of_the_first_version_are_not_credited_to_ama() -> None:
    """AMA's own page carries the revision, so what the first version means was read elsewhere."""
    first = [fact for name, fact in FOUND.items() if name.startswith("first-")]
    assert {source for fact in first for source in fact.sources} == {"ase-ai", "npj"}


def test_nothing_dated_is_said_of_the_present() -> None:
    """No sentence with a date says today, now or currently: it would be false on another day."""
    said = [*PAGES.values(), *map(own_words, TABLES), *(fact.says for fact in FOUND.values())]
    dated = [each for text in said for each in re.split(r"[.;|]", text) if re.search(r"\w \d{1,2}, \d{4}", each)]
    assert dated
    assert [each for each in dated if re.search(r"\b(today|now|currently)\b", each, re.IGNORECASE)] == []


def test_nothing_is_false_once_the_revision_is_in_force() -> None:
    """No page, table or fact speaks of January 1, 2027 as of a day to come, or of one just past."""
    said = [*PAGES.values(), *map(own_words, TABLES), *(fact.says for fact in FOUND.values())]
    assert [near for text in said for near in false_on_one_side(" ".join(text.split()))] == []
    assert any("January 1, 2027" in text for text in said)
