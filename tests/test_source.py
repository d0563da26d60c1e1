"""The words of the source: nothing changed, nothing added, nothing left out."""

import re

import pytest

from checker.policy import load_source
from checker.result.parts import words_of
from checker.result.words import plain_words_of
from tests.shipped import DOCUMENT, POLICY

LINES = [line.strip().removeprefix("- ") for line in load_source().splitlines() if line.strip()]
LINK = re.compile(r"\[([^\]]+)\]\(#\)")


def test_clauses_and_headings_are_the_source():
    """Title, headings and clauses are the lines of the source, character by character and in order."""
    quoted = [clause[key] for clause in DOCUMENT["clause"] for key in ("heading", "text") if key in clause]
    assert [DOCUMENT["title"], *quoted] == LINES


@pytest.mark.parametrize("clause", POLICY.clauses.values(), ids=lambda clause: clause.id)
def test_what_is_shown_of_a_clause_is_its_text(clause):
    """Marks become emphasis and links, with the words that they mark; every other character is shown as it is."""
    markup = words_of(clause)
    shown = re.sub(r"<[^>]+>", "", markup).replace("&amp;", "&")
    assert shown == plain_words_of(clause) == LINK.sub(r"\1", clause.text.replace("*", ""))
    assert re.findall("<em>(.*?)</em>", markup) == re.findall(r"\*([^*]+)\*", clause.text)
    assert re.findall("<a href=[^>]*>([^<]*)", markup) == LINK.findall(clause.text)
