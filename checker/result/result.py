"""The words of a result, made once from an assessment; HTML and text are two renderings of them.

In: a policy, answers and, if known, today.  Out: a Result.
Must not show an identifier as a word, and must not say more than the policy's own words do.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from checker.engine.answers import Answers
from checker.engine.assess import Assessment, assess
from checker.engine.model import Policy, Question, Silence
from checker.engine.record import record
from checker.result.dates import DateBox, dates_of
from checker.result.decisions import Box, boxes_of
from checker.result.todo import Entry, todo_of
from checker.result.words import NOT_ANSWERED, answer_in_words

CONFLICTS_TITLE = "Answers that look odd together"
SILENCES_TITLE = "The text does not say"
NO_SILENCES = "So far, nothing beyond what it leaves open for everyone."
ALWAYS_TITLE = "Left open for everyone"

LONGEST_NAME = 200
"""The most characters of a technology's name."""

type State = Literal["needed", "answered", "settled"]

STATES: Mapping[State, str] = {"needed": "Still open", "answered": "Answered", "settled": "Not needed so far"}
"""The words for each state of a question. Those for `settled` must not say that its subject does not matter."""


@record
class Result:
    """A result in words.

    name: the visitor's name for the technology; may be empty.  today: the visitor's day, if it is known.
    boxes: the decisions.  dates: the dates that clauses compare.  todo: what the text advises or asks.
    silences: what the text does not say about the case.  always: what it does not say about any.
    """

    assessment: Assessment
    name: str
    today: date | None
    boxes: tuple[Box, ...]
    dates: tuple[DateBox, ...]
    todo: tuple[Entry, ...]
    silences: tuple[Silence, ...]
    always: tuple[Silence, ...]

    @property
    def policy(self) -> Policy:
        """The policy that was assessed."""
        return self.assessment.policy

    @property
    def answers(self) -> tuple[tuple[Question, str], ...]:
        """Each question with its answer in words, in the order of the form."""
        given = self.assessment.answers.given
        return tuple((each, answer_in_words(each, given.get(each.id))) for each in self._questions)

    @property
    def answered(self) -> tuple[tuple[Question, str], ...]:
        """The questions that were answered, "not sure" included, with their answers in words."""
        return tuple(each for each in self.answers if each[1] != NOT_ANSWERED)

    @property
    def open(self) -> tuple[Question, ...]:
        """The unanswered questions that can still change a decision or a clause, in the order of the form."""
        found = {each.id for outcome in self.assessment.decisions.values() for each in outcome.missing}
        found |= {each.id for finding in self.assessment.findings for each in finding.missing}
        found -= self.assessment.answers.known.keys()
        return tuple(each for each in self._questions if each.id in found)

    @property
    def states(self) -> Mapping[str, State]:
        """The state of each question, by id."""
        states: dict[str, State] = dict.fromkeys(self.policy.questions, "settled")
        states |= {question.id: "needed" for question in self.open}
        return states | dict.fromkeys(self.assessment.answers.known, "answered")

    @property
    def _questions(self) -> tuple[Question, ...]:
        """The questions in the order of the form."""
        return tuple(self.policy.questions[name] for section in self.policy.sections for name in section.questions)


def result_of(policy: Policy, answers: Answers, *, name: str = "", today: date | None = None) -> Result:
    """Assess the answers, and return the result in words.

    today: if given, the dates are compared with it.
    """
    assessment = assess(policy, answers)
    dates = dates_of(policy, assessment, today)
    late = {late for box in dates for late in box.late}
    return Result(
        assessment=assessment,
        name=name,
        today=today,
        boxes=boxes_of(policy, assessment),
        dates=dates,
        todo=todo_of(policy, assessment, dates),
        silences=tuple(each for each in policy.silences.values() if each in assessment.silences or each.late in late),
        always=tuple(each for each in policy.silences.values() if each.always),
    )
