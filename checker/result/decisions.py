"""The decisions as a result shows them: a box for each, whose heading is its outcome.

In: a policy and an assessment by it.  Out: boxes, in the order of the decisions.
Must not say more than the policy's own words do, and must not call a thing in place that was not answered so.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

from checker.engine.assess import Assessment, Outcome, how_many
from checker.engine.condition import Value
from checker.engine.model import UNDETERMINED, Clause, Decision, Note, Policy, Question
from checker.engine.record import record
from checker.engine.rule import Row, Settled
from checker.result.words import enumerated, number_word

type Answered = Literal["yes", "no", "open"]

ANSWERED: Mapping[Answered, str] = {"yes": "Yes", "no": "No", "open": "Open"}
"""The word for each state of a thing."""

_STATE_OF: Mapping[Value | None, Answered] = {True: "yes", False: "no", None: "open"}
THE_SAME = "the same"
"""The outcome of a decision whose box is joined to another."""
DEPENDS = "Depends on:"
POSSIBLE = "The text then says:"
_MOST_LISTED = 3
"""An open decision lists up to so many questions that it depends on; if there are more, only where to start."""
_MOST_FOLLOWED = 2
"""With up to so many, it also lists the outcomes that they can lead to."""


@record
class Heading:
    """The words of an outcome, or what another clause adds to it, and the clauses that it rests on."""

    words: str
    clauses: tuple[Clause, ...]


@record
class Ground:
    """Things that a clause names, and how they were answered.

    lead: what the text says of them, unless the heading says it.
    things: the questions about them.  open: what a "no" to one of them would do, while that is open.
    notes: what these clauses add.
    The last ground of an open decision is made of the questions that it also depends on.
    """

    lead: Heading | None
    things: tuple[tuple[Question, Answered], ...]
    open: str
    notes: tuple[Heading, ...]


@record
class Box:
    """A decision as a result shows it.

    headings: its outcome.  short: the same for the narrowest screen and for screen readers.
    joined: whether another box says it all.
    says: sentences below the grounds.  notes: what other clauses add.
    ways: the outcomes that few open questions can lead to.
    start: if many are open, the question to begin with, and the words after it.
    """

    outcome: Outcome
    headings: tuple[Heading, ...]
    short: str
    joined: bool
    grounds: tuple[Ground, ...]
    says: tuple[str, ...]
    notes: tuple[Heading, ...]
    ways: tuple[Heading, ...]
    start: tuple[Question, str] | None

    @property
    def heading(self) -> str:
        """The whole heading."""
        return "; ".join(each.words for each in self.headings)


def boxes_of(policy: Policy, assessment: Assessment) -> tuple[Box, ...]:
    """Return a box for each decision."""
    boxes: list[Box] = []
    for outcome in assessment.decisions.values():
        joined = any(_says_it_all(each.outcome, outcome) for each in boxes)
        boxes.append(_box(policy, assessment, outcome, joined=joined))
    return tuple(boxes)


def always_named(policy: Policy) -> frozenset[str]:
    """Return the things that a decision depends on whatever else is answered: those named in every result."""
    return frozenset(
        name
        for decision in policy.decisions.values()
        for row in decision.rule.rows
        if _depends_on_its_things(row, {})
        for name in row.things
    )


def _says_it_all(one: Outcome, other: Outcome) -> bool:
    """Return whether the heading of one outcome says all that another has to say."""
    return (
        UNDETERMINED not in {one.value, other.value}
        and one.tone == other.tone
        and {each.id for each in other.clauses} <= {each.id for each in one.clauses}
    )


def _box(policy: Policy, assessment: Assessment, outcome: Outcome, *, joined: bool) -> Box:
    decision, settled = outcome.decision, outcome.settled
    known = _seen(decision, assessment.answers.known)
    notes = tuple(note for note in decision.notes if note.when.truth(assessment.answers.known))
    headed = settled.rows if settled.outcome else ()
    named = [row for row in decision.rule.rows if _depends_on_its_things(row, known)]
    named.sort(key=lambda row: row not in headed)
    grounds = tuple(_ground(policy, settled, row, known, notes) for row in named)
    listed = {question.id for ground in grounds for question, _ in ground.things}
    below_grounds = {name for row in named for name in row.clauses}
    depends = tuple(question for question in outcome.missing if question.id not in listed)
    start: tuple[Question, str] | None = None
    ways: tuple[Heading, ...] = ()
    if len(depends) > _MOST_LISTED:
        start = _start(policy, assessment, depends)
    elif depends:
        things = tuple((question, _STATE_OF[None]) for question in depends)
        others = tuple(clause for clause in outcome.clauses if clause.id not in below_grounds)
        lead = Heading(f"Also {DEPENDS.lower()}" if grounds else DEPENDS, others)
        grounds += (Ground(lead=lead, things=things, open="", notes=()),)
        if len(depends) <= _MOST_FOLLOWED:
            ways = tuple(_heading(policy, row, known) for row in settled.rows if row not in named)
    return Box(
        outcome=outcome,
        headings=tuple(_headings(policy, outcome, known)),
        short=_short(outcome, known),
        joined=joined,
        grounds=grounds,
        says=tuple(_says(outcome)),
        notes=_noted(policy, (note for note in notes if note.clause not in below_grounds)),
        ways=ways,
        start=start,
    )


def _seen(decision: Decision, known: Mapping[str, Value]) -> dict[str, Value]:
    """Return the answers as the decision's rule sees them, without those that count as open."""
    seen = zip(decision.rule.variables, decision.rule.seen(known), strict=True)
    return {variable.name: answer for variable, answer in seen if answer is not None}


def _depends_on_its_things(row: Row, known: Mapping[str, Value]) -> bool:
    """Return whether it depends on the row's things alone, whatever they are, whether the row holds."""
    things = dict.fromkeys(row.things, False)
    return bool(things) and row.when is not None and row.when.truth({**known, **things}) is True


def _short(outcome: Outcome, known: Mapping[str, Value]) -> str:
    if outcome.settled.outcome is None:
        return f"{outcome.decision.title}: not settled by your answers yet"
    words = dict.fromkeys(_counted(row, row.short or row.word, known) for row in outcome.settled.rows)
    return "; ".join(words) or outcome.decision.values[outcome.value].word


def _headings(policy: Policy, outcome: Outcome, known: Mapping[str, Value]) -> Iterator[Heading]:
    if outcome.settled.outcome is None:
        yield Heading(outcome.decision.open, ())
        return
    if not outcome.settled.rows:  # several rows give this value, and which of them is open
        yield Heading(outcome.decision.values[outcome.value].word, outcome.clauses)
    for row in outcome.settled.rows:
        found = _heading(policy, row, known)
        yield found if found.clauses else Heading(found.words, outcome.clauses)


def _heading(policy: Policy, row: Row, known: Mapping[str, Value]) -> Heading:
    words = _counted(row, row.heading or row.word, known)
    return Heading(words, tuple(policy.clauses[name] for name in row.clauses))


def _counted(row: Row, words: str, known: Mapping[str, Value]) -> str:
    """Return the words of a row with how many of its things were answered "no", and how many are open."""
    answers = [known.get(name) for name in row.things]
    counts = {"not in place": answers.count(False), "open": answers.count(None)}
    found = ", ".join(f"{number_word(n)} {'is' if n == 1 else 'are'} {what}" for what, n in counts.items() if n)
    if counts["not in place"] == len(answers):
        found = "none is in place"
    shorter = ", ".join(f"{n} {what}" for what, n in counts.items() if n)
    return words.replace("{not_in_place}", found).replace("{of_things}", f"of {len(answers)} things, {shorter}")


def _noted(policy: Policy, notes: Iterable[Note]) -> tuple[Heading, ...]:
    return tuple(Heading(note.says, (policy.clauses[note.clause],)) for note in notes)


def _lead(policy: Policy, row: Row, known: Mapping[str, Value], headed: Collection[Row]) -> Heading | None:
    """Return what the text says of a row's things, unless the heading has said it."""
    clauses = tuple(policy.clauses[name] for name in row.clauses)
    if row.in_place and all(known.get(name) is True for name in row.things):
        return Heading(row.in_place, ())
    if row not in headed:
        return Heading(row.says, clauses)
    return Heading(f"Clause {enumerated([each.number for each in clauses])}:", ()) if len(headed) > 1 else None


def _ground(policy: Policy, settled: Settled, row: Row, known: Mapping[str, Value], notes: Iterable[Note]) -> Ground:
    return Ground(
        lead=_lead(policy, row, known, settled.rows if settled.outcome else ()),
        things=tuple((policy.questions[name], _STATE_OF[known.get(name)]) for name in row.things),
        open=row.open if settled.outcome is None and row in settled.rows else "",
        notes=_noted(policy, (note for note in notes if note.clause in row.clauses)),
    )


def _says(outcome: Outcome) -> Iterator[str]:
    """Return what a settled decision says below its heading, and then once what it does not say."""
    if outcome.settled.outcome is None:
        return
    rows = outcome.settled.rows
    yield from dict.fromkeys(row.says for row in rows if row.says and not row.things)
    denials = [row.denies for row in rows if row.denies]
    for denial in dict.fromkeys(denials):
        if not any(other != denial and other.startswith(denial.rstrip(".")) for other in denials):
            yield denial


def _start(policy: Policy, assessment: Assessment, questions: tuple[Question, ...]) -> tuple[Question, str]:
    """Return the question on which the most clauses depend, and how many that are."""
    counts = {each.id: sum(each in finding.missing for finding in assessment.findings) for each in questions}
    first = max(questions, key=lambda question: counts[question.id])
    return first, f"the results of {counts[first.id]} of the {how_many(len(policy.clauses), 'clause')} depend on it."
