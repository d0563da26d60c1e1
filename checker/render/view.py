"""The words of a result: an assessment said in sentences, before any layout.

In: a policy and an assessment by it.  Out: a View, which text, Markdown and HTML lay out alike.
Must not show an identifier as a word, and must not say more than the policy's own words do.
"""

from collections.abc import Iterable
from datetime import date

from checker.engine.answers import Answers
from checker.engine.assess import Assessment, Finding, Outcome, assess
from checker.engine.model import UNDETERMINED, UNSURE, Clause, Policy, Question
from checker.engine.record import Record

NOT_ANSWERED = "Not answered"
NOT_SURE = "Not sure"
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905  a list of words reads better as words
)


class DecisionView(Record):
    """A decision in words.

    grounds: sentences, each with the clause that it rests on, if it rests on one.
    blocking: what stands in the way, as sentences.  open: the questions that can still change it.
    """

    id: str
    value: str
    title: str
    ask: str
    headline: str
    clauses: tuple[Clause, ...]
    grounds: tuple[tuple[Clause | None, str], ...]
    blocking_title: str
    blocking: tuple[tuple[Question, str], ...]
    open: tuple[Question, ...]


class FindingView(Record):
    """What a clause comes to, in words.  open: the questions that can still change it."""

    clause: Clause
    status: str
    word: str
    detail: str
    open: tuple[Question, ...]


class ClashView(Record):
    """Answers that do not fit together, in words."""

    clause: Clause
    detail: str
    questions: tuple[Question, ...]


class View(Record):
    """A whole result in words.

    name: what the visitor calls the technology; may be empty.
    dates: days counted back, each with its label, as `YYYY-MM-DD` and in words.
    answers: each question with its answer in words.
    """

    title: str
    name: str
    disclaimer: str
    fingerprint: str
    decisions: tuple[DecisionView, ...]
    conflicts: tuple[ClashView, ...]
    findings: tuple[FindingView, ...]
    dates: tuple[tuple[str, str, str], ...]
    answers: tuple[tuple[Question, str], ...]

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions that can still change a decision, in order, each once."""
        return tuple(dict.fromkeys(question for decision in self.decisions for question in decision.open))


def view_of(policy: Policy, answers: Answers, *, name: str = "", today: date | None = None) -> View:
    """Assess the answers, and return the result in words.

    today: where given, days are also counted from it.
    """
    return describe(policy, assess(policy, answers), name=name, today=today)


def describe(policy: Policy, assessment: Assessment, *, name: str = "", today: date | None = None) -> View:
    """Return an assessment by a policy in words."""
    return View(
        title=policy.title,
        name=name,
        disclaimer=policy.disclaimer,
        fingerprint=policy.fingerprint,
        decisions=tuple(_decision(policy, outcome) for outcome in assessment.decisions.values()),
        conflicts=tuple(
            ClashView(
                clause=policy.clauses[clash.clause],
                detail=clash.detail,
                questions=tuple(policy.questions[each] for each in clash.answers),
            )
            for clash in assessment.conflicts
        ),
        findings=tuple(_finding(policy, finding) for finding in assessment.findings),
        dates=tuple(
            (clause.latest_date.label, day, in_words(date.fromisoformat(day), today))
            for clause in policy.clauses.values()
            if clause.latest_date is not None
            for day in (assessment.latest_dates[clause.latest_date.id],)
            if day is not None
        ),
        answers=tuple(
            (question, answer_in_words(question, assessment.answers.get(question.id)))
            for question in policy.questions.values()
        ),
    )


def in_words(day: date, today: date | None = None) -> str:
    """Return a day as `1 March 2028`, with its distance from today where that is given."""
    words = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    if today is None:
        return words
    days = (day - today).days
    if days == 0:
        return f"{words} (today)"
    count = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return f"{words} ({f'in {count}' if days > 0 else f'{count} ago'})"


def answer_in_words(question: Question, answer: bool | str | None) -> str:  # noqa: FBT001  an answer is a value
    """Return an answer as it is shown; "not sure" and "not answered" are told apart."""
    if answer is None:
        return NOT_ANSWERED
    if answer == UNSURE:
        return NOT_SURE
    if isinstance(answer, bool):
        return "Yes" if answer else "No"
    if question.type == "date":
        return in_words(date.fromisoformat(answer))
    return next(choice.label for choice in question.choices if choice.id == answer)


def count_of(things: Iterable[object], one: str, many: str) -> str:
    """Return a count with its noun: `1 question`, `3 questions`."""
    number = len(tuple(things))
    return f"{number} {one if number == 1 else many}"


def _decision(policy: Policy, outcome: Outcome) -> DecisionView:
    decision = policy.decisions[outcome.decision]
    undetermined = outcome.value == UNDETERMINED
    return DecisionView(
        id=decision.id,
        value=outcome.value,
        title=decision.title,
        ask=decision.ask,
        headline=decision.open if undetermined else decision.labels[outcome.value],
        clauses=tuple(policy.clauses[each] for each in outcome.clauses),
        grounds=tuple((None if clause is None else policy.clauses[clause], says) for clause, says in outcome.grounds),
        blocking_title=decision.blocking_title,
        blocking=tuple((policy.questions[each], policy.questions[each].no) for each in outcome.blocking or ()),
        open=tuple(policy.questions[each] for each in outcome.missing),
    )


def _finding(policy: Policy, finding: Finding) -> FindingView:
    return FindingView(
        clause=policy.clauses[finding.clause],
        status=finding.status,
        word=policy.statuses[finding.status].word,
        detail=finding.detail,
        open=tuple(policy.questions[each] for each in finding.missing),
    )
