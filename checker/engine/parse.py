"""The language of conditions: small and closed, parsed once and never evaluated as Python.

In: the text of a `when`.  Out: a condition.

    condition = test { "and" test }  |  test { "or" test }          (never both without brackets)
    test      = "not" test  |  "(" condition ")"
              | NAME                                                 a yes-or-no question is answered yes
              | NAME "is" NAME                                       a question has a value, a clause a status
              | NAME "is" "at" "least" NUMBER "days" "before" NAME   two dates
"""

import re

from checker.engine.condition import And, Condition, DaysBefore, Is, Not, Or
from checker.engine.fault import quote

_TOKEN = re.compile(r"\s*(?:([a-z][a-z0-9_-]*)|([0-9]{1,5})|([()])|(\S))", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_-]*", re.ASCII)
_WORDS = frozenset({"and", "or", "not", "is", "at", "least", "days", "before"})
_DEEPEST = 20


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
            message = "mixing `and` and `or` needs brackets"
            raise ConditionError(message)
        return And(tuple(parts)) if joiner == "and" else Or(tuple(parts))

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
