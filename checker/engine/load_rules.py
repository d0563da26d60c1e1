"""Reading the rules of clauses, decisions and conflicts.

In: their tables, and the questions and statuses of the file.  Out: clauses, decisions and conflicts whose
conditions mention only what exists.  Must not leave a condition over clauses: those are spelled out here.
"""

from collections.abc import Iterable, Mapping
from math import prod

from checker.engine.condition import (
    All,
    Any,
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
from checker.engine.model import (
    UNDETERMINED,
    Clause,
    Conflict,
    Decision,
    LatestDate,
    Question,
    Status,
    Topic,
)
from checker.engine.rule import Row, Rule, Variable
from checker.engine.load_table import Table

_MOST_WAYS = 20_000
_NEVER: Condition = Any(())


class RuleReader:
    """Reads rules over the questions and statuses of one file."""

    def __init__(self, questions: Mapping[str, Question], statuses: Mapping[str, Status]) -> None:
        """Take what conditions may mention."""
        self._questions = questions
        self._outcomes = [status for status in statuses if status != UNDETERMINED]

    def clause(self, table: Table, topics: Mapping[str, Topic]) -> Clause:
        """Return the clause that a table holds."""
        rows = []
        for row in table.tables("row"):
            rows.append(
                Row(
                    outcome=row.one_of("status", self._outcomes),
                    when=self._when(row, {}),
                    clause=None,
                    says=row.text("says"),
                )
            )
            row.finish()
        rule = self._rule(table, rows)
        compares = self._compares(table, rule)
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
            rule=rule,
            compares=compares,
            latest_date=_latest_date(table, compares),
        )
        table.finish()
        return clause

    def decision(self, table: Table, clauses: Mapping[str, Clause]) -> Decision:
        """Return the decision that a table holds."""
        labels = {}
        for value in table.tables("value"):
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
            dates = [each for each, question in self._questions.items() if question.type == "date"]
            known = [table.known(name, "unknown date question", dates) for name in (leaf.earlier, leaf.later)]
            if leaf.earlier == leaf.later:
                table.fault(f"date {quote(leaf.earlier)} is compared with itself")
            return leaf if all(known) else _NEVER
        if leaf.name in clauses:
            if not table.known(str(leaf.value), f"clause {quote(leaf.name)} has no status", self._outcomes):
                return _NEVER
            return _comes_to(clauses[leaf.name].rule, str(leaf.value))
        if not table.known(leaf.name, "unknown question", [*self._questions, *clauses]):
            return _NEVER
        question = self._questions[leaf.name]
        if isinstance(leaf.value, bool):
            if question.type != "boolean":
                table.fault(f"question {quote(leaf.name)} is not answered by yes or no")
                return _NEVER
            return leaf
        values = [choice.id for choice in question.choices]
        known_value = table.known(str(leaf.value), f"question {quote(leaf.name)} has no value", values)
        return leaf if known_value else _NEVER

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
            _variable(question, mentioned[name])
            for name, question in self._questions.items()
            if name in mentioned
        ]
        if prod(max(len(variable.domain), 5) for variable in variables if not variable.domain) * prod(
            len(variable.domain) for variable in variables if variable.domain
        ) > _MOST_WAYS:
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


def _latest_date(table: Table, compares: tuple[str, str, int] | None) -> LatestDate | None:
    inner = table.table("latest_date")
    if inner is None:
        return None
    if compares is None:
        table.fault("`latest_date` stands beside rows that compare no dates")
        return None
    latest = LatestDate(
        id=inner.text("id"), label=inner.text("label"), question=compares[1], days=compares[2]
    )
    inner.finish()
    return latest


def _variable(question: Question, mentioned: Iterable[object]) -> Variable:
    """Return what a rule that mentions these values of a question lets an open answer range over."""
    if question.type == "date":
        return Variable(name=question.id, domain=())
    if question.type == "boolean":
        return Variable(name=question.id, domain=(True, False))
    named = set(mentioned)
    return Variable(
        name=question.id,
        domain=tuple(
            choice.id for choice in question.choices if choice.id in named or not choice.counts_as_open
        ),
    )


def _comes_to(rule: Rule, outcome: str) -> Condition:
    """Return the condition under which a rule comes to an outcome."""
    ways: list[Condition] = []
    before: list[Condition] = []
    for row in rule.rows:
        when = All(()) if row.when is None else row.when
        if row.outcome == outcome:
            ways.append(All((*(Not(each) for each in before), when)) if before else when)
        else:
            before.append(when)
    return ways[0] if len(ways) == 1 else Any(tuple(ways))
