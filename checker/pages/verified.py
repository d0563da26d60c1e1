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
            element("p", f"A program has checked {verification.counted()}."),
            element(
                "ul",
                *(
                    element("li", words, " ", element("strong", "Does not hold." if kind in found else "Holds."))
                    for kind, words in PROPERTIES.items()
                ),
            ),
        ]
    )
