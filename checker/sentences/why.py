"""Reasons in words: why a rule has its outcome, what is still possible, and what would settle it.

In: a policy, a rule of it, and answers.  Out: lines that mirror the rule, for text, Markdown and HTML.
Must not say whether a condition holds unless the answers decide it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from checker.engine.answers import Answers
from checker.engine.condition import Condition, Value
from checker.engine.explain import Explanation, Reason, explain, reason
from checker.engine.model import Clause, Policy, Question
from checker.engine.rule import Row, Rule
from checker.sentences.words import answer_in_words, in_quotes

State: TypeAlias = Literal["holds", "fails", "open", ""]

STATES: Mapping[State, str] = {"holds": "holds", "fails": "does not hold", "open": "open", "": ""}
"""The word for each state; none if a rule is shown without answers."""

_GROUPS = {
    ("all", True): "All of these",
    ("all", False): "Not all of these",
    ("any", True): "At least one of these",
    ("any", False): "None of these",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One condition in words.

    state: whether it holds for the answers.  answer: the visitor's answer, in words; empty if it asks no question.
    clause: the clause whose status it tests.  asked_by: the clause of the question that it tests.
    parts: the conditions that it consists of.
    """

    text: str
    state: State
    answer: str
    clause: Clause | None
    asked_by: Clause | None
    parts: "tuple[Line, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settles:
    """A single answer that would settle an open outcome, and the outcome that it would lead to."""

    question: Question
    answer: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a rule has its outcome.

    rows: a sentence that introduces conditions, and these conditions.
    possible: if it is open, the outcomes that are still possible.  settling: the single answers that would settle it.
    """

    rows: tuple[tuple[str, tuple[Line, ...]], ...]
    possible: tuple[str, ...]
    settling: tuple[Settles, ...]


def why_of(policy: Policy, rule: Rule | None, answers: Answers, label: Callable[[str], str]) -> Why:
    """Return in words why a rule has its outcome; empty if there is no rule.

    label: the words for an outcome.
    """
    if rule is None:
        return Why(rows=(), possible=(), settling=())
    explanation = explain(rule, answers.known)
    undetermined = len(explanation.possible) > 1
    return Why(
        rows=tuple(_rows(policy, explanation, answers.given, undetermined=undetermined)),
        possible=tuple(map(label, explanation.possible)) if undetermined else (),
        settling=tuple(
            Settles(
                question=policy.questions[each.question],
                answer=_value_in_words(policy.questions[each.question], each.value),
                outcome=label(each.outcome),
            )
            for each in explanation.settling
        ),
    )


def condition_lines(policy: Policy, condition: Condition) -> tuple[Line, ...]:
    """Return a condition in words, without answers; one line for each part if all of several parts must hold."""
    whole = reason(condition, {})
    parts = whole.parts if whole.kind == "all" and whole.wanted else (whole,)
    return tuple(_line(policy, part, None) for part in parts)


def _rows(
    policy: Policy,
    explanation: Explanation,
    given: Mapping[str, bool | str],
    *,
    undetermined: bool,
) -> list[tuple[str, tuple[Line, ...]]]:
    rows: list[tuple[Row, Reason | None]] = [row for row in explanation.rows if row[1] is not None]
    word = ", still possible, is" if undetermined else " is"
    found = [(f"{in_quotes(row.word)}{word} the result where:", row, why) for row, why in rows]
    for row, _ in explanation.rows:
        if row.when is None:
            found += [
                (
                    f"{in_quotes(row.word)} is the result where {in_quotes(other.word)} is not, which is so where:",
                    other,
                    why,
                )
                for other, why in explanation.others
            ]
    return [(words, (_line(policy, why, given),) if why else ()) for words, _, why in found]


def _line(policy: Policy, why: Reason, given: Mapping[str, bool | str] | None) -> Line:
    """Return a reason in words; without answers, it does not say whether it holds."""
    state: State = "" if given is None else "open" if why.holds is None else "holds" if why.holds else "fails"
    questions = [policy.questions[name] for name in why.names if why.kind in {"is", "days"}]
    answers = [] if given is None else [answer_in_words(each, given.get(each.id)) for each in questions]
    return Line(
        text=_text(policy, why, questions),
        state=state,
        answer=" and ".join(answers),
        clause=policy.clauses[why.names[0]] if why.kind == "clause" else None,
        asked_by=policy.clauses[questions[0].clause] if questions else None,
        parts=tuple(_line(policy, part, given) for part in why.parts),
    )


def _text(policy: Policy, why: Reason, questions: list[Question]) -> str:
    if why.kind == "is":
        (question,) = questions
        if question.type == "boolean":
            return f"{question.label}: {'Yes' if why.wanted else 'No'}"
        return f"{question.label}: {'' if why.wanted else 'not '}{_value_in_words(question, why.value or '')}"
    if why.kind == "days":
        earlier, later = questions
        if not why.value:
            return f"{earlier.label}: {'not after' if why.wanted else 'after'} {later.label}"
        amount = f"{why.value} days or more" if why.wanted else f"fewer than {why.value} days"
        return f"{earlier.label}: {amount} before {later.label}"
    if why.kind == "clause":
        clause = policy.clauses[why.names[0]]
        return f"Clause {clause.number}: {'' if why.wanted else 'not '}“{clause.word(str(why.value))}”"
    return _GROUPS[why.kind, why.wanted]


def _value_in_words(question: Question, value: Value) -> str:
    return answer_in_words(question, value if isinstance(value, bool | str) else None)
