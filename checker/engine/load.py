"""Loading a policy: from the bytes of a file to a checked Policy, or every fault of the file at once.

In: bytes, and the file's name for the faults.  Out: a Policy, or InputError.
Must not open anything, and must check everything that could make an assessment fail.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from checker.engine.condition import DaysBefore, leaves
from checker.engine.document import read_document
from checker.engine.fault import InputError, quote
from checker.engine.model import (
    LINK,
    UNDETERMINED,
    UNSURE,
    Advice,
    Clause,
    Conflict,
    Dates,
    Decision,
    Policy,
    Question,
    Silence,
)
from checker.engine.read import Reader
from checker.engine.record import replace
from checker.engine.resolve import Resolver
from checker.engine.rule import Row, Rule


def load(data: bytes, name: str) -> Policy:
    """Load a policy from the bytes of a file: of JSON if its name ends in `.json`, else of TOML.

    Raise InputError, with every fault of it, if it cannot be used.
    """
    return from_document(read_document(data, name), name)


def from_document(document: Mapping[str, Any], name: str) -> Policy:
    """Load a policy from a parsed file; see `load`."""
    reader = Reader(name)
    policy = _Check(reader, reader.read(Policy, document, "")).checked()
    digest = _fingerprint(reader, document)
    if reader.faults:
        raise InputError(reader.faults)
    return replace(policy, fingerprint=digest)


def fingerprint(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a document as canonical JSON, in hexadecimal: comments and line ends do not count.

    Canonical JSON has sorted keys, and no whitespace between tokens.
    """
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _fingerprint(reader: Reader, document: Mapping[str, Any]) -> str:
    try:
        return fingerprint(document)
    except UnicodeEncodeError:
        reader.fault("", "a text holds half of a character (a lone surrogate)")
    except (TypeError, ValueError, RecursionError):
        reader.fault("", "a value is not text, a number, true or false, a list or a table, or is too long or too deep")
    return ""


class _Check:
    """Checks what the records of a file refer to, and fills in what follows from other records.

    A thing that cannot be read is reported once, by the reader; nothing here reports what only follows from that.
    """

    def __init__(self, reader: Reader, policy: Policy) -> None:
        self._fault = reader.fault
        self._is_one_of = reader.is_one_of
        self._policy = policy
        self._questions = policy.questions
        self._statuses = {name: each for name, each in policy.statuses.items() if name != UNDETERMINED}
        self._resolver = Resolver(reader, policy.questions, self._statuses)
        self._keys = {"policy", "answers", "decisions", "findings", "conflicts"}

    def checked(self) -> Policy:
        """Return the policy with its rules ready."""
        policy = self._policy
        if policy.statuses and UNDETERMINED not in policy.statuses:
            self._fault("", f"status `{UNDETERMINED}` is missing")
        for question in self._questions.values():
            self._question(question)
        clauses = {each.id: self._clause(each) for each in policy.clauses.values()}
        self._resolver.clauses = clauses
        self._sections()
        self._one_link("publisher", "page", policy.publisher.page)
        self._writing()
        return replace(
            policy,
            clauses=clauses,
            decisions={each.id: self._decision(each) for each in policy.decisions.values()},
            conflicts=tuple(self._conflict(number, each) for number, each in enumerate(policy.conflicts, 1)),
            silences={each.id: self._silence(each) for each in policy.silences.values()},
            advice=tuple(self._advice(number, each) for number, each in enumerate(policy.advice, 1)),
        )

    def _question(self, question: Question) -> None:
        subject = f"question {quote(question.id)}"
        self._is_one_of(subject, question.clause, "`clause` is", self._policy.clauses)
        self._is_one_of(subject, question.under, "`under` is", self._questions)
        if question.id in self._policy.clauses:
            self._fault(subject, "a clause has the same id")
        if question.type == "choice" and not question.choices:
            self._fault(subject, "no `value` defined")
        if question.type != "choice" and question.choices:
            self._fault(subject, "`value` is only for questions of type `choice`")
        self._one_link(subject, "link", question.link)
        for choice in question.choices:
            if choice.id in {UNSURE, "true", "false"}:
                self._fault(subject, f"value {quote(choice.id)} is reserved")

    def _clause(self, clause: Clause) -> Clause:
        subject = f"clause {quote(clause.id)}"
        self._one_link(subject, "link", clause.link)
        for words, _ in LINK.findall(clause.link):
            if clause.text and f"[{words}](#)" not in clause.text:
                self._fault(subject, f"no link {quote(words)} in the clause's text")
        if clause.id and clause.rule is None and not clause.not_checked:
            self._fault(subject, "`row` or `not_checked` is missing")
        rule = None if clause.rule is None else self._resolver.rule(subject, clause.rule, "status", self._statuses)
        for number, row in enumerate(rule.rows if rule else (), 1):
            if not row.says:
                self._fault(f"{subject}: row[{number}]", "`says` is missing")
        return replace(clause, rule=rule, dates=self._dates(subject, clause, rule))

    def _dates(self, subject: str, clause: Clause, rule: Rule | None) -> Dates | None:
        """Return a clause's dates with the comparison that its rule makes."""
        rows = rule.rows if rule else ()
        leaves_of = (leaf for row in rows if row.when is not None for leaf in leaves(row.when))
        found = {(each.earlier, each.later, each.days) for each in leaves_of if isinstance(each, DaysBefore)}
        if len(found) > 1:
            self._fault(subject, "the rows compare dates in more than one way")
        if not found:
            for key, words in (("says", "{interval}"), ("heading", "{short_by}"), ("short", "{short_by}")):
                if any(words in getattr(row, key) for row in rows):
                    self._fault(subject, f"`{key}` has `{words}`, and no row compares dates")
            if clause.dates and rows:
                self._fault(subject, "`dates` is only for rows that compare dates")
            return None
        if clause.dates is None:
            self._fault(subject, "`dates` is missing")
            return None
        latest = clause.dates.latest
        if latest in self._keys:
            self._fault(f"{subject}: dates", f"`latest` is {quote(latest)}, which an assessment already has")
        self._keys.add(latest)
        if clause.dates.requests and "{date}" not in clause.dates.requests:
            self._fault(f"{subject}: dates", "`requests` needs `{date}` for the later date")
        earlier, later, days = next(iter(found))
        return replace(clause.dates, earlier=earlier, later=later, days=days)

    def _decision(self, decision: Decision) -> Decision:
        subject = f"decision {quote(decision.id)}"
        if UNDETERMINED in decision.values:
            self._fault(subject, f"value `{UNDETERMINED}` is the engine's own and cannot be declared")
        rule = self._resolver.rule(subject, decision.rule, "value", decision.values)
        for number, row in enumerate(rule.rows, 1):
            place = f"{subject}: row[{number}]"
            if row.when is not None and not row.clauses:
                self._fault(place, "`clauses` is missing")
            self._things(place, row)
            for name in row.clauses:
                self._is_one_of(place, name, "unknown clause", self._policy.clauses)
        notes = []
        for number, note in enumerate(decision.notes, 1):
            place = f"{subject}: note[{number}]"
            self._is_one_of(place, note.clause, "`clause` is", self._policy.clauses)
            notes.append(replace(note, when=self._resolver.when(place, note.when)))
        return replace(decision, rule=rule, notes=tuple(notes))

    def _things(self, place: str, row: Row) -> None:
        for key in ("says", "open"):
            if row.things and not getattr(row, key):
                self._fault(place, f"`{key}` is missing")
        for key, words in (("heading", "{not_in_place}"), ("short", "{of_things}")):
            if words in getattr(row, key) and not row.things:
                self._fault(place, f"`{key}` has `{words}`, and there are no `things`")
        for name in row.things:
            self._resolver.asked(place, name, "boolean")

    def _conflict(self, number: int, conflict: Conflict) -> Conflict:
        subject = f"conflict[{number}]"
        self._is_one_of(subject, conflict.clause, "`clause` is", self._policy.clauses)
        return replace(conflict, when=self._resolver.when(subject, conflict.when))

    def _silence(self, silence: Silence) -> Silence:
        subject = f"silence {quote(silence.id)}"
        for name in silence.clauses:
            self._is_one_of(subject, name, "unknown clause", self._policy.clauses)
        for name in silence.answered:
            self._is_one_of(subject, name, "unknown question", self._questions)
        if silence.when is None:
            return silence
        when = self._resolver.when(subject, silence.when)
        rule = self._resolver.with_variables(subject, [Row(outcome="concerns", when=when)])
        return replace(silence, when=when, rule=rule)

    def _advice(self, number: int, advice: Advice) -> Advice:
        subject = f"advice[{number}]"
        if advice.done:
            self._resolver.asked(subject, advice.done, "boolean")
        if self._is_one_of(subject, advice.clause, "`clause` is", self._policy.clauses):
            clause = self._policy.clauses[advice.clause]
            if clause.text and advice.force not in clause.text:
                self._fault(subject, f"`force` is {quote(advice.force)}, which is not in the clause's text")
            if not advice.says and clause.dates is None:
                self._fault(subject, "`says` is missing")
        return replace(advice, when=advice.when and self._resolver.when(subject, advice.when))

    def _sections(self) -> None:
        left = list(self._questions)
        for number, section in enumerate(self._policy.sections, 1):
            subject = f"section[{number}]"
            for name in section.questions:
                if self._is_one_of(subject, name, "unknown question", self._questions) and name not in left:
                    self._fault(subject, f"duplicate question {quote(name)}")
                left = [each for each in left if each != name]
        for name in left if self._policy.sections else ():
            self._fault("", f"question {quote(name)} is in no section")

    def _writing(self) -> None:
        writing = self._policy.writing
        if writing is not None:
            self._one_link("writing", "caution", writing.caution)
            self._one_link("writing", "next", writing.next)

    def _one_link(self, subject: str, key: str, words: str) -> None:
        if words and len(LINK.findall(words)) != 1:
            self._fault(subject, f"`{key}` needs one link, as `[words](https://…)`")
