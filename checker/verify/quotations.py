"""Problems of quotations: where they differ from the source, or leave out words of it.

In: a parsed policy file, and the source text.  Out: problems.
Must not tolerate a single different character.
"""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest
from typing import Any

from checker.engine.fault import quote
from checker.verify.problem import Problem

_WORDS_BEFORE = 3


def unsourced(document: Mapping[str, Any], source: str) -> Iterator[Problem]:
    """Yield quotations that differ from the source, and source lines that are not quoted."""
    quoted, lines = list(_quoted(document)), list(_lines(source))
    for texts, others, where_not in (
        (quoted, lines, "is not in the source at this place"),
        (lines, quoted, "is in no clause or heading at this place"),
    ):
        matcher = SequenceMatcher(None, [text for _, text in texts], [text for _, text in others], autojunk=False)
        for operation, first, last, start, end in matcher.get_opcodes():
            if operation == "equal":
                continue
            for (where, text), other in zip_longest(texts[first:last], others[start : min(end, start + last - first)]):
                message = f"{quote(_where_it_differs(text, other))} {where_not}"
                yield Problem(kind="unsourced", where=where, message=message, witness={})


def _where_it_differs(text: str, other: tuple[str, str] | None) -> str:
    """Return a text from shortly before the first word that differs from another text; all of it if there is none."""
    words, others = text.split(" "), other[1].split(" ") if other else []
    same = takewhile(lambda pair: pair[0] == pair[1], zip(words, others, strict=False))
    before = len(list(same)) - _WORDS_BEFORE
    return " ".join(["…", *words[before:]]) if before > 0 else text


def _quoted(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield everything that a policy quotes, in order, each with its place."""
    yield "title", document["title"]
    for clause in document["clause"]:
        where = f"clause {quote(clause['id'])}"
        if "heading" in clause:
            yield f"{where}: heading", clause["heading"]
        yield where, clause["text"]


def _lines(source: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of the source without bullets and surrounding space, each with its place."""
    for number, line in enumerate(source.splitlines(), start=1):
        text = line.strip().removeprefix("- ")
        if text:
            yield f"source line {number}", text
