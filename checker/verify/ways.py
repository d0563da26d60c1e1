"""Every way of answering some questions, the smallest first: what verifying and comparing go through.

In: questions with the answers that each allows, and the numbers of days by which their dates are compared.
Out: sheets of answers.
Must not skip a way of answering, and must not use the engine.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, combinations, product
from typing import Any

type Answer = bool | str | date
type Sheet = dict[str, Answer]
type Allowed = Sequence[Answer] | None
"""The answers that a question allows; None for a date."""

BASE = date(2028, 3, 1)
"""The first date of every sheet. Which day it is does not matter: only the time between dates counts."""


def ways(asked: Mapping[str, Allowed], numbers: Iterable[int]) -> Iterator[Sheet]:
    """Yield every way of answering all, some or none of the questions.

    asked: the answers that each question allows.  numbers: of days, by which the dates are compared.
    Sheets with the fewest answers come first; among these, those that answer the first questions.
    The first date in a sheet is BASE; the distances of the others produce every result that the comparisons can have.
    """
    dates = [name for name, allowed in asked.items() if allowed is None]
    others = days_within(numbers, len(dates) - 1)
    for names in chain.from_iterable(combinations(asked, size) for size in range(len(asked) + 1)):
        first = next((name for name in names if name in dates), None)
        answers: list[Sequence[Answer]] = []
        for name in names:
            allowed = asked[name]
            answers.append([BASE] if name == first else others if allowed is None else allowed)
        for sheet in product(*answers):
            yield dict(zip(names, sheet, strict=True))


def days_within(numbers: Iterable[int], steps: int) -> list[date]:
    """Return the days within so many steps of BASE, in order.

    A comparison only tests whether two dates are at least so many days apart. So for any set of dates there is another
    one with the same results, in which each further date is one step away from an earlier one; a step is one of the
    numbers of days, or one day less, in either direction.
    """
    distances = {sign * (number - less) for number in numbers for less in (0, 1) for sign in (1, -1)}
    found = {0}
    for _ in range(steps):
        found |= {day + distance for day in found for distance in distances}
    return [BASE + timedelta(days=day) for day in sorted(found)]


def allowed_by(question: Mapping[str, Any]) -> list[Answer] | None:
    """Return the answers that a question of a policy file allows; None for a date."""
    if question["type"] == "date":
        return None
    return [True, False] if question["type"] == "boolean" else [value["id"] for value in question["value"]]


def as_json(sheet: Sheet) -> dict[str, bool | str]:
    """Return a sheet as JSON values."""
    return {name: answer.isoformat() if isinstance(answer, date) else answer for name, answer in sheet.items()}
