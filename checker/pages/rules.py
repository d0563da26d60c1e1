"""Rules as tables, and why a clause is read as it is.

In: a policy and a clause of it.  Out: markup.
Must not leave out a row of a rule, or say more than the policy does.
"""

from checker.engine.model import UNDETERMINED, Clause, Policy
from checker.engine.rule import Rule
from checker.result.markup import Markup, element, join
from checker.result.parts import table_html
from checker.result.rule_words import rows_of
from checker.result.words import NOT_SURE, enumerated


def rule_table(policy: Policy, clause: Clause, rule: Rule) -> Markup:
    """Return a clause's rule as a table, with what the table leaves out."""
    table = table_html(rows_of(policy, rule), f"What answers lead to, clause {clause.number}")
    return join([table, element("p", _while_open(policy, rule))])


def reasons_html(clause: Clause) -> Markup:
    """Return why a clause is read as it is, and why some of its words are not checked."""
    reasons = (clause.because, f"Not checked: {clause.not_checked}" if clause.not_checked else "")
    return join([element("p", reason) for reason in reasons if reason])


def _while_open(policy: Policy, rule: Rule) -> str:
    """Say which status the clause has while a question is unanswered, and which answers count as none."""
    counted = [
        f"“{choice.label}”"
        for variable in rule.variables
        for choice in policy.questions[variable.name].choices
        if choice.id not in variable.domain
    ]
    open_answers = enumerated([f"“{NOT_SURE}”", *counted])
    count = "counts" if not counted else "count"
    return (
        f"The result is “{policy.statuses[UNDETERMINED].word}” while an unanswered question could change it; "
        f"{open_answers} {count} as unanswered."
    )
