"""Keeping what has been made, as one answer changes few of the things that a result is made of.

In: what something was made from, and how to make it.  Out: what was made, now or before.
Must not keep more than a bounded number of things, nor give out what was made from something else.
"""

from collections.abc import Callable, Hashable
from typing import cast


class Remembered[Made]:
    """What was made, by what it was made from."""

    def __init__(self, most: int = 1024) -> None:
        """Keep at most so many things."""
        self._most = most
        self._made: dict[Hashable, Made] = {}

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what was made for this key, or make it."""
        made = self._made.get(key)
        if made is None:
            if len(self._made) >= self._most:
                self._made.clear()
            made = self._made[key] = make()
        return made


_ONCE: Remembered[tuple[object, object]] = Remembered()


def made_once[Thing, Place: Hashable, Made](thing: Thing, place: Place, make: Callable[[Thing, Place], Made]) -> Made:
    """Return what is made of a thing for a place: once for each, while whoever has the thing gives out the same one."""
    _, made = _ONCE.get((id(thing), place, make), lambda: (thing, make(thing, place)))
    return cast("Made", made)
