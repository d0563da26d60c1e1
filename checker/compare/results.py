"""Results: evaluates one clause, decision, conflict or silence of one version of a policy for a sheet.

In: a policy, and which of its results is wanted.  Out: results, from the engine, as for any visitor.
Must not evaluate anything itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from checker.compare.comparison import Kind, Side
from checker.compare.sheets import Sheet
from checker.engine.answers import Answers, read_answers
from checker.engine.assess import Assessment, assess
from checker.engine.condition import Condition, DaysBefore, leaves
from checker.engine.model import Policy
from checker.engine.rule import Rule

HOLDS, NONE = "holds", "none"
"""The values of a conflict, whose answers contradict each other or not, and of a silence, which is shown or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A result: the status or value, None if the policy has no such result; and what accompanies it."""

    value: str | None
    beside: tuple[tuple[str, Side], ...]

    def of(self, what: str) -> Side:
        """Return one of the values in `beside`; None if it is not there."""
        return dict(self.beside).get(what)


class Results:
    """The results of one clause, decision, conflict or silence in one version of a policy.

    questions: those that its rows mention.  numbers: the numbers of days in its comparisons of dates.
    """

    def __init__(self, policy: Policy, kind: Kind, name: str) -> None:
        """Take which result is wanted; a policy without it has no result."""
        self._policy = _narrowed(policy, kind, name)
        self._kind = kind
        self._name = name
        self._rule = _rule(policy, kind, name)
        tests = [leaf for when in _conditions(policy, kind, name, self._rule) for leaf in leaves(when)]
        mentioned = {
            each
            for leaf in tests
            for each in ((leaf.earlier, leaf.later) if isinstance(leaf, DaysBefore) else (leaf.name,))
        }
        self.questions = tuple(question for question in policy.questions if question in mentioned)
        self.numbers = frozenset(leaf.days for leaf in tests if isinstance(leaf, DaysBefore))
        self._found: dict[tuple[bool | str | None, ...], tuple[Result, bool]] = {}

    def of(self, sheet: Sheet) -> tuple[Result, bool]:
        """Return the result for a sheet, and whether the sheet leaves no question of it open."""
        key = tuple(sheet.get(question) for question in self.questions)
        found = self._found.get(key)
        if found is None:
            given = {question: sheet[question] for question in self.questions if question in sheet}
            answers, _ = read_answers(self._policy, given)
            found = self._found[key] = self._result(answers), self._is_complete(answers)
        return found

    def allows(self, sheet: Sheet) -> bool:
        """Tell whether this version allows the answers of a sheet to the questions that it knows."""
        return all(
            answer in {choice.id for choice in question.choices}
            for name, answer in sheet.items()
            for question in (self._policy.questions.get(name),)
            if question is not None and question.choices
        )

    def _is_complete(self, answers: Answers) -> bool:
        if self._rule is not None:
            return None not in self._rule.known(answers.known)
        return len(answers.known) == len(self.questions)

    def _result(self, answers: Answers) -> Result:
        assessment = assess(self._policy, answers)
        if self._kind == "conflict":
            return _of_conflicts(assessment, self._name)
        if self._kind == "silence":
            return Result(value=HOLDS if self._rule is None or assessment.silences else NONE, beside=())
        if self._rule is None:
            return Result(value=None, beside=())
        if self._kind == "decision":
            return _of_decision(assessment, self._name)
        return _of_clause(self._policy, assessment, self._name)


def _narrowed(policy: Policy, kind: Kind, name: str) -> Policy:
    """Return the policy without its other rules, so that they are not evaluated for every sheet."""
    clauses = {
        each.id: each
        if (kind, name) == ("clause", each.id)
        else replace(each, rule=None, compares=None, latest_date=None)
        for each in policy.clauses.values()
    }
    decisions = {each.id: each for each in policy.decisions.values() if (kind, name) == ("decision", each.id)}
    conflicts = tuple(each for each in policy.conflicts if (kind, name) == ("conflict", each.clause))
    silences = tuple(each for each in policy.silences if (kind, name) == ("silence", each.id))
    return replace(policy, clauses=clauses, decisions=decisions, conflicts=conflicts, silences=silences)


def _rule(policy: Policy, kind: Kind, name: str) -> Rule | None:
    things: Mapping[Kind, Mapping[str, object]] = {
        "clause": policy.clauses,
        "decision": policy.decisions,
        "silence": {each.id: each for each in policy.silences},
    }
    return None if kind == "conflict" else getattr(things[kind].get(name), "rule", None)


def _conditions(policy: Policy, kind: Kind, name: str, rule: Rule | None) -> list[Condition]:
    if kind == "conflict":
        return [conflict.when for conflict in policy.conflicts if conflict.clause == name]
    return [] if rule is None else [row.when for row in rule.rows if row.when is not None]


def _of_clause(policy: Policy, assessment: Assessment, name: str) -> Result:
    finding = next(each for each in assessment.findings if each.clause == name)
    latest = policy.clauses[name].latest_date
    day = None if latest is None else assessment.latest_dates[latest.id]
    return Result(value=finding.status, beside=(("missing", finding.missing), ("latest_date", day)))


def _of_decision(assessment: Assessment, name: str) -> Result:
    outcome = assessment.decisions[name]
    beside: tuple[tuple[str, Side], ...] = (("missing", outcome.missing), ("clauses", outcome.clauses))
    return Result(value=outcome.value, beside=(*beside, ("blocking", outcome.blocking or ())))


def _of_conflicts(assessment: Assessment, clause: str) -> Result:
    """Return the result of a clause's conflicts, with the answers of all of them."""
    clashes = [clash for clash in assessment.conflicts if clash.clause == clause]
    answers = tuple(name for clash in clashes for name in clash.answers)
    return Result(value=HOLDS if clashes else NONE, beside=(("answers", answers),))
