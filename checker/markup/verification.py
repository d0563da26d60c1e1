"""The result of verifying as HTML.

In: a Verification.  Out: markup.  Must not claim more than was checked.
"""

from checker.markup.html import Markup, code, element, join
from checker.verify.problem import PROPERTIES
from checker.verify.verify import Verification


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
                element("ul", *(element("li", code(str(problem))) for problem in problems)) if problems else "",
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
