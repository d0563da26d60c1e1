"""The result of verifying the policy at build time.

In: a Verification.  Out: markup.
"""

from checker.markup.html import Markup, element, join
from checker.markup.verification import count_words, properties_html
from checker.verify.verify import Verification


def verified_html(verification: Verification) -> Markup:
    """Return what was verified at build time, and the result."""
    return join(
        [
            element("p", "When these pages were made, a program went through ", count_words(verification), "."),
            properties_html(verification),
        ]
    )
