"""Sheets of answers: every way of answering the questions that two versions of a rule mention, the smallest first.

In: two policies, and the questions that a rule of either mentions.  Out: sheets, as in JSON.
Must not skip a way of answering, nor contain an answer that a version with that question does not allow.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, combinations, product
from typing import Any

from checker.compare.tables import merged
from checker.engine.model import Policy, Question
from checker.engine.rule import days_around

type Answer = bool | str
type Sheet = Mapping[str, Answer]

BASE = date(2028, 3, 1).toordinal()
"""The value of the first date in a sheet. Which day it is does not matter: only the time between dates counts."""

_FIRST, _LAST = date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal()


def sheets(old: Policy, new: Policy, names: Iterable[str], numbers: Iterable[int]) -> Iterator[dict[str, Answer]]:
    """Yield every way of answering all, some or none of the questions.

    names: the questions that a rule of either version mentions.  numbers: the numbers of days in their comparisons.
    Sheets with fewer answers come first, then those that answer earlier questions, then those with answers that are
    listed earlier (yes before no). A question of one version only is answered as that version allows. The first date
    of a sheet is always the same day, and the others are at distances from it that give every comparison result.
    """
    seen = frozenset(names)
    asked = [name for name in merged(old.questions, new.questions) if name in seen]
    answers = {name: _shared(old.questions.get(name), new.questions.get(name)) for name in asked}
    dates = [name for name in asked if answers[name] is None]
    distances = days_around({0}, numbers, len(dates))
    for names_given in chain.from_iterable(combinations(asked, size) for size in range(len(asked) + 1)):
        first = next((name for name in names_given if name in dates), None)
        ways: list[Sequence[Answer | int]] = []
        for name in names_given:
            allowed = answers[name]
            ways.append(allowed if allowed is not None else (0,) if name == first else distances)
        for given in product(*ways):
            yield from _dated(dict(zip(names_given, given, strict=True)), dates)


def _shared(old: Question | None, new: Question | None) -> tuple[Answer, ...] | None:
    """Return the answers that every version with the question allows; None for a date."""
    asked = [question for question in (new, old) if question is not None]
    if len({question.type for question in asked}) > 1:
        return ()
    if asked[0].type == "date":
        return None
    if asked[0].type == "boolean":
        return (True, False)
    allowed = [[choice.id for choice in question.choices] for question in asked]
    return tuple(value for value in allowed[0] if value in allowed[-1])


def _dated(given: Mapping[str, Any], dates: Sequence[str]) -> Iterator[dict[str, Answer]]:
    """Yield the sheet with days in place of distances, shifted into the allowed range; nothing if they do not fit."""
    distances = [int(given[name]) for name in dates if name in given]
    low, high = min(distances, default=0), max(distances, default=0)
    if high - low <= _LAST - _FIRST:
        base = min(max(BASE, _FIRST - low), _LAST - high)
        yield {
            name: date.fromordinal(base + int(answer)).isoformat() if name in dates else answer
            for name, answer in given.items()
        }
