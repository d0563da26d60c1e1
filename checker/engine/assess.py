"""Assessing: the status of each clause and the value of each decision for a set of answers.

In: a Policy and Answers.  Out: an Assessment, whose `as_json` is the public form.  Rules are evaluated in `rule.py`;
the words of a result are the policy's, and only the time between two dates (`{interval}`) is put into words here.
Must not raise for any Answers, and must not read a clock, a file or the environment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checker.engine.answers import Answers
from checker.engine.condition import Value, grounds, truth
from checker.engine.model import CONCERNS, UNDETERMINED, Clause, Decision, Policy
from checker.engine.rule import Row, Rule, Settled, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The status of a clause.

    tone, word: how the status looks, and what it is called.  missing: the questions that can still change it.
    detail: the status in a sentence.  brief: one to show beside the decisions; may be empty.
    interval: the time between the two dates that the clause compares, in words: "40 days before"; empty for others.
    """

    clause: str
    status: str
    tone: Tone
    word: str
    missing: tuple[str, ...]
    detail: str
    brief: str
    interval: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The value of a decision.

    tone: how that looks.
    clauses: those that it rests on; where it is undetermined, those that it can still come to rest on.
    blocking: for a decision that names a blocking value, the yes-or-no questions whose answer "no" makes
        for that value now; None for others.
    also_blocking: those left open whose answer "no" would be among them.
    grounds: the clauses that each of its rows rests on now, with the words for it.
    headlines: the same in few words, of those grounds that have any.
    """

    decision: str
    value: str
    tone: Tone
    clauses: tuple[str, ...]
    missing: tuple[str, ...]
    blocking: tuple[str, ...] | None
    also_blocking: tuple[str, ...]
    grounds: tuple[tuple[tuple[str, ...], str], ...]
    headlines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Answers that contradict each other according to a clause.  brief: the detail in short."""

    clause: str
    answers: tuple[str, ...]
    detail: str
    brief: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything that a policy says about a set of answers.

    Attributes:
        title: The policy's.
        fingerprint: The policy's.
        answers: What was assessed.
        decisions: The value of each decision, by id, with the clauses that it rests on and the questions still open.
        findings: The status of every clause, in the order of the source.
        conflicts: Answers that sit oddly beside each other by a clause; all may be true.
        silences: The ids of the silences that concern the case however the open questions are answered. Those that
            concern every case are left out. The public form holds none, since it says what the text says.
        latest_dates: By id, the last day that satisfies a clause's comparison, as `YYYY-MM-DD`; None while the date
            that it is counted from is open.
    """

    title: str
    fingerprint: str
    answers: Answers
    decisions: Mapping[str, Outcome]
    findings: tuple[Finding, ...]
    conflicts: tuple[Clash, ...]
    silences: tuple[str, ...]
    latest_dates: Mapping[str, str | None]

    def as_json(self) -> dict[str, Any]:
        """Return the assessment in its public form, as JSON values.

        Returns:
            An object with the keys `policy`, `answers`, `decisions`, `findings` and `conflicts`, and one for each
            latest date. Its JSON Schema is published with the site.
        """
        return {
            "policy": {"title": self.title, "fingerprint": self.fingerprint},
            "answers": dict(self.answers.given),
            "decisions": {name: _outcome_json(outcome) for name, outcome in self.decisions.items()},
            "findings": [
                {
                    "clause": finding.clause,
                    "status": finding.status,
                    "missing": list(finding.missing),
                    "detail": finding.detail,
                }
                for finding in self.findings
            ],
            "conflicts": [
                {"clause": clash.clause, "answers": list(clash.answers), "detail": clash.detail}
                for clash in self.conflicts
            ],
            **self.latest_dates,
        }


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    result: dict[str, Any] = {
        "value": outcome.value,
        "clauses": list(outcome.clauses),
        "missing": list(outcome.missing),
    }
    if outcome.blocking is not None:
        result["blocking"] = list(outcome.blocking)
    return result


def assess(policy: Policy, answers: Answers) -> Assessment:
    """Assess the answers by every clause, decision, conflict and silence of the policy.

    It is pure and cannot fail: the same policy and answers always give the same assessment.

    Args:
        policy: A policy that was loaded.
        answers: Answers that were read for it.

    Returns:
        Everything that the policy says about them.
    """
    known = answers.known
    return Assessment(
        title=policy.title,
        fingerprint=policy.fingerprint,
        answers=answers,
        decisions={name: _outcome(policy, decision, known) for name, decision in policy.decisions.items()},
        findings=tuple(
            _finding(policy, clause, clause.rule, known)
            for clause in policy.clauses.values()
            if clause.rule is not None
        ),
        conflicts=tuple(
            Clash(
                clause=conflict.clause,
                answers=_in_order(policy, grounds(conflict.when, known)),
                detail=conflict.says,
                brief=conflict.brief or conflict.says,
            )
            for conflict in policy.conflicts
            if truth(conflict.when, known)
        ),
        silences=tuple(
            silence.id
            for silence in policy.silences
            if silence.rule is not None and silence.rule.settle(silence.rule.known(known)).outcome == CONCERNS
        ),
        latest_dates={
            clause.latest_date.id: _day(known.get(clause.latest_date.question), clause.latest_date.days)
            for clause in policy.clauses.values()
            if clause.latest_date is not None
        },
    )


def _finding(policy: Policy, clause: Clause, rule: Rule, known: Mapping[str, Value]) -> Finding:
    settled = rule.settle(rule.known(known))
    interval = "" if clause.compares is None else _interval(clause.compares, known)
    if settled.outcome is None:
        detail = _still_open(policy, settled)
    else:
        detail = settled.rows[0].says.replace("{interval}", interval)
    return Finding(
        clause=clause.id,
        status=settled.outcome or UNDETERMINED,
        tone=_tone(policy, settled),
        word=policy.statuses[UNDETERMINED].word if settled.outcome is None else settled.rows[0].word,
        missing=settled.missing,
        detail=detail,
        brief="" if settled.outcome is None else next((row.brief for row in settled.rows if row.brief), ""),
        interval=interval,
    )


def _tone(policy: Policy, settled: Settled) -> Tone:
    return policy.statuses[UNDETERMINED].tone if settled.outcome is None else settled.rows[0].tone


def _still_open(policy: Policy, settled: Settled) -> str:
    about = "; ".join(policy.questions[name].about for name in settled.missing)
    return policy.undetermined_says.replace("{open}", about)


def _outcome(policy: Policy, decision: Decision, known: Mapping[str, Value]) -> Outcome:
    settled = decision.rule.settle(decision.rule.known(known))
    rows = () if settled.outcome is None else settled.rows
    blocking = None if decision.blocking_value is None else _blocking(policy, decision, settled, known)
    return Outcome(
        decision=decision.id,
        value=settled.outcome or UNDETERMINED,
        tone=_tone(policy, settled),
        clauses=_cited(policy, decision.rule, settled),
        missing=settled.missing,
        blocking=blocking,
        also_blocking=_also_blocking(policy, decision, known) if blocking else (),
        grounds=tuple((row.clauses, row.says) for row in rows),
        headlines=tuple(row.headline for row in rows if row.headline),
    )


def _cited(policy: Policy, rule: Rule, settled: Settled) -> tuple[str, ...]:
    """Return the clauses of the rows. The last row, which holds if no other does, rests on the clauses of all rows."""
    rows: tuple[Row, ...] = settled.rows
    if settled.outcome is not None and any(row.when is None for row in rows):
        rows = rule.rows
    cited = {clause for row in rows for clause in row.clauses}
    return tuple(clause for clause in policy.clauses if clause in cited)


def _blocking(policy: Policy, decision: Decision, settled: Settled, known: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the yes-or-no questions whose answer "no" makes a row with the blocking value hold."""
    if settled.outcome is None or settled.outcome != decision.blocking_value:
        return ()
    names = [
        name
        for row in settled.rows
        if row.when is not None
        for name in grounds(row.when, known)
        if known[name] is False
    ]
    return _in_order(policy, names)


def _also_blocking(policy: Policy, decision: Decision, known: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the open yes-or-no questions whose answer "no" would make a row with the blocking value hold."""
    found = []
    for variable in decision.rule.variables:
        if variable.name not in known and policy.questions[variable.name].type == "boolean":
            answered = {**known, variable.name: False}
            settled = decision.rule.settle(decision.rule.known(answered))
            if variable.name in _blocking(policy, decision, settled, answered):
                found.append(variable.name)
    return tuple(found)


def _in_order(policy: Policy, names: Iterable[str]) -> tuple[str, ...]:
    found = frozenset(names)
    return tuple(name for name in policy.questions if name in found)


def _interval(compares: tuple[str, str, int], known: Mapping[str, Value]) -> str:
    """Return the time between the two dates of a comparison in words: "40 days before"."""
    earlier, later, least = compares
    if earlier not in known or later not in known:
        return "before"
    days = int(known[later]) - int(known[earlier])
    if days == 0:
        return "on"
    count = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    exactly = "exactly " if days == least else ""
    return f"{exactly}{count} {'before' if days > 0 else 'after'}"


def _day(start: Value | None, days: int) -> str | None:
    return None if start is None else date.fromordinal(int(start) - days).isoformat()
