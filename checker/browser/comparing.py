"""Comparing saved files side by side, in the visitor's browser.

In: the files of a request, `[{"file", "name", "answers", "fingerprint", "earlier", "missing"}, …]`, or
`{"file", "refused"}` for a file that is not a saved self-assessment.  Out: markup.
    file: its name on the visitor's device.  earlier: if it was saved under another version of the policy, the record
    of that version; missing: if there is no record, the reason.
Files and answers that cannot be read are named in the markup.  Must not raise for any such list.
"""

from collections.abc import Mapping
from typing import Any

from checker.browser.earlier import differing
from checker.engine.answers import read_answers
from checker.engine.assess import assess
from checker.engine.fault import Fault
from checker.engine.model import Policy
from checker.markup.html import Markup
from checker.markup.places import CHECKER_PAGE
from checker.markup.side_by_side import Column, side_by_side_html
from checker.sentences.view import describe


def compared(policy: Policy, files: object) -> Markup:
    """Return the files side by side, and the names of those that could not be read."""
    given = [each for each in files if isinstance(each, dict)] if isinstance(files, list) else []
    columns = [_column(policy, each) for each in given if "refused" not in each]
    refused = [str(each.get("file")) for each in given if "refused" in each]
    return side_by_side_html(columns, refused, CHECKER_PAGE)


def _column(policy: Policy, file: Mapping[str, Any]) -> Column:
    given = file.get("answers")
    answers, faults = read_answers(policy, given if isinstance(given, dict) else {})
    name = file.get("name")
    assessment = assess(policy, answers)
    view = describe(policy, assessment, name=name if isinstance(name, str) and name else str(file.get("file", "")))
    return Column(
        view=view,
        unread=tuple(_sentence(policy, fault) for fault in faults),
        other_policy=bool(file.get("earlier") or file.get("missing")),
        differs=differing(policy, assessment, file) if file.get("earlier") else None,
    )


def _sentence(policy: Policy, fault: Fault) -> str:
    """Return a fault as a sentence, with the label of its question."""
    question = policy.questions.get(fault.question or "")
    return fault.problem if question is None else f"{question.label}: {fault.without_subject()}"
