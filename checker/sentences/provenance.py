"""Where a report or saved file comes from: when it was made, and a link that gives the same result again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a report or saved file says about its own making.

    day: the visitor's local date, in words; empty if it is not known.
    link: an address that gives the same result again; empty if there is none.
    """

    day: str
    link: str
