"""The language of conditions: small and closed, parsed once and never evaluated as Python.

In: the text of a `when`.  Out: a tree of six node types, and its truth: True, False, or None while answers are missing.
Must not know any question, clause or word of a particular policy.

    condition = test { "and" test }  |  test { "or" test }          (never both without brackets)
    test      = "not" test  |  "(" condition ")"
              | NAME                                                 a yes-or-no question is answered yes
              | NAME "is" NAME                                       a question has a value, a clause a status
              | NAME "is" "at" "least" NUMBER "days" "before" NAME   two dates
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from checker.engine.fault import quote

_TOKEN = re.compile(r"\s*(?:([a-z][a-z0-9_-]*)|([0-9]{1,5})|([()])|(\S))", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_-]*", re.ASCII)
_WORDS = frozenset({"and", "or", "not", "is", "at", "least", "days", "before"})
_DEEPEST = 20

Value: TypeAlias = bool | str | int
"""An answer inside the engine. A date is its proleptic Gregorian ordinal."""


@dataclass(frozen=True, slots=True)
class Is:
    """A question has a value, or (before loading has finished) a clause has a status."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class ClauseIs:
    """A clause has a status, which is the case if `part` holds. Loading replaces an `Is` with it."""

    clause: str
    status: str
    part: "Condition"


@dataclass(frozen=True, slots=True)
class DaysBefore:
    """The date `earlier` is at least `days` calendar days before the date `later`."""

    earlier: str
    days: int
    later: str


@dataclass(frozen=True, slots=True)
class Not:
    """The negation of a condition."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """All parts hold; true if there are none."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds; false if there are none."""

    parts: "tuple[Condition, ...]"


Condition: TypeAlias = Is | ClauseIs | DaysBefore | Not | All | Any


class ConditionError(ValueError):
    """A condition that cannot be parsed; the message says what was expected, and where."""


def parse(text: str) -> Condition:
    """Parse a condition. Raise ConditionError if it is not one."""
    return _Parser(text).read()


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = [match.group().strip() for match in _TOKEN.finditer(text)]
        self._next = 0

    def read(self) -> Condition:
        condition = self._condition(0)
        if self._next < len(self._tokens):
            raise self._expected("`and`, `or` or the end")
        return condition

    def _condition(self, depth: int) -> Condition:
        first = self._test(depth)
        joiner = self._peek()
        if joiner not in {"and", "or"}:
            return first
        parts = [first]
        while self._peek() == joiner:
            self._next += 1
            parts.append(self._test(depth))
        if self._peek() in {"and", "or"}:
            message = "`and` and `or` stand side by side; put brackets around one of them"
            raise ConditionError(message)
        return All(tuple(parts)) if joiner == "and" else Any(tuple(parts))

    def _test(self, depth: int) -> Condition:
        if depth > _DEEPEST:
            message = f"brackets or `not` are nested more than {_DEEPEST} deep"
            raise ConditionError(message)
        if self._peek() == "not":
            self._next += 1
            return Not(self._test(depth + 1))
        if self._peek() == "(":
            self._next += 1
            condition = self._condition(depth + 1)
            self._word(")")
            return condition
        name = self._name("a question, a clause, `not` or `(`")
        if self._peek() != "is":
            return Is(name, value=True)
        self._next += 1
        if self._peek() != "at":
            return Is(name, self._name("a value, a status or `at least`"))
        self._word("at")
        self._word("least")
        days = self._peek()
        if not days.isdecimal():
            raise self._expected("a number of days")
        self._next += 1
        self._word("days")
        self._word("before")
        return DaysBefore(name, int(days), self._name("a date question"))

    def _peek(self) -> str:
        return self._tokens[self._next] if self._next < len(self._tokens) else ""

    def _word(self, word: str) -> None:
        if self._peek() != word:
            raise self._expected(f"`{word}`")
        self._next += 1

    def _name(self, expected: str) -> str:
        token = self._peek()
        if token in _WORDS or not _NAME.fullmatch(token):
            raise self._expected(expected)
        self._next += 1
        return token

    def _expected(self, what: str) -> ConditionError:
        found = self._peek()
        where = f"found {quote(found)} as word {self._next + 1}" if found else "found the end"
        return ConditionError(f"expected {what}, {where}")


def leaves(condition: Condition) -> Iterator[Is | DaysBefore]:
    """Yield the tests of a condition, from left to right."""
    match condition:
        case Is() | DaysBefore():
            yield condition
        case Not(part) | ClauseIs(_, _, part):
            yield from leaves(part)
        case All(parts) | Any(parts):
            for each in parts:
                yield from leaves(each)


def names_of(condition: Condition) -> tuple[str, ...]:
    """Return the questions that a condition tests, each once, from left to right."""
    names = ((leaf.name,) if isinstance(leaf, Is) else (leaf.earlier, leaf.later) for leaf in leaves(condition))
    return tuple(dict.fromkeys(name for each in names for name in each))


def replace(condition: Condition, leaf: "Callable[[Is | DaysBefore], Condition]") -> Condition:
    """Return a freshly parsed condition with each test replaced by `leaf(test)`."""
    match condition:
        case Is() | DaysBefore():
            return leaf(condition)
        case ClauseIs():
            return condition
        case Not(part):
            return Not(replace(part, leaf))
        case All(parts):
            return All(tuple(replace(each, leaf) for each in parts))
        case Any(parts):
            return Any(tuple(replace(each, leaf) for each in parts))


def truth(condition: Condition, answers: Mapping[str, Value]) -> bool | None:
    """Return whether a condition holds, or None while that depends on open questions.

    If every question of the condition is answered, the result is never None.
    """
    match condition:
        case Is(name, value):
            return None if name not in answers else answers[name] == value
        case DaysBefore(earlier, days, later):
            known = earlier in answers and later in answers
            return int(answers[later]) - int(answers[earlier]) >= days if known else None
        case ClauseIs(_, _, part):
            return truth(part, answers)
        case Not(part):
            inner = truth(part, answers)
            return None if inner is None else not inner
        case All(parts):
            return _joined((truth(each, answers) for each in parts), decisive=False)
        case Any(parts):
            return _joined((truth(each, answers) for each in parts), decisive=True)


def _joined(truths: Iterator[bool | None], *, decisive: bool) -> bool | None:
    found: bool | None = not decisive
    for each in truths:
        if each is decisive:
            return decisive
        if each is None:
            found = None
    return found


def grounds(condition: Condition, answers: Mapping[str, Value], *, holds: bool = True) -> Iterator[str]:
    """Yield the questions whose answers make the condition true, or false with `holds=False`.

    Parts that are open or that have the other truth yield nothing.
    """
    if truth(condition, answers) is not holds:
        return
    match condition:
        case Is(name, _):
            yield name
        case DaysBefore(earlier, _, later):
            yield from (earlier, later)
        case ClauseIs(_, _, part):
            yield from grounds(part, answers, holds=holds)
        case Not(part):
            yield from grounds(part, answers, holds=not holds)
        case All(parts) | Any(parts):
            for each in parts:
                yield from grounds(each, answers, holds=holds)
