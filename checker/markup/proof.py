"""The result of verifying the policy at build time, and a button to verify it again in the browser.

In: a Verification.  Out: markup.  Must not show a duration that was not measured in the visitor's browser.
"""

from checker.markup.html import Markup, element, join
from checker.markup.places import Places
from checker.markup.verification import count_words, properties_html
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
    return element(
        "div",
        element(
            "p",
            element(
                "button", "Verify it in this browser", type="button", class_="md-button", data_prove=True, disabled=True
            ),
        ),
        element("progress", max="1", value="0", aria_label="Verifying", hidden=True),
        element("p", role="status", data_proof_says=True),
        element("p", "Fetching the checker, then Python, into this browser.", hidden=True, data_proof_words="loading"),
        element(
            "p",
            element("span", data_proof_slot="done"),
            " of ",
            element("span", data_proof_slot="all"),
            " ways of answering gone through.",
            hidden=True,
            data_proof_words="working",
        ),
        element(
            "p",
            "It could not be run in this browser. The same check stood above when the pages were made; ",
            element("a", "the procedures", href=places.page("procedures/index")),
            " need no script.",
            hidden=True,
            data_proof_words="failed",
        ),
        element("noscript", element("p", "This needs JavaScript.", class_="notice")),
        element("div", data_proof_result=True),
        class_="proof",
        data_proof="idle",
    )
