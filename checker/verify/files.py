"""Verifying files: those of the policy that ships, or others.

In: paths.  Out: a Verification.  Must not say anything about a policy that does not load.
"""

from collections.abc import Callable
from pathlib import Path

from checker.engine.load import from_document
from checker.policy import CASES, PROCEDURES, SOURCE, load_document, load_source
from checker.verify.cases import load_cases
from checker.verify.verify import Verification, verify


def verify_files(
    policy: str | Path = PROCEDURES,
    source: str | Path = SOURCE,
    cases: str | Path = CASES,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Verification:
    """Verify the policy in a file over every way of answering.

    Raise PolicyError, with every fault, if a file cannot be used.
    """
    document = load_document(policy)
    loaded = from_document(document, Path(policy).name)
    worked = load_cases(load_document(cases), Path(cases).name, loaded)
    return verify(loaded, document, load_source(source), worked, progress)
