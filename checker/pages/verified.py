"""What `verify` found when the site was built.

In: a Verification.  Out: markup.  Must not claim more than was checked.
"""

from checker.result.markup import Markup, element, join
from checker.verify.problem import PROPERTIES
from checker.verify.verify import Verification


def verified_html(verification: Verification) -> Markup:
    """Return how much was checked, and each property with whether it holds."""
    found = {problem.kind for problem in verification.problems}
    return join(
        [
            element(
                "p",
                "When these pages were made, a program went through ",
                element("strong", f"{verification.checked:,}"),
                " ways of answering, ",
                element("strong", f"{verification.complete:,}"),
                " of them complete, and ",
                element("strong", f"{verification.cases:,}"),
                " worked cases.",
            ),
            element(
                "ul",
                *(
                    element("li", words, " ", element("strong", "Does not hold." if kind in found else "Holds."))
                    for kind, words in PROPERTIES.items()
                ),
            ),
        ]
    )
