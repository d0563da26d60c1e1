"""Resolving rules: conditions become conditions about questions only, and rules get their variables.

In: rules as they were read.  Out: rules that refer only to what exists.
Must not leave a reference to a clause unresolved: it is replaced by the condition for its status.
"""

from collections.abc import Mapping, Sequence
from math import prod

from checker.engine.condition import (
    And,
    ClauseIs,
    Condition,
    DaysBefore,
    Is,
    Not,
    Or,
    leaves,
    replace_leaves,
)
from checker.engine.fault import quote
from checker.engine.model import Clause, Question, QuestionType, Status
from checker.engine.read import NEVER, Reader
from checker.engine.record import replace
from checker.engine.rule import Row, Rule, Variable

_KINDS: Mapping[QuestionType, str] = {"boolean": "yes-or-no", "choice": "choice", "date": "date"}
_MOST_COMBINATIONS = 20_000
_MOST_DAYS = 20_000
"""The largest number of days that a comparison may ask for, so that dates that far apart can be answered."""


class Resolver:
    """Resolves the rules and conditions of one file.

    clauses: those whose rules are ready. Conditions may refer to them; the rules of clauses themselves may not.
    """

    def __init__(self, reader: Reader, questions: Mapping[str, Question], statuses: Mapping[str, Status]) -> None:
        """Take what conditions may refer to, and where faults are reported.

        statuses: those that a row can give.
        """
        self._fault = reader.fault
        self._is_one_of = reader.is_one_of
        self._questions = questions
        self._statuses = statuses
        self.clauses: Mapping[str, Clause] = {}

    def rule(self, subject: str, rule: Rule, key: str, outcomes: Mapping[str, Status]) -> Rule:
        """Return a rule whose conditions are about questions only, and whose rows have their words.

        key: what the file calls an outcome.  outcomes: those that a row can give.
        """
        rows = []
        for number, row in enumerate(rule.rows, 1):
            place = f"{subject}: row[{number}]"
            if row.when is None and number < len(rule.rows):
                self._fault(place, "only the last row can be without `when`")
            is_valid = self._is_one_of(place, row.outcome, f"unknown {key}", outcomes)
            word = row.word or (outcomes[row.outcome].word if is_valid else "")
            rows.append(replace(row, when=row.when and self.when(place, row.when), word=word))
        return self.with_variables(subject, rows)

    def with_variables(self, subject: str, rows: Sequence[Row]) -> Rule:
        """Return the rows as a rule over the questions that they mention; report one with too many combinations."""
        tests = [leaf for row in rows if row.when is not None for leaf in leaves(row.when)]
        values: dict[str, list[object]] = {}
        for leaf in tests:
            for name in (leaf.name,) if isinstance(leaf, Is) else (leaf.earlier, leaf.later):
                values.setdefault(name, []).append(leaf.value if isinstance(leaf, Is) else None)
        variables = [_variable(each, values[name]) for name, each in self._questions.items() if name in values]
        dates = sum(not variable.domain for variable in variables)
        lengths = {leaf.days for leaf in tests if isinstance(leaf, DaysBefore)}
        days = (1 + 4 * len(lengths)) ** max(dates - 1, 0)  # an upper bound; see `Rule`
        if prod(len(variable.domain) or days for variable in variables) > _MOST_COMBINATIONS:
            self._fault(subject, f"the rule has over {_MOST_COMBINATIONS:,} combinations; use fewer questions")
        return Rule(rows, variables)

    def when(self, subject: str, when: Condition) -> Condition:
        """Return a condition about questions only."""
        return replace_leaves(when, lambda leaf: self._leaf(subject, leaf))

    def _leaf(self, subject: str, leaf: Is | DaysBefore) -> Condition:
        """Check one test, and replace a test of a clause's status with the condition for that status."""
        if isinstance(leaf, DaysBefore):
            self.asked(subject, leaf.earlier, "date")
            self.asked(subject, leaf.later, "date")
            if leaf.days > _MOST_DAYS:
                self._fault(subject, f"{quote(leaf.days)} days are too many", allowed=f"`0` to `{_MOST_DAYS}`")
            if leaf.earlier == leaf.later:
                self._fault(subject, f"date {quote(leaf.earlier)} is compared with itself")
            return leaf
        if leaf.name in self.clauses:
            return self._status(subject, self.clauses[leaf.name], str(leaf.value))
        if not self._is_one_of(subject, leaf.name, "unknown question", [*self._questions, *self.clauses]):
            return NEVER
        if isinstance(leaf.value, bool):
            return leaf if self.asked(subject, leaf.name, "boolean") else NEVER
        choices = [choice.id for choice in self._questions[leaf.name].choices]
        is_valid = self._is_one_of(subject, str(leaf.value), f"question {quote(leaf.name)} has no value", choices)
        return leaf if is_valid else NEVER

    def _status(self, subject: str, clause: Clause, status: str) -> Condition:
        if not self._is_one_of(subject, status, f"clause {quote(clause.id)} has no status", self._statuses):
            return NEVER
        if clause.rule is None:
            self._fault(subject, f"clause {quote(clause.id)} has no rule, so it has no status")
            return NEVER
        return ClauseIs(clause.id, status, _condition_for(clause.rule, status))

    def asked(self, subject: str, name: str, kind: QuestionType) -> bool:
        """Return whether a name is that of a question of this type; report a fault if not."""
        if not self._is_one_of(subject, name, "unknown question", self._questions):
            return False
        if self._questions[name].type != kind:
            self._fault(subject, f"question {quote(name)} is not a {_KINDS[kind]} question")
        return self._questions[name].type == kind


def _variable(question: Question, mentioned: Sequence[object]) -> Variable:
    """Return a question as a variable of a rule that mentions these values of it."""
    if question.type == "date":
        return Variable(question.id, ())
    if question.type == "boolean":
        return Variable(question.id, (True, False))
    choices = [each.id for each in question.choices if each.id in mentioned or not each.counts_as_open]
    return Variable(question.id, tuple(choices))


def _condition_for(rule: Rule, outcome: str) -> Condition:
    """Return the condition under which a rule has an outcome."""
    ways: list[Condition] = []
    before: list[Condition] = []
    for row in rule.rows:
        own = () if row.when is None else (row.when,)
        if row.outcome == outcome:
            parts = (*(Not(each) for each in before), *own)
            ways.append(parts[0] if len(parts) == 1 else And(parts))
        else:
            before += own
    return ways[0] if len(ways) == 1 else Or(tuple(ways))
