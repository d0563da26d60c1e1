"""The result of verifying the policy at build time, and a button to verify it again in the browser.

In: a Verification.  Out: markup.  Must not show a duration that was not measured in the visitor's browser.
"""

from checker.markup.html import Markup, element, join
from checker.markup.places import Places
from checker.markup.verification import count_words, properties_html
from checker.pages.parts import part
from checker.verify.verify import Verification


def verified_html(verification: Verification) -> Markup:
    """Return what was verified at build time, and the result."""
    return join(
        [
            element("p", "When these pages were made, a program went through ", count_words(verification), "."),
            properties_html(verification),
            element(
                "p",
                "The digest of all results was ",
                element("code", verification.digest, data_published_digest=True),
                ". Whoever runs the same check gets the same digest, or has another text or other rules.",
            ),
        ]
    )


def proof_html(places: Places) -> Markup:
    """Return the button that starts verifying in the visitor's browser, and the place for its result."""
    return part("proof", page=places.page)
