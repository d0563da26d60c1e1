"""Comparing: finds what differs between two versions of a policy, and which results change.

In: two policies, each with the document that it was loaded from.  Out: a Comparison.
Must not read a file, run git or write words for people. The same two versions always give the same comparison.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from checker.compare.comparison import Comparison, Entry, Kind, Subject, Version
from checker.compare.moves import direction, walk
from checker.compare.tables import (
    by_id,
    changed_at_the_top,
    changed_keys,
    entries,
    entry,
    merged,
    order_changed,
    presence,
)

_Tables: TypeAlias = Mapping[str, Mapping[str, Any]]


def compare(old: Version, new: Version) -> Comparison:
    """Compare two versions over every way of answering."""
    before, after = old.document, new.document
    return Comparison(
        old=old.policy,
        new=new.policy,
        changed=changed_at_the_top(before, after),
        order=order_changed(before, after),
        clauses=_subjects(old, new, "clause", by_id(before, "clause"), by_id(after, "clause")),
        decisions=_subjects(old, new, "decision", by_id(before, "decision"), by_id(after, "decision")),
        conflicts=_subjects(old, new, "conflict", _conflicts(before), _conflicts(after)),
        questions=entries(before, after, "question"),
        statuses=entries(before, after, "status"),
        topics=entries(before, after, "topic"),
        addressees=entries(before, after, "addressee"),
        silences=_silences(old, new),
    )


def _silences(old: Version, new: Version) -> tuple[Entry, ...]:
    """Return the silences whose words differ, or that concern other cases than before."""
    before, after = by_id(old.document, "silence"), by_id(new.document, "silence")
    found = []
    for name in merged(before, after):
        differing = entry(name, before, after)
        if differing.presence == "both":
            walked = walk(old.policy, new.policy, "silence", name)
            differing = replace(
                differing, checked=walked.checked, complete=walked.complete, moves=walked.moves, leads=walked.leads
            )
        if differing.moves or differing.leads or before.get(name) != after.get(name):
            found.append(differing)
    return tuple(found)


def _conflicts(document: Mapping[str, Any]) -> _Tables:
    """Return, for each clause with conflicts, one table of them."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for table in document.get("conflict", ()):
        found.setdefault(table["clause"], []).append(table)
    return {
        clause: {key: [each[key] for each in tables] for key in ("when", "says")} for clause, tables in found.items()
    }


def _subjects(old: Version, new: Version, kind: Kind, before: _Tables, after: _Tables) -> tuple[Subject, ...]:
    return tuple(_subject(old, new, kind, name, (before.get(name), after.get(name))) for name in merged(before, after))


def _subject(old: Version, new: Version, kind: Kind, name: str, tables: Sequence[Mapping[str, Any] | None]) -> Subject:
    before, after = tables
    found = walk(old.policy, new.policy, kind, name)
    return Subject(
        kind=kind,
        id=name,
        presence=presence(before, after),
        changed=() if before is None or after is None else changed_keys(before, after),
        checked=found.checked,
        complete=found.complete,
        moves=found.moves,
        shifts=found.shifts,
        leads=found.leads if presence(before, after) == "both" else (),
        direction=(
            direction(old.policy.decisions, new.policy.decisions, name, found.moves) if kind == "decision" else None
        ),
    )
