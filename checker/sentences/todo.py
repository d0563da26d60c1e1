"""What to do and when: what the clauses advise or ask, as a list, with the visitor's dates.

In: a policy, an assessment by it, and its dates in words.  Out: entries, in the order of the policy.
Must not call anything required, late or refused: the force is the clause's own, and where there are too few days, only
their number is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checker.engine.assess import Assessment
from checker.engine.condition import truth
from checker.engine.model import Advice, Clause, Policy, Question
from checker.engine.rule import Tone
from checker.sentences.days import Dates, Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the list.

    label: when to do it.  iso: the label's day as `YYYY-MM-DD`, if it is one.  says: sentences.
    tone, word: how its clause stands, in a shape and a word.  done: the question that says whether it is done.
    over: whether that is answered, and by the dates the time for it is over.
    """

    clause: Clause
    label: str
    iso: str
    says: tuple[str, ...]
    force: str
    tone: Tone
    word: str
    done: Question | None
    over: bool

    @property
    def how(self) -> str:
        """How its clause stands, in a word; empty while that is open, and where the sentences say it."""
        return self.word if self.done is not None and self.tone != "open" else ""

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to do."""
        return self.tone == "done"


def todo_of(policy: Policy, assessment: Assessment, dates: Dates) -> tuple[Entry, ...]:
    """Return the entries that fit the answers."""
    known = assessment.answers.known
    return tuple(
        _entry(policy, advice, assessment, dates)
        for advice in policy.advice
        if advice.when is None or truth(advice.when, known) is True
    )


def _entry(policy: Policy, advice: Advice, assessment: Assessment, dates: Dates) -> Entry:
    clause = policy.clauses[advice.clause]
    finding = next(each for each in assessment.findings if each.clause == clause.id)
    span = next((each for each in dates.spans if each.clause == clause), None)
    given = [*_given(clause, dates, span.last if span else None, finding.interval)]
    ahead = clause.dates.ahead if clause.dates else ""
    return Entry(
        clause=clause,
        label=advice.label if span is None else f"{span.first.words}{' (past)' if dates.is_past(span.first) else ''}",
        iso=span.first.iso if span else "",
        says=(ahead.replace("{date}", span.last.words) if span and ahead else advice.says, *given),
        force=advice.force,
        tone=finding.tone,
        word=finding.word,
        done=policy.questions[advice.done] if advice.done else None,
        over=dates.late and finding.tone != "open",
    )


def _given(clause: Clause, dates: Dates, last: Day | None, interval: str) -> Iterator[str]:
    """Return where the earlier of the clause's two dates lies, if it is given."""
    first = next((each for each in dates.days if each.kind == "earlier" and each.clause == clause), None)
    if first is None or clause.dates is None or clause.compares is None:
        return
    reaches = clause.dates.reaches or first.label
    if last is None:
        yield f"{reaches} on {first.words}."
        return
    named = f"Your date, {first.words}, is"
    none = clause.dates.none and f"; {clause.dates.none}"
    least, days = clause.compares[2], (last.day - first.day).days
    if days >= least:
        yield f"{named} {interval}."
    elif days > 0:
        yield f"{named} {interval}, not {least}{none}."
    elif days == 0:
        yield f"{named} the same day, not {least} days before{none}."
    else:
        yield f"{named} {interval}{none}."
