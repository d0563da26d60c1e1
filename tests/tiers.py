"""The two tiers: what runs every time, and the rest of a matrix, which `make thorough` runs."""

from collections.abc import Collection, Iterable

import pytest


def each_time(kept: Collection[tuple], cases: Iterable[tuple]) -> list:
    """Return the cases of a matrix, with all but the kept ones left to `make thorough`."""
    cases = list(cases)
    assert set(kept) <= set(cases)
    return [case if case in kept else pytest.param(*case, marks=pytest.mark.thorough) for case in cases]


def first_each_time(cases: Iterable, number: int) -> list:
    """Return cases of which all but the first few are left to `make thorough`."""
    values = [case if isinstance(case, tuple) else (case,) for case in cases]
    return [pytest.param(*each, marks=() if at < number else pytest.mark.thorough) for at, each in enumerate(values)]
