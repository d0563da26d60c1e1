"""Assessing: the status of each clause and the value of each decision for a set of answers.

In: a Policy and Answers.  Out: an Assessment of objects; ids appear only in its public form, `as_json`.
Must not raise for any Answers, and must not read a clock, a file or the environment.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from checker.engine.answers import Answers
from checker.engine.condition import Value, grounds
from checker.engine.model import UNDETERMINED, Clause, Conflict, Decision, Policy, Question, Silence
from checker.engine.record import record
from checker.engine.rule import Rule, Settled, Tone


@record
class Finding:
    """The status of a clause.

    word, tone: what the status is called, and how it looks.
    missing: the questions that can still change it.
    interval: the time between the two dates that the clause compares, in words: "40 days before"; empty for others.
    """

    clause: Clause
    settled: Settled
    word: str
    tone: Tone
    missing: tuple[Question, ...]
    interval: str

    @property
    def status(self) -> str:
        """The id of the status."""
        return self.settled.outcome or UNDETERMINED

    @property
    def detail(self) -> str:
        """The status in a sentence."""
        if self.settled.outcome is None:
            return f"Open: {'; '.join(question.label for question in self.missing)}."
        if not self.settled.rows:
            return f"{self.word}."
        return self.settled.rows[0].says.replace("{interval}", self.interval)


@record
class Outcome:
    """The value of a decision.

    clauses: those that it rests on; where it is undetermined, those that it may still depend on.
    missing: the questions that can still change it.
    blocking: the yes-or-no questions whose answer "no" leads to the value, if it is that of rows with `things`; None
        for a decision without such rows.
    """

    decision: Decision
    settled: Settled
    clauses: tuple[Clause, ...]
    missing: tuple[Question, ...]
    blocking: tuple[Question, ...] | None

    @property
    def value(self) -> str:
        """The id of the value."""
        return self.settled.outcome or UNDETERMINED

    @property
    def tone(self) -> Tone:
        """The look of the value."""
        if self.settled.outcome is None:
            return "open"
        of_row = self.settled.rows[0].tone if self.settled.rows else None
        return of_row or self.decision.values[self.value].tone


@record
class Clash:
    """Answers that look odd together: the conflict, and the questions answered so."""

    conflict: Conflict
    clause: Clause
    questions: tuple[Question, ...]


@record
class Assessment:
    """Everything that a policy says about a set of answers.

    findings: of every clause that has a rule, in the order of the source.
    silences: those that concern the case however the open questions are answered. Those that concern every case are
        left out. The public form holds none, since it says what the text says.
    latest_dates: by id, the last day that satisfies a clause's comparison; None while the date that it is counted back
        from is open.
    """

    policy: Policy
    answers: Answers
    decisions: Mapping[str, Outcome]
    findings: tuple[Finding, ...]
    conflicts: tuple[Clash, ...]
    silences: tuple[Silence, ...]
    latest_dates: Mapping[str, date | None]

    def as_json(self) -> dict[str, Any]:
        """Return the assessment in its public form, as JSON values; each latest date is a key of its own."""
        return {
            "policy": {"title": self.policy.title, "fingerprint": self.policy.fingerprint},
            "answers": dict(self.answers.given),
            "decisions": {name: _outcome_json(outcome) for name, outcome in self.decisions.items()},
            "findings": [
                {
                    "clause": finding.clause.id,
                    "status": finding.status,
                    "missing": _ids(finding.missing),
                    "detail": finding.detail,
                }
                for finding in self.findings
            ],
            "conflicts": [
                {"clause": clash.clause.id, "answers": _ids(clash.questions), "detail": clash.conflict.says}
                for clash in self.conflicts
            ],
            **{name: day and day.isoformat() for name, day in self.latest_dates.items()},
        }


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    blocking = {} if outcome.blocking is None else {"blocking": _ids(outcome.blocking)}
    return {
        "value": outcome.value,
        "clauses": _ids(outcome.clauses),
        "missing": _ids(outcome.missing),
        **blocking,
    }


def _ids(things: Iterable[Clause | Question]) -> list[str]:
    return [thing.id for thing in things]


def assess(policy: Policy, answers: Answers) -> Assessment:
    """Assess the answers by every clause, decision, conflict and silence of the policy.

    It is pure and cannot fail: the same policy and answers always give the same assessment.
    """
    known = answers.known
    return Assessment(
        policy=policy,
        answers=answers,
        decisions={each.id: _outcome(policy, each, known) for each in policy.decisions.values()},
        findings=tuple(
            _finding(policy, clause, clause.rule, known) for clause in policy.clauses.values() if clause.rule
        ),
        conflicts=tuple(
            Clash(
                conflict=conflict,
                clause=policy.clauses[conflict.clause],
                questions=_questions(policy, grounds(conflict.when, known)),
            )
            for conflict in policy.conflicts
            if conflict.when.truth(known)
        ),
        silences=tuple(
            silence
            for silence in policy.silences.values()
            if not known.keys().isdisjoint(silence.answered) or (silence.rule and silence.rule.settle(known).outcome)
        ),
        latest_dates={
            clause.dates.latest: _day(known.get(clause.dates.later), clause.dates.days)
            for clause in policy.clauses.values()
            if clause.dates
        },
    )


def _finding(policy: Policy, clause: Clause, rule: Rule, known: Mapping[str, Value]) -> Finding:
    settled = rule.settle(known)
    status = policy.statuses[settled.outcome or UNDETERMINED]
    row = settled.rows[0] if settled.outcome and settled.rows else None
    return Finding(
        clause=clause,
        settled=settled,
        word=row.word if row else status.word,
        tone=(row and row.tone) or status.tone,
        missing=_questions(policy, settled.missing),
        interval=_interval(clause, known),
    )


def _outcome(policy: Policy, decision: Decision, known: Mapping[str, Value]) -> Outcome:
    settled = decision.rule.settle(known)
    blockable = {row.outcome for row in decision.rule.rows if row.things}
    blocking = _blocking(policy, settled, known) if settled.outcome in blockable else ()
    return Outcome(
        decision=decision,
        settled=settled,
        clauses=_cited(policy, decision.rule, settled),
        missing=_questions(policy, settled.missing),
        blocking=blocking if blockable else None,
    )


def _cited(policy: Policy, rule: Rule, settled: Settled) -> tuple[Clause, ...]:
    """Return the clauses of the rows. The last row, which holds if no other does, rests on the clauses of all rows."""
    rows = settled.rows or settled.may
    by_default = settled.outcome is not None and any(row.when is None for row in rows)
    cited = {clause for row in (rule.rows if by_default else rows) for clause in row.clauses}
    return tuple(clause for clause in policy.clauses.values() if clause.id in cited)


def _blocking(policy: Policy, settled: Settled, known: Mapping[str, Value]) -> tuple[Question, ...]:
    """Return the yes-or-no questions whose answer "no" makes a row hold."""
    rows = settled.rows or settled.may
    names = [name for row in rows if row.when is not None for name in grounds(row.when, known)]
    return _questions(policy, (name for name in names if known[name] is False))


def _questions(policy: Policy, names: Iterable[str]) -> tuple[Question, ...]:
    """Return the questions with these ids, in the order of the policy."""
    found = frozenset(names)
    return tuple(question for question in policy.questions.values() if question.id in found)


def _interval(clause: Clause, known: Mapping[str, Value]) -> str:
    """Return the time between the two dates that a clause compares in words: "40 days before"."""
    dates = clause.dates
    if dates is None:
        return ""
    if dates.earlier not in known or dates.later not in known:
        return "before"
    days = int(known[dates.later]) - int(known[dates.earlier])
    if days == 0:
        return "on"
    exactly = "exactly " if days == dates.days else ""
    return f"{exactly}{how_many(abs(days), 'day')} {'before' if days > 0 else 'after'}"


def how_many(number: int, thing: str) -> str:
    """Return a number of things in words: "1 day", "2,000 days"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _day(start: Value | None, days: int) -> date | None:
    return None if start is None else date.fromordinal(int(start) - days)
