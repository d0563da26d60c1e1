"""The worked cases of cases.toml, and what differs between a case and an assessment in its public form."""

import tomllib
from typing import Any

from checker.policy import CASES

CASES_TABLE: list[dict[str, Any]] = tomllib.loads(CASES.read_text("utf-8"))["case"]
KEYS = {
    "says",
    "clause",
    "answers",
    "findings",
    "decisions",
    "missing",
    "clauses",
    "blocking",
    "conflicts",
    "dates",
}


def differences(case: dict[str, Any], assessment: dict[str, Any]) -> list[str]:
    """Return where an assessment differs from what a case expects; nothing where it does not."""
    findings = {finding["clause"]: finding for finding in assessment["findings"]}
    decisions = assessment["decisions"]
    both = findings | decisions
    pairs = [
        *((f"{name} status", status, findings[name]["status"]) for name, status in _of(case, "findings")),
        *((f"{name} value", value, decisions[name]["value"]) for name, value in _of(case, "decisions")),
        *((f"{name} missing", missing, both[name]["missing"]) for name, missing in _of(case, "missing")),
        *((f"{name} clauses", clauses, decisions[name]["clauses"]) for name, clauses in _of(case, "clauses")),
        *((f"{name} blocking", names, decisions[name]["blocking"]) for name, names in _of(case, "blocking")),
        *((name, day, assessment[name]) for name, day in _of(case, "dates")),
    ]
    if "conflicts" in case:
        found = [{"clause": each["clause"], "answers": each["answers"]} for each in assessment["conflicts"]]
        pairs.append(("conflicts", case["conflicts"], found))
    return [f"{what}: expected {wanted}, found {found}" for what, wanted, found in pairs if wanted != found]


def _of(case: dict[str, Any], key: str) -> list[tuple[str, Any]]:
    return list(case.get(key, {}).items())
