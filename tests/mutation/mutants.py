"""Mutants: every policy that differs from the shipped one in one small thing of its rules.

In: what the policy file holds.  Out: mutants, each with a name that says what differs.
Must not change a word that is only read by people.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple, TypeAlias

from checker.engine.condition import Is, parse
from checker.engine.document import canonical
from checker.engine.model import UNDETERMINED
from tests.mutation.spelling import spelled
from tests.mutation.variants import variants

Document: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[str | int, ...]
Edit: TypeAlias = tuple[str, Path, Any]

REMOVED = object()
"""What an edit puts where a key is to go."""


class Mutant(NamedTuple):
    """A policy that differs in one small thing.  name: what differs.  document: what its file would hold."""

    name: str
    document: Document


def mutants(document: Document) -> Iterator[Mutant]:
    """Yield every mutant of a policy; of those that come to the same file, the first."""
    seen = {canonical(document)}
    for name, path, value in _edits(document):
        changed = deepcopy(document)
        _put(changed, path, value)
        content = canonical(changed)
        if content not in seen:
            seen.add(content)
            yield Mutant(name, changed)


def _put(document: Document, path: Path, value: Any) -> None:
    holder: Any = document
    for step in path[:-1]:
        holder = holder[step]
    if value is REMOVED:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value


def _edits(document: Document) -> Iterator[Edit]:
    """Yield what to put where, and its name."""
    clauses = [clause["id"] for clause in document["clause"]]
    statuses = [status["id"] for status in document["status"] if status["id"] != UNDETERMINED]
    for number, clause in enumerate(document["clause"]):
        if "row" in clause:
            path, where = ("clause", number, "row"), f"clause `{clause['id']}`"
            yield from _edits_of_rows(document, path, where, {"status": statuses})
    for number, decision in enumerate(document["decision"]):
        path, where = ("decision", number), f"decision `{decision['id']}`"
        values = [value["id"] for value in decision["value"]]
        yield from _edits_of_rows(document, (*path, "row"), where, {"value": values, "clause": clauses})
        yield from _edits_of_words(decision, path, where, {"blocking_value": values})
    yield from _edits_of_rows(document, ("conflict",), "", {"clause": clauses})
    for number, silence in enumerate(document["silence"]):
        yield from _edits_of_when(document, silence, ("silence", number, "when"), f"silence `{silence['id']}`")
    for number, question in enumerate(document["question"]):
        for place, value in enumerate(question.get("value", ())):
            flag = not value.get("counts_as_open", False)
            name = f"question `{question['id']}`: value `{value['id']}`: counts_as_open = {str(flag).lower()}"
            yield name, ("question", number, "value", place, "counts_as_open"), flag


def _edits_of_rows(document: Document, path: Path, where: str, words: dict[str, Sequence[str]]) -> Iterator[Edit]:
    rows: Any = document
    for step in path:
        rows = rows[step]
    for index, row in enumerate(rows):
        here = f"{where}: row[{index + 1}]" if where else f"conflict[{index + 1}]"
        yield f"{here}: removed", path, [*rows[:index], *rows[index + 1 :]]
        if index + 1 < len(rows):
            swapped = [*rows[:index], rows[index + 1], row, *rows[index + 2 :]]
            yield f"{here}: swapped with the next", path, swapped
        yield from _edits_of_words(row, (*path, index), here, words)
        yield from _edits_of_when(document, row, (*path, index, "when"), here)


def _edits_of_when(document: Document, table: Document, path: Path, here: str) -> Iterator[Edit]:
    if "when" in table:
        yield f"{here}: `when` removed", path, REMOVED
        for condition in variants(parse(table["when"]), lambda test: _others(document, test)):
            yield f"{here}: when = {spelled(condition)}", path, spelled(condition)


def _edits_of_words(table: Document, path: Path, where: str, words: dict[str, Sequence[str]]) -> Iterator[Edit]:
    """Yield each word of a table replaced by each other that could stand there."""
    for key, allowed in words.items():
        for word in allowed:
            if key in table and table[key] != word:
                yield f"{where}: {key} = {word}", (*path, key), word
    named = table.get("clauses", [])
    if "clause" in words:
        for number, name in enumerate(named):
            for word in (REMOVED, *words["clause"]):
                if word != name and not (word is REMOVED and len(named) == 1):
                    what = "removed" if word is REMOVED else f"= {word}"
                    yield f"{where}: clauses[{number + 1}] {what}", (*path, "clauses", number), word


def _others(document: Document, test: Is) -> Iterable[str]:
    """Return the other values of the question that a test is about, or the other statuses of its clause."""
    if isinstance(test.value, bool):
        return []
    values = {question["id"]: question.get("value", []) for question in document["question"]}
    allowed = values.get(test.name, document["status"])
    return [each["id"] for each in allowed if each["id"] not in {test.value, UNDETERMINED}]
