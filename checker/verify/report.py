"""The result of verifying in words, as text for a terminal.

In: a Verification.  Out: text.  Must not claim more than was checked.
"""

import json
from collections.abc import Mapping

from checker.verify.problem import Problem
from checker.verify.verify import Verification

PROPERTIES: Mapping[str, str] = {
    "gap": "Every way of answering gives every clause and every decision a value.",
    "overlap": "No two rows give different values for the same answers.",
    "dead": "Every status, row, value, conflict and silence is reached by some way of answering.",
    "idle": "Every question can change something.",
    "inexact": (
        "For every way of leaving questions open, the engine gives what a second evaluator gives that tries every "
        "way of answering them: a value exactly where all agree, and exactly the questions that can still change it."
    ),
    "uncited": "Every clause has a rule, or a stated reason for having none.",
    "unsourced": "Title, headings and clauses are the source, character by character, and nothing of it is missing.",
    "contradicted": "Every worked case comes out as the person who wrote it said.",
}
"""What is proved if there is no problem of a kind."""


def verification_text(verification: Verification, seconds: float) -> str:
    """Return a verification as plain text with a final newline."""
    lines = [counted(verification, seconds), ""]
    for kind, words in PROPERTIES.items():
        problems = [problem for problem in verification.problems if problem.kind == kind]
        lines.append(f"{'no' if problems else 'ok':<4}{kind}: {words}")
        lines += [f"      {line_of(problem)}" for problem in problems]
    lines += ["", f"Digest of all results: {verification.digest}"]
    return "\n".join(lines) + "\n"


def counted(verification: Verification, seconds: float) -> str:
    """Return how much was gone through, how long that took, and how many problems there are."""
    found = len(verification.problems)
    result = "no problem" if not found else "1 problem" if found == 1 else f"{found} problems"
    return (
        f"{verification.checked:,} ways of answering ({verification.complete:,} of them complete) and "
        f"{verification.cases:,} worked cases gone through in {seconds:.1f} seconds: {result}."
    )


def line_of(problem: Problem) -> str:
    """Return a problem as one line."""
    witness = json.dumps(dict(problem.witness), ensure_ascii=False)
    return f"{problem.where}: {problem.message}; witness: `{witness}`"
