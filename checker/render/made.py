"""When something was made to be kept, and how to come back to it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a kept result says of itself.

    day: the visitor's own day, in words; empty where it is not known.
    link: an address that gives the same result again; empty where there is none.
    """

    day: str
    link: str
