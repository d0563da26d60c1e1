"""What differs between the tables of two policy files, without evaluating any rule.

In: two parsed policy files.  Out: keys that differ, and entries that were added, removed or changed.
Must not judge what a difference means: `moves.py` compares results.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker.compare.comparison import Entry, Presence

LISTS = ("status", "topic", "addressee", "clause", "question", "decision", "silence")
"""The lists of a policy file whose entries have ids."""


def merged(old: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    """Return the words of both in the new order, with each old word after its old predecessor."""
    result = list(new)
    known = frozenset(result)
    place = 0
    for word in old:
        if word in known:
            place = result.index(word) + 1
        else:
            result.insert(place, word)
            place += 1
    return tuple(result)


def by_id(document: Mapping[str, Any], key: str) -> dict[str, Mapping[str, Any]]:
    """Return the tables of a list by id."""
    return {table["id"]: table for table in document.get(key, ())}


def presence(old: object | None, new: object | None) -> Presence:
    """Return which versions an entry is in."""
    if old is None:
        return "added"
    return "removed" if new is None else "both"


def changed_keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys that differ, except `id`; a key of a nested table as `row.when`."""
    return tuple(
        name
        for key in merged(old, new)
        if key != "id" and old.get(key) != new.get(key)
        for name in _deeper(key, _tables(old.get(key)), _tables(new.get(key)))
    )


def _tables(value: object) -> list[Mapping[str, Any]] | None:
    """Return a table or a list of tables as a list; an empty list for None; None for anything else."""
    if value is None:
        return []
    tables: list[Any] = value if isinstance(value, list) else [value]
    return tables if all(isinstance(each, dict) for each in tables) else None


def _deeper(key: str, old: list[Mapping[str, Any]] | None, new: list[Mapping[str, Any]] | None) -> tuple[str, ...]:
    if old is None or new is None:
        return (key,)
    names = dict.fromkeys(name for table in (*old, *new) for name in table)
    deeper = (name for name in names if [each.get(name) for each in old] != [each.get(name) for each in new])
    return tuple(f"{key}.{name}" for name in deeper) or (key,)


def changed_at_the_top(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the top-level keys that differ, except for the lists that are compared entry by entry."""
    elsewhere = {*LISTS, "conflict"}
    return changed_keys(
        {key: value for key, value in old.items() if key not in elsewhere},
        {key: value for key, value in new.items() if key not in elsewhere},
    )


def order_changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the lists whose common entries are in a different order."""
    return tuple(
        key
        for key in (*LISTS, "conflict")
        for first, second in [(_names(old, key), _names(new, key))]
        if [name for name in first if name in second] != [name for name in second if name in first]
    )


def _names(document: Mapping[str, Any], key: str) -> dict[str, None]:
    """Return what identifies the entries of a list, in order: ids, or for conflicts, clauses."""
    return dict.fromkeys(table["clause" if key == "conflict" else "id"] for table in document.get(key, ()))


def entries(old: Mapping[str, Any], new: Mapping[str, Any], key: str) -> tuple[Entry, ...]:
    """Return the entries of a list that differ, in the new order."""
    first, second = by_id(old, key), by_id(new, key)
    return tuple(entry(name, first, second) for name in merged(first, second) if first.get(name) != second.get(name))


def entry(name: str, old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> Entry:
    """Compare one entry of a list; it may be unchanged."""
    before, after = old.get(name), new.get(name)
    values, values_now = _values(before), _values(after)
    both = before is not None and after is not None
    return Entry(
        id=name,
        presence=presence(before, after),
        changed=changed_keys(before, after) if before is not None and after is not None else (),
        twin=None if both else _twin(before or after or {}, new if after is None else old, old.keys() & new.keys()),
        values_added=tuple(value for value in values_now if both and value not in values),
        values_removed=tuple(value for value in values if both and value not in values_now),
    )


def _values(table: Mapping[str, Any] | None) -> Sequence[str]:
    return [value["id"] for value in (table or {}).get("value", ())]


def _twin(table: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]], in_both: Iterable[str]) -> str | None:
    """Return the id of the first entry that is only in the other version and differs only in its id."""
    taken = frozenset(in_both)
    alike = (name for name, other in others.items() if name not in taken and not changed_keys(table, other))
    return next(alike, None)
