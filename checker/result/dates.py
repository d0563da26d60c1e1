"""The visitor's dates in words: those given, those counted back from them, and how far apart they are.

In: a policy, an assessment by it and, if known, today.  Out: one DateBox for each clause that compares two dates of
which the later is given; its heading is its outcome.
Must not call anything late or refused: the words about the time between two dates are the policy's own.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

from checker.engine.assess import Assessment, Finding, how_many
from checker.engine.condition import Value
from checker.engine.model import UNDETERMINED, Clause, Dates, Policy, Question
from checker.engine.record import record
from checker.engine.rule import Tone
from checker.result.words import duration, in_words, lowered

type DayKind = Literal["today", "counted", "earlier", "later"]

_FAR = 10
"""A date more years than this from today may be a typing error."""


@record
class Day:
    """A day in a box of dates.

    kind: `today`; `counted`: counted back from the later date; `earlier`, `later`: given, and compared by the clause.
    """

    kind: DayKind
    label: str
    day: date

    @property
    def words(self) -> str:
        """The day in words."""
        return in_words(self.day)


@record
class DateBox:
    """The dates that a clause compares.

    heading: how far apart they are.  short: the same for the narrowest screen.  tone: how that looks.
    days: the visitor's, those counted from them, and today where it is known; in chronological order.
    length: the time that the clause counts back, in words.
    says: what the clause says of it, and what it names as a consequence.
    notes: about dates that may be typing errors.
    late: whether the later date has passed, or comes before the earlier one.
    """

    clause: Clause
    heading: str
    short: str
    tone: Tone
    days: tuple[Day, ...]
    length: str
    says: tuple[str, ...]
    notes: tuple[str, ...]
    late: bool


def dates_of(policy: Policy, assessment: Assessment, today: date | None) -> tuple[DateBox, ...]:
    """Return a box for each clause whose later date is given."""
    known = assessment.answers.known
    return tuple(
        _box(policy, known, finding, finding.clause.dates, today)
        for finding in assessment.findings
        if finding.clause.dates and finding.clause.dates.later in known
    )


def _box(policy: Policy, known: Mapping[str, Value], finding: Finding, dates: Dates, today: date | None) -> DateBox:
    length = duration(dates.days)
    last = _given("later", policy.questions[dates.later], known[dates.later])
    first = _given("earlier", policy.questions[dates.earlier], known[dates.earlier]) if dates.earlier in known else None
    counted = Day("counted", f"{length} before", last.day - timedelta(days=dates.days))
    passed = today is not None and counted.day < today
    late = any(day and last.day < day for day in (today, first and first.day))
    says = tuple(_says(dates, finding, counted, last, passed=passed))
    overdue = tuple(each.late for each in policy.advice if each.clause == finding.clause.id and each.late)
    given = [counted, last, *([first] if first else [])]
    everything = [*given, *([Day("today", "Today", today)] if today else [])]
    return DateBox(
        clause=finding.clause,
        heading=_apart(finding, first, last) if first else _counted_back(counted, last, passed=passed),
        short=finding.word if first else f"{length} before: {counted.words}",
        tone=finding.tone,
        days=tuple(sorted(everything, key=lambda day: day.day)),
        length=length,
        says=says + overdue if late else says,
        notes=tuple(_far(given, today)) if today else (),
        late=late,
    )


def _given(kind: DayKind, question: Question, answer: Value) -> Day:
    return Day(kind, question.label, date.fromordinal(int(answer)))


def _counted_back(counted: Day, last: Day, *, passed: bool) -> str:
    if passed:
        return f"{counted.label} {last.words} was {counted.words}, which has passed"
    return f"{counted.label} {last.words} is {counted.words}"


def _apart(finding: Finding, first: Day, last: Day) -> str:
    days = (last.day - first.day).days
    if days == 0:
        apart = f"{first.words} is the {lowered(last.label)} itself"
    else:
        apart = f"{first.words} is {how_many(abs(days), 'day')} {'before' if days > 0 else 'after'} {last.words}"
    rows = finding.settled.rows if finding.settled.outcome else ()
    return f"{apart}: {(rows and rows[0].heading) or lowered(finding.word)}"


def _says(dates: Dates, finding: Finding, counted: Day, last: Day, *, passed: bool) -> Iterator[str]:
    """Return what the clause requests, while there is time for it; else what it names as a consequence."""
    if finding.status == UNDETERMINED and not passed:
        yield f"{counted.words}, or earlier: {dates.requests.replace('{date}', last.words)}"
    elif finding.tone != "done":
        yield dates.less


def _far(days: list[Day], today: date) -> Iterator[str]:
    for day in days:
        earlier, later = sorted((day.day, today))
        if day.kind != "counted" and (later.year - _FAR, later.month, later.day) > (
            earlier.year,
            earlier.month,
            earlier.day,
        ):
            side = "before" if day.day < today else "after"
            yield f"{day.label}: {day.words} is more than {_FAR} years {side} today. Is that right?"
