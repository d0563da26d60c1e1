"""The words of the source: nothing changed, nothing added, nothing left out."""

import re
import tomllib

import pytest

from checker import load_policy
from checker.markup.source import words_of
from checker.policy import PROCEDURES, SOURCE
from checker.sentences.source import plain_words_of

POLICY = load_policy()
SOURCE_TEXT = SOURCE.read_text("utf-8")


def lines_of_source():
    """Return the lines of the source without bullets and the space around them."""
    return [line.strip().removeprefix("- ") for line in SOURCE_TEXT.splitlines() if line.strip()]


def lines_of(document):
    """Return the title, headings and clauses of a policy file, in order."""
    lines = [document["title"]]
    for clause in document["clause"]:
        lines += [clause[key] for key in ("heading", "text") if key in clause]
    return lines


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
