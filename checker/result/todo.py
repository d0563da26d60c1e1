"""What the clauses advise or ask, as a list of what to do and when.

In: a policy, an assessment by it, and its dates in words.  Out: entries, in the order of the policy.
Must not call anything required, late or refused: the force is the clause's own.
"""

from collections.abc import Collection

from checker.engine.assess import Assessment
from checker.engine.model import Advice, Clause, Policy, Question
from checker.engine.record import record
from checker.engine.rule import Tone
from checker.result.dates import DateBox
from checker.result.words import lowered


@record
class Entry:
    """An entry of the list.

    label: when to do it.  says: what to do.  force: the clause's own word for it; empty where `says` quotes it.
    tone: the look of its clause's status.
    done: the question that says whether it is done, while that can still change.
    word: the status of its clause, where that is settled.
    """

    clause: Clause
    tone: Tone
    label: str
    says: str
    force: str
    done: Question | None
    word: str


def todo_of(policy: Policy, assessment: Assessment, dates: Collection[DateBox]) -> tuple[Entry, ...]:
    """Return the entries that fit the answers. A box of dates says it all for its clause.

    What is done is listed only where a question says so, so that it can be taken back.
    """
    boxed = {box.clause.id for box in dates}
    passed = any(box.passed for box in dates)
    entries = (
        _entry(policy, advice, assessment, passed=passed)
        for advice in policy.advice
        if advice.clause not in boxed and (advice.when is None or advice.when.truth(assessment.answers.known))
    )
    return tuple(each for each in entries if each.tone != "done" or each.word)


def _entry(policy: Policy, advice: Advice, assessment: Assessment, *, passed: bool) -> Entry:
    clause = policy.clauses[advice.clause]
    finding = next((each for each in assessment.findings if each.clause is clause), None)
    tone = finding.tone if finding else "open"  # a clause without a rule only advises
    done = policy.questions[advice.done] if advice.done else None
    too_late = passed and bool(advice.late) and tone != "done"
    says = advice.late if too_late else advice.says or _requested(policy, clause)
    return Entry(
        clause=clause,
        tone=tone,
        label=advice.label,
        says=says,
        force="" if too_late or advice.force in says else advice.force,
        done=None if too_late else done,
        word=finding.word if finding and finding.settled.outcome and (done or tone == "undone") else "",
    )


def _requested(policy: Policy, clause: Clause) -> str:
    """Return what a clause requests before a date that is not given yet."""
    if clause.dates is None:
        return ""
    later = policy.questions[clause.dates.later].label
    return clause.dates.requests.replace("{date}", f"the {lowered(later)}")
