"""Reading the rules of a policy: conditions, and rows of conditions.

In: tables with conditions, and the questions and statuses of the file.  Out: conditions and rules that refer only to
what exists.  Must not leave a reference to a clause unresolved: it is replaced here by the condition for its status.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Literal, cast, get_args

from checker.engine.condition import (
    All,
    Any,
    ClauseIs,
    Condition,
    ConditionError,
    DaysBefore,
    Is,
    Not,
    leaves,
    names_of,
    parse,
    replace,
)
from checker.engine.fault import quote
from checker.engine.load_table import Table
from checker.engine.model import UNDETERMINED, Clause, Question, Status
from checker.engine.rule import Row, Rule, Tone, Variable

NEVER: Condition = Any(())
"""Used instead of a condition that cannot be read."""

_ANSWERED_BY = {"boolean": "yes or no", "date": "a date"}
_TONES = get_args(Tone)
_MOST_WAYS = 20_000
_MOST_DAYS = 20_000
"""The largest number of days that a comparison may ask for, so that dates that far apart can be answered."""


class RuleReader:
    """Reads the conditions and rules of one file.

    outcomes: the statuses that a row can give.
    """

    def __init__(self, questions: Mapping[str, Question], statuses: Mapping[str, Status]) -> None:
        """Take what conditions may refer to."""
        self._questions = questions
        self.outcomes = {name: status for name, status in statuses.items() if name != UNDETERMINED}

    def when(self, table: Table, clauses: Mapping[str, Clause]) -> Condition | None:
        """Return the condition of a table, in terms of questions only; None if the table has no `when`."""
        text = table.text("when", optional=True)
        if not text:
            return None
        try:
            condition = parse(text)
        except ConditionError as error:
            table.fault(f"`when` cannot be read: {error}")
            return NEVER
        return replace(condition, lambda leaf: self._leaf(table, leaf, clauses))

    def _leaf(self, table: Table, leaf: Is | DaysBefore, clauses: Mapping[str, Clause]) -> Condition:
        """Check one test, and replace a test of a clause's status with the condition for that status."""
        if isinstance(leaf, DaysBefore):
            dates = [self.is_asked(table, name, "date") for name in (leaf.earlier, leaf.later)]
            if leaf.days > _MOST_DAYS:
                table.fault(f"{quote(leaf.days)} days are too many", allowed=f"`0` to `{_MOST_DAYS}`")
            if leaf.earlier == leaf.later:
                table.fault(f"date {quote(leaf.earlier)} is compared with itself")
            return leaf if all(dates) else NEVER
        if leaf.name in clauses:
            status = str(leaf.value)
            known = table.known(status, f"clause {quote(leaf.name)} has no status", self.outcomes)
            rule = clauses[leaf.name].rule
            if rule is None:
                table.fault(f"clause {quote(leaf.name)} has no rule, so it comes to no status")
            return ClauseIs(leaf.name, status, _condition_for(rule, status)) if known and rule else NEVER
        known = table.known(leaf.name, "unknown question", [*self._questions, *clauses])
        return leaf if known and self._is_answer(table, leaf) else NEVER

    def _is_answer(self, table: Table, leaf: Is) -> bool:
        """Return whether a question can have the value that a test asks for; report a fault if not."""
        question = self._questions[leaf.name]
        if not isinstance(leaf.value, bool):
            values = [choice.id for choice in question.choices]
            return table.known(str(leaf.value), f"question {quote(leaf.name)} has no value", values)
        return self.is_asked(table, leaf.name, "boolean")

    def is_asked(self, table: Table, name: str, kind: Literal["boolean", "date"]) -> bool:
        """Return whether a name is that of a question of this type; report a fault if not."""
        if not table.known(name, "unknown question", self._questions):
            return False
        if self._questions[name].type != kind:
            table.fault(f"question {quote(name)} is not answered by {_ANSWERED_BY[kind]}")
        return self._questions[name].type == kind

    def rule(self, table: Table, rows: Sequence[Row]) -> Rule:
        """Return a rule. Report rows that can never be reached, and rules with too many ways of answering."""
        if not rows:
            table.fault("no row stands in it")
        for row in rows[:-1]:
            if row.when is None:
                table.fault("a row without `when` is not the last one")
                break
        conditions = [row.when for row in rows if row.when is not None]
        tests = [leaf for condition in conditions for leaf in leaves(condition)]
        mentioned = {
            name: {leaf.value for leaf in tests if isinstance(leaf, Is) and leaf.name == name}
            for condition in conditions
            for name in names_of(condition)
        }
        variables = [
            _variable(question, mentioned[name]) for name, question in self._questions.items() if name in mentioned
        ]
        dates = sum(not variable.domain for variable in variables)
        numbers = {leaf.days for leaf in tests if isinstance(leaf, DaysBefore)}
        days = (1 + 4 * len(numbers)) ** max(dates - 1, 0)  # an upper bound; see `days_around`
        if prod(len(variable.domain) or days for variable in variables) > _MOST_WAYS:
            table.fault(f"the rows see more than {_MOST_WAYS} ways of answering; let them ask less")
        return Rule(rows, variables)


def read_tone(table: Table, otherwise: Tone | None = None) -> Tone:
    """Return the tone of a status, value or row. A row without one has the tone of its outcome, `otherwise`."""
    tone = table.text("tone", optional=otherwise is not None)
    if tone:
        table.known(tone, "`tone` is", _TONES)
    return cast("Tone", tone) if tone else otherwise or "open"


def _variable(question: Question, mentioned: Iterable[object]) -> Variable:
    """Return a question as a variable of a rule that mentions these values of it."""
    if question.type == "date":
        return Variable(name=question.id, domain=())
    if question.type == "boolean":
        return Variable(name=question.id, domain=(True, False))
    named = set(mentioned)
    return Variable(
        name=question.id,
        domain=tuple(choice.id for choice in question.choices if choice.id in named or not choice.counts_as_open),
    )


def _condition_for(rule: Rule, outcome: str) -> Condition:
    """Return the condition under which a rule has an outcome."""
    ways: list[Condition] = []
    before: list[Condition] = []
    for row in rule.rows:
        own = () if row.when is None else (row.when,)
        if row.outcome == outcome:
            parts = (*(Not(each) for each in before), *own)
            ways.append(parts[0] if len(parts) == 1 else All(parts))
        else:
            before += own
    return ways[0] if len(ways) == 1 else Any(tuple(ways))
