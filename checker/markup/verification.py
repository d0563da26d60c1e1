"""The result of verifying as HTML.

In: a Verification.  Out: markup.  Must not claim more than was checked.
"""

from checker.markup.html import Markup, code, element, join
from checker.verify.report import PROPERTIES, counted, line_of
from checker.verify.verify import Verification


def verification_html(verification: Verification, seconds: float) -> Markup:
    """Return a verification as markup."""
    return element(
        "div",
        element(
            "p",
            counted(verification, seconds),
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
                element("ul", *(element("li", code(line_of(problem))) for problem in problems)) if problems else "",
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
