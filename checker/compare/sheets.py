"""Sheets of answers: every way of answering the questions that two versions of a rule mention, the smallest first.

In: two policies, and the questions that a rule of either mentions.  Out: sheets, as in JSON.
Must not skip a way of answering, nor contain an answer that a version with that question does not allow.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, combinations, product
from typing import Any, TypeAlias

from checker.compare.tables import merged
from checker.engine.model import Policy, Question
from checker.engine.rule import days_around

Answer: TypeAlias = bool | str
Sheet: TypeAlias = Mapping[str, Answer]

BASE = date(2028, 3, 1).toordinal()
"""The value of the first date in a sheet. Which day it is does not matter: only the time between dates counts."""

_FIRST, _LAST = date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal()


def sheets(
    old: Policy, new: Policy, names: Iterable[str], numbers: Iterable[int], *, alone: bool = False
) -> Iterator[dict[str, Answer]]:
    """Yield every way of answering all, some or none of the questions.

    names: the questions that a rule of either version sees.  numbers: of days, that they compare dates by.
    Those with the fewest answers come first; among these, those that answer the first questions; among these, those
    with the answers that are listed first, yes before no. A question that one version does not know is answered as
    the other allows. Of dates, the first that is given is always the same day, and the others lie from it at
    distances that make every way in which the comparisons can come out.
    alone: yield instead those that hold an answer which only one of the versions allows.
    """
    seen = frozenset(names)
    asked = [name for name in merged(old.questions, new.questions) if name in seen]
    shared = {name: _allowed(old.questions.get(name), new.questions.get(name)) for name in asked}
    answers = shared
    if alone:
        answers = {name: _allowed(old.questions.get(name), new.questions.get(name), alone=True) for name in asked}
        if answers == shared:
            return
    dates = [name for name in asked if answers[name] is None]
    distances = days_around({0}, numbers, len(dates))
    for names_given in chain.from_iterable(combinations(asked, size) for size in range(len(asked) + 1)):
        first = next((name for name in names_given if name in dates), None)
        ways: list[Sequence[Answer | int]] = []
        for name in names_given:
            allowed = answers[name]
            ways.append(allowed if allowed is not None else (0,) if name == first else distances)
        for given in product(*ways):
            if alone and all(each in (shared[name] or (each,)) for name, each in zip(names_given, given, strict=True)):
                continue
            yield from _dated(dict(zip(names_given, given, strict=True)), dates)


def _allowed(old: Question | None, new: Question | None, *, alone: bool = False) -> tuple[Answer, ...] | None:
    """Return the answers to a question that every version that asks it allows; None for a date.

    alone: also those that only one of the versions allows.
    """
    asked = [question for question in (new, old) if question is not None]
    if len({question.type for question in asked}) > 1:
        return ()
    if asked[0].type == "date":
        return None
    if asked[0].type == "boolean":
        return (True, False)
    allowed = [[choice.id for choice in question.choices] for question in asked]
    return tuple(value for value in merged(allowed[-1], allowed[0]) if alone or all(value in each for each in allowed))


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
