"""Variants of a condition: every condition that differs from it in one small thing.

In: a condition, and what else a test could ask for.  Out: conditions.
Must not leave a part of the condition as it is in all variants.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from checker.engine.condition import All, Any, Condition, DaysBefore, Is, Not

Others: TypeAlias = Callable[[Is], Iterable[str]]


def variants(condition: Condition, others: Others) -> Iterator[Condition]:
    """Yield the condition with one part negated, replaced, dropped, or joined by the other word.

    others: gives the values or statuses that a test could ask for instead.
    """
    yield opposite(condition)
    match condition:
        case Is(name, _):
            yield from (Is(name, other) for other in others(condition))
        case DaysBefore(earlier, days, later):
            yield from (DaysBefore(earlier, days + more, later) for more in (-1, 1))
            yield DaysBefore(later, days, earlier)
        case Not(part):
            yield from (opposite(each) for each in variants(part, others))
        case All(parts):
            yield Any(parts)
            yield from _in_parts(All, parts, others)
        case Any(parts):
            yield All(parts)
            yield from _in_parts(Any, parts, others)


def opposite(condition: Condition) -> Condition:
    """Return the opposite of a condition, without one `not` upon another."""
    return condition.part if isinstance(condition, Not) else Not(condition)


def _in_parts(kind: type[All | Any], parts: tuple[Condition, ...], others: Others) -> Iterator[Condition]:
    for index, part in enumerate(parts):
        before, after = parts[:index], parts[index + 1 :]
        left = (*before, *after)
        yield left[0] if len(left) == 1 else kind(left)
        yield from (kind((*before, each, *after)) for each in variants(part, others))
