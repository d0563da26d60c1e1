"""Edits of the invented policy, for tests: each edit takes a document and changes it in place."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tests.invented import DOCUMENT

Document = dict[str, Any]
Edit = Callable[[Document], None]


def edited(*edits: Edit) -> Document:
    """Return the document of the invented policy after some edits."""
    document = deepcopy(DOCUMENT)
    for edit in edits:
        edit(document)
    return document


def thing(document: Document, kind: str, name: str) -> Document:
    """Return the table of a list that has an id."""
    return next(table for table in document[kind] if table["id"] == name)


def put(kind: str, name: str, **values: object) -> Edit:
    """Return the edit that sets keys of a table."""
    return lambda document: thing(document, kind, name).update(values)


def row(kind: str, name: str, number: int, **values: object) -> Edit:
    """Return the edit that sets keys of a row, counted from 1."""
    return lambda document: thing(document, kind, name)["row"][number - 1].update(values)


def without(kind: str, name: str) -> Edit:
    """Return the edit that removes a table."""
    return lambda document: document[kind].remove(thing(document, kind, name))


def without_rule(name: str) -> Edit:
    """Return the edit that removes the rows of a clause."""
    return lambda document: thing(document, "clause", name).pop("row")


def conflict(**values: object) -> Edit:
    """Return the edit that sets keys of the conflict."""
    return lambda document: document["conflict"][0].update(values)


def another(kind: str, name: str, **values: object) -> Edit:
    """Return the edit that adds a copy of a table with other values."""
    return lambda document: document[kind].append(deepcopy(thing(document, kind, name)) | values)


def another_value(kind: str, name: str, value: str) -> Edit:
    """Return the edit that adds a value to a question or a decision: a copy of its first with another id and word."""
    word = "label" if kind == "question" else "word"

    def edit(document: Document) -> None:
        values = thing(document, kind, name)["value"]
        values.append(values[0] | {"id": value, word: value.capitalize()})

    return edit


def without_the_note(document: Document) -> None:
    """Remove the clause on tended ferries, and what refers to it."""
    without("clause", "tended-note")(document)
    del thing(document, "decision", "pilotage")["note"]
    row("decision", "grade_says", 1, clauses=["grade-named"], says="No more.")(document)
