"""Conditions and the rows of a rule in words, and which rows apply to the visitor.

In: a policy, a rule of it, and answers, if there are any.  Out: rows, for tables.
Must not leave a row out, nor mark a row as the visitor's unless it gives the outcome.
"""

from collections.abc import Mapping
from typing import Literal

from checker.engine.condition import And, ClauseIs, Condition, DaysBefore, Is, Not, Or, Value
from checker.engine.model import Clause, Policy, Question
from checker.engine.record import record
from checker.engine.rule import Row, Rule
from checker.result.words import answer_in_words

type Mark = Literal["yours", "possible", "ruled-out", ""]

MARKS: Mapping[Mark, str] = {"yours": "Your row", "possible": "May be your row", "ruled-out": "Not your row"}


@record
class Line:
    """One condition in words.

    about: the question that it tests, or the clause whose status it tests; None for a group of conditions.
    parts: the conditions that it consists of.
    """

    text: str
    about: Question | Clause | None = None
    parts: "tuple[Line, ...]" = ()


@record
class TableRow:
    """One row in words.

    lines: its conditions, all of which must hold; empty for the row of every other case.  outcome: in words.
    clauses: those that it rests on.  mark: whether it applies to the visitor; "" without answers.
    """

    lines: tuple[Line, ...]
    outcome: str
    clauses: tuple[Clause, ...]
    mark: Mark


def lines_of(policy: Policy, condition: Condition) -> tuple[Line, ...]:
    """Return a condition in words; one line for each part if all of several parts must hold."""
    if isinstance(condition, And):
        return tuple(_line(policy, part) for part in condition.parts)
    return (_line(policy, condition),)


def rows_of(policy: Policy, rule: Rule, known: Mapping[str, Value] | None = None) -> tuple[TableRow, ...]:
    """Return every row of a rule in words.  known: the visitor's answers, by which rows are marked."""
    everywhere = [clause for row in rule.rows for clause in row.clauses]
    return tuple(
        TableRow(
            lines=() if row.when is None else lines_of(policy, row.when),
            outcome=row.word,
            clauses=tuple(
                clause
                for clause in policy.clauses.values()
                if clause.id in (everywhere if row.when is None else row.clauses)
            ),
            mark="" if known is None else _mark(rule, row, known),
        )
        for row in rule.rows
    )


def _mark(rule: Rule, row: Row, known: Mapping[str, Value]) -> Mark:
    settled = rule.settle(known)
    if row in settled.rows:
        return "possible" if settled.outcome is None else "yours"
    return "possible" if row in settled.may else "ruled-out"


def _line(policy: Policy, condition: Condition, *, wanted: bool = True) -> Line:
    """Return a condition, or its negation if it is not wanted, in words."""
    match condition:
        case Not(part):
            return _line(policy, part, wanted=not wanted)
        case Is(name, value):
            question = policy.questions[name]
            if isinstance(value, bool):
                return Line(f"{question.label}: {'Yes' if value is wanted else 'No'}", question)
            return Line(
                f"{question.label}: {'' if wanted else 'not '}{answer_in_words(question, str(value))}", question
            )
        case DaysBefore(earlier, days, later):
            return _comparison(policy.questions[earlier], days, policy.questions[later], wanted=wanted)
        case ClauseIs(name, status, _):
            clause = policy.clauses[name]
            word = next(row.word for row in clause.rule.rows if row.outcome == status) if clause.rule else ""
            return Line(f"Clause {clause.number}: {'' if wanted else 'not '}“{word}”", clause)
        case And(parts) | Or(parts):
            words = "All of these" if isinstance(condition, And) is wanted else "At least one of these"
            return Line(words, parts=tuple(_line(policy, part, wanted=wanted) for part in parts))


def _comparison(earlier: Question, days: int, later: Question, *, wanted: bool) -> Line:
    if not days:
        return Line(f"{earlier.label}: {'not after' if wanted else 'after'} {later.label}", earlier)
    amount = f"{days} days or more" if wanted else f"fewer than {days} days"
    return Line(f"{earlier.label}: {amount} before {later.label}", earlier)
