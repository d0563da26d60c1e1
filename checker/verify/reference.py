"""The reference evaluator: a second, slow and simple implementation of the rules.

In: a parsed policy file.  Out: the outcome of a clause, decision, conflict or silence for any answers, by trying every
way of answering the open questions.
Must not share code with the engine, nor use the rules that the engine has loaded: if two independent implementations
agree on every sheet of answers, they are probably right.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, product
from typing import Any, NamedTuple

from checker.verify.ways import Allowed, Answer, Sheet, allowed_by, days_within, ways

KINDS = ("clause", "decision", "conflict", "silence")
"""The lists of a policy file whose entries have conditions."""

HOLDS = "holds"
"""The outcome of a conflict whose answers contradict each other, and of a silence that concerns the case."""

_NOT = re.compile(r"not(?=[\s(])")
_TEST = re.compile(r"([^\s()]+)(?:\s+is\s+(?!at\b)([^\s()]+))?")
_COMPARISON = re.compile(r"([^\s()]+)\s+is\s+at\s+least\s+(\d+)\s*days\s+before\s+([^\s()]+)")


class Result(NamedTuple):
    """What a target evaluates to.

    outcome: None if the ways of answering differ, or if no row holds.
    missing: the open questions that can still change it.
    clauses: for a decision, the clauses that it rests on, or may rest on later.
    answers: the given answers that lead to it: for a decision, each "no" that leads to the value of rows with `things`;
        for a conflict, the answers that contradict each other.
    """

    outcome: str | None
    missing: tuple[str, ...]
    clauses: tuple[str, ...]
    answers: tuple[str, ...]


class Reference:
    """The rules of a policy file, to be evaluated for sheets of answers."""

    def __init__(self, document: Mapping[str, Any], numbers: Iterable[int] = ()) -> None:
        """Take a policy file that loads.

        numbers: of days, by which sheets tell dates apart besides those in the file.
        """
        self.numbers = set(numbers)
        self.questions = named(document, "question")
        self.clauses = named(document, "clause")
        self.targets = [
            Target(self, kind, name, table)
            for kind in KINDS
            for name, table in named(document, kind).items()
            if table.get("row") or "when" in table
        ]

    def holds(self, when: str, sheet: Sheet) -> bool:
        """Return whether a condition holds for a sheet that answers all of its questions."""
        for word, joined in (("or", any), ("and", all)):
            parts = _split(when, word)
            if len(parts) > 1:
                return joined(self.holds(part, sheet) for part in parts)
        when = when.strip()
        if negated := _NOT.match(when):
            return not self.holds(when[negated.end() :], sheet)
        if when.startswith("("):
            return self.holds(when[1:-1], sheet)
        if match := _COMPARISON.fullmatch(when):
            earlier, days, later = match.groups()
            return _day(sheet[later]) - _day(sheet[earlier]) >= timedelta(days=int(days))
        name, _, value = " ".join(when.split()).partition(" is ")
        if name in self.clauses:
            return self.status(name, sheet) == value
        return sheet[name] == (value or True)

    def status(self, clause: str, sheet: Sheet) -> str | None:
        """Return the status of a clause for a complete sheet: that of its first row that holds."""
        for row in self.clauses[clause]["row"]:
            if "when" not in row or self.holds(row["when"], sheet):
                return str(row["status"])
        return None

    def conditions(self, rows: Iterable[Mapping[str, Any]]) -> str:
        """Return the conditions of rows, and those of the clauses that they mention, one a line."""
        own = "\n".join(row.get("when", "") for row in rows)
        clauses = [name for name, _ in _TEST.findall(own) if name in self.clauses]
        return "\n".join([own, *(self.conditions(self.clauses[name]["row"]) for name in clauses)])


def named(document: Mapping[str, Any], kind: str) -> dict[str, Mapping[str, Any]]:
    """Return the tables of a list of a policy file by id.

    Conflicts have no id: they are named by their clause, and further ones of the same clause with a number behind it.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for table in document.get(kind, ()):
        name = first = table.get("id") or table["clause"]
        number = 1
        while name in found:
            number += 1
            name = f"{first} {number}"
        found[name] = table
    return found


class Target:
    """A clause, decision, conflict or silence: its rows, and every complete sheet of the questions that they mention.

    asked: the answers that each of its questions allows.  numbers: of days, by which its dates are compared.
    sheets: every way of answering all of its questions.
    holding: for each sheet, the numbers of the rows that hold; if none does, that of the row without `when`.
    outcomes: for each sheet, its outcome; None if no row holds.
    """

    def __init__(self, reference: Reference, kind: str, name: str, table: Mapping[str, Any]) -> None:
        """Evaluate the rows for every complete sheet."""
        self.kind = kind
        self.name = name
        self.table = table
        self.rows: Sequence[Mapping[str, Any]] = [table] if kind in {"conflict", "silence"} else table["row"]
        self._order = list(reference.clauses)
        conditions = reference.conditions(self.rows)
        tests = _TEST.findall(conditions)
        names = {name for name, _ in tests}
        tables = {name: table for name, table in reference.questions.items() if name in names}
        self.questions = list(tables)
        numbers = {int(number) for _, number, _ in _COMPARISON.findall(conditions)}
        self.numbers = numbers and numbers | reference.numbers
        self.asked: dict[str, Allowed] = {name: allowed_by(table) for name, table in tables.items()}
        self.values = {name: self._completed_by(table, tests) for name, table in tables.items()}
        self.sheets: list[Sheet] = [
            dict(zip(self.questions, sheet, strict=True)) for sheet in product(*self.values.values())
        ]
        self.holding = [self._holding(reference, sheet) for sheet in self.sheets]
        self.outcomes = [self.outcome_of(rows[0]) if rows else None for rows in self.holding]
        self._others = {
            name: [tuple(answer for each, answer in sheet.items() if each != name) for sheet in self.sheets]
            for name in self.questions
        }
        self._settled: dict[frozenset[tuple[str, Answer]], str | None] = {}

    def partial_sheets(self) -> list[Sheet]:
        """Return every way of answering all, some or none of its questions, the smallest first."""
        return list(ways(self.asked, self.numbers))

    def is_complete(self, given: Sheet) -> bool:
        """Return whether the answers leave no question of this target open."""
        return len(self._known(given)) == len(self.questions)

    def completions(self, given: Sheet) -> list[int]:
        """Return the numbers of the complete sheets that agree with the given answers."""
        known = self._known(given).items()
        return [number for number, sheet in enumerate(self.sheets) if known <= sheet.items()]

    def outcome_of(self, row: int) -> str:
        """Return the outcome of a row."""
        return str(self.rows[row].get("value") or self.rows[row].get("status") or HOLDS)

    def deciding(self, number: int) -> tuple[int, ...]:
        """Return the rows that give a complete sheet its outcome: the first that holds, and all that agree with it."""
        rows = self.holding[number]
        return tuple(row for row in rows if self.outcome_of(row) == self.outcome_of(rows[0]))

    def outcome(self, given: Sheet) -> str | None:
        """Return the outcome that every way of answering the open questions gives; None if they differ."""
        key = frozenset(self._known(given).items())
        if key not in self._settled:
            outcomes = {self.outcomes[number] for number in self.completions(given)}
            self._settled[key] = outcomes.pop() if len(outcomes) == 1 else None
        return self._settled[key]

    def result(self, given: Sheet) -> Result:
        """Evaluate the target for the given answers."""
        numbers = self.completions(given)
        outcome = self.outcome(given)
        return Result(
            outcome=outcome,
            missing=self._missing(numbers),
            clauses=self._cited(numbers, outcome) if self.kind == "decision" else (),
            answers=self._causes(given, outcome),
        )

    def _missing(self, numbers: list[int]) -> tuple[str, ...]:
        """Return the questions that can change the outcome: two sheets that differ only there differ in outcome."""
        missing = []
        for name in self.questions:
            found: dict[tuple[Answer, ...], set[str | None]] = {}
            for number in numbers:
                found.setdefault(self._others[name][number], set()).add(self.outcomes[number])
            if any(len(outcomes) > 1 for outcomes in found.values()):
                missing.append(name)
        return tuple(missing)

    def _cited(self, numbers: list[int], outcome: str | None) -> tuple[str, ...]:
        """Return the clauses of the rows that give the outcome. The row without `when` rests on the clauses of all."""
        everywhere = [set(self.deciding(number)) for number in numbers if self.holding[number]]
        ever = set().union(*everywhere)
        if outcome is None:
            rows = {row for row in ever if "when" in self.rows[row]}
        else:
            rows = set.intersection(*everywhere) or ever
        if any("when" not in self.rows[row] for row in rows):
            rows = set(range(len(self.rows)))
        cited = {name for row in rows for name in self.rows[row].get("clauses", ())}
        return tuple(clause for clause in self._order if clause in cited)

    def _causes(self, given: Sheet, outcome: str | None) -> tuple[str, ...]:
        """Return the questions in any minimal set of answers that makes a row hold while the others are left open."""
        rows = [row for row, table in enumerate(self.rows) if self.kind == "conflict" or "things" in table]
        if outcome not in [self.outcome_of(row) for row in rows]:
            return ()
        known = self._known(given)
        candidates = [name for name, answer in known.items() if self.kind == "conflict" or answer is False]
        others = {name: answer for name, answer in known.items() if name not in candidates}
        causes: set[str] = set()
        for row, table in enumerate(self.rows):
            if "when" in table and self.outcome_of(row) == outcome:
                causes |= self._minimal(row, candidates, known, others)
        return tuple(name for name in self.questions if name in causes)

    def _minimal(self, row: int, candidates: Sequence[str], known: Sheet, others: Sheet) -> set[str]:
        """Return the candidates that are in a minimal set that makes a row hold."""
        smallest: list[set[str]] = []
        for size in range(len(candidates) + 1):
            for names in combinations(candidates, size):
                if any(found <= set(names) for found in smallest):
                    continue
                given = others | {name: known[name] for name in names}
                if all(row in self.holding[number] for number in self.completions(given)):
                    smallest.append(set(names))
        return set().union(*smallest)

    def _known(self, given: Sheet) -> Sheet:
        """Return the answers that close a question here; a choice that counts as open may not."""
        return {name: answer for name, answer in given.items() if answer in self.values.get(name, ())}

    def _completed_by(self, question: Mapping[str, Any], tests: Iterable[tuple[str, str]]) -> Sequence[Answer]:
        """Return the values that an open question can have; for a date, days far enough around every given day."""
        allowed = self.asked[question["id"]]
        if allowed is None:
            dates = sum(each is None for each in self.asked.values())
            return days_within(self.numbers, 2 * (dates - 1))
        open_still = {value["id"] for value in question.get("value", ()) if value.get("counts_as_open")}
        closing = {value for name, value in tests if name == question["id"]}
        return [each for each in allowed if each not in open_still or each in closing]

    def _holding(self, reference: Reference, sheet: Sheet) -> tuple[int, ...]:
        holding = tuple(
            number for number, row in enumerate(self.rows) if "when" in row and reference.holds(row["when"], sheet)
        )
        return holding or tuple(number for number, row in enumerate(self.rows) if "when" not in row)


def _split(when: str, word: str) -> list[str]:
    """Split a condition at a word, outside brackets."""
    parts, depth = [""], 0
    for piece in re.findall(r"\s+|[()]|[^\s()]+", when):
        depth += (piece == "(") - (piece == ")")
        if piece == word and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _day(answer: Answer) -> date:
    if not isinstance(answer, date):
        message = f"{answer!r} is not a date"
        raise TypeError(message)
    return answer
