"""Conditions: a tree of six node types, and its truth: True, False, or None while answers are missing.

`parse.py` reads them from text. Must not know any question, clause or word of a particular policy.
"""

from collections.abc import Callable, Iterator, Mapping

from checker.engine.record import record

type Value = bool | str | int
"""An answer inside the engine. A date is its proleptic Gregorian ordinal."""


@record
class Is:
    """A question has a value, or (before loading has finished) a clause has a status."""

    name: str
    value: Value

    def truth(self, answers: Mapping[str, Value]) -> bool | None:
        """Return whether it holds, or None while that depends on open questions."""
        answer = answers.get(self.name)
        return None if answer is None else answer == self.value


@record
class ClauseIs:
    """A clause has a status, which is the case if `part` holds. Loading replaces an `Is` with it."""

    clause: str
    status: str
    part: "Condition"

    def truth(self, answers: Mapping[str, Value]) -> bool | None:
        """Return whether it holds, or None while that depends on open questions."""
        return self.part.truth(answers)


@record
class DaysBefore:
    """The date `earlier` is at least `days` calendar days before the date `later`."""

    earlier: str
    days: int
    later: str

    def truth(self, answers: Mapping[str, Value]) -> bool | None:
        """Return whether it holds, or None while that depends on open questions."""
        earlier, later = answers.get(self.earlier), answers.get(self.later)
        return None if earlier is None or later is None else int(later) - int(earlier) >= self.days


@record
class Not:
    """The negation of a condition."""

    part: "Condition"

    def truth(self, answers: Mapping[str, Value]) -> bool | None:
        """Return whether it holds, or None while that depends on open questions."""
        inner = self.part.truth(answers)
        return None if inner is None else not inner


@record
class And:
    """All parts hold; true if there are none."""

    parts: "tuple[Condition, ...]"

    def truth(self, answers: Mapping[str, Value]) -> bool | None:
        """Return whether it holds, or None while that depends on open questions."""
        return _joined(self.parts, answers, decisive=False)


@record
class Or:
    """At least one part holds; false if there are none."""

    parts: "tuple[Condition, ...]"

    def truth(self, answers: Mapping[str, Value]) -> bool | None:
        """Return whether it holds, or None while that depends on open questions."""
        return _joined(self.parts, answers, decisive=True)


type Condition = Is | ClauseIs | DaysBefore | Not | And | Or


def _joined(parts: "tuple[Condition, ...]", answers: Mapping[str, Value], *, decisive: bool) -> bool | None:
    """Return the truth of several parts, of which one that is `decisive` decides."""
    found: bool | None = not decisive
    for part in parts:
        each = part.truth(answers)
        if each is decisive:
            return decisive
        if each is None:
            found = None
    return found


def leaves(condition: Condition) -> Iterator[Is | DaysBefore]:
    """Yield the tests of a condition, from left to right."""
    match condition:
        case Is() | DaysBefore():
            yield condition
        case Not(part) | ClauseIs(_, _, part):
            yield from leaves(part)
        case And(parts) | Or(parts):
            for each in parts:
                yield from leaves(each)


def replace_leaves(condition: Condition, leaf: "Callable[[Is | DaysBefore], Condition]") -> Condition:
    """Return a freshly parsed condition with each test replaced by `leaf(test)`."""
    match condition:
        case Is() | DaysBefore():
            return leaf(condition)
        case ClauseIs():
            return condition
        case Not(part):
            return Not(replace_leaves(part, leaf))
        case And(parts):
            return And(tuple(replace_leaves(each, leaf) for each in parts))
        case Or(parts):
            return Or(tuple(replace_leaves(each, leaf) for each in parts))


def grounds(condition: Condition, answers: Mapping[str, Value], *, holds: bool = True) -> Iterator[str]:
    """Yield the questions whose answers make the condition true, or false with `holds=False`.

    Parts that are open or that have the other truth yield nothing.
    """
    if condition.truth(answers) is not holds:
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
        case And(parts) | Or(parts):
            for each in parts:
                yield from grounds(each, answers, holds=holds)
