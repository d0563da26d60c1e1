"""Comparing two versions of a policy: what is written differently, and which results change.

In: two parsed policy files that load.  Out: a Comparison.
Must not skip a way of answering.  Results are those of the reference evaluator; verifying shows that the engine agrees.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from checker.engine.load import fingerprint
from checker.engine.model import UNDETERMINED
from checker.verify.reference import Reference, Target, named
from checker.verify.ways import Allowed, Sheet, allowed_by, as_json, ways

type Document = Mapping[str, Any]
type Effect = Literal["unchanged", "words", "answers", "moves", "added", "removed"]

NONE = "none"
"""The result of a conflict whose answers are not given, and of a silence that does not concern the case."""

RESULTS = {"decision": "decisions", "clause": "clauses", "conflict": "conflicts", "silence": "silences"}
"""The lists of a policy file with results, each with its name in the public form."""


@dataclass(frozen=True, slots=True)
class Move:
    """A changed result.

    before, after: the status or value; None where this version has no rule, or does not allow one of the answers.
    sheets: for how many sheets.  witness: the smallest of them: the fewest answers, then those to the first questions.
    """

    before: str | None
    after: str | None
    sheets: int
    witness: Mapping[str, bool | str]

    def as_json(self) -> dict[str, Any]:
        """Return the move in its public form."""
        return {"from": self.before, "to": self.after, "sheets": self.sheets, "witness": dict(self.witness)}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list with results, and how it changes.

    effect: `answers` if results move only for answers that one version does not allow.
    changed: the keys that differ.  checked: how many sheets were compared.
    """

    kind: str
    id: str
    effect: Effect
    changed: Sequence[str]
    checked: int = 0
    moves: Sequence[Move] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the entry in its public form."""
        return {
            "id": self.id,
            "effect": self.effect,
            "changed": list(self.changed),
            "checked": self.checked,
            "moves": [move.as_json() for move in self.moves],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that differs between two versions of a policy.

    results: every decision, clause, conflict and silence of either version.
    changed: the other keys of the file that differ, and the lists with results whose order does.
    """

    old: Document
    new: Document
    results: Sequence[Entry]
    changed: Sequence[str]

    @property
    def checked(self) -> int:
        """How many sheets were compared."""
        return sum(each.checked for each in self.results)

    def as_json(self) -> dict[str, Any]:
        """Return the comparison in its public form, as JSON values.

            {"old": {"title", "fingerprint"}, "new": {"title", "fingerprint"}, "checked": how many sheets were compared,
             "changed": [other keys of the file, and lists whose order differs],
             "decisions", "clauses", "conflicts", "silences":
                 [{"id", "effect", "changed", "checked", "moves"}, ...], also unchanged ones}

        "effect": `unchanged`, `words`, `answers`, `moves`, `added` or `removed`.  "changed": keys, as `row`.
        "moves": [{"from", "to", "sheets", "witness"}, ...], the smallest witness first; "from" and "to" are a status or
        value, for conflicts and silences `holds` or `none`; null where the version has no rule, or does not allow one
        of the answers.  A conflict's "id" is its clause.
        """
        old, new = ({"title": each["title"], "fingerprint": fingerprint(each)} for each in (self.old, self.new))
        lists = {name: [each.as_json() for each in self.results if each.kind == kind] for kind, name in RESULTS.items()}
        return {"old": old, "new": new, "checked": self.checked, "changed": list(self.changed), **lists}


def compare(old: Document, new: Document) -> Comparison:
    """Compare two versions over every way of answering."""
    numbers = {number for each in (old, new) for target in Reference(each).targets for number in target.numbers}
    rules = _Rules(old, numbers), _Rules(new, numbers)
    lists = {kind: (named(old, kind), named(new, kind)) for kind in RESULTS}
    return Comparison(
        old=old,
        new=new,
        results=[
            _compared(kind, name, before.get(name), after.get(name), rules)
            for kind, (before, after) in lists.items()
            for name in _all(before, after)
        ],
        changed=[
            *(key for key in _changed(old, new) if key not in lists),
            *(
                kind
                for kind, (before, after) in lists.items()
                if [name for name in before if name in after] != [name for name in after if name in before]
            ),
        ],
    )


def _all[Item](old: Iterable[Item], new: Iterable[Item]) -> list[Item]:
    """Return the items of both versions, those that only the old one has at the end."""
    return list(dict.fromkeys([*new, *old]))


def _changed(old: Document, new: Document) -> list[str]:
    """Return the keys of a table that differ."""
    return [key for key in _all(old, new) if old.get(key) != new.get(key)]


class _Rules:
    """The rules of one version, and the answers that its questions allow."""

    def __init__(self, document: Document, numbers: Iterable[int]) -> None:
        reference = Reference(document, numbers)
        self.allowed = {name: allowed_by(table) for name, table in reference.questions.items()}
        self.targets = {(target.kind, target.name): target for target in reference.targets}
        for name, table in named(document, "silence").items():  # one without a condition always concerns the case
            self.targets.setdefault(("silence", name), Target(reference, "silence", name, table))

    def allow(self, sheet: Sheet) -> bool:
        """Return whether this version allows the answers to those questions that it has."""
        allowed = {name: self.allowed.get(name) for name in sheet}
        return all(answers is None or sheet[name] in answers for name, answers in allowed.items())


def _compared(
    kind: str, name: str, before: Document | None, after: Document | None, rules: tuple[_Rules, _Rules]
) -> Entry:
    """Compare the results of a decision, clause, conflict or silence over every way of answering."""
    both = [each.targets.get((kind, name)) for each in rules]
    targets = [target for target in both if target is not None]
    checked = 0
    found: dict[tuple[str | None, str | None], list[Sheet]] = {}
    numbers = {number for target in targets for number in target.numbers}
    for sheet in ways(_asked(targets, rules), numbers) if targets else ():
        was, now = (_result(target, each, sheet) for target, each in zip(both, rules, strict=True))
        checked += 1
        if was != now and {was, now} != {None, NONE}:
            found.setdefault((was, now), []).append(sheet)
    moves = [Move(was, now, len(sheets), as_json(sheets[0])) for (was, now), sheets in found.items()]
    changed = _changed(before, after) if before and after else []
    effect: Effect = "words" if changed else "unchanged"
    if before is None or after is None:
        effect = "added" if before is None else "removed"
    elif moves:
        ruled = len(targets) == len(both)
        effect = "answers" if ruled and all(None in (move.before, move.after) for move in moves) else "moves"
    return Entry(kind, name, effect, changed, checked, moves)


def _asked(targets: Sequence[Target], rules: tuple[_Rules, _Rules]) -> dict[str, Allowed]:
    """Return the questions that a rule asks, in order, each with the answers that one version at least allows."""
    old, new = (each.allowed for each in rules)
    asked: dict[str, Allowed] = {}
    for name in _all(old, new):
        if any(name in target.questions for target in targets):
            before, after = old.get(name, new.get(name)), new.get(name, old.get(name))
            if before is None or after is None:
                asked[name] = None if before is after else ()  # no answer is common to a date and another type
            else:
                asked[name] = _all(before, after)
    return asked


def _result(target: Target | None, rules: _Rules, sheet: Sheet) -> str | None:
    if target is None or not rules.allow(sheet):
        return None
    return target.outcome(sheet) or (UNDETERMINED if target.kind in {"clause", "decision"} else NONE)
