"""Catching mutants: by loading, by the worked cases, or by verifying, in this order.

In: mutants.  Out: what caught each of them, if anything did.
Must not call a mutant equivalent that gives another assessment for any way of answering.
"""

import os
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from checker import Policy, PolicyError, assess, read_answers
from checker.engine.load import from_document
from checker.policy import CASES, PROCEDURES, load_document, load_source
from checker.verify.cases import Case, differences, load_cases
from checker.verify.reference import Reference
from checker.verify.rows import problems_of_rows
from checker.verify.verify import verify
from checker.verify.ways import as_json
from tests.mutation.mutants import Mutant

EQUIVALENT = Path(__file__).parent / "equivalent.toml"


class Caught(NamedTuple):
    """What came of a mutant.

    by: `loading`, `cases` or `verify`; None where it survived.  what: the first thing that was said of it.
    equivalent: for a survivor, whether it gives the shipped policy's assessment for every way of answering.
    """

    name: str
    by: str | None
    what: str
    equivalent: bool


class _Shipped(NamedTuple):
    """The policy that ships, and what mutants of it are tried against.

    assessed: what it comes to for every way of answering that verifying goes through.
    """

    cases: tuple[Case, ...]
    source: str
    assessed: list[tuple[dict[str, Any], dict[str, Any]]]


@cache
def _shipped() -> _Shipped:
    document = load_document(PROCEDURES)
    policy = from_document(document, "procedures.toml")
    sheets = [as_json(sheet) for target in Reference(document).targets for sheet in target.partial_sheets()]
    cases = load_cases(load_document(CASES), "cases.toml", policy)
    return _Shipped(cases, load_source(), [(sheet, _assessed(policy, sheet)) for sheet in sheets])


def catch(mutant: Mutant) -> Caught:
    """Try to catch a mutant."""
    shipped = _shipped()
    try:
        policy = from_document(mutant.document, "mutant.toml")
    except PolicyError as error:
        return Caught(mutant.name, "loading", str(error.faults[0]), equivalent=False)
    for case in shipped.cases:
        assessment = _assessed(policy, case.answers)
        found = differences(case, assessment, assessment["silences"])
        if found:
            return Caught(mutant.name, "cases", f"{case.says} {found[0]}", equivalent=False)
    quick = tuple(problems_of_rows(Reference(mutant.document)))
    problems = quick or verify(policy, mutant.document, shipped.source, ()).problems
    if problems:
        return Caught(mutant.name, "verify", problems[0].kind, equivalent=False)
    same = all(_assessed(policy, sheet) == assessment for sheet, assessment in shipped.assessed)
    return Caught(mutant.name, None, "", equivalent=same)


def catch_all(mutants: Sequence[Mutant]) -> list[Caught]:
    """Try to catch every mutant, on every processor."""
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        return list(pool.map(catch, mutants, chunksize=8))


def listed_as_equivalent(file: Path = EQUIVALENT) -> dict[str, str]:
    """Return the mutants that may survive, each with the reason."""
    groups = tomllib.loads(file.read_text("utf-8"))["equivalent"]
    return {name: group["why"] for group in groups for name in group["mutants"]}


def complaints(caught: Sequence[Caught], listed: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with what came of the mutants: one line for each that is not as listed."""
    survivors = {each.name: each for each in caught if each.by is None}
    for name, survivor in survivors.items():
        if name not in listed:
            yield f"survived, and is not listed as equivalent: {name}"
        elif not survivor.equivalent:
            yield f"survived, and is not equivalent: {name}"
    for name in listed:
        if name not in survivors:
            known = any(name == each.name for each in caught)
            yield f"listed as equivalent, and {'was caught' if known else 'is no mutant'}: {name}"


def _assessed(policy: Policy, sheet: Any) -> dict[str, Any]:
    """Return the assessment in its public form, with the silences that are brought up beside it."""
    answers, _ = read_answers(policy, sheet)
    assessment = assess(policy, answers)
    found = assessment.as_json() | {"silences": list(assessment.silences)}
    del found["policy"]["fingerprint"]
    return found
