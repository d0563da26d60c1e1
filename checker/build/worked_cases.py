"""Missing worked cases: each row of a rule needs two, each silence one that raises it and one that does not.

In: a policy, and its worked cases.  Out: faults, one line each.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from checker.engine.answers import read_answers
from checker.engine.fault import quote
from checker.engine.model import Clause, Decision, Policy
from checker.verify.cases import Case

ENOUGH = 2


def faults_of_cases(policy: Policy, cases: Sequence[Case]) -> Iterator[str]:
    """Yield what is missing, in the order of the policy."""
    found: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    targets: dict[str, Clause | Decision] = {**policy.clauses, **policy.decisions}
    for case in cases:
        answers, _ = read_answers(policy, case.answers)
        for name in (*case.expected.get("findings", {}), *case.expected.get("decisions", {})):
            if (rule := targets[name].rule) is None:
                continue
            settled = rule.settle(answers.known)
            found.update((name, row.outcome, row.clauses) for row in settled.rows if settled.outcome)
    for name, target in targets.items():
        for number, row in enumerate(target.rule.rows if target.rule else (), start=1):
            count = found[name, row.outcome, row.clauses]
            if count < ENOUGH:
                result = f"row {number} of {quote(name)}, with the result {quote(row.outcome)},"
                missing = f"add {ENOUGH - count}, written from the text"
                yield f"cases.toml: {result} has {count} of {ENOUGH} worked cases; {missing}"
    yield from _silences(policy, [case for case in cases if "silences" in case.expected])


def _silences(policy: Policy, cases: Sequence[Case]) -> Iterator[str]:
    for silence in policy.silences.values():
        if silence.always:
            continue
        asked = {*silence.answered, *(variable.name for variable in (silence.rule.variables if silence.rule else ()))}
        brought_up = [silence.id in case.expected["silences"] for case in cases]
        near = [bool(asked & case.answers.keys()) for case in cases]
        if not any(brought_up):
            yield f"cases.toml: no worked case raises the silence {quote(silence.id)}; add one"
        if not any(answered and not shown for answered, shown in zip(near, brought_up, strict=True)):
            yield f"cases.toml: no worked case asks about {quote(silence.id)} without raising it; add one"
