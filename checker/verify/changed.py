"""What is written differently in two policy files, without evaluating any rule.

In: two parsed tables.  Out: the keys that differ.  Must not judge what a difference means: `compare.py` does.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def merged[Item](old: Iterable[Item], new: Iterable[Item]) -> list[Item]:
    """Return the items of both in the new order, with each old one after its old predecessor."""
    result = list(new)
    place = 0
    for item in old:
        if item in result:
            place = result.index(item) + 1
        else:
            result.insert(place, item)
            place += 1
    return result


def changed_keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return the keys that differ, except `id`; those of the tables within as `row.when`, if there are as many."""
    found = []
    for key in merged(old, new):
        was, now = old.get(key), new.get(key)
        if key != "id" and was != now:
            as_many = not (isinstance(was, list) and isinstance(now, list)) or len(was) == len(now)
            before, after = (_by_key(was), _by_key(now)) if as_many else ({}, {})
            inner = [f"{key}.{name}" for name in merged(before, after) if before.get(name) != after.get(name)]
            found += inner or [key]
    return found


def _by_key(value: object) -> dict[str, Sequence[Any]]:
    """Return, for a table or a list of tables, the values of each key; nothing for any other value."""
    tables: list[Any] = value if isinstance(value, list) else [value]
    if not all(isinstance(table, dict) for table in tables):
        return {}
    return {name: [table.get(name) for table in tables] for table in tables for name in table}
