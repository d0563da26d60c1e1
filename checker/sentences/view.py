"""The words of a result: an assessment in sentences, before any layout.

In: a policy and an assessment by it.  Out: a View, from which text and HTML are written.
Must not show an identifier as a word, and must not say more than the policy's own words do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from checker.engine.answers import Answers
from checker.engine.assess import Assessment, Finding, Outcome, assess
from checker.engine.condition import Value, names_of, truth
from checker.engine.model import UNDETERMINED, Caution, Clause, Policy, Publisher, Question
from checker.engine.rule import Tone
from checker.sentences.cards import CardView, cards_of
from checker.sentences.days import Dates, dates_of
from checker.sentences.rows import TableRow, rows_of
from checker.sentences.silence import SilenceView, silences_always, silences_here
from checker.sentences.todo import Entry, todo_of
from checker.sentences.why import Why, why_of
from checker.sentences.words import answer_in_words, count_of, enumerated, in_words

CONFLICTS_TITLE = "Answers that look odd together"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """A decision in words.

    grounds: sentences, each with the clauses that it rests on, if it rests on any.
    blocking: what stands in the way, as sentences.  also_blocking: what is left open and would, by a "no".
    open: the questions that can still change it.
    why: the reasons, and what is still possible.  rows: its whole table, with the visitor's rows marked.
    """

    id: str
    value: str
    tone: Tone
    title: str
    ask: str
    headline: str
    clauses: tuple[Clause, ...]
    grounds: tuple[tuple[tuple[Clause, ...], str], ...]
    blocking_title: str
    blocking: tuple[tuple[Question, str], ...]
    also_blocking_title: str
    also_blocking: tuple[Question, ...]
    open: tuple[Question, ...]
    why: Why
    rows: tuple[TableRow, ...]

    @property
    def cited(self) -> str:
        """The clauses that it rests on, or may rest on later, as a sentence; empty if there are none."""
        clauses = enumerated([f"clause {clause.number}" for clause in self.clauses])
        return clauses and f"{self.cites} {clauses}."

    @property
    def cites(self) -> str:
        """The words before the clauses."""
        return "Turns on" if self.value == UNDETERMINED else "Rests on"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """The status of a clause in words.

    date: the clause's latest date, if it is known: its label, as `YYYY-MM-DD`, and in words.
    open: the questions that can still change the status.  why: the reasons for it.
    """

    clause: Clause
    status: str
    tone: Tone
    word: str
    detail: str
    date: tuple[str, str, str] | None
    open: tuple[Question, ...]
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingList:
    """The findings of one addressee's clauses, in the order of the source."""

    addressee: str
    title: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashView:
    """Answers that contradict each other, in words.  brief: the detail in short."""

    clause: Clause
    detail: str
    brief: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A whole result in words.

    name: the visitor's name for the technology; may be empty.
    dates: the visitor's dates, and those counted back from them.
    findings: the status of every clause, in the order of the source.  lists: the same, by addressee.
    silences: those that concern the case.  silences_always: those that concern every case.
    cards: the decisions as a result shows them.  todo, todo_title: what to do and when, under its heading.
    answers: each question with its answer in words.
    answered: the questions with an answer other than "not sure".
    matters: the questions for which another answer would change a decision or a clause, or could show a conflict.
    """

    title: str
    short_name: str
    name: str
    disclaimer: str
    in_short: str
    publisher: Publisher
    caution: Caution | None
    fingerprint: str
    decisions: tuple[DecisionView, ...]
    cards: tuple[CardView, ...]
    todo: tuple[Entry, ...]
    todo_title: str
    conflicts: tuple[ClashView, ...]
    findings: tuple[FindingView, ...]
    lists: tuple[FindingList, ...]
    silences: tuple[SilenceView, ...]
    silences_always: tuple[SilenceView, ...]
    dates: Dates
    answers: tuple[tuple[Question, str], ...]
    answered: frozenset[str]
    matters: frozenset[str]

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions that can still change a decision, in order, without duplicates."""
        return tuple(dict.fromkeys(question for decision in self.decisions for question in decision.open))

    @property
    def open_anywhere(self) -> tuple[Question, ...]:
        """The questions that can still change a decision or a clause, in their own order."""
        found = {question.id for decision in self.decisions for question in decision.open}
        found |= {question.id for finding in self.findings for question in finding.open}
        return tuple(question for question, _ in self.answers if question.id in found)

    @property
    def open_in_words(self) -> str:
        """How many open questions can still change the decisions. Others may still change clauses."""
        undecided = [decision for decision in self.decisions if decision.open]
        settled = len(self.decisions) - len(undecided)
        what = {1: "this", 2: "these two"}.get(len(self.decisions), f"these {len(self.decisions)}")
        if not undecided:
            return f"No open question can change {what}."
        if settled:
            titles = enumerated([f"“{decision.title}”" for decision in undecided])
            what = f"{titles}; the {'other is' if settled == 1 else 'others are'} settled"
        return f"{count_of(self.open, 'open question', 'open questions')} can still change {what}."


def ground_words(clauses: tuple[Clause, ...], says: str) -> str:
    """Return a ground after the numbers of its clauses: `Clause 2: …`, `Clauses 4 and 5: …`."""
    numbers = enumerated([clause.number for clause in clauses])
    return f"{'Clause' if len(clauses) == 1 else 'Clauses'} {numbers}: {says}" if clauses else says


def view_of(policy: Policy, answers: Answers, *, name: str = "", today: date | None = None) -> View:
    """Assess the answers, and return the result in words.

    today: if given, the dates are compared with it.
    """
    return describe(policy, assess(policy, answers), name=name, today=today)


def describe(policy: Policy, assessment: Assessment, *, name: str = "", today: date | None = None) -> View:
    """Return an assessment by a policy in words."""
    findings = tuple(_finding(policy, finding, assessment) for finding in assessment.findings)
    decisions = tuple(_decision(policy, outcome, assessment.answers) for outcome in assessment.decisions.values())
    dates = dates_of(policy, assessment, today)
    todo = todo_of(policy, assessment, dates)
    return View(
        title=policy.title,
        short_name=policy.short_name,
        name=name,
        disclaimer=policy.disclaimer,
        publisher=policy.publisher,
        caution=policy.caution,
        fingerprint=policy.fingerprint,
        in_short=policy.in_short,
        decisions=decisions,
        cards=cards_of(policy, assessment, {each.id: each.why for each in decisions}),
        todo=todo,
        todo_title=policy.addressees[todo[0].clause.addressed_to].title if todo else "",
        conflicts=tuple(
            ClashView(
                clause=policy.clauses[clash.clause],
                detail=clash.detail,
                brief=clash.brief,
                questions=tuple(policy.questions[each] for each in clash.answers),
            )
            for clash in assessment.conflicts
        ),
        findings=findings,
        lists=tuple(
            FindingList(addressee=addressee.id, title=addressee.title, findings=found)
            for addressee in policy.addressees.values()
            for found in (tuple(each for each in findings if each.clause.addressed_to == addressee.id),)
            if found
        ),
        silences=silences_here(policy, assessment.silences, assessment.answers),
        silences_always=silences_always(policy),
        dates=dates,
        answers=tuple(
            (question, answer_in_words(question, assessment.answers.given.get(question.id)))
            for question in policy.questions.values()
        ),
        answered=frozenset(assessment.answers.known),
        matters=_matters(policy, assessment),
    )


def _matters(policy: Policy, assessment: Assessment) -> frozenset[str]:
    """Return the questions for which another answer would change something, treating each in turn as open."""
    rules = [each.rule for each in policy.decisions.values()]
    rules += [each.rule for each in policy.clauses.values() if each.rule]
    known = assessment.answers.known
    found = {question for clash in assessment.conflicts for question in clash.answers}
    for conflict in policy.conflicts:
        found.update(name for name in names_of(conflict.when) if truth(conflict.when, _without(known, name)) is None)
    for rule in rules:
        for variable in rule.variables:
            name = variable.name
            if name not in found and name in rule.settle(rule.known(_without(known, name))).missing:
                found.add(name)
    return frozenset(found)


def _without(known: Mapping[str, Value], name: str) -> dict[str, Value]:
    return {other: answer for other, answer in known.items() if other != name}


def _decision(policy: Policy, outcome: Outcome, answers: Answers) -> DecisionView:
    decision = policy.decisions[outcome.decision]
    undetermined = outcome.value == UNDETERMINED
    return DecisionView(
        id=decision.id,
        value=outcome.value,
        tone=outcome.tone,
        title=decision.title,
        ask=decision.ask,
        headline=decision.open if undetermined else "; ".join(outcome.headlines) or decision.labels[outcome.value],
        clauses=tuple(policy.clauses[each] for each in outcome.clauses),
        grounds=tuple((tuple(policy.clauses[each] for each in clauses), says) for clauses, says in outcome.grounds),
        blocking_title=decision.blocking_title,
        blocking=tuple((policy.questions[each], policy.questions[each].no) for each in outcome.blocking or ()),
        also_blocking_title=decision.also_blocking_title,
        also_blocking=tuple(policy.questions[each] for each in outcome.also_blocking if decision.also_blocking_title),
        open=tuple(policy.questions[each] for each in outcome.missing),
        why=why_of(policy, decision.rule, answers, decision.labels.__getitem__),
        rows=rows_of(policy, decision.rule, None, answers),
    )


def _finding(policy: Policy, finding: Finding, assessment: Assessment) -> FindingView:
    clause = policy.clauses[finding.clause]
    latest = clause.latest_date
    day = None if latest is None else assessment.latest_dates[latest.id]
    return FindingView(
        clause=clause,
        status=finding.status,
        tone=finding.tone,
        word=finding.word,
        detail=finding.detail,
        date=None if latest is None or day is None else (latest.label, day, in_words(date.fromisoformat(day))),
        open=tuple(policy.questions[each] for each in finding.missing),
        why=why_of(policy, clause.rule, assessment.answers, clause.word),
    )
