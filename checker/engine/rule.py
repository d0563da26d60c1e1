"""Rules, and the exactness rule: a result is definite exactly when every way of answering agrees.

In: the rows of a clause or decision, and the answers known so far.
Out: the one outcome, or what keeps it open.
Must not approximate: every completion of the open questions is gone through.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Literal

from checker.engine.condition import (
    All,
    Any,
    ClauseIs,
    Condition,
    DaysBefore,
    Is,
    Not,
    Value,
    leaves,
)

_MOST_CACHED = 4096

type Tone = Literal["done", "undone", "open", "stop", "free", "said", "silent", "away"]
"""How a status or value looks, in color and shape: a tick, a ring, a dotted ring, two bars, two bars set apart, a
diamond, brackets, a dash. `stop` alone is in the color of a warning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a rule: where `when` holds, the rule comes to `outcome`.

    when: None for the last row, which holds where no other does.
    clauses: those that the row rests on; none in the rows of a clause, and where no other row holds.
    says: the words for it; `{interval}` stands for the time between the two dates that the rule compares.
    headline: the same in few words, where they say more than those for the outcome; may be empty.
    tone: how the outcome looks where it comes from this row.
    """

    outcome: str
    when: Condition | None
    clauses: tuple[str, ...]
    says: str
    headline: str = ""
    tone: Tone = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A question as a rule sees it: what an answer to it may be.

    domain: the values that an open question ranges over; empty for a date, which ranges without bound.
    """

    name: str
    domain: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a rule comes to.

    outcome: the outcome that every way of answering gives; None if they differ, or if no row holds.
    rows: the rows that it comes from; where it is open, those that some way of answering would make hold.
    missing: the names of exactly those open questions that can still change the outcome.
    possible: the outcomes that some way of answering gives, in the order of the rows.
    """

    outcome: str | None
    rows: tuple[Row, ...]
    missing: tuple[str, ...]
    possible: tuple[str, ...]


class Rule:
    """The rows of one clause or decision over the questions that they mention.

    The first row that holds gives the outcome; every row that holds with the same outcome is a ground of it.
    What `settle` finds is cached here, and nowhere else: without that, a result takes four times as long.
    """

    def __init__(self, rows: Sequence[Row], variables: Sequence[Variable]) -> None:
        """Take the rows, and every question that they mention, in the order of the questions."""
        self.rows = tuple(rows)
        self.variables = tuple(variables)
        self._allowed = tuple(frozenset(variable.domain) for variable in variables)
        place = {variable.name: index for index, variable in enumerate(variables)}
        self._tests = tuple(
            (number, _compiled(row.when, place)) for number, row in enumerate(rows) if row.when is not None
        )
        self._otherwise = tuple(number for number, row in enumerate(rows) if row.when is None)[:1]
        self._comparisons = tuple(
            {
                (place[leaf.earlier], leaf.days, place[leaf.later])
                for row in rows
                if row.when is not None
                for leaf in leaves(row.when)
                if isinstance(leaf, DaysBefore)
            }
        )
        self._settled: dict[tuple[Value | None, ...], Settled] = {}

    def known(self, answers: Mapping[str, Value]) -> tuple[Value | None, ...]:
        """Return the answers as this rule sees them: one per variable, None where open.

        An answer outside a variable's domain (a class that is "not classified yet", for a rule that does
        not ask about it) leaves the question open.
        """
        return tuple(
            answer if not allowed or answer in allowed else None
            for variable, allowed in zip(self.variables, self._allowed, strict=True)
            for answer in (answers.get(variable.name),)
        )

    def settle(self, known: tuple[Value | None, ...]) -> Settled:
        """Go through every way of answering what is open in `known`."""
        settled = self._settled.get(known)
        if settled is None:
            if len(self._settled) >= _MOST_CACHED:
                self._settled.clear()
            settled = self._settled[known] = self._settle(known)
        return settled

    def _settle(self, known: tuple[Value | None, ...]) -> Settled:
        dates = self._open_dates(known)
        domains = tuple(
            (answer,) if answer is not None else variable.domain or dates
            for variable, answer in zip(self.variables, known, strict=True)
        )
        grounds = [self._holding(sheet) for sheet in product(*domains)]
        outcomes = [self.rows[numbers[0]].outcome if numbers else None for numbers in grounds]
        different = set(outcomes)
        possible = tuple(dict.fromkeys(row.outcome for row in self.rows if row.outcome in different))
        ever = set().union(*grounds)
        if len(different) == 1:
            always = ever.intersection(*grounds)
            return Settled(outcome=outcomes[0], rows=self._rows(always or ever), missing=(), possible=possible)
        return Settled(
            outcome=None,
            rows=self._rows(ever),
            missing=tuple(
                variable.name
                for index, variable in enumerate(self.variables)
                if _matters(outcomes, index, [len(domain) for domain in domains])
            ),
            possible=possible,
        )

    def _rows(self, numbers: Collection[int]) -> tuple[Row, ...]:
        return tuple(row for number, row in enumerate(self.rows) if number in numbers)

    def _holding(self, sheet: tuple[Value, ...]) -> tuple[int, ...]:
        """Return, by number, the rows that give a complete sheet its outcome."""
        holding = tuple(number for number, test in self._tests if test(sheet)) or self._otherwise
        return tuple(each for each in holding if self.rows[each].outcome == self.rows[holding[0]].outcome)

    def _open_dates(self, known: tuple[Value | None, ...]) -> tuple[int, ...]:
        """Return days that, for open dates, make every way in which the comparisons can come out.

        They lie around the given dates, or around any one day, where none is given.
        """
        if not self._comparisons:
            return ()
        dates = {index for earlier, _, later in self._comparisons for index in (earlier, later)}
        days = {int(answer) for index in dates if (answer := known[index]) is not None} or {0}
        return days_around(days, {least for _, least, _ in self._comparisons}, len(dates))


def days_around(days: Iterable[int], numbers: Iterable[int], dates: int) -> tuple[int, ...]:
    """Return days that, for so many dates, make every way in which comparisons can come out.

    days: those to start from.  numbers: of days, that the comparisons ask for.
    A comparison only tells whether two dates are at least so many days apart. So whatever a set of dates makes
    true and false, dates also do that lie, from one of those days, at sums of those numbers of days and of one
    less, one step per further date.
    """
    steps = {sign * (number - less) for number in numbers for less in (0, 1) for sign in (1, -1)}
    found = set(days)
    for _ in range(dates - 1):
        found |= {day + step for day in found for step in steps}
    return tuple(sorted(found))


def _matters(outcomes: Sequence[str | None], index: int, sizes: Sequence[int]) -> bool:
    """Tell whether two neighbours differ that have everything but variable `index` in common.

    outcomes: in the order of `itertools.product`, where the last variable runs fastest.
    """
    stride = prod(sizes[index + 1 :])
    return any(
        outcomes[start] != outcomes[start + step * stride]
        for start in range(len(outcomes))
        if start // stride % sizes[index] == 0
        for step in range(1, sizes[index])
    )


type _Test = Callable[[tuple[Value, ...]], bool]


def _compiled(condition: Condition, place: Mapping[str, int]) -> _Test:
    """Return a function that says whether a complete sheet meets the condition."""
    match condition:
        case Is(name, value):
            index = place[name]
            return lambda sheet: sheet[index] == value
        case DaysBefore(earlier, days, later):
            first, last = place[earlier], place[later]
            return lambda sheet: int(sheet[last]) - int(sheet[first]) >= days
        case ClauseIs(_, _, part):
            return _compiled(part, place)
        case Not(part):
            test = _compiled(part, place)
            return lambda sheet: not test(sheet)
        case All(parts):
            tests = tuple(_compiled(each, place) for each in parts)
            return lambda sheet: all(each(sheet) for each in tests)
        case Any(parts):
            tests = tuple(_compiled(each, place) for each in parts)
            return lambda sheet: any(each(sheet) for each in tests)
