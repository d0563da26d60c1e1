"""Reading one table of a policy file, and collecting its faults.

In: a parsed table, and its place.  Out: values of the requested types, and faults.
Must not stop at the first fault: a missing value is replaced by an empty one of its type.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from checker.engine.fault import Fault, listed, nearest, quote

ID = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*", re.ASCII)
ID_ALLOWED = "small letters, digits, `-` and `_`"


class Table:
    """One table of the file. Ask for every key that is allowed, then call `finish`, which reports all others."""

    def __init__(self, data: object, place: str, subject: str, faults: list[Fault]) -> None:
        """Take the table, or report a fault if the data is not one."""
        self._place = place
        self._faults = faults
        self._asked: list[str] = []
        self.subject = subject
        self._data: Mapping[str, Any] = {}
        if isinstance(data, dict):
            self._data = data
        else:
            self.fault(f"expected a table, found {quote(data)}")

    def fault(self, problem: str, *, allowed: str = "", suggestion: str | None = None) -> None:
        """Report a fault of this table."""
        self._faults.append(
            Fault(
                place=self._place,
                subject=self.subject,
                problem=problem,
                allowed=allowed,
                suggestion=suggestion,
            )
        )

    @property
    def faults(self) -> int:
        """The number of faults reported so far, in this table and all others of the file."""
        return len(self._faults)

    def has(self, key: str) -> bool:
        """Return whether the table has the key."""
        return key in self._data

    def peek(self, key: str) -> str:
        """Return the text under a key without marking the key as asked for; empty if there is none."""
        value = self._data.get(key)
        return value if isinstance(value, str) else ""

    def text(self, key: str, *, optional: bool = False) -> str:
        """Return a text that is not blank; empty if an optional one is left out."""
        return self._text(key, self._value(key, optional=optional))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, none of them blank."""
        return tuple(self._text(f"{key}[{number}]", each) for number, each in self._numbered(key))

    def mapping(self, key: str) -> Mapping[str, Any]:
        """Return a nested table, unchecked."""
        value = self._value(key)
        if isinstance(value, dict):
            return value
        if value is not None:
            self.fault(f"{quote(key)} is {quote(value)}", allowed="a table")
        return {}

    def value(self, key: str) -> object:
        """Return the value under a key, unchecked."""
        return self._value(key)

    def flag(self, key: str) -> bool:
        """Return a boolean, which is False if it is left out."""
        value = self._value(key, optional=True)
        if value is not None and not isinstance(value, bool):
            self.fault(f"{quote(key)} is {quote(value)}", allowed="`true`, `false`")
        return value is True

    def one_of(self, key: str, allowed: Iterable[str]) -> str:
        """Return a text, which must be one of those allowed."""
        text = self.text(key)
        if text:
            self.known(text, f"{quote(key)} is", allowed)
        return text

    def known(self, word: str, what: str, allowed: Iterable[str]) -> bool:
        """Return whether the word is one of those allowed; report a fault if not."""
        words = list(allowed)
        if word not in words:
            suggestion = nearest(word, words)
            self.fault(
                f"{what} {quote(word)}",
                allowed="" if suggestion else listed(words) or "nothing",
                suggestion=suggestion,
            )
        return word in words

    def table(self, key: str, *, optional: bool = False) -> "Table | None":
        """Return the table under a key; None if it is left out."""
        value = self._value(key, optional=optional)
        if value is None:
            return None
        subject = f"{self.subject}: {key}" if self.subject else key
        return Table(value, self._place, subject, self._faults)

    def tables(self, key: str, *, optional: bool = False) -> "tuple[Table, ...]":
        """Return the tables of an array, each named in faults by its id, or else by its number."""
        return tuple(
            Table(each, self._place, self._named(key, number, each), self._faults)
            for number, each in self._numbered(key, optional=optional)
        )

    def identified(self, key: str, *, optional: bool = False) -> "tuple[Table, ...]":
        """Return the tables of an array; report invalid and duplicate ids."""
        tables = self.tables(key, optional=optional)
        seen: set[str] = set()
        for table in tables:
            identity = table.peek("id")
            if identity and not ID.fullmatch(identity):
                table.fault("the id is not an id", allowed=ID_ALLOWED)
            if identity in seen:
                table.fault("the id stands twice")
            seen.add(identity)
        if not tables and not optional:
            self.fault(f"no {key} stands in {'it' if self.subject else 'the file'}")
        return tables

    def finish(self) -> None:
        """Fault every key that was never asked for; `facts`, which pages read and rules do not, may stand anywhere."""
        if self.has("facts"):
            self.texts("facts")
        for key in self._data:
            if key not in self._asked:
                left = [each for each in self._asked if each not in self._data]
                suggestion = nearest(key, left)
                self.fault(
                    f"unknown key {quote(key)}",
                    allowed="" if suggestion else listed(self._asked),
                    suggestion=suggestion,
                )

    def _value(self, key: str, *, optional: bool = False) -> object:
        self._asked.append(key)
        if self._data.get(key) is None and not optional:  # in JSON, a value can also be null
            self.fault(f"{quote(key)} is missing")
        return self._data.get(key)

    def _text(self, name: str, value: object) -> str:
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.fault(f"{quote(name)} is {quote(value)}", allowed="a text that is not blank")
            return ""
        return value

    def _numbered(self, key: str, *, optional: bool = False) -> list[tuple[int, object]]:
        value = self._value(key, optional=optional)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(f"{quote(key)} is {quote(value)}", allowed="a list")
            return []
        return list(enumerate(value, start=1))

    def _named(self, key: str, number: int, data: object) -> str:
        identity = data.get("id") if isinstance(data, dict) else None
        name = f"{key} {quote(identity)}" if isinstance(identity, str) else f"{key}[{number}]"
        return f"{self.subject}: {name}" if self.subject else name
