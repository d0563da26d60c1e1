"""Comparing two versions of a policy: what is written differently, and which results become others.

In: two parsed policy files that load.  Out: a Comparison.
Must not skip a way of answering.  Results are those of the reference evaluator; verifying shows that the engine agrees.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from checker.engine.fingerprint import fingerprint
from checker.engine.model import UNDETERMINED
from checker.verify.changed import changed_keys, merged
from checker.verify.reference import Reference, Target, day_numbers, named
from checker.verify.ways import Allowed, Sheet, allowed_by, as_json, ways

type Document = Mapping[str, Any]
type Effect = Literal["unchanged", "words", "answers", "moves", "added", "removed"]

NONE = "none"
"""The result of a conflict whose answers are not given, and of a silence that does not concern the case."""

RESULTS = {"decision": "decisions", "clause": "clauses", "conflict": "conflicts", "silence": "silences"}
"""The lists of a policy file with results, each with its name in the public form."""

OTHERS = {"question": "questions", "status": "statuses", "topic": "topics", "addressee": "addressees"}
"""The lists whose entries have an id and no result."""


@dataclass(frozen=True, slots=True)
class Move:
    """A result that becomes another.

    before, after: the status or value; None where this version has no rule, or does not allow one of the answers.
    sheets: for how many sheets.  complete: for how many of these everything asked is answered.
    witness: the smallest of the sheets: the fewest answers, then those to the first questions.
    """

    before: str | None
    after: str | None
    sheets: int
    complete: int
    witness: Mapping[str, bool | str]

    def as_json(self) -> dict[str, Any]:
        """Return the move in its public form."""
        counts = {"sheets": self.sheets, "complete": self.complete}
        return {"from": self.before, "to": self.after, **counts, "witness": dict(self.witness)}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list, and how it changes.

    effect: `answers` if results move only for answers that one version does not allow.
    changed: the keys that differ, as `text` or `row.when`.
    checked: how many sheets were compared.  complete: how many of these leave nothing open.
    """

    kind: str
    id: str
    effect: Effect
    changed: Sequence[str]
    checked: int = 0
    complete: int = 0
    moves: Sequence[Move] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the entry in its public form."""
        result: dict[str, Any] = {"id": self.id, "effect": self.effect, "changed": list(self.changed)}
        if self.kind in RESULTS:
            moves = [move.as_json() for move in self.moves]
            result |= {"checked": self.checked, "complete": self.complete, "moves": moves}
        return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that differs between two versions of a policy.

    results: every decision, clause, conflict and silence of either version.  others: the other entries that differ.
    changed: the other keys of the file that differ.  order: the lists whose common entries are in a different order.
    """

    old: Document
    new: Document
    results: Sequence[Entry]
    others: Sequence[Entry]
    changed: Sequence[str]
    order: Sequence[str]

    @property
    def identical(self) -> bool:
        """Whether both versions have the same fingerprint."""
        return fingerprint(self.old) == fingerprint(self.new)

    @property
    def checked(self) -> int:
        """How many sheets were compared."""
        return sum(each.checked for each in self.results)

    @property
    def complete(self) -> int:
        """How many of these leave nothing open."""
        return sum(each.complete for each in self.results)

    def as_json(self) -> dict[str, Any]:
        """Return the comparison in its public form, as JSON values.

            {"old": {"title", "fingerprint"}, "new": {"title", "fingerprint"}, "identical",
             "checked", "complete": how many sheets were compared, and how many of these leave nothing open,
             "changed": [other keys of the file], "order": [lists whose order differs],
             "decisions", "clauses", "conflicts", "silences":
                 [{"id", "effect", "changed", "checked", "complete", "moves"}, ...], also unchanged ones,
             "questions", "statuses", "topics", "addressees": [{"id", "effect", "changed"}, ...], those that differ}

        "effect": `unchanged`, `words`, `answers`, `moves`, `added` or `removed`.  "changed": keys, as `row.when`.
        "moves": [{"from", "to", "sheets", "complete", "witness"}, ...], the smallest witness first; "from" and "to" are
        a status or value, for conflicts and silences `holds` or `none`; null where the version has no rule, or does not
        allow one of the answers.  A conflict's "id" is its clause.
        """
        old, new = ({"title": each["title"], "fingerprint": fingerprint(each)} for each in (self.old, self.new))
        lists = {
            name: [each.as_json() for each in (*self.results, *self.others) if each.kind == kind]
            for kind, name in (RESULTS | OTHERS).items()
        }
        return {
            "old": old,
            "new": new,
            "identical": self.identical,
            "checked": self.checked,
            "complete": self.complete,
            "changed": list(self.changed),
            "order": list(self.order),
            **lists,
        }


def compare(old: Document, new: Document) -> Comparison:
    """Compare two versions over every way of answering."""
    numbers = day_numbers(old) | day_numbers(new)
    rules = _Rules(old, numbers), _Rules(new, numbers)
    lists = {kind: (named(old, kind), named(new, kind)) for kind in RESULTS | OTHERS}
    rest = [{key: value for key, value in each.items() if key not in lists} for each in (old, new)]
    return Comparison(
        old=old,
        new=new,
        results=[
            _compared(kind, name, before.get(name), after.get(name), rules)
            for kind, (before, after) in lists.items()
            if kind in RESULTS
            for name in merged(before, after)
        ],
        others=[
            _entry(kind, name, before.get(name), after.get(name))
            for kind, (before, after) in lists.items()
            if kind in OTHERS
            for name in merged(before, after)
            if before.get(name) != after.get(name)
        ],
        changed=changed_keys(*rest),
        order=[
            kind
            for kind, (before, after) in lists.items()
            if [name for name in before if name in after] != [name for name in after if name in before]
        ],
    )


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


def _entry(kind: str, name: str, before: Document | None, after: Document | None) -> Entry:
    if before is None or after is None:
        return Entry(kind, name, "added" if before is None else "removed", [])
    changed = changed_keys(before, after)
    return Entry(kind, name, "words" if changed else "unchanged", changed)


def _compared(
    kind: str, name: str, before: Document | None, after: Document | None, rules: tuple[_Rules, _Rules]
) -> Entry:
    """Compare the results of a decision, clause, conflict or silence over every way of answering."""
    written = _entry(kind, name, before, after)
    both = [each.targets.get((kind, name)) for each in rules]
    targets = [target for target in both if target is not None]
    if not targets:
        return written
    checked = completed = 0
    found: dict[tuple[str | None, str | None], list[tuple[Sheet, bool]]] = {}
    for sheet in ways(_asked(targets, rules), {number for target in targets for number in target.numbers}):
        was, now = (_result(target, each, sheet) for target, each in zip(both, rules, strict=True))
        complete = all(
            target.is_complete(sheet)
            for target, each in zip(both, rules, strict=True)
            if target is not None and each.allow(sheet)
        )
        checked += 1
        completed += complete
        if was != now and {was, now} != {None, NONE}:
            found.setdefault((was, now), []).append((sheet, complete))
    moves = [
        Move(was, now, len(sheets), sum(complete for _, complete in sheets), as_json(sheets[0][0]))
        for (was, now), sheets in found.items()
    ]
    effect = written.effect
    if moves and effect in {"words", "unchanged"}:
        ruled = len(targets) == len(both)
        effect = "answers" if ruled and all(None in (move.before, move.after) for move in moves) else "moves"
    return Entry(kind, name, effect, written.changed, checked, completed, moves)


def _asked(targets: Sequence[Target], rules: tuple[_Rules, _Rules]) -> dict[str, Allowed]:
    """Return the questions that a rule asks, in order, each with the answers that one version at least allows."""
    old, new = (each.allowed for each in rules)
    asked: dict[str, Allowed] = {}
    for name in merged(old, new):
        if any(name in target.questions for target in targets):
            before, after = old.get(name, new.get(name)), new.get(name, old.get(name))
            if before is None or after is None:
                asked[name] = None if before is after else ()  # no answer is common to a date and another type
            else:
                asked[name] = merged(before, after)
    return asked


def _result(target: Target | None, rules: _Rules, sheet: Sheet) -> str | None:
    if target is None or not rules.allow(sheet):
        return None
    return target.outcome(sheet) or (UNDETERMINED if target.kind in {"clause", "decision"} else NONE)
