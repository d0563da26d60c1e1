"""The rows of a rule in words, and which of them apply to the visitor.

In: a policy, a rule of it, and answers, if there are any.  Out: rows, for tables and diagrams.
Must not leave a row out, nor mark a row as the visitor's unless it gives the outcome.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from checker.engine.answers import Answers
from checker.engine.model import Clause, Policy
from checker.engine.rule import Rule
from checker.sentences.why import Line, condition_lines

Mark: TypeAlias = Literal["yours", "possible", ""]

MARKS = {"yours": "Your case", "possible": "Still possible"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row in words.

    lines: its conditions, all of which must hold; empty for the row of every other case.  outcome: in words.
    clauses: those that it rests on.  mark: whether it applies to the visitor; "" if not, or if that is not asked.
    """

    lines: tuple[Line, ...]
    outcome: str
    clauses: tuple[Clause, ...]
    mark: Mark


def rows_of(policy: Policy, rule: Rule, own: Clause | None, answers: Answers | None = None) -> tuple[TableRow, ...]:
    """Return every row of a rule in words.

    own: for the rule of a clause, that clause; the rows of a decision name their own.
    """
    settled = None if answers is None else rule.settle(rule.known(answers.known))
    cited = [clause for row in rule.rows for clause in row.clauses]
    rows = []
    for row in rule.rows:
        mark: Mark = ""
        if settled is not None and row in (*settled.rows, *settled.may):
            mark = "possible" if settled.outcome is None or row in settled.may else "yours"
        named = cited if row.when is None else row.clauses
        clauses = (own,) if own else tuple(each for each in policy.clauses.values() if each.id in named)
        lines = () if row.when is None else condition_lines(policy, row.when)
        rows.append(TableRow(lines=lines, outcome=row.word, clauses=clauses, mark=mark))
    return tuple(rows)
