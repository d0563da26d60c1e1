"""Explaining: why a rule has its outcome, as a tree that mirrors the rule.

In: a rule or a condition, and the answers known so far.  Out: trees of reasons, and what could still change.
Must not put anything into words, and must not say that a condition holds unless the answers make it hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from checker.engine.condition import All, Any, ClauseIs, Condition, DaysBefore, Is, Not, Value, truth
from checker.engine.rule import Row, Rule, Settled

ReasonKind: TypeAlias = Literal["is", "days", "clause", "all", "any"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One condition, and whether it holds for the answers.

    kind: `is`: a question has a value.  `days`: a date is at least so many days before another.  `clause`: a clause has
        a status.  `all`, `any`: all or any of the parts hold.
    wanted: False if the condition is negated.
    holds: whether the condition, negation included, holds; None while it is open.
    names: the question, or the two dates, or the clause.  value: the value, the number of days, or the status.
    parts: the conditions that it consists of; for a clause, the condition for its status.
    """

    kind: ReasonKind
    wanted: bool
    holds: bool | None
    names: tuple[str, ...]
    value: Value | None
    parts: "tuple[Reason, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """A single answer that would settle an open rule, and the outcome that it would have then."""

    question: str
    value: Value
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a rule has its outcome.

    rows: the rows that give the outcome, each with its reason; while the rule is open, the rows that can still hold.
    others: if the last row gives the outcome because no other holds, the other rows with the reasons why they do not.
    possible: the outcomes that some way of answering leads to, in the order of the rows.
    settling: every single answer that would settle the rule, in the order of the questions.
    """

    rows: tuple[tuple[Row, Reason | None], ...]
    others: tuple[tuple[Row, Reason], ...]
    possible: tuple[str, ...]
    settling: tuple[Settling, ...]


def explain(rule: Rule, answers: Mapping[str, Value]) -> Explanation:
    """Explain the outcome of a rule for the answers."""
    known = rule.known(answers)
    settled = rule.settle(known)
    seen = {variable.name: answer for variable, answer in zip(rule.variables, known, strict=True) if answer is not None}
    by_default = settled.outcome is not None and any(row.when is None for row in settled.rows)
    return Explanation(
        rows=tuple((row, None if row.when is None else reason(row.when, seen)) for row in settled.rows),
        others=tuple((row, reason(row.when, seen)) for row in rule.rows if by_default and row.when is not None),
        possible=settled.possible,
        settling=_settling(rule, known, settled),
    )


def reason(condition: Condition, answers: Mapping[str, Value], *, wanted: bool = True) -> Reason:
    """Return a condition as a reason. Without answers, that is the condition as written."""
    found = truth(condition, answers)
    holds = None if found is None else found is wanted
    match condition:
        case Not(part):
            return reason(part, answers, wanted=not wanted)
        case Is(name, value):
            return Reason(kind="is", wanted=wanted, holds=holds, names=(name,), value=value, parts=())
        case DaysBefore(earlier, days, later):
            return Reason(kind="days", wanted=wanted, holds=holds, names=(earlier, later), value=days, parts=())
        case ClauseIs(clause, status, part):
            inner = (reason(part, answers),)
            return Reason(kind="clause", wanted=wanted, holds=holds, names=(clause,), value=status, parts=inner)
        case All(parts) | Any(parts):
            return Reason(
                kind="all" if isinstance(condition, All) else "any",
                wanted=wanted,
                holds=holds,
                names=(),
                value=None,
                parts=tuple(reason(each, answers) for each in parts),
            )


def _settling(rule: Rule, known: tuple[Value | None, ...], settled: Settled) -> tuple[Settling, ...]:
    found: list[Settling] = []
    for index, variable in enumerate(rule.variables):
        if variable.name not in settled.missing:
            continue
        for value in variable.domain:  # empty for a date, whose range is unbounded
            outcome = rule.settle((*known[:index], value, *known[index + 1 :])).outcome
            if outcome is not None:
                found.append(Settling(question=variable.name, value=value, outcome=outcome))
    return tuple(found)
