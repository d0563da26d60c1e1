"""Problems of the rules themselves: gaps, overlaps, dead rows, statuses and values, and idle questions.

In: the reference evaluator's rows and sheets.  Out: problems.  Must not use the engine.
"""

from collections.abc import Iterator
from typing import Any

from checker.engine.fault import quote
from checker.engine.model import UNDETERMINED, Policy
from checker.verify.problem import Problem
from checker.verify.reference import Reference, Target
from checker.verify.ways import BASE, allowed_by, as_json


def problems_of_rows(reference: Reference) -> Iterator[Problem]:
    """Yield the gaps, overlaps and dead rows of every clause, decision, conflict and silence."""
    for target in reference.targets:
        where = f"{target.kind} {quote(target.name)}"
        if target.kind in {"clause", "decision"}:
            yield from _gaps(target, where)
            yield from _overlaps(target, where)
        yield from _dead_rows(target, where)


def problems_of_use(policy: Policy, reference: Reference) -> Iterator[Problem]:
    """Yield the statuses and values that no answers lead to, and the questions that change nothing."""
    reached = {(target.kind, target.name, outcome) for target in reference.targets for outcome in target.outcomes}
    statuses = {outcome for kind, _, outcome in reached if kind == "clause"}
    for status in policy.statuses:
        if status != UNDETERMINED and status not in statuses:
            yield Problem(kind="dead", where=f"status {quote(status)}", message="no clause results in it", witness={})
    for decision in policy.decisions.values():
        for value in decision.values:
            if ("decision", decision.id, value) not in reached:
                where = f"decision {quote(decision.id)}: value {quote(value)}"
                yield Problem(kind="dead", where=where, message="no way of answering gives it", witness={})
    # A question that only selects silences is not worth asking.
    results = [target for target in reference.targets if target.kind != "silence"]
    changing = {name for target in results for name in target.result({}).missing}
    for name, question in reference.questions.items():
        if name not in changing:
            witness = as_json({name: (allowed_by(question) or [BASE])[0]})
            message = "no answer to it changes a clause, a decision or a conflict"
            yield Problem(kind="idle", where=f"question {quote(name)}", message=message, witness=witness)


def _gaps(target: Target, where: str) -> Iterator[Problem]:
    sheet = _smallest(target, {number for number, rows in enumerate(target.holding) if not rows})
    if sheet is not None:
        yield Problem(kind="gap", where=where, message="no row holds for these answers", witness=sheet)


def _overlaps(target: Target, where: str) -> Iterator[Problem]:
    pairs = {
        (first, second)
        for rows in target.holding
        for first in rows
        for second in rows
        if first < second and target.outcome_of(first) != target.outcome_of(second)
    }
    for first, second in sorted(pairs):
        message = (
            f"row[{first + 1}] gives `{target.outcome_of(first)}` and "
            f"row[{second + 1}] gives `{target.outcome_of(second)}` for the same answers"
        )
        both = {number for number, rows in enumerate(target.holding) if first in rows and second in rows}
        sheet = _smallest(target, both)
        yield Problem(kind="overlap", where=where, message=message, witness=sheet or {})


def _dead_rows(target: Target, where: str) -> Iterator[Problem]:
    deciding = {row for number in range(len(target.sheets)) for row in target.deciding(number)}
    for row in range(len(target.rows)):
        if row in deciding:
            continue
        hidden = _smallest(target, {number for number, rows in enumerate(target.holding) if row in rows})
        place = f"{where}: row[{row + 1}]" if target.kind in {"clause", "decision"} else where
        message = "it never holds" if hidden is None else "where it holds, an earlier row gives something else"
        yield Problem(kind="dead", where=place, message=message, witness=hidden or {})


def _smallest(target: Target, showing: set[int]) -> dict[str, Any] | None:
    """Return the smallest sheet all of whose completions are in `showing`; None if there is none."""
    if not showing:
        return None
    for sheet in target.partial_sheets():
        numbers = target.completions(sheet)
        if numbers and showing.issuperset(numbers):
            return as_json(sheet)
    return None
