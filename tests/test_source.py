"""The words of the source: nothing changed, nothing added, nothing left out."""

import hashlib
import json
import re
import tomllib

import pytest

from checker import load_policy
from checker.build.places import POLICIES
from checker.markup.source import words_of
from checker.pages.glossary import load_glossary
from checker.pages.versions import VERSIONS
from checker.policy import FACTS, GLOSSARY, PROCEDURES, SOURCE
from checker.sentences.source import plain_words_of

POLICY = load_policy()
SOURCE_TEXT = SOURCE.read_text("utf-8")
SOURCE_DIGEST = "807aad76f41cdc15b6f22528aeef5183e98b8d6b3d89b3c081921856ccbf54d6"
"""It changes with the text that ASE publishes, and with nothing else."""


def lines_of_source():
    """Return the lines of the source without bullets and the space around them."""
    return [line.strip().removeprefix("- ") for line in SOURCE_TEXT.splitlines() if line.strip()]


def lines_of(document):
    """Return the title, headings and clauses of a policy file, in order."""
    lines = [document["title"]]
    for clause in document["clause"]:
        lines += [clause[key] for key in ("heading", "text") if key in clause]
    return lines


def test_source_is_the_one_that_was_read():
    """The source has the digest that it had when the clauses were read from it."""
    assert hashlib.sha256(SOURCE.read_bytes()).hexdigest() == SOURCE_DIGEST


def test_clauses_and_headings_are_the_source():
    """Title, headings and clauses are the lines of the source, character by character and in order."""
    assert lines_of(tomllib.loads(PROCEDURES.read_text("utf-8"))) == lines_of_source()


@pytest.mark.parametrize("clause", range(len(POLICY.clauses)))
def test_one_changed_character_is_seen(clause):
    """A clause with one curly quote, dash, letter or mark changed is not the source: the control."""
    document = tomllib.loads(PROCEDURES.read_text("utf-8"))
    text = document["clause"][clause]["text"]
    document["clause"][clause]["text"] = text[:-1] + ("," if text[-1] == "." else ".")
    assert lines_of(document) != lines_of_source()


def quoted(text):
    """Return what a text of ours puts in quotation marks."""
    return re.findall(r"“([^”]+)”", text)


def test_whatever_we_quote_is_in_the_source():
    """Every phrase that our words put in quotation marks stands in the source in exactly these words."""
    ours = re.sub(r"^(?:text|title|heading) = .*$", "", PROCEDURES.read_text("utf-8"), flags=re.MULTILINE)
    phrases = quoted(ours)
    assert len(phrases) > 20
    # "support" as the word that clause 3.2.2 does not use, and "autonomous" as AMA has it, are words too
    elsewhere = quoted(FACTS.read_text("utf-8"))  # words of pages that are not the source, each named as such
    assert [phrase for phrase in phrases if phrase not in SOURCE_TEXT and phrase not in elsewhere] == []


LINK = re.compile(r"\[([^\]]+)\]\(#\)")


def test_plain_words_lose_the_marks_and_nothing_else():
    """Marks of emphasis and link are rendered; every other character of a clause is shown as it is."""
    for clause in POLICY.clauses.values():
        shown = re.sub(r"<[^>]+>", "", words_of(clause)).replace("&amp;", "&")
        assert shown == plain_words_of(clause)
        assert shown == LINK.sub(r"\1", clause.text.replace("*", ""))


def test_emphasis_and_link_stand_where_the_source_has_them():
    """Each mark of the source becomes one emphasis or one link, with the words that it marks."""
    marked = 0
    for clause in POLICY.clauses.values():
        markup = words_of(clause)
        assert re.findall("<em>(.*?)</em>", markup) == re.findall(r"\*([^*]+)\*", clause.text)
        assert re.findall("<a href=[^>]*>([^<]*)", markup) == LINK.findall(clause.text)
        marked += markup.count("<em>") + markup.count("<a href=")
    assert marked


def test_no_clause_that_was_published_is_gone_or_numbered_anew():
    """The ids of clauses stand in published links: every version on record has only ids that there still are."""
    numbers = {clause.id: clause.number for clause in POLICY.clauses.values()}
    for record in POLICIES.glob("*.json"):
        if record.name == VERSIONS:
            continue
        for clause in json.loads(record.read_text("utf-8"))["clause"]:
            assert numbers.get(clause["id"]) == clause["number"], (record.name, clause["id"])


def test_the_glossary_loads_and_names_clauses_that_use_its_terms():
    """Every word of a term that the glossary places in a clause stands in that clause, or in its heading."""
    for term in load_glossary(GLOSSARY, POLICY):
        for name in term.clauses:
            clause = POLICY.clauses[name]
            words = f"{clause.heading or ''} {clause.text}".lower().replace("cat iii", "category iii")
            absent = [word for word in term.term.lower().split() if word not in words]
            assert not absent, f"{term.term} is not in clause {clause.number}"
