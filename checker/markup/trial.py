"""What would change with other answers: the differences between the visitor's own result and that of a trial.

In: a policy and two assessments by it.
Out: a hidden part with every difference, and only differences; `tried.js` shows it beside the questions.
Must not present a trial as the visitor's own answers.
"""

from typing import NamedTuple

from checker.engine.assess import Assessment, Outcome
from checker.engine.model import UNDETERMINED, Decision, Policy
from checker.markup.finding import status_badge
from checker.markup.html import Markup, element, join
from checker.markup.places import Places, clause_link
from checker.sentences.words import answer_in_words

_TITLE = "What would change"

NO_TRIAL = element("div", data_part="trial", hidden=True)


class _Move(NamedTuple):
    """A result or answer: its own value, and the one in the trial, which may be the same."""

    what: str
    before: str
    after: str


def trial_html(policy: Policy, own: Assessment | None, tried: Assessment, places: Places) -> Markup:
    """Return what differs between the visitor's own result and that of the trial; an empty part without a trial."""
    if own is None:
        return NO_TRIAL
    answers = [
        _Move(
            question.label, *(answer_in_words(question, each.answers.given.get(question.id)) for each in (own, tried))
        )
        for question in policy.questions.values()
    ]
    results = [
        _Move(decision.title, *(_value(decision, each.decisions[decision.id]) for each in (own, tried)))
        for decision in policy.decisions.values()
    ]
    results += [
        _Move(
            join([clause_link(clause, places, "Clause"), f", {clause.title}"]),
            *(status_badge(each.tone, each.word) for each in (before, after)),
        )
        for before, after in zip(own.findings, tried.findings, strict=True)
        for clause in (policy.clauses[before.clause],)
    ]
    given = [
        (question, move)
        for question, move in zip(policy.questions.values(), answers, strict=True)
        if move.before != move.after
    ]
    changes = [each for each in results if each.before != each.after]
    return element(
        "section",
        *(
            element("p", f"Your answer: {move.before}. You are trying: {move.after}.", data_tries=question.id)
            for question, move in given
        ),
        *(_changes(changes) if given else ()),
        data_part="trial",
        data_changes=str(len(changes)),
        hidden=True,
    )


def _changes(changes: list[_Move]) -> tuple[Markup, ...]:
    if not changes:
        return (element("p", "Nothing would change: every result stays what it is.", data_tries_change=True),)
    listed = element(
        "ul",
        *(
            element(
                "li",
                element("span", each.what, class_="trial-what"),
                " ",
                each.before,
                element("span", " becomes ", class_="trial-becomes"),
                each.after,
            )
            for each in changes
        ),
        class_="trial-changes",
        data_tries_change=True,
    )
    return element("p", f"{_TITLE}:", data_tries_change=True), listed


def _value(decision: Decision, outcome: Outcome) -> Markup:
    word = decision.open if outcome.value == UNDETERMINED else decision.labels[outcome.value]
    return status_badge(outcome.tone, word)
