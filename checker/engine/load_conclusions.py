"""Reading decisions, conflicts, silences and advice, which are concluded from answers and clauses; and the form.

In: their tables, the rules of the file and its clauses.  Out: what was read.
Must not let a silence concern a case because of a condition that cannot be read.
"""

from collections.abc import Mapping

from checker.engine.fault import quote
from checker.engine.load_rules import NEVER, RuleReader, read_tone
from checker.engine.load_table import Table
from checker.engine.model import (
    CONCERNS,
    ELSEWHERE,
    UNDETERMINED,
    Advice,
    Clause,
    Conflict,
    Decision,
    Question,
    Section,
    Silence,
    Topic,
)
from checker.engine.rule import Card, Row


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
        headline = row.text("headline", optional=True)
        rows.append(
            Row(
                outcome=name,
                when=when,
                clauses=() if when is None else _clauses(row, clauses),
                says=row.text("says"),
                word=headline or labels.get(name, ""),
                headline=headline,
                card=_card(row, rules),
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


def _card(row: Table, rules: RuleReader) -> Card:
    things = row.texts("things") if row.has("things") else ()
    for name in things:
        rules.is_asked(row, name, "boolean")
    return Card(
        title=row.text("title", optional=True),
        lead=row.text("lead", optional=True),
        things=things,
        in_place=row.text("in_place", optional=True),
        open=row.text("open", optional=not things),
        depends=row.text("depends", optional=True),
        denies=row.text("denies", optional=True),
    )


def read_advice(table: Table, rules: RuleReader, clauses: Mapping[str, Clause]) -> Advice:
    """Read an entry of the list of what to do and when."""
    advice = Advice(
        clause=table.one_of("clause", clauses),
        label=table.text("label"),
        says=table.text("says"),
        force=table.text("force"),
        when=rules.when(table, clauses),
        done=table.text("done", optional=True),
    )
    if advice.done:
        rules.is_asked(table, advice.done, "boolean")
    clause = clauses.get(advice.clause)
    if clause is not None and advice.force not in clause.text:
        table.fault(f"`force` is {quote(advice.force)}, which are not words of the clause")
    table.finish()
    return advice


def read_sections(
    file: Table, questions: Mapping[str, Question], clauses: Mapping[str, Clause], topics: Mapping[str, Topic]
) -> tuple[Section, ...]:
    """Read the sections of the form; a file that has none gets one for each topic."""
    tables = file.tables("section", optional=True)
    if not tables:
        asked: dict[str, list[str]] = {}
        for each in questions.values():
            if each.clause in clauses:
                asked.setdefault(clauses[each.clause].topic, []).append(each.id)
        return tuple(
            Section(title=topic.title, questions=tuple(asked[topic.id]))
            for topic in topics.values()
            if topic.id in asked
        )
    sections = []
    left = list(questions)
    for table in tables:
        section = Section(title=table.text("title"), questions=table.texts("questions"))
        for name in section.questions:
            if table.known(name, "unknown question", questions) and name not in left:
                table.fault(f"question {quote(name)} stands twice")
            left = [each for each in left if each != name]
        table.finish()
        sections.append(section)
    for name in left:
        file.fault(f"question {quote(name)} stands in no section")
    return tuple(sections)


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
        brief=table.text("brief", optional=True),
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
