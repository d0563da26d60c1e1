"""What differs for answers that were given under an earlier version of the policy, in the visitor's browser.

In: from a request: `answers`, as they were opened; `earlier`, the record of that version as JSON text; and
`fingerprint`, the beginning of its fingerprint.  Out: markup that begins with a sentence.
If the record cannot be used, the sentence says so.  Must not raise for any such request.
"""

from collections.abc import Mapping
from typing import Any

from checker.engine.answers import Answers, read_answers
from checker.engine.assess import Assessment, assess
from checker.engine.document import fingerprint, read_document
from checker.engine.fault import PolicyError
from checker.engine.load import from_document
from checker.engine.model import Policy
from checker.markup.earlier import Version, earlier_html, unreadable_html
from checker.markup.html import Markup
from checker.markup.places import CHECKER_PAGE

_NAME = "earlier.json"
_WRITTEN = {"true": True, "false": False}


def differing(policy: Policy, assessment: Assessment, request: Mapping[str, Any]) -> Markup:
    """Return what differs between an earlier version and the present one, for the answers of a request."""
    earlier = _earlier(str(request.get("earlier")), str(request.get("fingerprint")))
    if earlier is None:
        return unreadable_html()
    given = request.get("answers")
    sent = given if isinstance(given, dict) else {}
    then = Version(policy=earlier, assessment=assess(earlier, _as_given(earlier, sent)))
    return earlier_html(then, Version(policy=policy, assessment=assessment), frozenset(sent), CHECKER_PAGE)


def _earlier(text: str, begins: str) -> Policy | None:
    """Load the policy of a record; None if its fingerprint is another, or if this engine cannot load it."""
    try:
        document = read_document(text.encode(), _NAME)
        return from_document(document, _NAME) if fingerprint(document).startswith(begins) else None
    except (PolicyError, ValueError, RecursionError):
        return None


def _as_given(policy: Policy, sent: Mapping[str, Any]) -> Answers:
    """Return the answers as read by the earlier version.

    An answer to a question that is no longer on the page is still a string from the link, such as "true" for yes.
    """
    booleans = {question.id for question in policy.questions.values() if question.type == "boolean"}
    return read_answers(policy, {name: _written(each) if name in booleans else each for name, each in sent.items()})[0]


def _written(answer: object) -> object:
    return _WRITTEN.get(answer, answer) if isinstance(answer, str) else answer
