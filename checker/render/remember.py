"""Keeping what has been made, as one answer changes few of the things that a result is made of.

In: what something was made from, and how to make it.  Out: what was made, now or before.
Must not keep more than a bounded number of things, nor give out what was made from something else.
"""

from collections.abc import Callable, Hashable


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
