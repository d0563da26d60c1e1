"""A comparison in words, as text for a terminal or as Markdown for a summary.

In: a Comparison.  Out: text.  Must not claim more than was checked.
"""

import re
from collections.abc import Iterator, Sequence

from checker.verify.compare import Comparison, Document, Entry, Move
from checker.verify.reference import HOLDS, named

_EFFECTS = {
    "moves": "Results move",
    "answers": "Results differ only for answers that were added or removed",
    "words": "Written differently, and no result moves",
    "added": "New",
    "removed": "No longer there",
}


def comparison_text(comparison: Comparison, *, markdown: bool = False) -> str:
    """Return a comparison as text with a final newline; as Markdown, with special characters escaped."""
    versions = _Versions(comparison.old, comparison.new)
    extent = (
        f"{comparison.checked:,} ways of answering were compared: all, some or none of the questions that a rule asks "
        "are answered. Dates are tried at the distances that the rules distinguish."
    )
    lines = [f"# What changes: {comparison.new['title']}", "", extent]
    lines += ["", *(f"- {each}" for each in in_short(comparison) or ["Nothing differs."])]
    for entry in comparison.results:
        if entry.effect != "unchanged":
            lines += ["", *versions.section(entry)]
    text = "\n".join(lines) + "\n"
    return _escaped(text) if markdown else text


def in_short(comparison: Comparison) -> list[str]:
    """Return what differs, in a sentence each; none if nothing does."""
    versions = _Versions(comparison.old, comparison.new)
    found = []
    for effect, meaning in _EFFECTS.items():
        names = [versions.name(entry) for entry in comparison.results if entry.effect == effect]
        if names:
            found.append(f"{meaning}: {'; '.join(names)}.")
    if comparison.changed:
        found.append(f"Also written differently: {_keys(comparison.changed)}.")
    return found


class _Versions:
    """What two versions call things. Where both have words for a thing, those of the new one are used."""

    def __init__(self, old: Document, new: Document) -> None:
        self._old, self._new = old, new

    def name(self, entry: Entry) -> str:
        """Return what an entry is called."""
        if entry.kind in {"clause", "conflict"}:
            number = self._table("clause", entry.id.partition(" ")[0])["number"]
            conflict = "answers that look odd together by " if entry.kind == "conflict" else ""
            return f"{conflict}clause {number}"
        title = str(self._table(entry.kind, entry.id)["title"])
        return title if entry.kind == "decision" else f"what the text does not say: “{title}”"

    def section(self, entry: Entry) -> Iterator[str]:
        """Yield the lines on one entry and its moves."""
        name = self.name(entry)
        title = f" {self._table('clause', entry.id)['title']}" if entry.kind == "clause" else ""
        yield f"## {name[0].upper()}{name[1:]}{title}"
        yield ""
        written = f" Written differently: {_keys(entry.changed)}." if entry.changed else ""
        yield f"{_EFFECTS[entry.effect]}.{written}"
        if entry.moves:
            yield ""
        for move in entry.moves:
            before, after = self._result(self._old, entry, move.before), self._result(self._new, entry, move.after)
            yield f"- {before} → {after}: {move.sheets:,} of {entry.checked:,} ways of answering."
            yield f"  - Smallest example: {self._witness(move) or 'nothing is answered'}."

    def _result(self, document: Document, entry: Entry, value: str | None) -> str:
        """Return the words for a result."""
        if value is None:
            return "no result"
        if entry.kind in {"conflict", "silence"}:
            return "raised" if value == HOLDS else "not raised"
        words = {name: status["word"] for name, status in named(document, "status").items()}
        table = named(document, entry.kind)[entry.id]
        if entry.kind == "decision":
            words |= {each["id"]: each["word"] for each in table["value"]}
        rows = [row for row in table["row"] if value in {row.get("status"), row.get("value")}]
        of_rows = {row.get("word") or words[value] for row in rows}
        return f"“{of_rows.pop() if len(of_rows) == 1 else words[value]}”"

    def _witness(self, move: Move) -> str:
        return "; ".join(
            f"{asked}{'' if asked.endswith('?') else ':'} {self._answer(name, answer)}"
            for name, answer in move.witness.items()
            for asked in [self._table("question", name)["ask"]]
        )

    def _answer(self, name: str, answer: bool | str) -> str:  # noqa: FBT001  an answer is a value
        if isinstance(answer, bool):
            return "Yes" if answer else "No"
        questions = [named(document, "question").get(name, {}) for document in (self._old, self._new)]
        labels = {value["id"]: value["label"] for question in questions for value in question.get("value", ())}
        return str(labels.get(answer, answer))

    def _table(self, kind: str, name: str) -> Document:
        new = named(self._new, kind)
        return new[name] if name in new else named(self._old, kind)[name]


def _keys(keys: Sequence[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def _escaped(text: str) -> str:
    """Escape what Markdown would read as markup, except in the keys between backticks."""
    parts = text.split("`")
    return "`".join(
        part if number % 2 else re.sub(r"[\\*_\[\]<>|~]", r"\\\g<0>", part) for number, part in enumerate(parts)
    )
