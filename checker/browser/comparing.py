"""Several technologies side by side, in the visitor's browser.

In: what a request holds of them, `[{"name": "...", "answers": {...}}, …]`.  Out: markup.
An answer that cannot be read is left out and named under the tables.  Must not raise for any such list.
"""

from checker.engine.answers import read_answers
from checker.engine.assess import assess
from checker.engine.fault import Fault
from checker.engine.model import Policy
from checker.render.markup import Markup
from checker.render.places import CHECKER_PAGE
from checker.render.side_by_side import Column, side_by_side_html
from checker.render.view import describe


def compared(policy: Policy, technologies: object) -> Markup:
    """Return the technologies side by side; nothing if there are none."""
    given = technologies if isinstance(technologies, list) else []
    columns = [_column(policy, each) for each in given if isinstance(each, dict)]
    return side_by_side_html(columns, CHECKER_PAGE) if columns else Markup()


def _column(policy: Policy, technology: dict[str, object]) -> Column:
    answers, faults = read_answers(policy, technology.get("answers") or {})
    name = technology.get("name")
    view = describe(policy, assess(policy, answers), name=name if isinstance(name, str) else "")
    return Column(view=view, unread=tuple(_told(policy, fault) for fault in faults))


def _told(policy: Policy, fault: Fault) -> str:
    """Return a fault as a sentence, with the question as the visitor knows it."""
    question = policy.questions.get(fault.question or "")
    return fault.problem if question is None else f"{question.label}: {fault.without_subject()}"
