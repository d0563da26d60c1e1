"""Worked cases: answers with the results that a person expects from reading the text, compared with an assessment.

In: a parsed file of cases, and the policy.  Out: cases, or every fault of the file; differences, in words.
Cases must not be written from the engine's output: they would prove nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from checker.engine.answers import read_answers
from checker.engine.fault import Fault, PolicyError, quote
from checker.engine.load_table import Table
from checker.engine.model import Policy

_EXPECTED = ("findings", "decisions", "missing", "clauses", "blocking", "conflicts", "dates", "silences")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One worked case.

    says: the case in one sentence.  clause: the clause that it is about.  answers: as in JSON.
    expected: the expected `findings`, `decisions`, `missing`, `clauses`, `blocking`, `conflicts`, `dates` and
        `silences`; what a case leaves out is not compared.
    """

    says: str
    clause: str
    answers: Mapping[str, Any]
    expected: Mapping[str, Any]


def load_cases(document: Mapping[str, Any], name: str, policy: Policy) -> tuple[Case, ...]:
    """Read cases from a parsed file. Raise PolicyError, with every fault, if there is one.

    name: what to call the file in faults.
    """
    faults: list[Fault] = []
    file = Table(document, name, "", faults)
    cases = tuple(_case(table, policy, f"{name}: {table.subject}", faults) for table in file.tables("case"))
    file.finish()
    if faults:
        raise PolicyError(faults)
    return cases


def _case(table: Table, policy: Policy, place: str, faults: list[Fault]) -> Case:
    case = Case(
        says=table.text("says"),
        clause=table.one_of("clause", policy.clauses),
        answers=table.mapping("answers"),
        expected={key: table.value(key) for key in _EXPECTED if table.has(key)},
    )
    table.finish()
    _, unread = read_answers(policy, case.answers, place)
    faults.extend(unread)
    if not case.expected:
        table.fault("nothing is expected", allowed="one at least of " + ", ".join(f"`{key}`" for key in _EXPECTED))
    _check_names(table, policy, case)
    return case


def _check_names(table: Table, policy: Policy, case: Case) -> None:
    """Report expectations about things that do not exist, and expectations of the wrong type."""
    statuses = {name: list(policy.statuses) for name in policy.clauses}
    values = {name: [*decision.labels, "undetermined"] for name, decision in policy.decisions.items()}
    dates = [clause.latest_date.id for clause in policy.clauses.values() if clause.latest_date is not None]
    both = statuses | values
    checks: tuple[tuple[str, Iterable[str], Callable[[str, str, object], None]], ...] = (
        ("findings", statuses, lambda name, where, what: _check_word(table, where, what, statuses[name])),
        ("decisions", values, lambda name, where, what: _check_word(table, where, what, values[name])),
        ("missing", both, lambda _, where, what: _check_words(table, where, what, policy.questions)),
        ("clauses", values, lambda _, where, what: _check_words(table, where, what, policy.clauses)),
        ("blocking", values, lambda _, where, what: _check_words(table, where, what, policy.questions)),
        ("dates", dates, lambda _, where, what: _check_day(table, where, what)),
    )
    for key, names, check in checks:
        expected = case.expected.get(key, {})
        if not isinstance(expected, dict):
            table.fault(f"`{key}` is {quote(expected)}", allowed="a table")
            continue
        for name, what in expected.items():
            if table.known(name, f"`{key}` has", names):
                check(name, f"`{key}` of `{name}`", what)
    conditional = [silence.id for silence in policy.silences if silence.rule is not None]
    _check_words(table, "`silences`", case.expected.get("silences", []), conditional)
    conflicts = case.expected.get("conflicts", [])
    if not isinstance(conflicts, list) or not all(
        isinstance(each, dict) and each.keys() == {"clause", "answers"} for each in conflicts
    ):
        table.fault("`conflicts` is not a list of tables with `clause` and `answers`")
        return
    for conflict in conflicts:
        _check_word(table, "`conflicts`: `clause`", conflict["clause"], policy.clauses)
        _check_words(table, "`conflicts`: `answers`", conflict["answers"], policy.questions)


def _check_word(table: Table, where: str, word: object, allowed: Iterable[str]) -> None:
    if isinstance(word, str):
        table.known(word, f"{where} has", allowed)
    else:
        table.fault(f"{where} is {quote(word)}", allowed="a text")


def _check_words(table: Table, where: str, words: object, allowed: Iterable[str]) -> None:
    if not isinstance(words, list):
        table.fault(f"{where} is {quote(words)}", allowed="a list")
        return
    for word in words:
        _check_word(table, where, word, allowed)


def _check_day(table: Table, where: str, day: object) -> None:
    """Report what is not a date. A latest date may be earlier than the first date that can be answered."""
    try:
        known = isinstance(day, str) and date.fromisoformat(day).isoformat() == day
    except ValueError:
        known = False
    if not known:
        table.fault(f"{where} is {quote(day)}", allowed="a real day written `YYYY-MM-DD`")


def differences(case: Case, assessment: Mapping[str, Any], silences: Sequence[str] | None = None) -> list[str]:
    """Return how an assessment, in its public form, differs from what a case expects.

    silences: those that concern the case; None if only the public form is at hand, which leaves them out.
    """
    findings = {finding["clause"]: finding for finding in assessment["findings"]}
    decisions = assessment["decisions"]
    both = findings | decisions
    expected = case.expected
    pairs = [
        *(
            (f"{name} status", status, findings.get(name, {}).get("status"))
            for name, status in _of(expected, "findings")
        ),
        *((f"{name} value", value, decisions[name]["value"]) for name, value in _of(expected, "decisions")),
        *((f"{name} missing", names, both.get(name, {}).get("missing")) for name, names in _of(expected, "missing")),
        *((f"{name} clauses", clauses, decisions[name]["clauses"]) for name, clauses in _of(expected, "clauses")),
        *((f"{name} blocking", names, decisions[name].get("blocking")) for name, names in _of(expected, "blocking")),
        *((name, day, assessment[name]) for name, day in _of(expected, "dates")),
    ]
    if "silences" in expected and silences is not None:
        pairs.append(("silences", expected["silences"], list(silences)))
    if "conflicts" in expected:
        found = [{"clause": each["clause"], "answers": each["answers"]} for each in assessment["conflicts"]]
        pairs.append(("conflicts", expected["conflicts"], found))
    return [f"{what}: expected {wanted}, found {found}" for what, wanted, found in pairs if wanted != found]


def _of(expected: Mapping[str, Any], key: str) -> list[tuple[str, Any]]:
    return list(expected.get(key, {}).items())
