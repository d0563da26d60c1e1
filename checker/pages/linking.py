"""What a link into the checker can contain, for those who write links by hand.

In: a policy.  Out: a table with every question and each of its answers as a link has them.
Must not leave a question or an answer out.
"""

from checker.engine.model import Policy, Question
from checker.pages.question import choices_of
from checker.result.markup import Markup, element, join
from checker.result.parts import cell, rules_table


def link_keys_html(policy: Policy) -> Markup:
    """Return the table, in the order of the form."""
    heads = ["Question, and its key", "Answers"]
    return rules_table(
        "What a link can answer",
        heads,
        (
            element(
                "tr",
                cell(question.ask, element("br"), element("code", question.id), head=heads[0]),
                cell(_answers(question), head=heads[1]),
                role="row",
            )
            for section in policy.sections
            for question in (policy.questions[name] for name in section.questions)
        ),
    )


def _answers(question: Question) -> Markup:
    answers = [("YYYY-MM-DD", "a date")] if question.type == "date" else []
    answers += [(choice.id, choice.label) for choice in choices_of(question)]
    parts = [part for answer, label in answers for part in ("; ", element("code", answer), f" {label}")]
    return join(parts[1:])
