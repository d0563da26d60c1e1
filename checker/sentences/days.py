"""The visitor's dates in words: those given, those counted back from them, and notes about unlikely ones.

In: a policy, an assessment by it and, if known, today.  Out: days in chronological order, and notes.
Must not say more than the clause: the words about the time between two dates are the policy's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from checker.engine.assess import Assessment
from checker.engine.condition import Value
from checker.engine.model import Caution, Clause, Policy, Question
from checker.sentences.words import duration, in_words

DayKind: TypeAlias = Literal["today", "counted", "earlier", "later"]
NoteKind: TypeAlias = Literal["past", "far", "order"]

_FAR = 10
"""A date more years than this from today may be a typing error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day among the visitor's dates.

    kind: `today`; `counted`: counted back from a given date; `earlier`, `later`: given, and compared by a clause.
    words: the day in words.
    question: the one that it answers.  clause: the one that compares it.  counted: for a counted day, from what.
    """

    kind: DayKind
    label: str
    day: date
    words: str
    question: Question | None = None
    clause: Clause | None = None
    counted: str = ""

    @property
    def iso(self) -> str:
        """The day as `YYYY-MM-DD`."""
        return self.day.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something about the answers to these questions that is worth checking. It does not change them."""

    kind: NoteKind
    questions: tuple[Question, ...]
    says: str

    @property
    def words(self) -> str:
        """The note as one line, after its questions' labels."""
        return f"{' and '.join(question.label for question in self.questions)}: {self.says}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The time that a clause counts back from a given date.

    first, last: its ends.  requests: what the clause says about it, to follow its number.  before: what the last day
    is.  less: a sentence on what follows from less time.
    """

    first: Day
    last: Day
    clause: Clause
    requests: str
    before: str
    less: str

    @property
    def says(self) -> str:
        """What the clause says about this time, as sentences."""
        return f"Clause {self.clause.number} {self.requests}. {self.less}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The visitor's dates.

    today: where it is known.  days: the visitor's, and those counted from them, in the order of time.
    late: whether a later date lies before today, or before the earlier one.  caution: what to look at before writing
        then.
    """

    today: Day | None
    days: tuple[Day, ...]
    spans: tuple[Span, ...]
    notes: tuple[Note, ...]
    late: bool
    caution: Caution | None

    def is_past(self, day: Day) -> bool:
        """Return whether a day lies before today, if that is known."""
        return self.today is not None and day.day < self.today.day

    @property
    def all(self) -> tuple[Day, ...]:
        """The days and today, in chronological order."""
        days = self.days if self.today is None else (self.today, *self.days)
        return tuple(sorted(days, key=lambda day: day.day))


def dates_of(policy: Policy, assessment: Assessment, today: date | None) -> Dates:
    """Return the dates among the answers, the days counted back from them, and notes."""
    days: list[Day | None] = []
    spans: list[Span] = []
    notes: list[Note] = []
    late = False
    known = assessment.answers.known
    for clause in policy.clauses.values():
        if clause.compares is None:
            continue
        earlier, later, _ = clause.compares
        first = _given(clause, "earlier", policy.questions[earlier], known.get(earlier))
        last = _given(clause, "later", policy.questions[later], known.get(later))
        span = _span(assessment, clause, last)
        if span is not None:
            spans.append(span)
            days.append(span.first)
        days += [first, last]
        notes += _notes(first, last, today)
        late = late or (last is not None and any(day and last.day < day for day in (today, first and first.day)))
    each = {(day.label, day.day): day for day in days if day is not None}  # two clauses can compare the same date
    return Dates(
        today=None if today is None else Day(kind="today", label="Today", day=today, words=in_words(today)),
        days=tuple(sorted(each.values(), key=lambda day: day.day)),
        spans=tuple(spans),
        notes=tuple(dict.fromkeys(notes)),
        late=late,
        caution=policy.caution if late else None,
    )


def _given(clause: Clause, kind: DayKind, question: Question, known: Value | None) -> Day | None:
    if known is None:
        return None
    day = date.fromordinal(int(known))
    return Day(kind=kind, label=question.label, day=day, words=in_words(day), question=question, clause=clause)


def _span(assessment: Assessment, clause: Clause, last: Day | None) -> Span | None:
    counted, words = clause.latest_date, clause.dates
    iso = None if counted is None else assessment.latest_dates[counted.id]
    if counted is None or words is None or iso is None or last is None or last.question is None:
        return None
    day, length = date.fromisoformat(iso), duration(counted.days)
    first = Day(
        kind="counted",
        label=counted.label,
        day=day,
        words=in_words(day),
        clause=clause,
        counted=f"{length} before {last.question.about}, {in_words(last.day)}",
    )
    return Span(
        first=first,
        last=last,
        clause=clause,
        requests=words.requests.replace("{time}", length),
        before=last.question.about,
        less=words.less,
    )


def _notes(first: Day | None, last: Day | None, today: date | None) -> Iterator[Note]:
    for day in (last, first):
        if day is None or day.question is None or today is None:
            continue
        side = "before" if day.day < today else "after"
        if _far(day.day, today):
            says = f"{in_words(day.day)} is more than {_FAR} years {side} today. Correct?"
            yield Note(kind="far", questions=(day.question,), says=says)
        elif day is last and day.day < today:
            says = "before today."
            yield Note(kind="past", questions=(day.question,), says=says)
    if first is None or last is None or first.question is None or last.question is None or first.day <= last.day:
        return
    yield Note(
        kind="order",
        questions=(first.question, last.question),
        says="swapped?",
    )


def _far(one: date, other: date) -> bool:
    first, last = sorted((one, other))
    return (last.year - _FAR, last.month, last.day) > (first.year, first.month, first.day)
