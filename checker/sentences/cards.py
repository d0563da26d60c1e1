"""What a result shows of each decision: what is in place and what is not, and what is not said.

In: a policy, an assessment by it, and its decisions in words.  Out: one card for each decision.
Must not say more than the policy's own words do, and must not call a thing in place that was not answered so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from checker.engine.assess import Assessment, Outcome
from checker.engine.condition import Value, truth
from checker.engine.model import UNDETERMINED, Clause, Decision, Policy, Question
from checker.engine.rule import Card, Row, Settled
from checker.sentences.why import Why
from checker.sentences.words import answer_in_words, count_of

Answered: TypeAlias = Literal["yes", "no", "open"]

ANSWERED: Mapping[Answered, str] = {"yes": "Yes", "no": "No", "open": "Open"}
"""The word for each state of a thing."""

_MOST_LISTED = 3
"""An open decision names up to so many questions that it depends on, and of more only where to start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the text says in the way of a decision, and the things that it names.

    things: the questions about them, each with the answer.  open: what one of them would do, while they decide.
    """

    clauses: tuple[Clause, ...]
    lead: str
    things: tuple[tuple[Question, Answered], ...]
    open: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A decision as a result shows it.

    clauses: the tags beside the title.  joined: whether the card before says it all.
    settles: whether what it says comes before the grounds, since none of them holds.  says: sentences.
    depends: for an open decision, the questions to answer.  ways: what answers to them lead to, as sentences.
    start: the question to begin with, and the words after it.  beside: sentences of other clauses.
    """

    decision: str
    title: str
    clauses: tuple[Clause, ...]
    joined: bool
    grounds: tuple[Ground, ...]
    settles: bool
    says: tuple[str, ...]
    depends: tuple[Question, ...]
    ways: tuple[str, ...]
    start: tuple[Question, str] | None
    beside: tuple[tuple[str, Clause], ...]


def cards_of(policy: Policy, assessment: Assessment, why: Mapping[str, Why]) -> tuple[CardView, ...]:
    """Return the cards, in the order of the decisions.  why: by decision, its reasons."""
    cards: list[CardView] = []
    for decision in policy.decisions.values():
        outcome = assessment.decisions[decision.id]
        joined = any(
            outcome.value != UNDETERMINED
            and before.tone == outcome.tone
            and before.value != UNDETERMINED
            and set(outcome.clauses) <= set(before.clauses)
            for before in (assessment.decisions[each.decision] for each in cards)
        )
        cards.append(_card(policy, decision, assessment, why[decision.id], joined=joined))
    shared = {clause.id for card in cards if card.joined for clause in card.clauses}
    return tuple(_ordered(card, shared, _beside(policy, assessment) if card is cards[-1] else ()) for card in cards)


def always_named(policy: Policy) -> frozenset[str]:
    """Return the things that a decision depends on whatever else is answered: those named in every result."""
    return frozenset(
        name
        for decision in policy.decisions.values()
        for row, card in _of_things(decision)
        if _reaches(row, card, {})
        for name in card.things
    )


def _ordered(card: CardView, shared: set[str], beside: tuple[tuple[str, Clause], ...]) -> CardView:
    """Return a card with the grounds first that a joined card shares."""
    grounds = sorted(card.grounds, key=lambda ground: not any(clause.id in shared for clause in ground.clauses))
    return replace(card, grounds=tuple(grounds), beside=beside)


def _card(policy: Policy, decision: Decision, assessment: Assessment, why: Why, *, joined: bool) -> CardView:
    outcome = assessment.decisions[decision.id]
    seen = decision.rule.known(assessment.answers.known)
    settled = decision.rule.settle(seen)
    known = {
        variable.name: answer
        for variable, answer in zip(decision.rule.variables, seen, strict=True)
        if answer is not None
    }
    title = next((row.card.title for row in settled.rows if row.card and row.card.title), decision.title)
    grounds: tuple[Ground, ...] = ()
    says: tuple[str, ...] = (f"This is also {decision.title}.",)
    depends: tuple[Question, ...] = ()
    ways: tuple[str, ...] = ()
    start = None
    if not joined:
        grounds = tuple(
            _ground(policy, row, card, known, undecided=settled.outcome is None)
            for row, card in _of_things(decision)
            if _reaches(row, card, known)
        )
        says = tuple(_open(decision, known) if settled.outcome is None else _said(decision, settled))
        listed = {question for ground in grounds for question, _ in ground.things}
        depends = tuple(policy.questions[each] for each in outcome.missing if policy.questions[each] not in listed)
        if len(depends) > _MOST_LISTED:
            depends, start = (), _start(policy, assessment, depends)
        elif why.settling and not grounds:
            ways = tuple(_ways(policy, decision, why, known))
    return CardView(
        decision=decision.id,
        title=decision.title if settled.outcome is None else title,
        clauses=_tags(policy, outcome, grounds),
        joined=joined,
        grounds=grounds,
        settles=settled.outcome not in {None, decision.blocking_value},
        says=says,
        depends=depends,
        ways=ways,
        start=start,
        beside=(),
    )


def _of_things(decision: Decision) -> Iterator[tuple[Row, Card]]:
    for row in decision.rule.rows:
        if row.card is not None and row.card.things:
            yield row, row.card


def _reaches(row: Row, card: Card, known: Mapping[str, Value]) -> bool:
    """Return whether it depends on the things alone, whatever they are, whether the row holds."""
    return row.when is not None and truth(row.when, {**known, **dict.fromkeys(card.things, False)}) is True


def _tags(policy: Policy, outcome: Outcome, grounds: Iterable[Ground]) -> tuple[Clause, ...]:
    """Return the clauses that a decision rests on; while it is open, those of its grounds too, if it has any."""
    cited = set(outcome.clauses)
    if outcome.value == UNDETERMINED:
        named = {clause.id for ground in grounds for clause in ground.clauses}
        cited = cited | named if named else set()
    return tuple(clause for clause in policy.clauses.values() if clause.id in cited)


def _ground(policy: Policy, row: Row, card: Card, known: Mapping[str, Value], *, undecided: bool) -> Ground:
    answered: Mapping[Value | None, Answered] = {True: "yes", False: "no", None: "open"}
    lead = card.lead or row.says
    if card.in_place and all(known.get(each) is True for each in card.things):
        lead = card.in_place
    return Ground(
        clauses=tuple(policy.clauses[each] for each in row.clauses),
        lead=lead,
        things=tuple((policy.questions[each], answered[known.get(each)]) for each in card.things),
        open=card.open if undecided and row.when is not None and truth(row.when, known) is None else "",
    )


def _open(decision: Decision, known: Mapping[str, Value]) -> Iterator[str]:
    """Return what to say while a decision is open, besides what its grounds say."""
    for row, card in _of_things(decision):
        if row.when is not None and truth(row.when, known) is None and not _reaches(row, card, known) and card.depends:
            yield card.depends


def _said(decision: Decision, settled: Settled) -> Iterator[str]:
    """Return what a settled decision says, and then once what it does not say."""
    for row in settled.rows:
        if row.card is None or not row.card.things:
            yield (row.card and row.card.lead) or _sentence(row.headline or decision.labels[row.outcome])
    denials = [row.card.denies for row in settled.rows if row.card and row.card.denies]
    for denial in dict.fromkeys(denials):
        if not any(other != denial and other.startswith(denial.rstrip(".")) for other in denials):
            yield denial


def _ways(policy: Policy, decision: Decision, why: Why, known: Mapping[str, Value]) -> Iterator[str]:
    """Return what single answers lead to, the answers with the same outcome together.

    Where they are answers to one question, its other answers come too, with what they still depend on.
    """
    ways: dict[str, list[str]] = {}
    questions = {each.question.id: each.question for each in why.settling}
    if len(questions) > 1:
        for each in why.settling:
            ways.setdefault(_sentence(each.outcome), []).append(f"“{each.question.label}”, {each.answer.lower()}")
    else:
        (question,) = questions.values()
        values: Iterable[bool | str] = [each.id for each in question.choices if not each.counts_as_open]
        for value in values or (True, False):
            settled = decision.rule.settle(decision.rule.known({**known, question.id: value}))
            depends = " and ".join(f"“{policy.questions[each].label}”" for each in settled.missing)
            leads = decision.labels[settled.outcome] if settled.outcome else f"depends on {depends}"
            ways.setdefault(_sentence(leads), []).append(answer_in_words(question, value))
    for leads, answers in ways.items():
        yield f"{' or '.join(answers)}: {leads}"


def _beside(policy: Policy, assessment: Assessment) -> tuple[tuple[str, Clause], ...]:
    return tuple((each.brief, policy.clauses[each.clause]) for each in assessment.findings if each.brief)


def _start(policy: Policy, assessment: Assessment, questions: Iterable[Question]) -> tuple[Question, str]:
    """Return the question on which the most clauses depend, and how many that are."""
    counts = {
        question: sum(question.id in finding.missing for finding in assessment.findings) for question in questions
    }
    first = max(counts, key=lambda question: counts[question])
    return first, f"{counts[first]} of the {count_of(policy.clauses, 'clause', 'clauses')} depend on it."


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."
