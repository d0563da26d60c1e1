"""Moves: counts the sheets for which a result becomes another, and finds the smallest witness of each move.

In: the two versions, and a clause, decision, conflict or silence.  Out: moves, shifts, and the moves' direction.
Must not skip a sheet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.compare.comparison import Direction, Kind, Move, Shift, Side
from checker.compare.results import NONE, Results
from checker.compare.sheets import Sheet, sheets
from checker.engine.model import UNDETERMINED, Decision, Policy

BESIDE = ("missing", "clauses", "blocking", "answers", "latest_date")
"""What accompanies a result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The result of evaluating both versions for all sheets."""

    checked: int
    complete: int
    moves: tuple[Move, ...]
    shifts: tuple[Shift, ...]
    leads: tuple[Move, ...]


class _Tally:
    """A count of sheets. The sheet that it is created with is the smallest."""

    def __init__(self, before: Side, after: Side, sheet: Sheet) -> None:
        self.before = before
        self.after = after
        self.witness = sheet
        self.sheets = 0
        self.complete = 0

    def count(self, *, complete: bool) -> None:
        self.sheets += 1
        self.complete += complete


def walk(old: Policy, new: Policy, kind: Kind, name: str) -> Walk:
    """Evaluate both versions for every way of answering the questions that their rows mention."""
    before, after = Results(old, kind, name), Results(new, kind, name)
    moves: dict[tuple[str | None, str | None], _Tally] = {}
    shifts: dict[str, _Tally] = {}
    leads: dict[tuple[str | None, str | None], _Tally] = {}
    checked = completed = 0
    names, numbers = {*before.questions, *after.questions}, before.numbers | after.numbers
    for sheet in sheets(old, new, names, numbers):
        (was, was_complete), (now, now_complete) = before.of(sheet), after.of(sheet)
        complete = was_complete and now_complete
        checked += 1
        completed += complete
        if was.value != now.value:
            pair = was.value, now.value
            moves.setdefault(pair, _Tally(*pair, sheet)).count(complete=complete)
        elif was != now:
            for what in BESIDE:
                if not _same(was.of(what), now.of(what)):
                    shifts.setdefault(what, _Tally(was.of(what), now.of(what), sheet)).count(complete=complete)
    for sheet in sheets(old, new, names, numbers, alone=True):
        was_led, now_led = (each.of(sheet) if each.allows(sheet) else None for each in (before, after))
        led = was_led or now_led
        if led is not None and led[0].value not in {None, NONE}:
            pair = was_led and was_led[0].value, now_led and now_led[0].value
            leads.setdefault(pair, _Tally(*pair, sheet)).count(complete=led[1])
    return Walk(
        checked=checked,
        complete=completed,
        moves=_moves(moves),
        leads=_moves(leads),
        shifts=tuple(
            Shift(what, tally.before, tally.after, tally.sheets, tally.complete, tally.witness)
            for what in BESIDE
            if what in shifts
            for tally in (shifts[what],)
        ),
    )


def _moves(found: Mapping[tuple[str | None, str | None], _Tally]) -> tuple[Move, ...]:
    return tuple(Move(*pair, tally.sheets, tally.complete, tally.witness) for pair, tally in found.items())


def _same(old: Side, new: Side) -> bool:
    """Return whether two values are the same, whatever the order of their ids; `Comparison.order` reports that."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        return sorted(old) == sorted(new)
    return old == new


def direction(
    old: Mapping[str, Decision], new: Mapping[str, Decision], name: str, moves: Iterable[Move]
) -> Direction | None:
    """Return whether a decision's results move only towards its blocking value, only away from it, or otherwise.

    Undetermined lies between the other values and the blocking one. None if a version has no blocking value.
    """
    sides = [decisions[name].blocking_value if name in decisions else None for decisions in (old, new)]
    if None in sides:
        return None
    steps = [_rank(move.after, sides[1]) - _rank(move.before, sides[0]) for move in moves]
    if not steps:
        return "same"
    if all(step > 0 for step in steps):
        return "stricter"
    return "looser" if all(step < 0 for step in steps) else "neither"


def _rank(value: str | None, blocking: str | None) -> int:
    return 2 if value == blocking else 1 if value == UNDETERMINED else 0
