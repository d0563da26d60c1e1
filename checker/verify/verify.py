"""Verifying: assesses every way of answering, and compares the engine with the reference evaluator.

In: a policy, the document that it was loaded from, the source text, and worked cases.
Out: the number of sheets checked, every problem with its witness, and a digest of all results.
Must not read a file or a clock, and must not skip a sheet.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.engine.answers import read_answers
from checker.engine.assess import Assessment, assess
from checker.engine.fault import quote
from checker.engine.model import UNDETERMINED, Policy
from checker.verify.cases import Case, differences
from checker.verify.problem import Problem
from checker.verify.reference import Reference, Sheet, Target, as_json
from checker.verify.rows import problems_of_rows, problems_of_use
from checker.verify.words import problems_of_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The result of verifying.

    checked: the number of ways of answering.  complete: how many of them leave no question open.
    cases: the number of worked cases.
    digest: the SHA-256, in hexadecimal, of every assessment in its public form, in order. It is the same wherever the
        same engine runs with the same policy.
    """

    checked: int
    complete: int
    cases: int
    problems: tuple[Problem, ...]
    digest: str

    def as_json(self) -> dict[str, Any]:
        """Return the verification in its public form."""
        return {"checked": self.checked, "problems": [problem.as_json() for problem in self.problems]}


def verify(
    policy: Policy,
    document: Mapping[str, Any],
    source: str,
    cases: Sequence[Case],
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Verification:
    """Verify a policy over every way of answering.

    document: the parsed file that the policy was loaded from.  source: the text that it quotes.
    progress: called after every hundred sheets with the number done and the number of all.
    """
    reference = Reference(document)
    problems = [*problems_of_words(policy, document, source), *problems_of_rows(reference)]
    problems += problems_of_use(policy, reference)
    sheets = [(target, sheet) for target in reference.targets for sheet in target.partial_sheets()]
    digest = hashlib.sha256()
    inexact: dict[str, Problem] = {}
    for done, (target, sheet) in enumerate(sheets, start=1):
        assessment = _assessed(policy, as_json(sheet))
        result = assessment.as_json()
        digest.update(json.dumps(result, sort_keys=True, ensure_ascii=False).encode())
        where = f"{target.kind} {quote(target.name)}"
        if where not in inexact and (difference := _difference(reference, target, sheet, result, assessment.silences)):
            inexact[where] = Problem(kind="inexact", where=where, message=difference, witness=as_json(sheet))
        if done % 100 == 0 or done == len(sheets):
            progress(done, len(sheets))
    return Verification(
        checked=len(sheets),
        complete=sum(target.is_complete(sheet) for target, sheet in sheets),
        cases=len(cases),
        problems=(*problems, *inexact.values(), *_contradicted(policy, cases)),
        digest=digest.hexdigest(),
    )


def _contradicted(policy: Policy, cases: Sequence[Case]) -> Iterator[Problem]:
    for number, case in enumerate(cases, start=1):
        assessment = _assessed(policy, case.answers)
        found = differences(case, assessment.as_json(), assessment.silences)
        if found:
            message = f"{case.says} But: {'; '.join(found)}"
            yield Problem(kind="contradicted", where=f"case {number}", message=message, witness=case.answers)


def _assessed(policy: Policy, sheet: Mapping[str, Any]) -> Assessment:
    answers, _ = read_answers(policy, sheet)
    return assess(policy, answers)


def _difference(
    reference: Reference, target: Target, sheet: Sheet, found: Mapping[str, Any], silences: Sequence[str]
) -> str:
    """Describe how the engine's assessment differs from the reference evaluator's result; "" if it does not."""
    if target.kind == "conflict":
        wanted: Any = [
            {"clause": each.table["clause"], "answers": list(each.result(sheet).answers)}
            for each in reference.targets
            if each.kind == "conflict" and each.result(sheet).outcome is not None
        ]
        engine: Any = [{"clause": each["clause"], "answers": each["answers"]} for each in found["conflicts"]]
    elif target.kind == "decision":
        result = target.result(sheet)
        engine = found["decisions"][target.name]
        wanted = {
            "value": result.outcome or UNDETERMINED,
            "clauses": list(result.clauses),
            "missing": list(result.missing),
        } | ({"blocking": list(result.answers)} if "blocking_value" in target.table else {})
    elif target.kind == "silence":
        wanted = {"concerns the case": target.result(sheet).outcome is not None}
        engine = {"concerns the case": target.name in silences}
    else:
        result = target.result(sheet)
        wanted = {"status": result.outcome or UNDETERMINED, "missing": list(result.missing)}
        (finding,) = (each for each in found["findings"] if each["clause"] == target.name)
        engine = {"status": finding["status"], "missing": finding["missing"]}
    return "" if wanted == engine else f"the engine gives {engine}, every completion gives {wanted}"
