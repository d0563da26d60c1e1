"""Reading clauses: the source's words, ours about them, and the rule.

In: a table, and what a clause may refer to.  Out: a clause.
Must not report follow-up faults: what depends on the rows is checked only if the rows can be read.
"""

from collections.abc import Iterable
from typing import cast, get_args

from checker.engine.condition import DaysBefore, leaves
from checker.engine.fault import quote
from checker.engine.load_rules import RuleReader, read_tone
from checker.engine.load_table import Table
from checker.engine.model import Clause, Coverage, DateWords, LatestDate, Link, Part
from checker.engine.rule import Row, Rule

_COVERAGES = get_args(Coverage)


def read_clause(table: Table, rules: RuleReader, topics: Iterable[str], addressees: Iterable[str]) -> Clause:
    """Read a clause from its table."""
    before = table.faults
    rows = []
    for row in table.tables("row", optional=True):
        name = row.one_of("status", rules.outcomes)
        status = rules.outcomes.get(name)
        rows.append(
            Row(
                outcome=name,
                when=rules.when(row, {}),
                clauses=(),
                says=row.text("says"),
                word=row.text("word", optional=True) or (status.word if status else ""),
                brief=row.text("brief", optional=True),
                tone=read_tone(row, status.tone if status else "open"),
            )
        )
        row.finish()
    rule = rules.rule(table, rows) if rows else None
    readable = table.faults == before
    compares = _compares(table, rule) if readable and rule else None
    clause = Clause(
        id=table.text("id"),
        number=table.text("number"),
        topic=table.one_of("topic", topics),
        title=table.text("title"),
        heading=table.text("heading", optional=True) or None,
        text=table.text("text"),
        links=_links(table),
        addressed_to=table.one_of("addressed_to", addressees),
        force=table.text("force"),
        reading=table.text("reading"),
        not_read_as=table.texts("not_read_as"),
        because=table.text("because", optional=True),
        parts=_parts(table),
        rule=rule,
        compares=compares,
        dates=_date_words(table, compares, readable=readable),
        latest_date=_latest_date(table, compares, readable=readable),
    )
    table.finish()
    return clause


def _compares(table: Table, rule: Rule) -> tuple[str, str, int] | None:
    """Return the one comparison of dates in a rule, or None if it compares none."""
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
    """Return the parts of a clause; one part with the whole text if it declares none."""
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


def _links(table: Table) -> dict[str, Link]:
    links = {}
    for link in table.tables("link", optional=True):
        words, address = link.text("words"), link.text("address")
        links[words] = Link(address=address, note=link.text("note"))
        if f"[{words}](#)" not in table.peek("text"):
            link.fault(f"the clause's text has no link with the words {quote(words)}")
        if not address.startswith("https://"):
            link.fault(f"`address` is {quote(address)}", allowed="an address that begins with `https://`")
        link.finish()
    return links


def _date_words(table: Table, compares: tuple[str, str, int] | None, *, readable: bool) -> DateWords | None:
    inner = table.table("dates", optional=compares is None)
    if inner is None:
        return None
    words = DateWords(
        requests=inner.text("requests"),
        less=inner.text("less"),
        picture=inner.text("picture"),
        ahead=inner.text("ahead", optional=True),
        reaches=inner.text("reaches", optional=True),
        none=inner.text("none", optional=True),
    )
    if words.ahead and "{date}" not in words.ahead:
        inner.fault("`ahead` has no place `{date}` for the date that is counted from")
    if words.requests and "{time}" not in words.requests:
        inner.fault("`requests` has no place `{time}` for the time between the dates")
    inner.finish()
    if compares is None and readable:
        table.fault("`dates` stands beside rows that compare no dates")
    return words


def _latest_date(table: Table, compares: tuple[str, str, int] | None, *, readable: bool) -> LatestDate | None:
    inner = table.table("latest_date", optional=True)
    if inner is None:
        return None
    name, label = inner.text("id"), inner.text("label")
    inner.finish()
    if compares is None:
        if readable:
            table.fault("`latest_date` stands beside rows that compare no dates")
        return None
    return LatestDate(id=name, label=label, question=compares[1], days=compares[2])
