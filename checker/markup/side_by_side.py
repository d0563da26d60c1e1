"""Saved files side by side: the result of each, and where their answers differ.

In: columns, each with the View of a file.  Out: a section with a title, tables and the disclaimer.
Must not rank the columns, nor leave out a clause because its status is the same everywhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.markup.finding import status_badge
from checker.markup.html import Markup, code, element, join
from checker.markup.places import Places, clause_links
from checker.markup.table import cell, rules_table
from checker.sentences.view import DecisionView, View
from checker.sentences.words import count_of

UNNAMED = "Without a name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One file.

    unread: its answers that could not be read and were left out, in sentences.
    other_policy: whether it was saved under another version of the policy.  differs: if so, what differs, as markup;
        None if that is not known.
    """

    view: View
    unread: tuple[str, ...] = ()
    other_policy: bool = False
    differs: Markup | None = None


def side_by_side_html(columns: Sequence[Column], refused: Sequence[str], places: Places) -> Markup:
    """Return the tables: the decisions, every clause, and the answers that are not the same in every column.

    refused: the names of files that have no column, because they cannot be read.
    """
    title = element("h2", f"Side by side: {count_of(columns, 'file', 'files')}", id="side-by-side", tabindex="-1")
    if not columns:
        return element("section", title, _refused(refused), class_="side-by-side", data_columns="0")
    views = [column.view for column in columns]
    names = names_of(views)
    decisions = [
        _row(
            across[0].title,
            names,
            [_decision(each, places) for each in across],
            data_compared_decision=across[0].id,
        )
        for across in zip(*(view.decisions for view in views), strict=True)
    ]
    clauses = [
        _row(
            element("a", f"{across[0].clause.number} {across[0].clause.title}", href=places.clause(across[0].clause)),
            names,
            [status_badge(each.tone, each.word) for each in across],
            data_compared_clause=across[0].clause.id,
        )
        for across in zip(*(view.findings for view in views), strict=True)
    ]
    answers = [
        _row(across[0][0].ask, names, [answer for _, answer in across], data_compared_question=across[0][0].id)
        for across in zip(*(view.answers for view in views), strict=True)
        if len({answer for _, answer in across}) > 1
    ]
    return element(
        "section",
        title,
        _refused(refused),
        rules_table("What the text says", ["What is asked", *names], decisions),
        rules_table("Clause by clause", ["Clause", *names], clauses),
        rules_table("Answers that differ", ["Question", *names], answers)
        if answers
        else element("p", "Every question has the same answer in every column."),
        _unread(names, columns),
        *(_earlier(name, column) for name, column in zip(names, columns, strict=True)),
        element(
            "p",
            "Each column holds what the text says for the answers of one file. The table ranks nothing. ",
            views[0].disclaimer,
            class_="disclaimer",
        ),
        class_="side-by-side",
        data_columns=str(len(columns)),
        data_part="side-by-side",
    )


def names_of(views: Iterable[View]) -> list[str]:
    """Return unique names for the columns, none of them empty."""
    names: list[str] = []
    for view in views:
        name = wanted = " ".join(view.name.split()) or UNNAMED
        number = 1
        while name in names:
            number += 1
            name = f"{wanted} ({number})"
        names.append(name)
    return names


def _decision(decision: DecisionView, places: Places) -> Markup:
    """Return the value of a decision and the clauses that it rests on, which can differ even if the value does not."""
    return join(
        [
            element("span", decision.headline, class_="status", data_tone=decision.tone),
            element("p", f"{decision.cites} ", clause_links(decision.clauses, places), class_="cited")
            if decision.clauses
            else "",
        ]
    )


def _row(head: str, names: list[str], shown: Sequence[str], **attributes: str) -> Markup:
    """Return a row; if its cells differ, it says so in words."""
    differs = join([" ", element("span", "Differs", class_="differs")]) if len(set(shown)) > 1 else ""
    return element(
        "tr",
        element("th", head, differs, scope="row", role="rowheader"),
        *(cell(each, head=name) for name, each in zip(names, shown, strict=True)),
        role="row",
        **attributes,
    )


def _unread(names: list[str], columns: Sequence[Column]) -> Markup:
    """Return the answers that could not be read; nothing if there are none."""
    lines = [
        element("li", f"{name}: ", code(sentence))
        for name, column in zip(names, columns, strict=True)
        for sentence in column.unread
    ]
    if not lines:
        return Markup()
    return join([element("p", "Some answers could not be read and were left out:"), element("ul", *lines)])


def _refused(files: Sequence[str]) -> Markup:
    """Return the files that are left out; nothing if there are none."""
    if not files:
        return Markup()
    return join(
        [
            element("p", "Left out, as these are not self-assessments that this page has saved as JSON:"),
            element("ul", *(element("li", file) for file in files)),
        ]
    )


def _earlier(name: str, column: Column) -> Markup:
    """Return a note if a file was saved under another version of the policy, with what differs; else nothing."""
    if not column.other_policy:
        return Markup()
    return element(
        "div",
        element("p", element("strong", name), " was saved under another version of the text or the rules."),
        column.differs or element("p", "What differs cannot be shown: the record of that version is not at hand."),
        class_="saved-under-another",
    )
