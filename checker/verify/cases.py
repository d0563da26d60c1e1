"""Worked cases: answers with the results that a person expects from reading the text, compared with an assessment.

In: a parsed file of cases, and the policy.  Out: cases, or every fault of the file; differences, in words.
Cases must not be written from the engine's output: they would prove nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.engine.answers import read_answers
from checker.engine.fault import Fault, InputError, quote
from checker.engine.model import Policy

_BY_NAME = {
    "findings": "status",
    "decisions": "value",
    "missing": "missing",
    "clauses": "clauses",
    "blocking": "blocking",
}
"""The keys of what a case can expect of clauses and decisions, each with its key in an assessment's public form."""

_LISTS = ("conflicts", "silences")
_EXPECTED = (*_BY_NAME, "dates", *_LISTS)
"""The keys of what a case can expect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One worked case.

    says: the case in one sentence.  clause: the clause that it is about.  answers: as in JSON.
    expected: what is expected, by key; what a case leaves out is not compared.
    """

    says: str
    clause: str
    answers: Mapping[str, Any]
    expected: Mapping[str, Any]


def load_cases(document: Mapping[str, Any], name: str, policy: Policy) -> tuple[Case, ...]:
    """Read cases from a parsed file. Raise InputError, with every fault, if there is one.

    name: what to call the file in faults.
    """
    tables = document.get("case")
    if not isinstance(tables, list) or len(document) > 1:
        raise InputError([Fault(place=name, problem="expected `[[case]]` tables, and nothing else")])
    cases = [_case(table, f"{name}: case {number}", policy) for number, table in enumerate(tables, start=1)]
    if faults := [fault for _, found in cases for fault in found]:
        raise InputError(faults)
    return tuple(case for case, _ in cases)


def _case(table: object, place: str, policy: Policy) -> tuple[Case, list[Fault]]:
    """Return a case, and its faults."""
    values: Mapping[str, Any] = table if isinstance(table, dict) else {}
    says, clause = (each if isinstance(each := values.get(key), str) else "" for key in ("says", "clause"))
    expected = {key: value for key, value in values.items() if key in _EXPECTED}
    problems = [f"unknown key {quote(key)}" for key in values if key not in {"says", "clause", "answers", *_EXPECTED}]
    if not says:
        problems.append("`says` is not a sentence")
    if clause not in policy.clauses:
        problems.append(f"unknown clause {quote(values.get('clause'))}")
    if not expected:
        problems.append("nothing is expected")
    for key, value in expected.items():
        if not isinstance(value, list if key in _LISTS else dict) or not _is_texts(value):
            problems.append(f"`{key}` is not a {'list' if key in _LISTS else 'table'} of texts")
    if not problems:
        names = dict.fromkeys(name for key in _BY_NAME for name in expected.get(key, ()))
        problems += [
            f"expects something of {quote(name)}, which is not a clause or decision"
            for name in names
            if name not in policy.clauses and name not in policy.decisions
        ]
    place = f"{place}, {quote(says)}" if says else place
    answers, faults = read_answers(policy, values.get("answers"), place)
    case = Case(says=says, clause=clause, answers=answers.given, expected=expected)
    return case, [*(Fault(place=place, problem=problem) for problem in problems), *faults]


def _is_texts(value: object, levels: int = 3) -> bool:
    """Return whether a value is a text, or tables and lists of texts, at most three in one another."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return (
        isinstance(value, str) if inner is None else levels > 0 and all(_is_texts(each, levels - 1) for each in inner)
    )


def differences(case: Case, assessment: Mapping[str, Any], silences: Sequence[str] | None = None) -> list[str]:
    """Return how an assessment, in its public form, differs from what a case expects.

    An expectation about something that does not exist differs too.
    silences: those that concern the case; None if only the public form is at hand, which leaves them out.
    """
    return [
        f"{what}: expected {wanted}, found {found}"
        for what, wanted, found in _pairs(case.expected, assessment, silences)
        if wanted != found
    ]


def _pairs(
    expected: Mapping[str, Any], assessment: Mapping[str, Any], silences: Sequence[str] | None
) -> Iterator[tuple[str, Any, Any]]:
    """Yield what is expected, each with its name and what was found."""
    results = {finding["clause"]: finding for finding in assessment["findings"]} | assessment["decisions"]
    for key, what in _BY_NAME.items():
        for name, wanted in expected.get(key, {}).items():
            yield f"{name} {what}", wanted, results.get(name, {}).get(what)
    for name, day in expected.get("dates", {}).items():
        yield name, day, assessment.get(name)
    if "silences" in expected and silences is not None:
        yield "silences", expected["silences"], list(silences)
    if "conflicts" in expected:
        found = [{"clause": each["clause"], "answers": each["answers"]} for each in assessment["conflicts"]]
        yield "conflicts", expected["conflicts"], found
