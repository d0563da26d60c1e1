"""The visitor's dates in words: those given, those counted back from them, and how far apart they are.

In: a policy, an assessment by it and, if known, today.  Out: one DateBox for each clause that compares two dates of
which the later is given; its heading is its outcome.
Must not call anything late or refused: the words about the time between two dates are the policy's own.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

from checker.engine.assess import Assessment, Finding, how_many
from checker.engine.condition import Value
from checker.engine.model import UNDETERMINED, Clause, Dates, Late, Policy, Question
from checker.engine.record import record
from checker.engine.rule import Tone
from checker.result.words import duration, in_words, lowered

type DayKind = Literal["today", "counted", "earlier", "later"]


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

    heading: how far apart they are, and how that looks: its tone.  short: for narrow screens and screen readers.
    days: the visitor's, those counted from them, and today where it is known; in chronological order.
    length: the time that the clause counts back, in words.
    says: what the clause says of it, and what it names as a consequence.
    passed: whether the later date has passed.
    late: `later` if it has, or comes before the earlier one; `counted` if the day counted back from it has passed while
        the earlier date is open; neither, one or both.
    """

    clause: Clause
    heading: str
    short: str
    tone: Tone
    days: tuple[Day, ...]
    length: str
    says: tuple[str, ...]
    passed: bool
    late: frozenset[Late]


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
    now = Day("today", "Today", today) if today else None
    days = {day.kind: day for day in (counted, first, last, now) if day}
    passed = frozenset(kind for kind, day in days.items() if today and day.day < today)
    late = frozenset(_late(first, last, passed))
    heading, short = _apart(finding, first, last, dates.days) if first else _counted_back(counted, last, passed)
    return DateBox(
        clause=finding.clause,
        heading=heading,
        short=short,
        tone=finding.tone,
        days=tuple(sorted(days.values(), key=lambda day: day.day)),
        length=length,
        says=tuple(_says(policy, finding, dates, days, late)),
        passed="later" in passed,
        late=late,
    )


def _late(first: Day | None, last: Day, passed: Collection[DayKind]) -> Iterator[Late]:
    if "later" in passed or (first and last.day < first.day):
        yield "later"
    if "counted" in passed and first is None:
        yield "counted"


def _given(kind: DayKind, question: Question, answer: Value) -> Day:
    return Day(kind, question.label, date.fromordinal(int(answer)))


def _counted_back(counted: Day, last: Day, passed: Collection[DayKind]) -> tuple[str, str]:
    """Return the day counted back from the later date, in full and short."""
    if "later" in passed:
        day = f"the day {counted.label} it is {counted.words}"
        return f"The {lowered(last.label)}, {last.words}, has passed; {day}", f"{last.label}: {last.words}, passed"
    short = f"{counted.label} {last.words}: {counted.words}"
    if passed:
        return f"{counted.label} {last.words}, was {counted.words}, which has passed", f"{short}, passed"
    return f"{counted.label} {last.words}, is {counted.words}", short


def _apart(finding: Finding, first: Day, last: Day, least: int) -> tuple[str, str]:
    """Return how far apart the two dates are, in full and short."""
    days = (last.day - first.day).days
    if days < 0:
        after = f"{how_many(-days, 'day')} after the {lowered(last.label)}"
        return f"The {lowered(first.label)}, {first.words}, is {after}", f"{first.label}: {after}"
    if days == 0:
        apart = f"The {lowered(first.label)} is the {lowered(last.label)} itself, {last.words}"
    else:
        apart = f"{first.words}, is {how_many(days, 'day')} before {last.words}"
    row = finding.settled.rows[0] if finding.settled.outcome and finding.settled.rows else None
    heading, short = (row and row.heading) or lowered(finding.word), (row and row.short) or finding.word
    missing = how_many(least - days, "day")
    return f"{apart}: {heading.replace('{short_by}', missing)}", short.replace("{short_by}", missing)


def _says(
    policy: Policy, finding: Finding, dates: Dates, days: Mapping[DayKind, Day], late: Collection[Late]
) -> Iterator[str]:
    """Return what the clause requests, unless the heading says it, and what it says of less time."""
    is_open = finding.status == UNDETERMINED
    after = "earlier" in days and days["later"].day < days["earlier"].day
    if is_open or after:
        until = "" if late else f"{days['counted'].words}, or earlier: "
        yield until + dates.requests.replace("{date}", days["later"].words)
    if late if is_open else finding.tone != "done":
        yield dates.less
        if "later" in late:
            yield from (each.late for each in policy.advice if each.clause == finding.clause.id and each.late)
