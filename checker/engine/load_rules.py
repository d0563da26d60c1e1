"""Reading the rules of clauses, decisions and conflicts.

In: their tables, and the questions and statuses of the file.  Out: clauses, decisions and conflicts whose
conditions mention only what exists.  Must not leave a condition over clauses: those are spelled out here.
"""

from collections.abc import Iterable, Mapping
from math import prod
from typing import cast, get_args

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
    parse,
    replace,
)
from checker.engine.fault import quote
from checker.engine.load_table import Table
from checker.engine.model import (
    UNDETERMINED,
    Clause,
    Conflict,
    Coverage,
    Decision,
    LatestDate,
    Part,
    Question,
    Status,
    Topic,
)
from checker.engine.rule import Row, Rule, Variable

_MOST_WAYS = 20_000
_MOST_DAYS = 20_000
"""So that dates can be answered that lie so far apart, either way."""
_COVERAGES = get_args(Coverage.__value__)
_NEVER: Condition = Any(())


class RuleReader:
    """Reads rules over the questions and statuses of one file."""

    def __init__(self, questions: Mapping[str, Question], statuses: Mapping[str, Status]) -> None:
        """Take what conditions may mention."""
        self._questions = questions
        self._outcomes = [status for status in statuses if status != UNDETERMINED]

    def clause(self, table: Table, topics: Mapping[str, Topic]) -> Clause:
        """Return the clause that a table holds."""
        before = table.faults
        rows = []
        for row in table.tables("row", optional=True):
            rows.append(
                Row(
                    outcome=row.one_of("status", self._outcomes),
                    when=self._when(row, {}),
                    clause=None,
                    says=row.text("says"),
                )
            )
            row.finish()
        rule = self._rule(table, rows) if rows else None
        readable = table.faults == before  # else what follows from the rows cannot be told
        compares = self._compares(table, rule) if readable and rule else None
        clause = Clause(
            id=table.text("id"),
            number=table.text("number"),
            topic=table.one_of("topic", topics),
            title=table.text("title"),
            heading=table.text("heading", optional=True) or None,
            text=table.text("text"),
            links=_links(table),
            addressed_to=table.text("addressed_to"),
            force=table.text("force"),
            reading=table.text("reading"),
            not_read_as=table.texts("not_read_as"),
            parts=_parts(table),
            rule=rule,
            compares=compares,
            latest_date=_latest_date(table, compares, readable=readable),
        )
        table.finish()
        return clause

    def decision(self, table: Table, clauses: Mapping[str, Clause]) -> Decision:
        """Return the decision that a table holds."""
        labels = {}
        for value in table.identified("value"):
            labels[value.text("id")] = value.text("label")
            value.finish()
        if UNDETERMINED in labels:
            table.fault(f"value `{UNDETERMINED}` is given by the engine and cannot be declared")
        rows = []
        for row in table.tables("row"):
            when = self._when(row, clauses)
            rows.append(
                Row(
                    outcome=row.one_of("value", labels),
                    when=when,
                    clause=None if when is None else row.one_of("clause", clauses),
                    says=row.text("says"),
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
            rule=self._rule(table, rows),
            blocking_value=blocking,
            blocking_title=table.text("blocking_title") if blocking else "",
        )
        table.finish()
        return decision

    def conflict(self, table: Table, clauses: Mapping[str, Clause]) -> Conflict:
        """Return the conflict that a table holds."""
        when = self._when(table, clauses)
        if when is None:
            table.fault("`when` is missing")
        conflict = Conflict(
            clause=table.one_of("clause", clauses),
            when=_NEVER if when is None else when,
            says=table.text("says"),
        )
        table.finish()
        return conflict

    def _when(self, table: Table, clauses: Mapping[str, Clause]) -> Condition | None:
        """Return the condition of a table over questions alone; None where it has no `when`."""
        text = table.text("when", optional=True)
        if not text:
            return None
        try:
            condition = parse(text)
        except ConditionError as error:
            table.fault(f"`when` cannot be read: {error}")
            return _NEVER
        return replace(condition, lambda leaf: self._leaf(table, leaf, clauses))

    def _leaf(self, table: Table, leaf: Is | DaysBefore, clauses: Mapping[str, Clause]) -> Condition:
        """Check one test, and spell a clause's status out as what makes the clause come to it."""
        if isinstance(leaf, DaysBefore):
            dates = [self._is_date(table, name) for name in (leaf.earlier, leaf.later)]
            if leaf.days > _MOST_DAYS:
                table.fault(f"{quote(leaf.days)} days are too many", allowed=f"`0` to `{_MOST_DAYS}`")
            if leaf.earlier == leaf.later:
                table.fault(f"date {quote(leaf.earlier)} is compared with itself")
            return leaf if all(dates) else _NEVER
        if leaf.name in clauses:
            status = str(leaf.value)
            known = table.known(status, f"clause {quote(leaf.name)} has no status", self._outcomes)
            rule = clauses[leaf.name].rule
            if rule is None:
                table.fault(f"clause {quote(leaf.name)} has no rule, so it comes to no status")
            return ClauseIs(leaf.name, status, _comes_to(rule, status)) if known and rule else _NEVER
        known = table.known(leaf.name, "unknown question", [*self._questions, *clauses])
        return leaf if known and self._is_answer(table, leaf) else _NEVER

    def _is_answer(self, table: Table, leaf: Is) -> bool:
        """Tell whether a question can have the value that a test asks for."""
        question = self._questions[leaf.name]
        if not isinstance(leaf.value, bool):
            values = [choice.id for choice in question.choices]
            return table.known(str(leaf.value), f"question {quote(leaf.name)} has no value", values)
        if question.type != "boolean":
            table.fault(f"question {quote(leaf.name)} is not answered by yes or no")
        return question.type == "boolean"

    def _is_date(self, table: Table, name: str) -> bool:
        if not table.known(name, "unknown question", self._questions):
            return False
        if self._questions[name].type != "date":
            table.fault(f"question {quote(name)} is not answered by a date")
            return False
        return True

    def _rule(self, table: Table, rows: list[Row]) -> Rule:
        """Return a rule, with faults for rows that could never be reached or cost too much to go through."""
        if not rows:
            table.fault("no row stands in it")
        for row in rows[:-1]:
            if row.when is None:
                table.fault("a row without `when` is not the last one")
                break
        mentioned = {
            name: {leaf.value for leaf in found if isinstance(leaf, Is) and leaf.name == name}
            for found in [[leaf for row in rows if row.when is not None for leaf in leaves(row.when)]]
            for leaf in found
            for name in ([leaf.name] if isinstance(leaf, Is) else [leaf.earlier, leaf.later])
        }
        variables = [
            _variable(question, mentioned[name]) for name, question in self._questions.items() if name in mentioned
        ]
        dates = sum(not variable.domain for variable in variables)
        numbers = {
            leaf.days
            for row in rows
            if row.when is not None
            for leaf in leaves(row.when)
            if isinstance(leaf, DaysBefore)
        }
        days = (1 + 4 * len(numbers)) ** max(dates - 1, 0)  # at most; see `Rule`
        if prod(len(variable.domain) or days for variable in variables) > _MOST_WAYS:
            table.fault(f"the rows see more than {_MOST_WAYS} ways of answering; let them ask less")
        return Rule(rows, variables)

    def _compares(self, table: Table, rule: Rule) -> tuple[str, str, int] | None:
        """Return the comparison of dates in a rule, of which there may be one."""
        found = {
            (leaf.earlier, leaf.later, leaf.days)
            for row in rule.rows
            if row.when is not None
            for leaf in leaves(row.when)
            if isinstance(leaf, DaysBefore)
        }
        if len(found) > 1:
            table.fault("the rows compare dates in more than one way")
        if not found and any("{interval}" in row.says for row in rule.rows):
            table.fault("`says` has `{interval}`, and no row compares dates")
        return min(found, default=None)


def _parts(table: Table) -> tuple[Part, ...]:
    """Return the parts of a clause; the whole of it where it names none."""
    text = table.peek("text")
    if not table.has("part"):
        return (Part(words=text, coverage="checked", why=""),)
    parts = []
    for inner in table.tables("part"):
        coverage = cast("Coverage", inner.one_of("coverage", _COVERAGES))
        why = inner.text("why", optional=coverage == "checked")
        parts.append(Part(words=inner.text("words"), coverage=coverage, why=why))
        inner.finish()
    if " ".join(part.words for part in parts) != text:
        table.fault("the words of its parts, one after the other, are not its text")
    return tuple(parts)


def _links(table: Table) -> dict[str, str]:
    links = {}
    for link in table.tables("link", optional=True):
        words, address = link.text("words"), link.text("address")
        links[words] = address
        if f"[{words}](#)" not in table.peek("text"):
            link.fault(f"the clause's text has no link with the words {quote(words)}")
        if not address.startswith("https://"):
            link.fault(f"`address` is {quote(address)}", allowed="an address that begins with `https://`")
        link.finish()
    return links


def _latest_date(table: Table, compares: tuple[str, str, int] | None, *, readable: bool) -> LatestDate | None:
    inner = table.table("latest_date")
    if inner is None:
        return None
    name, label = inner.text("id"), inner.text("label")
    inner.finish()
    if compares is None:
        if readable:
            table.fault("`latest_date` stands beside rows that compare no dates")
        return None
    return LatestDate(id=name, label=label, question=compares[1], days=compares[2])


def _variable(question: Question, mentioned: Iterable[object]) -> Variable:
    """Return what a rule that mentions these values of a question lets an open answer range over."""
    if question.type == "date":
        return Variable(name=question.id, domain=())
    if question.type == "boolean":
        return Variable(name=question.id, domain=(True, False))
    named = set(mentioned)
    return Variable(
        name=question.id,
        domain=tuple(choice.id for choice in question.choices if choice.id in named or not choice.counts_as_open),
    )


def _comes_to(rule: Rule, outcome: str) -> Condition:
    """Return the condition under which a rule comes to an outcome."""
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
