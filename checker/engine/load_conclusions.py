"""Reading decisions, conflicts and silences, which are concluded from answers and clauses.

In: their tables, the rules of the file and its clauses.  Out: decisions, conflicts and silences.
Must not let a silence concern a case because of a condition that cannot be read.
"""

from collections.abc import Mapping

from checker.engine.load_rules import NEVER, RuleReader, read_tone
from checker.engine.load_table import Table
from checker.engine.model import CONCERNS, ELSEWHERE, UNDETERMINED, Clause, Conflict, Decision, Silence
from checker.engine.rule import Row


def read_decision(table: Table, rules: RuleReader, clauses: Mapping[str, Clause]) -> Decision:
    """Read a decision from its table."""
    labels, tones = {}, {}
    for value in table.identified("value"):
        name = value.text("id")
        labels[name], tones[name] = value.text("label"), read_tone(value)
        value.finish()
    if UNDETERMINED in labels:
        table.fault(f"value `{UNDETERMINED}` is given by the engine and cannot be declared")
    rows = []
    for row in table.tables("row"):
        when = rules.when(row, clauses)
        name = row.one_of("value", labels)
        rows.append(
            Row(
                outcome=name,
                when=when,
                clauses=() if when is None else _clauses(row, clauses),
                says=row.text("says"),
                headline=row.text("headline", optional=True),
                tone=read_tone(row, tones.get(name, "open")),
            )
        )
        row.finish()
    blocking = table.one_of("blocking_value", labels) if table.has("blocking_value") else None
    decision = Decision(
        id=table.text("id"),
        title=table.text("title"),
        ask=table.text("ask"),
        open=table.text("open"),
        labels=labels,
        rule=rules.rule(table, rows),
        blocking_value=blocking,
        blocking_title=table.text("blocking_title") if blocking else "",
        also_blocking_title=table.text("also_blocking", optional=True) if blocking else "",
    )
    table.finish()
    return decision


def _clauses(row: Table, clauses: Mapping[str, Clause]) -> tuple[str, ...]:
    """Return what a row rests on: the one `clause` that it names, or its `clauses`."""
    if not row.has("clauses"):
        return (row.one_of("clause", clauses),)
    named = row.texts("clauses")
    if not named:
        row.fault("`clauses` names none")
    for name in named:
        row.known(name, "unknown clause", clauses)
    return named


def read_conflict(table: Table, rules: RuleReader, clauses: Mapping[str, Clause]) -> Conflict:
    """Read a conflict from its table."""
    when = rules.when(table, clauses)
    if when is None:
        table.fault("`when` is missing")
    conflict = Conflict(
        clause=table.one_of("clause", clauses),
        when=NEVER if when is None else when,
        says=table.text("says"),
    )
    table.finish()
    return conflict


def read_silence(table: Table, rules: RuleReader, clauses: Mapping[str, Clause]) -> Silence:
    """Read a silence from its table. A silence without `when` concerns every case."""
    when = rules.when(table, clauses)
    rows = [
        Row(outcome=CONCERNS, when=when, clauses=(), says=""),
        Row(outcome=ELSEWHERE, when=None, clauses=(), says=""),
    ]
    silence = Silence(
        id=table.text("id"),
        title=table.text("title"),
        clauses=table.texts("clauses"),
        says=table.text("says"),
        ask=table.text("ask"),
        when=when,
        rule=None if when is None else rules.rule(table, rows),
    )
    for clause in silence.clauses:
        table.known(clause, "unknown clause", clauses)
    table.finish()
    return silence
