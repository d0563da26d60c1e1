"""Rules and how they are evaluated: an outcome is definite exactly when every way of answering gives it.

In: the rows of a clause or decision, and the answers known so far.
Out: the outcome, or the questions that keep it open.
Must not approximate: every way of answering the open questions is tried.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import product
from math import prod
from typing import Literal

from checker.engine.condition import Condition, DaysBefore, Value, leaves
from checker.engine.record import record

_MOST_CACHED = 4096

type Tone = Literal["done", "undone", "open", "stop", "free", "said", "silent", "away"]
"""How a status or value looks: its shape and color. In order: a tick, a ring, a dotted ring, two bars, an outlined
diamond, a filled one, brackets, a dash. Only `stop` has the color of a warning. The styles select by `data-tone`."""


@record
class Row:
    """One row of a rule: if `when` holds, the rule has this `outcome`.

    when: None for the last row, which holds where no other does.
    says: in a clause's row, `{interval}` is replaced by the time between the two dates compared.
    word, tone: those of the status or value if the file has none.
    heading, short: in a decision's row, `{not_in_place}` and, shorter, `{of_things}` are replaced by how many of the
        `things` are not in place; in a clause's row, `{short_by}` by how many days are missing between the dates.
    Only a decision's rows have `clauses`, `things`, `in_place`, `open` and `denies`.
    """

    outcome: str
    when: Condition | None = None
    says: str = ""
    word: str = ""
    tone: Tone | None = None
    heading: str = ""
    short: str = ""
    clauses: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    in_place: str = ""
    open: str = ""
    denies: str = ""


@record
class Variable:
    """A question as a rule sees it.

    domain: the values that an open question can have; empty for a date, whose range is unbounded.
    """

    name: str
    domain: tuple[Value, ...]


@record
class Settled:
    """What a rule evaluates to.

    outcome: the outcome that every way of answering gives; None if they differ, or if no row holds.
    rows: the rows that give the outcome whatever is still open, none if several can give it; if the outcome is open,
        the rows that hold for some way of answering.
    missing: the names of exactly those open questions that can still change the outcome.
    may: other rows that give the same outcome for some ways of answering; whether they hold is open.
    """

    outcome: str | None
    rows: tuple[Row, ...]
    missing: tuple[str, ...]
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
        self._lengths = {
            leaf.days for row in self.rows if row.when for leaf in leaves(row.when) if isinstance(leaf, DaysBefore)
        }
        self._settled: dict[tuple[Value | None, ...], Settled] = {}

    def __eq__(self, other: object) -> bool:
        """Return whether another rule has the same rows and variables."""
        return isinstance(other, Rule) and (self.rows, self.variables) == (other.rows, other.variables)

    def __hash__(self) -> int:
        """Return a hash of the rows."""
        return hash(self.rows)

    def __repr__(self) -> str:
        """Return source code that makes the same rule."""
        return f"Rule({self.rows!r}, {self.variables!r})"

    def seen(self, answers: Mapping[str, Value]) -> tuple[Value | None, ...]:
        """Return the answers as this rule sees them: one per variable, None if open.

        An answer outside a variable's domain leaves the question open: a choice that counts as open, for a rule that
        does not mention it.
        """
        found = [(answers.get(variable.name), variable.domain) for variable in self.variables]
        return tuple([answer if not domain or answer in domain else None for answer, domain in found])

    def settle(self, answers: Mapping[str, Value]) -> Settled:
        """Evaluate the rule, over every way of answering the open questions."""
        seen = self.seen(answers)
        settled = self._settled.get(seen)
        if settled is None:
            if len(self._settled) >= _MOST_CACHED:
                self._settled.clear()
            settled = self._settled[seen] = self._settle(seen)
        return settled

    def _settle(self, seen: tuple[Value | None, ...]) -> Settled:
        dates = self._open_dates(seen)
        domains = tuple(
            (answer,) if answer is not None else variable.domain or dates
            for variable, answer in zip(self.variables, seen, strict=True)
        )
        holding = [self._holding(sheet) for sheet in product(*domains)]
        outcomes = [self.rows[rows[0]].outcome if rows else None for rows in holding]
        sometimes = set().union(*holding)
        always = sometimes.intersection(*holding)
        if len(set(outcomes)) == 1:
            return Settled(outcomes[0], self._rows(always), (), may=self._rows(sometimes - always))
        sizes = [len(domain) for domain in domains]
        missing = (each.name for index, each in enumerate(self.variables) if _matters(outcomes, index, sizes))
        return Settled(None, self._rows(sometimes), tuple(missing))

    def _rows(self, numbers: Collection[int]) -> tuple[Row, ...]:
        return tuple(row for number, row in enumerate(self.rows) if number in numbers)

    def _holding(self, sheet: tuple[Value, ...]) -> tuple[int, ...]:
        """Return the numbers of the rows that give a complete sheet its outcome."""
        answers = {variable.name: value for variable, value in zip(self.variables, sheet, strict=True)}
        holding = [number for number, row in enumerate(self.rows) if row.when is not None and row.when.truth(answers)]
        holding = holding or [number for number, row in enumerate(self.rows) if row.when is None]
        return tuple(each for each in holding if self.rows[each].outcome == self.rows[holding[0]].outcome)

    def _open_dates(self, seen: tuple[Value | None, ...]) -> tuple[int, ...]:
        """Return enough days for open dates to produce every result that the comparisons can have.

        They surround the given dates, or an arbitrary day if none is given.
        A comparison only tests whether two dates are at least so many days apart. So for any set of dates there is
        another one with the same results, in which each further date is one step away from an earlier one; a step is
        one of the numbers of days, or one day less, in either direction.
        """
        given = [answer for variable, answer in zip(self.variables, seen, strict=True) if not variable.domain]
        days = {int(answer) for answer in given if answer is not None} or {0}
        steps = {sign * (length - less) for length in self._lengths for less in (0, 1) for sign in (1, -1)}
        for _ in range(len(given) - 1):
            days |= {day + step for day in days for step in steps}
        return tuple(sorted(days))


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
