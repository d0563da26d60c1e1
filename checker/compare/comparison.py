"""The result of a comparison: a small closed set of records, and their public form.

In: nothing.  Out: the types.  Must not contain words for people: `checker/render` writes those.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from checker.engine.model import Policy

type Presence = Literal["both", "added", "removed"]
type Effect = Literal["unchanged", "words", "moves", "added", "removed"]
type Direction = Literal["same", "stricter", "looser", "neither"]
type Kind = Literal["clause", "decision", "conflict", "silence"]
type Side = tuple[str, ...] | str | None
type Witness = Mapping[str, bool | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of the two versions: a policy, and the document that it was loaded from."""

    policy: Policy
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Move:
    """A result that becomes another.

    before, after: the status or value; None if that version has no such result.
    sheets: the number of sheets for which it does.  complete: the number of these that leave no question open.
    witness: the smallest of the sheets: the one with the fewest answers, and among these, to the first questions.
    """

    before: str | None
    after: str | None
    sheets: int
    complete: int
    witness: Witness


@dataclass(frozen=True, slots=True)
class Shift:
    """A change in what accompanies an unchanged result: `missing`, `clauses`, `blocking`, `answers` or `latest_date`.

    before, after: its value for the witness: ids, or for `latest_date` a day or None.  The rest is as in a move.
    """

    what: str
    before: Side
    after: Side
    sheets: int
    complete: int
    witness: Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A clause, a decision, or the conflicts of one clause, and how its results change.

    changed: the keys of its tables that differ, such as `text` or `row.when`.
    checked: the number of sheets.  complete: the number of these that leave no question open.
    direction: for a decision with a blocking value in both versions, which way its results move; else None.
    """

    kind: Kind
    id: str
    presence: Presence
    changed: tuple[str, ...]
    checked: int
    complete: int
    moves: tuple[Move, ...]
    shifts: tuple[Shift, ...]
    direction: Direction | None

    @property
    def effect(self) -> Effect:
        """The effect of the difference in one word: moved results take precedence over different words."""
        if self.presence != "both":
            return self.presence
        if self.moves or self.shifts:
            return "moves"
        return "words" if self.changed else "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A question, status, topic, addressee or silence that differs.

    twin: the id of an entry of the other version that differs only in its id; None if there is none.
    values_added, values_removed: for a question, the values that only one version allows.
    checked, complete, moves: for a silence in both versions, the sheets for which it begins or ceases to be shown.
    """

    id: str
    presence: Presence
    changed: tuple[str, ...]
    twin: str | None
    values_added: tuple[str, ...]
    values_removed: tuple[str, ...]
    checked: int = 0
    complete: int = 0
    moves: tuple[Move, ...] = ()

    def as_json(self, *, values: bool = False, moves: bool = False) -> dict[str, Any]:
        """Return the entry in its public form; `values`, `moves`: whether entries of its kind have these."""
        changed = "moves" if self.moves else "changed"
        result: dict[str, Any] = {
            "id": self.id,
            "effect": changed if self.presence == "both" else self.presence,
            "changed": list(self.changed),
            "same_but_for_id": self.twin,
        }
        if values:
            result |= {"values_added": list(self.values_added), "values_removed": list(self.values_removed)}
        if moves:
            moved = [_moved_json(move) for move in self.moves]
            result |= {"checked": self.checked, "complete": self.complete, "moves": moved}
        return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that differs between two versions of a policy.

    changed: the top-level keys of the file that differ.
    order: the lists (`clause`, `question` …) whose common entries are in a different order.
    """

    old: Policy
    new: Policy
    changed: tuple[str, ...]
    order: tuple[str, ...]
    clauses: tuple[Subject, ...]
    decisions: tuple[Subject, ...]
    conflicts: tuple[Subject, ...]
    questions: tuple[Entry, ...]
    statuses: tuple[Entry, ...]
    topics: tuple[Entry, ...]
    addressees: tuple[Entry, ...]
    silences: tuple[Entry, ...]

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Everything with results: decisions, clauses and conflicts, in this order."""
        return (*self.decisions, *self.clauses, *self.conflicts)

    def as_json(self) -> dict[str, Any]:
        """Return the comparison in its public form, as JSON values.

            {"old": {"title", "fingerprint"}, "new": {"title", "fingerprint"},
             "identical": true if the fingerprints are the same,
             "checked": the number of sheets for clauses, decisions and conflicts,
             "complete": the number of these that leave no question open,
             "changed": [top-level keys of the file], "order": [lists whose order differs],
             "clauses":   [{"id", "effect", "changed", "checked", "complete", "moves", "beside"}, ...],
             "decisions": [the same, and "direction"],
             "conflicts": [the same as for clauses; "id" is the clause of the conflicts],
             "questions": [{"id", "effect", "changed", "same_but_for_id", "values_added", "values_removed"}, ...],
             "statuses", "topics", "addressees": [{"id", "effect", "changed", "same_but_for_id"}, ...],
             "silences": [the same, and "checked", "complete", "moves"]}

        Clauses, decisions and conflicts: all of both versions, including unchanged ones.  "effect" is `unchanged`,
        `words`, `moves`, `added` or `removed`.  "changed": keys such as `text` or `row.when`.  "direction" is `same`,
        `stricter`, `looser` or `neither`; null if a version has no blocking value.
        "moves": [{"from", "to", "sheets", "complete", "witness"}, ...], the smallest witness first; "from" and "to"
        are a status or value, for conflicts `holds` or `none`; null if the version has no such result.
        "beside": {"missing": {"from", "to", "sheets", "complete", "witness"}, ...}: what changes for sheets with an
        unchanged result. Its keys are `missing`, `latest_date` (clauses), `clauses`, `blocking` (decisions) and
        `answers` (conflicts), each present only if it changes, with its ids or day for the witness.
        Questions, statuses, topics, addressees, silences: those that differ; "effect" is `changed`, `added` or
        `removed`; for a silence that concerns other cases than before, even with the same words, it is `moves`.
        """
        return {
            "old": {"title": self.old.title, "fingerprint": self.old.fingerprint},
            "new": {"title": self.new.title, "fingerprint": self.new.fingerprint},
            "identical": self.old.fingerprint == self.new.fingerprint,
            "checked": sum(subject.checked for subject in self.subjects),
            "complete": sum(subject.complete for subject in self.subjects),
            "changed": list(self.changed),
            "order": list(self.order),
            "clauses": [_subject_json(each) for each in self.clauses],
            "decisions": [_subject_json(each) | {"direction": each.direction} for each in self.decisions],
            "conflicts": [_subject_json(each) for each in self.conflicts],
            "questions": [each.as_json(values=True) for each in self.questions],
            "statuses": [each.as_json() for each in self.statuses],
            "topics": [each.as_json() for each in self.topics],
            "addressees": [each.as_json() for each in self.addressees],
            "silences": [each.as_json(moves=True) for each in self.silences],
        }


def _subject_json(subject: Subject) -> dict[str, Any]:
    return {
        "id": subject.id,
        "effect": subject.effect,
        "changed": list(subject.changed),
        "checked": subject.checked,
        "complete": subject.complete,
        "moves": [_moved_json(move) for move in subject.moves],
        "beside": {shift.what: _moved_json(shift) for shift in subject.shifts},
    }


def _moved_json(moved: Move | Shift) -> dict[str, Any]:
    before, after = (list(side) if isinstance(side, tuple) else side for side in (moved.before, moved.after))
    return {
        "from": before,
        "to": after,
        "sheets": moved.sheets,
        "complete": moved.complete,
        "witness": dict(moved.witness),
    }
