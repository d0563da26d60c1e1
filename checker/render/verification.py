"""The result of verifying in words: as text for a terminal, and as HTML.

In: a Verification.  Out: text or markup.  Must not claim more than was checked.
"""

import json
from collections.abc import Mapping

from checker.render.markup import Markup, code, element, join
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
    lines = [_counted(verification, seconds), ""]
    for kind, words in PROPERTIES.items():
        problems = [problem for problem in verification.problems if problem.kind == kind]
        lines.append(f"{'no' if problems else 'ok':<4}{kind}: {words}")
        lines += [f"      {_line(problem)}" for problem in problems]
    lines += ["", f"Digest of all results: {verification.digest}"]
    return "\n".join(lines) + "\n"


def verification_html(verification: Verification, seconds: float) -> Markup:
    """Return a verification as markup."""
    return element(
        "div",
        element(
            "p",
            _counted(verification, seconds),
            class_="headline",
            data_tone="stop" if verification.problems else "done",
        ),
        properties_html(verification),
        element("p", "Digest of all results: ", element("code", verification.digest), class_="digest"),
        data_verified=str(verification.checked),
        data_problems=str(len(verification.problems)),
        data_digest=verification.digest,
    )


def properties_html(verification: Verification) -> Markup:
    """Return the list of properties, each with whether it holds, and its problems."""
    return element(
        "ul",
        *(
            element(
                "li",
                words,
                " ",
                element("strong", "Does not hold." if problems else "Holds."),
                element("ul", *(element("li", code(_line(problem))) for problem in problems)) if problems else "",
            )
            for kind, words in PROPERTIES.items()
            for problems in ([problem for problem in verification.problems if problem.kind == kind],)
        ),
        class_="properties",
    )


def count_words(verification: Verification) -> Markup:
    """Return how much was checked, as part of a sentence."""
    return join(
        [
            element("strong", f"{verification.checked:,}"),
            " ways of answering, ",
            element("strong", f"{verification.complete:,}"),
            " of them complete, and ",
            element("strong", f"{verification.cases:,}"),
            " worked cases",
        ]
    )


def _counted(verification: Verification, seconds: float) -> str:
    found = len(verification.problems)
    result = "no problem" if not found else "1 problem" if found == 1 else f"{found} problems"
    return (
        f"{verification.checked:,} ways of answering ({verification.complete:,} of them complete) and "
        f"{verification.cases:,} worked cases gone through in {seconds:.1f} seconds: {result}."
    )


def _line(problem: Problem) -> str:
    witness = json.dumps(dict(problem.witness), ensure_ascii=False)
    return f"{problem.where}: {problem.message}; witness: `{witness}`"
