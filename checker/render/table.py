"""Decision tables: all rows of a rule, each with its clause, and marks on the rows that apply to the visitor.

In: a policy, and answers, if there are any.  Out: markup.
Must not leave a row out, nor mark a row as the visitor's unless it gives the outcome.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from checker.engine.answers import Answers
from checker.engine.model import Clause, Decision, Policy
from checker.engine.rule import Rule
from checker.render.markup import Markup, element, join
from checker.render.places import Places, clause_links
from checker.render.why import STATES, Line, condition_lines

type Mark = Literal["yours", "possible", ""]

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


def rows_of(
    policy: Policy, rule: Rule, label: Callable[[str], str], own: Clause | None, answers: Answers | None = None
) -> tuple[TableRow, ...]:
    """Return every row of a rule in words.

    own: for the rule of a clause, that clause; the rows of a decision name their own.
    """
    settled = None if answers is None else rule.settle(rule.known(answers.known))
    cited = [clause for row in rule.rows for clause in row.clauses]
    rows = []
    for row in rule.rows:
        mark: Mark = ""
        if settled is not None and row in settled.rows:
            mark = "yours" if settled.outcome is not None else "possible"
        named = cited if row.when is None else row.clauses
        clauses = (own,) if own else tuple(each for each in policy.clauses.values() if each.id in named)
        lines = () if row.when is None else condition_lines(policy, row.when)
        rows.append(TableRow(lines=lines, outcome=label(row.outcome), clauses=clauses, mark=mark))
    return tuple(rows)


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
    rows = rows_of(policy, decision.rule, decision.labels.__getitem__, None)
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
