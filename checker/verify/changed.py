"""What is written differently in two policy files, without evaluating any rule.

In: two parsed tables.  Out: the keys that differ.  Must not judge what a difference means: `compare.py` does.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
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
        if key != "id" and old.get(key) != new.get(key):
            before, after = _tables(old.get(key)), _tables(new.get(key))
            names = merged(*(dict.fromkeys(chain.from_iterable(tables)) for tables in (before, after)))
            inner = [f"{key}.{name}" for name in names if _values(before, name) != _values(after, name)]
            found += inner if inner and len(before) == len(after) else [key]
    return found


def _tables(value: object) -> list[dict[str, Any]]:
    """Return a table or a list of tables as a list; nothing for any other value."""
    tables: list[Any] = value if isinstance(value, list) else [value]
    return tables if all(isinstance(table, dict) for table in tables) else []


def _values(tables: Sequence[Mapping[str, Any]], key: str) -> list[Any]:
    return [table.get(key) for table in tables]
