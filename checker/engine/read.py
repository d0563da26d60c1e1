"""Reading parsed TOML or JSON into records, driven by the annotations of their fields.

In: a table, and the record class that it should hold.  Out: a record, and every fault of the table.
Must not stop at the first fault: a missing or wrong value is replaced by an empty one of its type.

A text must not be blank. A field with a default may be left out of the file. References between records are not checked
here: see `load.py`.
"""

import re
from collections.abc import Iterable, Mapping
from types import NoneType, UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from checker.engine import condition as conditions
from checker.engine.fault import Fault, listed, nearest, quote
from checker.engine.model import Clause, Dates, Decision, Policy, Question, Silence
from checker.engine.parse import ConditionError, parse
from checker.engine.rule import Row, Rule

NEVER: conditions.Condition = conditions.Or(())
"""Used instead of a condition that cannot be read."""

_ID = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*", re.ASCII)

_KEYS: Mapping[type, Mapping[str, str]] = {
    Policy: {
        "statuses": "status",
        "questions": "question",
        "clauses": "clause",
        "decisions": "decision",
        "sections": "section",
        "conflicts": "conflict",
        "silences": "silence",
    },
    Clause: {"rule": "row"},
    Decision: {"values": "value", "rule": "row", "notes": "note"},
    Question: {"choices": "value"},
}
"""The keys of fields that the file calls something else: a list of tables is named in the singular."""

_NOT_IN_THE_FILE = {
    (Policy, "fingerprint"),
    (Silence, "rule"),
    (Dates, "earlier"),
    (Dates, "later"),
    (Dates, "days"),
}

_SHARED = ("when", "says", "word", "tone", "heading", "short")
_OF_DECISIONS = ("clauses", "things", "in_place", "open", "denies")
_ROWS: Mapping[type, Mapping[str, str]] = {
    Clause: {"outcome": "status"} | {name: name for name in _SHARED},
    Decision: {"outcome": "value"} | {name: name for name in (*_SHARED, *_OF_DECISIONS)},
}
"""The fields of a row, each with its key, by what the row belongs to."""


class Reader:
    """Reads the tables of one file.  faults: everything that is wrong with them, in order."""

    def __init__(self, file: str) -> None:
        """Take the file's name, for the faults."""
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, subject: str, problem: str, *, allowed: str = "", suggestion: str | None = None) -> None:
        """Report a fault of the thing called `subject`."""
        self.faults.append(
            Fault(place=self.file, subject=subject, problem=problem, allowed=allowed, suggestion=suggestion)
        )

    def is_one_of(self, subject: str, word: str, what: str, allowed: Iterable[str]) -> bool:
        """Return whether a word is one of those allowed; report a fault if not, unless it is missing."""
        words = list(allowed)
        if word and word not in words:
            suggestion = nearest(word, words)
            self.fault(
                subject,
                f"{what} {quote(word)}",
                allowed="" if suggestion else listed(words) or "nothing",
                suggestion=suggestion,
            )
        return word in words

    def read[T](self, cls: type[T], data: object, subject: str, keys: Mapping[str, str] | None = None) -> T:
        """Return the record that a table holds.

        subject: what to call the table in faults.
        keys: the fields to read, each with its key; by default all fields that a file can have.
        """
        table: Mapping[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            self.fault(subject, f"expected a table, found {quote(data)}")
        named = _KEYS.get(cls, {})
        hints = get_type_hints(cls)
        keys = keys or {name: named.get(name, name) for name in hints if (cls, name) not in _NOT_IN_THE_FILE}
        values = {}
        for field, key in keys.items():
            value = table.get(key)
            if key in table and value is None:
                self.fault(subject, f"`{key}` is `null`; leave it out")
            elif value is None and hasattr(cls, field):
                continue
            elif value is None and isinstance(data, dict):
                what = f"no `{key}` defined" if _is_list_of_tables(hints[field]) else f"`{key}` is missing"
                self.fault(subject, what)
            values[field] = self._value(cls, hints[field], key, value, subject)
        self._finish(table, keys.values(), subject)
        return cls(**values)

    def _value(self, cls: type, hint: Any, key: str, value: object, subject: str) -> object:  # noqa: ANN401  a type
        """Return the value of a field with this type; an empty one if it cannot be read."""
        if isinstance(hint, UnionType):
            hint = next(each for each in get_args(hint) if each is not NoneType)
        if get_origin(hint) in {tuple, Mapping}:
            return self._collection(hint, key, value, subject)
        if isinstance(hint, type) and hint not in {str, bool, Rule}:
            return self.read(hint, value if value is not None else {}, _joined(subject, key))
        return self._single(cls, hint, key, value, subject)

    def _single(self, cls: type, hint: Any, key: str, value: object, subject: str) -> object:  # noqa: ANN401  a type
        if hint is Rule:
            return Rule(self._list_of(Row, key, value, subject, _ROWS[cls]), ())
        if hint is conditions.Condition:
            return self._condition(value, subject)
        if hint is bool:
            return self._flag(key, value, subject)
        text = self._text(key, value, subject)
        if hint is str:
            return text
        allowed = get_args(hint.__value__)
        return text if self.is_one_of(subject, text, f"`{key}` is", allowed) else allowed[0]

    def _collection(self, hint: Any, key: str, value: object, subject: str) -> object:  # noqa: ANN401  a type
        of = get_args(hint)
        if get_origin(hint) is Mapping:
            return self._by_id(self._list_of(of[1], key, value, subject), key, subject)
        if of[0] is str:
            items = enumerate(self._items(key, value, subject), 1)
            return tuple(self._text(f"{key}[{number}]", each, subject) for number, each in items)
        return self._list_of(of[0], key, value, subject)

    def _flag(self, key: str, value: object, subject: str) -> bool:
        if not isinstance(value, bool):
            self.fault(subject, f"`{key}` is {quote(value)}", allowed="`true`, `false`")
        return value is True

    def _text(self, key: str, value: object, subject: str) -> str:
        if isinstance(value, str) and value.strip():
            return value
        if value is not None:
            self.fault(subject, f"{quote(key)} is {quote(value)}", allowed="a text that is not blank")
        return ""

    def _condition(self, value: object, subject: str) -> conditions.Condition:
        text = self._text("when", value, subject)
        if not text:
            return NEVER
        try:
            return parse(text)
        except ConditionError as error:
            self.fault(subject, f"`when` cannot be read: {error}")
            return NEVER

    def _items(self, key: str, value: object, subject: str) -> list[object]:
        if isinstance(value, list):
            return value
        if value is not None:
            self.fault(subject, f"`{key}` is {quote(value)}", allowed="a list")
        return []

    def _list_of[T](
        self, cls: type[T], key: str, value: object, subject: str, keys: Mapping[str, str] | None = None
    ) -> tuple[T, ...]:
        items = self._items(key, value, subject)
        return tuple(
            self.read(cls, each, _joined(subject, _name(key, number, each)), keys)
            for number, each in enumerate(items, 1)
        )

    def _by_id[T](self, records: Iterable[T], key: str, subject: str) -> Mapping[str, T]:
        found: dict[str, T] = {}
        for each in records:
            identity = cast("str", each.__dict__["id"])
            name = _joined(subject, f"{key} {quote(identity)}")
            if identity and not _ID.fullmatch(identity):
                self.fault(name, "invalid id", allowed="lowercase letters, digits, `-` and `_`")
            if identity in found:
                self.fault(name, "duplicate id")
            found[identity] = each
        return found

    def _finish(self, table: Mapping[str, Any], keys: Iterable[str], subject: str) -> None:
        """Report unknown keys. `facts`, which only the pages read, may be in any table."""
        if "facts" in table:
            self._value(Policy, tuple[str, ...], "facts", table["facts"], subject)
        allowed = list(keys)
        for key in table:
            if key not in allowed and key != "facts":
                suggestion = nearest(key, [each for each in allowed if each not in table])
                self.fault(
                    subject,
                    f"unknown key {quote(key)}",
                    allowed="" if suggestion else listed(allowed),
                    suggestion=suggestion,
                )


def _is_list_of_tables(hint: object) -> bool:
    return hint is Rule or get_origin(hint) is Mapping or (get_origin(hint) is tuple and get_args(hint)[0] is not str)


def _name(key: str, number: int, data: object) -> str:
    identity = data.get("id") if isinstance(data, dict) else None
    return f"{key} {quote(identity)}" if isinstance(identity, str) else f"{key}[{number}]"


def _joined(subject: str, name: str) -> str:
    return f"{subject}: {name}" if subject else name
