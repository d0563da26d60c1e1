"""What differs for answers that were given under an earlier policy, in the visitor's browser.

In: what a request holds of it: `answers`, as they were opened; `earlier`, the policy's record as JSON text; and
`fingerprint`, how that policy's begins.  Out: markup, a sentence first.
A record that cannot be used is told in a sentence.  Must not raise for any such request.
"""

from collections.abc import Mapping
from typing import Any

from checker.engine.answers import Answers, read_answers
from checker.engine.assess import Assessment, assess
from checker.engine.document import fingerprint, read_document
from checker.engine.fault import PolicyError
from checker.engine.load import from_document
from checker.engine.model import Policy
from checker.render.earlier import Version, earlier_html, unreadable_html
from checker.render.markup import Markup
from checker.render.places import CHECKER_PAGE

_NAME = "earlier.json"
_WRITTEN = {"true": True, "false": False}


def differing(policy: Policy, assessment: Assessment, request: Mapping[str, Any]) -> Markup:
    """Return what differs between an earlier policy and the present one, for the answers of a request."""
    earlier = _earlier(str(request.get("earlier")), str(request.get("fingerprint")))
    if earlier is None:
        return unreadable_html()
    given = request.get("answers")
    sent = given if isinstance(given, dict) else {}
    then = Version(policy=earlier, assessment=assess(earlier, _as_given(earlier, sent)))
    return earlier_html(then, Version(policy=policy, assessment=assessment), frozenset(sent), CHECKER_PAGE)


def _earlier(text: str, begins: str) -> Policy | None:
    """Return the policy of a record; None where it is not the one asked for, or none that this engine can load."""
    try:
        document = read_document(text.encode(), _NAME)
        return from_document(document, _NAME) if fingerprint(document).startswith(begins) else None
    except (PolicyError, ValueError, RecursionError):
        return None


def _as_given(policy: Policy, sent: Mapping[str, Any]) -> Answers:
    """Return the answers as the earlier policy reads them.

    An answer to a question that is no longer on the page comes as the link has it, where yes is `true` in letters.
    """
    booleans = {question.id for question in policy.questions.values() if question.type == "boolean"}
    return read_answers(policy, {name: _written(each) if name in booleans else each for name, each in sent.items()})[0]


def _written(answer: object) -> object:
    return _WRITTEN.get(answer, answer) if isinstance(answer, str) else answer
