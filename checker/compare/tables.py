"""What differs in the tables of two policy files, before anything is asked of the rules.

In: what two policy files hold.  Out: keys that differ, and things that were added, removed or changed.
Must not judge what a difference means: for that the results are gone through.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker.compare.comparison import Entry, Presence

LISTS = ("status", "topic", "addressee", "clause", "question", "decision", "silence")
"""The lists of a policy file whose things have ids."""


def merged(old: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    """Return the words of both, in the new order; what only the old has stands after what it stood after."""
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
    """Return the tables of a list, by their ids."""
    return {table["id"]: table for table in document.get(key, ())}


def presence(old: object | None, new: object | None) -> Presence:
    """Tell in which of the versions a thing is."""
    if old is None:
        return "added"
    return "removed" if new is None else "both"


def changed_keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys that differ, but for `id`; for tables within a table, as `row.when`."""
    return tuple(
        name
        for key in merged(old, new)
        if key != "id" and old.get(key) != new.get(key)
        for name in _deeper(key, _tables(old.get(key)), _tables(new.get(key)))
    )


def _tables(value: object) -> list[Mapping[str, Any]] | None:
    """Return a table, or a list of tables, as a list of tables; nothing for nothing; None for anything else."""
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
    """Return the keys at the top of a file that differ, but for the lists that are compared thing by thing."""
    elsewhere = {*LISTS, "conflict"}
    return changed_keys(
        {key: value for key, value in old.items() if key not in elsewhere},
        {key: value for key, value in new.items() if key not in elsewhere},
    )


def order_changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the lists in which what both versions have stands in another order."""
    return tuple(
        key
        for key in (*LISTS, "conflict")
        for first, second in [(_names(old, key), _names(new, key))]
        if [name for name in first if name in second] != [name for name in second if name in first]
    )


def _names(document: Mapping[str, Any], key: str) -> dict[str, None]:
    """Return what the things of a list go by, in order: their ids, or for conflicts their clauses."""
    return dict.fromkeys(table["clause" if key == "conflict" else "id"] for table in document.get(key, ()))


def entries(old: Mapping[str, Any], new: Mapping[str, Any], key: str) -> tuple[Entry, ...]:
    """Return what differs in a list, in the new order."""
    first, second = by_id(old, key), by_id(new, key)
    return tuple(entry(name, first, second) for name in merged(first, second) if first.get(name) != second.get(name))


def entry(name: str, old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> Entry:
    """Return what differs in one thing of a list, which may be nothing."""
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
    """Return the id of the first thing that only the other version has and that differs in its id alone."""
    taken = frozenset(in_both)
    alike = (name for name, other in others.items() if name not in taken and not changed_keys(table, other))
    return next(alike, None)
