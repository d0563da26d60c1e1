"""How many sheets the engine assesses in a second, on one core of this machine."""

import random
from time import perf_counter

from checker import Answers, Policy, assess, load_policy, read_answers

SHEETS = 10_000


def mixed_sheets(policy: Policy, count: int = SHEETS) -> list[Answers]:
    """Return sheets of answers, each question left open in two of five; the same ones every time."""
    choose = random.Random(56)  # noqa: S311  not for secrets

    def answer(kind: str, values: list[str]) -> bool | str:
        if kind == "boolean":
            return choose.choice([True, False])
        return (
            choose.choice(values) if kind == "choice" else f"2028-{choose.randint(1, 12):02}-{choose.randint(1, 28):02}"
        )

    sheets = []
    for _ in range(count):
        sheet = {
            question.id: answer(question.type, [choice.id for choice in question.choices])
            for question in policy.questions.values()
            if choose.random() > 0.4
        }
        answers, faults = read_answers(policy, sheet)
        if faults:
            raise AssertionError(faults)
        sheets.append(answers)
    return sheets


def sheets_per_second() -> float:
    """Assess 10,000 mixed sheets with a policy just loaded, so that nothing is remembered of them; return the rate."""
    policy = load_policy()
    sheets = mixed_sheets(policy)
    start = perf_counter()
    for answers in sheets:
        assess(policy, answers)
    return len(sheets) / (perf_counter() - start)
