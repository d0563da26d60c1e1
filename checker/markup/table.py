"""Decision tables: all rows of a rule, each with its clause, and marks on the rows that apply to the visitor.

In: rows in words.  Out: markup.  Must not leave a row out.
"""

from collections.abc import Iterable

from checker.engine.model import Decision, Policy
from checker.markup.html import Markup, element, join
from checker.markup.places import Places, clause_links
from checker.sentences.rows import MARKS, TableRow, rows_of
from checker.sentences.why import STATES, Line


def table_html(rows: tuple[TableRow, ...], caption: str, places: Places) -> Markup:
    """Return rows as a table; if any row is marked, with a column for the marks in words."""
    marked = any(row.mark for row in rows)
    heads = ["Where", "The result is", "Clause"] + (["By your answers"] if marked else [])
    return rules_table(caption, heads, (_row(row, places, marked=marked) for row in rows))


def rules_table(caption: str, heads: list[str], rows: Iterable[Markup]) -> Markup:
    """Return a table that becomes a list of cards on narrow screens. That layout drops roles, so they are explicit."""
    return element(
        "div",
        element(
            "table",
            element("caption", caption),
            element(
                "thead",
                element("tr", *(element("th", head, scope="col", role="columnheader") for head in heads), role="row"),
                role="rowgroup",
            ),
            element("tbody", *rows, role="rowgroup"),
            role="table",
        ),
        class_="rules",
    )


def cell(*content: str, head: str = "") -> Markup:
    """Return a cell; `head` is shown before it on narrow screens."""
    return element("td", *content, role="cell", data_head=head or None)


def tables_html(policy: Policy, places: Places) -> Markup:
    """Return the tables of the decisions."""
    return join(decision_table(policy, decision, places) for decision in policy.decisions.values())


def decision_table(policy: Policy, decision: Decision, places: Places) -> Markup:
    """Return the table of a decision, without marks."""
    rows = rows_of(policy, decision.rule, None)
    return table_html(rows, f"{decision.title}: {decision.ask}", places)


def lines_html(lines: tuple[Line, ...], places: Places, *, kind: str | None = None) -> Markup:
    """Return conditions as nested lists, each with whether it holds, if that is known.

    kind: the class of the outermost list.
    """
    return element("ul", *(_line(line, places) for line in lines), class_=kind)


def _line(line: Line, places: Places) -> Markup:
    state = [element("span", STATES[line.state], class_="state", data_state=line.state), " "] if line.state else []
    return element(
        "li",
        *state,
        line.text if line.clause is None else element("a", line.text, href=places.clause(line.clause)),
        element("span", f" – your answer: {line.answer}", class_="answer") if line.answer else "",
        lines_html(line.parts, places) if line.parts else "",
    )


def _row(row: TableRow, places: Places, *, marked: bool) -> Markup:
    return element(
        "tr",
        cell(lines_html(row.lines, places) if row.lines else "In every other case", head="Where"),
        cell(row.outcome, head="The result is"),
        cell(clause_links(row.clauses, places, ""), head="Clause"),
        cell(MARKS.get(row.mark, "Ruled out"), head="By your answers") if marked else "",
        data_mark=row.mark or None,
        role="row",
    )
