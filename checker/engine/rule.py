"""Rules and how they are evaluated: an outcome is definite exactly when every way of answering gives it.

In: the rows of a clause or decision, and the answers known so far.
Out: the outcome, or the questions that keep it open.
Must not approximate: every way of answering the open questions is tried.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Literal, TypeAlias

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

Tone: TypeAlias = Literal["done", "undone", "open", "stop", "free", "said", "silent", "away"]
"""How a status or value looks: its shape and color. In order: a tick, a ring, a dotted ring, two bars, two bars set
apart, a diamond, brackets, a dash. Only `stop` has the color of a warning. The style sheet selects by `data-tone`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a result shows for a row of a decision, all of it optional.

    title: a heading that fits this row, instead of the decision's.  lead: what the text says, in a sentence or two.
    things: the yes-or-no questions whose answer "no" makes the row hold, listed below the lead.
    in_place: what stands over them instead of the lead if all are answered "yes"; may be empty.
    open: a sentence for when only they are open.  depends: a sentence for when it also depends on other questions.
    denies: what the row does not say.
    """

    title: str
    lead: str
    things: tuple[str, ...]
    in_place: str
    open: str
    depends: str
    denies: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a rule: if `when` holds, the rule has this `outcome`.

    when: None for the last row, which holds where no other does.
    clauses: those that the row rests on; none in the rows of a clause, and where no other row holds.
    word: the words for the outcome where it comes from this row.
    says: a sentence on it; `{interval}` stands for the time between the two dates that the rule compares.
    headline: the same in few words, where they say more than those for the outcome; may be empty.
    brief: a clause's sentence to show beside the decisions; may be empty.  card: for the rows of a decision.
    tone: how the outcome looks where it comes from this row.
    """

    outcome: str
    when: Condition | None
    clauses: tuple[str, ...]
    says: str
    word: str = ""
    headline: str = ""
    brief: str = ""
    card: Card | None = None
    tone: Tone = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A question as a rule sees it.

    domain: the values that an open question can have; empty for a date, whose range is unbounded.
    """

    name: str
    domain: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a rule evaluates to.

    outcome: the outcome that every way of answering gives; None if they differ, or if no row holds.
    rows: the rows that give the outcome; if it is open, those that hold for some way of answering.
    may: other rows that give the same outcome for some ways of answering.
    missing: the names of exactly those open questions that can still change the outcome.
    possible: the outcomes that some way of answering gives, in the order of the rows.
    """

    outcome: str | None
    rows: tuple[Row, ...]
    missing: tuple[str, ...]
    possible: tuple[str, ...]
    may: tuple[Row, ...] = ()


class Rule:
    """The rows of one clause or decision over the questions that they mention.

    The first row that holds gives the outcome; every row that holds and has the same outcome is a ground for it.
    The results of `settle` are cached here and nowhere else: without the cache, an assessment takes four times as long.
    """

    def __init__(self, rows: Sequence[Row], variables: Sequence[Variable]) -> None:
        """Take the rows, and the questions that they mention, in the order of the policy."""
        self.rows = tuple(rows)
        self.variables = tuple(variables)
        self._asked = tuple((variable.name, frozenset(variable.domain)) for variable in variables)
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
        """Return the answers as this rule sees them: one per variable, None if open.

        An answer outside a variable's domain leaves the question open: a choice that counts as open, for a rule that
        does not mention it.
        """
        found = [(answers.get(name), allowed) for name, allowed in self._asked]
        return tuple([answer if not allowed or answer in allowed else None for answer, allowed in found])

    def settle(self, known: tuple[Value | None, ...]) -> Settled:
        """Evaluate the rule for the answers in `known`, over every way of answering the open questions."""
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
            holding = ever.intersection(*grounds) or ever
            return Settled(
                outcome=outcomes[0],
                rows=self._rows(holding),
                missing=(),
                possible=possible,
                may=self._rows(ever - holding),
            )
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
        """Return the numbers of the rows that give a complete sheet its outcome."""
        holding = tuple(number for number, test in self._tests if test(sheet)) or self._otherwise
        return tuple(each for each in holding if self.rows[each].outcome == self.rows[holding[0]].outcome)

    def _open_dates(self, known: tuple[Value | None, ...]) -> tuple[int, ...]:
        """Return enough days for open dates to produce every result that the comparisons can have.

        They lie around the given dates, or around an arbitrary day if none is given.
        """
        if not self._comparisons:
            return ()
        dates = {index for earlier, _, later in self._comparisons for index in (earlier, later)}
        days = {int(answer) for index in dates if (answer := known[index]) is not None} or {0}
        return days_around(days, {least for _, least, _ in self._comparisons}, len(dates))


def days_around(days: Iterable[int], numbers: Iterable[int], dates: int) -> tuple[int, ...]:
    """Return enough days to produce every result that comparisons between so many dates can have.

    days: the days to start from.  numbers: the numbers of days that the comparisons ask for.
    A comparison only tests whether two dates are at least so many days apart. So for any set of dates there is another
    one with the same results, in which each further date is one step away from an earlier one; a step is one of the
    numbers of days, or one day less, in either direction.
    """
    steps = {sign * (number - less) for number in numbers for less in (0, 1) for sign in (1, -1)}
    found = set(days)
    for _ in range(dates - 1):
        found |= {day + step for day in found for step in steps}
    return tuple(sorted(found))


def _matters(outcomes: Sequence[str | None], index: int, sizes: Sequence[int]) -> bool:
    """Return whether two outcomes differ whose sheets differ in variable `index` only.

    outcomes: in the order of `itertools.product`, where the last variable varies fastest.
    """
    stride = prod(sizes[index + 1 :])
    return any(
        outcomes[start] != outcomes[start + step * stride]
        for start in range(len(outcomes))
        if start // stride % sizes[index] == 0
        for step in range(1, sizes[index])
    )


_Test: TypeAlias = Callable[[tuple[Value, ...]], bool]


def _compiled(condition: Condition, place: Mapping[str, int]) -> _Test:
    """Return a function that evaluates the condition for a complete sheet."""
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
