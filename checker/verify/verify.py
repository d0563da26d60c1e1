"""Verifying: assesses every way of answering, and compares the engine with the reference evaluator.

In: a policy, the document that it was loaded from, the source text, and worked cases; or the files of these.
Out: the number of sheets checked, and every problem with its witness.
Must not skip a sheet, nor report anything about a policy that does not load.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from checker.engine.answers import read_answers
from checker.engine.assess import Assessment, assess, how_many
from checker.engine.fault import quote
from checker.engine.load import from_document
from checker.engine.model import UNDETERMINED, Policy
from checker.policy import CASES, PROCEDURES, SOURCE, load_document, load_source
from checker.verify.cases import Case, differences, load_cases
from checker.verify.problem import PROPERTIES, Problem
from checker.verify.quotations import unsourced
from checker.verify.reference import Reference, Target
from checker.verify.rows import problems_of_rows, problems_of_use
from checker.verify.ways import Sheet, as_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The result of verifying.

    checked: the number of ways of answering.  complete: how many of them leave no question open.
    cases: the number of worked cases.
    """

    checked: int
    complete: int
    cases: int
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the verification in its public form."""
        return {"checked": self.checked, "problems": [asdict(problem) for problem in self.problems]}

    def as_text(self) -> str:
        """Return the verification as plain text with a final newline."""
        lines = [f"Checked {self.counted()}.", ""]
        for kind, words in PROPERTIES.items():
            problems = [problem for problem in self.problems if problem.kind == kind]
            lines.append(f"{'no' if problems else 'ok':<4}{kind}: {words}")
            lines += [f"      {problem}" for problem in problems]
        return "\n".join(lines) + "\n"

    def counted(self) -> str:
        """Return how much was checked, and how many problems were found."""
        found = how_many(len(self.problems), "problem") if self.problems else "no problems"
        return (
            f"{self.checked:,} ways of answering ({self.complete:,} of them complete) and {self.cases:,} worked cases, "
            f"and found {found}"
        )


def verify_files(
    policy: str | Path = PROCEDURES, source: str | Path = SOURCE, cases: str | Path = CASES
) -> Verification:
    """Verify the policy in a file: the one that ships, or another.

    Raise InputError, with every fault, if a file cannot be used.
    """
    document = load_document(policy)
    loaded = from_document(document, Path(policy).name)
    worked = load_cases(load_document(cases), Path(cases).name, loaded)
    return verify(loaded, document, load_source(source), worked)


def verify(policy: Policy, document: Mapping[str, Any], source: str, cases: Sequence[Case]) -> Verification:
    """Verify a policy over every way of answering.

    document: the parsed file that the policy was loaded from.  source: the text that it quotes.
    """
    reference = Reference(document)
    problems = [*unsourced(document, source), *problems_of_rows(reference)]
    problems += problems_of_use(policy, reference)
    checked = complete = 0
    inexact: dict[str, Problem] = {}
    for target in reference.targets:
        where = f"{target.kind} {quote(target.name)}"
        for sheet in target.partial_sheets():
            checked += 1
            complete += target.is_complete(sheet)
            given = as_json(sheet)
            if where not in inexact and (difference := _difference(reference, target, sheet, _assessed(policy, given))):
                inexact[where] = Problem(kind="inexact", where=where, message=difference, witness=given)
    return Verification(
        checked=checked,
        complete=complete,
        cases=len(cases),
        problems=(*problems, *inexact.values(), *_contradicted(policy, cases)),
    )


def _contradicted(policy: Policy, cases: Sequence[Case]) -> Iterator[Problem]:
    for number, case in enumerate(cases, start=1):
        assessment = _assessed(policy, case.answers)
        found = differences(case, assessment.as_json(), [silence.id for silence in assessment.silences])
        if found:
            message = f"{case.says} But: {'; '.join(found)}"
            yield Problem(kind="contradicted", where=f"case {number}", message=message, witness=case.answers)


def _assessed(policy: Policy, given: Mapping[str, Any]) -> Assessment:
    answers, _ = read_answers(policy, given)
    return assess(policy, answers)


def _difference(reference: Reference, target: Target, sheet: Sheet, assessment: Assessment) -> str:
    """Describe how the engine's assessment differs from the reference evaluator's result; "" if it does not."""
    found = assessment.as_json()
    result = target.result(sheet)
    if target.kind == "conflict":
        wanted: Any = [
            {"clause": each.table["clause"], "answers": list(each.result(sheet).answers)}
            for each in reference.targets
            if each.kind == "conflict" and each.result(sheet).outcome is not None
        ]
        engine: Any = [{"clause": each["clause"], "answers": each["answers"]} for each in found["conflicts"]]
    elif target.kind == "decision":
        engine = found["decisions"][target.name]
        wanted = {
            "value": result.outcome or UNDETERMINED,
            "clauses": list(result.clauses),
            "missing": list(result.missing),
        } | ({"blocking": list(result.answers)} if any("things" in row for row in target.rows) else {})
    elif target.kind == "silence":
        answered = sheet.keys() & set(target.table.get("answered", ()))
        wanted = {"concerns the case": bool(answered) or result.outcome is not None}
        engine = {"concerns the case": target.name in {silence.id for silence in assessment.silences}}
    else:
        wanted = {"status": result.outcome or UNDETERMINED, "missing": list(result.missing)}
        (finding,) = (each for each in found["findings"] if each["clause"] == target.name)
        engine = {"status": finding["status"], "missing": finding["missing"]}
    return "" if wanted == engine else f"the engine gives {engine}, every completion gives {wanted}"
