"""Checking a change of the policy, and saying what it means: `make policy`.

In: the policy, the files beside it, the pages, and the last commit.  Out: what the change means, in words.
Must not compare a policy that has a fault.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from checker.build import BuildFailure
from checker.build.check import read_sources
from checker.build.our_words import faults_of, to_look_at
from checker.build.places import ROOT
from checker.build.worked_cases import faults_of_cases
from checker.engine.fault import InputError
from checker.policy import CASES, PROCEDURES
from checker.verify.cases import load_cases
from checker.verify.compare import compare
from checker.verify.report import comparison_text
from checker.verify.verify import verify
from checker.verify.versions import read_version

FIXES = {
    "gap": "in procedures.toml, add a row for these answers to the clause or decision.",
    "overlap": "in procedures.toml, let only one of the rows hold for these answers.",
    "dead": "in procedures.toml, remove what nothing reaches, or change the condition so that something does.",
    "idle": "in procedures.toml, remove the question, or use it in a row.",
    "contradicted": "read the text: if it gives what the case in cases.toml expects, change the rule; else the case.",
}
"""What to do about each kind of problem, for readers who know no Python."""


def check_change() -> Iterator[str]:
    """Check the policy and compare it with that of the last commit; yield what to show, step by step.

    Raise BuildFailure with every fault, one line each.
    """
    before = _committed()
    sources = replace(read_sources(), before=before)
    cases = load_cases(sources.cases, CASES.name, sources.policy)
    verification = verify(sources.policy, sources.document, sources.text, cases)
    kinds = dict.fromkeys(problem.kind for problem in verification.problems)
    faults = faults_of(sources)
    if "unsourced" not in kinds:  # while the clauses differ from the source, nothing else is reported
        faults += faults_of_cases(sources.policy, cases)
        faults += (f"{problem.kind}: {problem}" for problem in verification.problems)
        faults += (f"To fix {kind}: {FIXES[kind]}" for kind in kinds if kind in FIXES)
    if faults:
        raise BuildFailure("\n".join(faults))
    yield f"No fault found. Checked {verification.counted()}."
    if before is None:
        yield "The last commit has no policy to compare with."
    elif before == sources.document:
        yield "Nothing differs from the last commit."
    else:
        yield f"Compared with the last commit:\n\n{comparison_text(compare(before, sources.document))}"
        yield from (f"Look at {each}" for each in to_look_at(sources))
        yield "Next: `make test`, then commit all changes."


def _committed() -> Mapping[str, Any] | None:
    """Return the policy file of the last commit, or None if there is no valid one."""
    try:
        return read_version(f"HEAD:{PROCEDURES.relative_to(ROOT).as_posix()}")
    except (InputError, ValueError):
        return None
