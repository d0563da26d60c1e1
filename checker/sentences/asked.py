"""Why a question is asked: what it can change, by the rules alone and given a visitor's answers.

In: a policy, or a View.  Out: sentences.  Must not call a question needed if it cannot change anything.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from checker.engine.model import Clause, Policy, Question
from checker.engine.rule import Rule
from checker.sentences.view import View
from checker.sentences.words import NOT_ANSWERED, NOT_SURE

State: TypeAlias = Literal["needed", "answered", "settled"]

STATE_WORDS: Mapping[State, str] = {
    "needed": "Still open",
    "answered": "Answered",
    "settled": "Not needed so far",
}
"""The words for each state of a question. Those for `settled` must not say that its subject does not matter."""

_FIT = "With your other answers, it can still show that answers do not fit together."
_NO_EFFECT = "With your other answers as they are, no answer to it changes a result; if they change, it can."


def decides(policy: Policy, question: Question) -> tuple[str, ...]:
    """Return what a question can change while nothing is answered, in words: decisions, then clauses."""
    decisions = [f"“{each.title}”" for each in policy.decisions.values() if _changes(each.rule, question)]
    clauses = [_clause(each) for each in policy.clauses.values() if each.rule and _changes(each.rule, question)]
    return (*decisions, *clauses)


def decides_words(policy: Policy, question: Question) -> str:
    """Return the same as a sentence."""
    return f"By the rules it can change: {', '.join(decides(policy, question))}."


def state_of(view: View, question: Question) -> State:
    """Return the state of a question for the given answers."""
    if question.id not in view.matters:
        return "settled"
    return "answered" if question.id in view.answered else "needed"


def asked_now(view: View, question: Question, answer: str) -> str:
    """Return the given answer, if any, and what the question can still change, as sentences."""
    given = "" if answer in {NOT_ANSWERED, NOT_SURE} else f"Your answer: {answer}."
    return f"{given} {can_change(view, question, answer)}".strip()


def can_change(view: View, question: Question, answer: str) -> str:
    """Return what a question can still change for the given answers, as a sentence; "" if its answer has an effect."""
    if answer not in {NOT_ANSWERED, NOT_SURE}:
        return "" if question.id in view.matters else _NO_EFFECT
    changes = [f"“{each.title}”" for each in view.decisions if question in each.open]
    changes += [_clause(each.clause) for each in view.findings if question in each.open]
    if not changes:
        return _FIT if question.id in view.matters else _NO_EFFECT
    return f"With your other answers, it can still change: {', '.join(changes)}."


def _changes(rule: Rule, question: Question) -> bool:
    return question.id in rule.settle(rule.known({})).missing


def _clause(clause: Clause) -> str:
    return f"clause {clause.number}"
