"""Why a question is asked: what it can change, by the rules alone and for a visitor's answers.

In: a policy, or a View.  Out: sentences and markup.  Must not call a question needed that can change nothing any more.
"""

from checker.engine.model import Clause, Policy, Question
from checker.engine.rule import Rule
from checker.render.markup import Markup, element
from checker.render.view import View
from checker.render.words import NOT_ANSWERED, NOT_SURE


def decides(policy: Policy, question: Question) -> tuple[str, ...]:
    """Return what a question can change when nothing is answered: decisions, then clauses, in words."""
    decisions = [f"“{each.title}”" for each in policy.decisions.values() if _changes(each.rule, question)]
    clauses = [_clause(each) for each in policy.clauses.values() if each.rule and _changes(each.rule, question)]
    return (*decisions, *clauses)


def decides_words(policy: Policy, question: Question) -> str:
    """Return the same as a sentence."""
    return f"By the rules it can change: {', '.join(decides(policy, question))}."


def asked_html(view: View) -> Markup:
    """Return, for each question, what it can still change for the answers given."""
    return element(
        "ul",
        *(
            element("li", asked_now(view, question, answer), data_asked=question.id)
            for question, answer in view.answers
        ),
        data_part="asked",
        hidden=True,
    )


def asked_now(view: View, question: Question, answer: str) -> str:
    """Return what a question can still change for the answers given, as a sentence."""
    if answer not in {NOT_ANSWERED, NOT_SURE}:
        return f"Your answer: {answer}."
    changes = [f"“{each.title}”" for each in view.decisions if question in each.open]
    changes += [_clause(each.clause) for each in view.findings if question in each.open]
    if not changes:
        return "With your other answers, no answer to it changes a decision or a clause."
    return f"With your other answers, it can still change: {', '.join(changes)}."


def _changes(rule: Rule, question: Question) -> bool:
    return question.id in rule.settle(rule.known({})).missing


def _clause(clause: Clause) -> str:
    return f"clause {clause.number}"
