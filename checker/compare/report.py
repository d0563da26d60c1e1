"""A comparison in words: as text for a terminal, and as Markdown for a summary.

In: a Comparison.  Out: text or Markdown, which say the same.
Must not show an identifier where there is a word, and must not claim more than was checked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import fill

from checker.compare.comparison import Comparison, Direction, Entry, Move, Shift, Side, Subject, Witness
from checker.compare.difference import changed_words
from checker.compare.results import HOLDS
from checker.engine.model import UNDETERMINED, Policy, Question
from checker.sentences.words import answer_in_words, in_quotes, in_words

_WIDTH = 96
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
"""The characters that Markdown may not display literally."""
_SAME = "The two say the same: no word and no result differs."
_EFFECTS = {
    "moves": "Results move",
    "answers": "A new answer, or one no longer there; no other result moves",
    "words": "Words only, no result moves",
    "added": "New",
    "removed": "No longer there",
    "unchanged": "Unchanged",
}
_RULE_ALONE = "The rule is written differently, and no result moves"
_RULE = {"row.when", "row.status", "row.value", "when"}
_LISTS = {
    "status": "what a clause can come to",
    "topic": "topics",
    "addressee": "whom clauses address",
    "clause": "clauses",
    "question": "questions",
    "decision": "decisions",
    "silence": "what the text does not say",
    "conflict": "answers that do not fit together",
}
_BESIDE = {
    "missing": "the questions that can still change it",
    "clauses": "the clauses that it rests on",
    "blocking": "what stands in the way",
    "answers": "the answers pointed out",
    "latest_date": "the day that is counted back",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, sentences under it, and points, each with further details."""

    title: str
    sentences: tuple[str, ...]
    points: tuple[tuple[str, tuple[str, ...]], ...]


def comparison_text(comparison: Comparison) -> str:
    """Return a comparison as plain text with a final newline."""
    lines: list[str] = []
    for number, section in enumerate(_sections(comparison)):
        lines += [section.title] if number == 0 else ["", section.title]
        lines += [_filled(sentence, "  ", "  ") for sentence in section.sentences]
        for point, further in section.points:
            lines.append(_filled(point, "  - ", "    "))
            lines += [_filled(each, "      ", "      ") for each in further]
    return "\n".join(lines) + "\n"


def comparison_in_short(comparison: Comparison) -> tuple[str, ...]:
    """Return what differs, in a sentence each; none if nothing does."""
    if comparison.old.fingerprint == comparison.new.fingerprint:
        return ()
    return tuple(_Words(comparison).in_short(effects=[each for each in _EFFECTS if each != "unchanged"]))


def comparison_markdown(comparison: Comparison) -> str:
    """Return a comparison as Markdown with a final newline."""
    lines: list[str] = []
    for number, section in enumerate(_sections(comparison)):
        lines += [f"# {_escaped(section.title)}" if number == 0 else f"## {_escaped(section.title)}", ""]
        lines += [f"{_escaped(sentence)}\n" for sentence in section.sentences]
        for point, further in section.points:
            lines.append(f"- {_escaped(point)}")
            lines += [f"  - {_escaped(each)}" for each in further]
        if section.points:
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _escaped(text: str) -> str:
    """Return a text as one line of Markdown that displays it literally."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _filled(text: str, first: str, rest: str) -> str:
    return fill(text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _sections(comparison: Comparison) -> list[Section]:
    words = _Words(comparison)
    subjects = [subject for subject in comparison.subjects if subject.effect != "unchanged"]
    differing = [section for section in map(words.entries, _ENTRIES) if section.points]
    return [words.overview(), *(words.subject(subject) for subject in subjects), *differing]


_ENTRIES = ("questions", "statuses", "topics", "addressees", "silences")
_TITLES = {
    "questions": "Questions",
    "statuses": "What a clause can come to",
    "topics": "Topics",
    "addressees": "Whom clauses address",
    "silences": "What the text does not say",
}


class _Words:
    """The words of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._old, self._new = comparison.old, comparison.new

    def overview(self) -> Section:
        """Summarize what differs, and how much was checked."""
        comparison = self._comparison
        title = f"What changes: {self._new.title}"
        checked, complete = (sum(getattr(each, key) for each in comparison.subjects) for key in ("checked", "complete"))
        gone_through = (
            f"{checked:,} ways of answering were gone through in both versions, {complete:,} of them complete: "
            "all, some or none of the questions that a rule asks are answered, and where complete, nothing is open. "
            "Dates are tried at the distances that the rules tell apart."
        )
        if self._old.fingerprint == self._new.fingerprint:
            return Section(title=title, sentences=(_SAME, gone_through), points=())
        return Section(title=title, sentences=(gone_through,), points=tuple((each, ()) for each in self.in_short()))

    def in_short(self, effects: Iterable[str] = tuple(_EFFECTS)) -> Iterable[str]:
        """Say in a sentence each what has which effect, how many other things differ, and in what the whole does."""
        comparison = self._comparison
        for effect in effects:
            words = _EFFECTS[effect]
            subjects = [each for each in comparison.subjects if each.effect == effect]
            if subjects:
                yield f"{words}: {'; '.join(self._name(each, short=True) for each in subjects)}."
        for key in _ENTRIES:
            count = len(getattr(comparison, key))
            if count:
                differ = "differs" if count == 1 else "differ"
                yield f"{_TITLES[key]}: {count} {differ}."
        if comparison.changed:
            yield f"Of the whole: {changed_words(comparison.changed)}."
        for key in comparison.order:
            yield f"In another order: {_LISTS[key]}."

    def subject(self, subject: Subject) -> Section:
        """Describe how a clause, a decision or conflicts change."""
        rule_alone = subject.effect == "words" and not _RULE.isdisjoint(subject.changed)
        sentences = [f"{_RULE_ALONE if rule_alone else _EFFECTS[subject.effect]}."]
        if subject.direction is not None:
            sentences += self._directed(subject, subject.direction)
        if subject.changed:
            sentences.append(f"What is written differently: {changed_words(subject.changed)}.")
        elif subject.effect == "moves":
            sentences.append("Nothing is written differently here: the results move with what they rest on.")
        points = [
            *(self._moved(subject, move) for move in subject.moves),
            *(self._shifted(subject, shift) for shift in subject.shifts),
            *(self._led(subject, lead) for lead in subject.leads),
        ]
        return Section(title=self._name(subject), sentences=tuple(sentences), points=tuple(points))

    def _directed(self, subject: Subject, direction: Direction) -> list[str]:
        decision = self._new.decisions[subject.id]
        value = in_quotes(decision.labels.get(decision.blocking_value or "", ""))
        sentences = {
            "stricter": f"The new rules are stricter: results move only towards {value}.",
            "looser": f"The new rules are looser: results move only away from {value}.",
            "neither": "The new rules are neither stricter nor looser: results do not all move the same way.",
        }
        return [sentences[direction]] if direction in sentences else []

    def _name(self, subject: Subject, *, short: bool = False) -> str:
        policy, other = (self._old, self._new) if subject.presence == "removed" else (self._new, self._old)
        if subject.kind == "decision":
            directed = f" ({subject.direction})" if subject.direction in {"stricter", "looser"} and short else ""
            return policy.decisions[subject.id].title + directed
        clause = policy.clauses[subject.id]
        name = f"clause {clause.number}"
        if subject.kind == "conflict":
            name = f"answers that do not fit together by {name}"
        elif not short:
            before = other.clauses.get(subject.id, clause).number
            name += f" {clause.title}" + ("" if before == clause.number else f" (before: clause {before})")
        return name if short else name[0].upper() + name[1:]

    def _moved(self, subject: Subject, move: Move) -> tuple[str, tuple[str, ...]]:
        was, now = _result(self._old, subject, move.before), _result(self._new, subject, move.after)
        if was == now:
            now = "the same words under another identifier"
        return f"{was} → {now}: {_counted(subject, move)}.", (self._smallest(move.witness),)

    def _shifted(self, subject: Subject, shift: Shift) -> tuple[str, tuple[str, ...]]:
        return (
            f"Where the result stays, a change of {_BESIDE[shift.what]}: {_counted(subject, shift)}.",
            (
                self._smallest(shift.witness),
                f"Before: {self._side(self._old, shift.what, shift.before)}",
                f"Now: {self._side(self._new, shift.what, shift.after)}",
            ),
        )

    def _led(self, subject: Subject, lead: Move) -> tuple[str, tuple[str, ...]]:
        """Say what a way of answering comes to that only one version allows."""
        if lead.before is None:
            words, result = "With an answer that is new", _result(self._new, subject, lead.after)
        else:
            words, result = "With an answer no longer there, before", _result(self._old, subject, lead.before)
        return f"{words}: {result}: {_alone(lead)}.", (self._smallest(lead.witness),)

    def _side(self, policy: Policy, what: str, side: Side) -> str:
        if not side:
            return "none."
        if isinstance(side, str):
            return f"{in_words(date.fromisoformat(side))}."
        if what == "clauses":
            return f"{', '.join(f'clause {policy.clauses[each].number}' for each in side)}."
        return " ".join(policy.questions[each].no if what == "blocking" else self._asked(each) for each in side)

    def _smallest(self, witness: Witness) -> str:
        answers = (
            f"{asked}{'' if asked.endswith('?') else ':'} {answer_in_words(self._allowing(name, answer), answer)}"
            for name, answer in witness.items()
            for asked in (self._asked(name),)
        )
        return f"Smallest example: {'; '.join(answers) or 'nothing is answered'}."

    def _allowing(self, name: str, answer: bool | str) -> Question:  # noqa: FBT001  an answer is a value
        """Return a question as the version has it that allows the answer; as the new one has it where both do."""
        found = [policy.questions[name] for policy in (self._new, self._old) if name in policy.questions]
        return next((each for each in found if answer in {choice.id for choice in each.choices}), found[0])

    def _asked(self, name: str) -> str:
        now, before = self._new.questions.get(name), self._old.questions.get(name)
        if now is None:
            return f"{self._old.questions[name].ask} (asked only before)"
        return now.ask if before is not None else f"{now.ask} (asked only now)"

    def entries(self, key: str) -> Section:
        """List the questions, statuses, topics, addressees or silences that differ."""
        found: Sequence[Entry] = getattr(self._comparison, key)
        return Section(title=_TITLES[key], sentences=(), points=tuple(self._entry(key, each) for each in found))

    def _entry(self, key: str, entry: Entry) -> tuple[str, tuple[str, ...]]:
        policy = self._old if entry.presence == "removed" else self._new
        thing = getattr(policy, key)
        if key == "silences":
            name = next(each.title for each in thing if each.id == entry.id)
        else:
            word = {"questions": "ask", "statuses": "word", "topics": "title", "addressees": "word"}[key]
            name = getattr(thing[entry.id], word)
        if entry.presence == "both":
            further = [f"What is written differently: {changed_words(entry.changed)}."] if entry.changed else []
        else:
            further = [f"{_EFFECTS[entry.presence]}."]
        if entry.twin is not None:
            further.append("The other version has one that differs in its identifier alone.")
        for move in entry.moves:
            result = "brought up with a result" if move.after == HOLDS else "no longer brought up with a result"
            further += [f"Now {result}: {_counted(entry, move)}.", self._smallest(move.witness)]
        for lead in entry.leads:
            when = "With an answer that is new" if lead.before is None else "Before, with an answer no longer there"
            further += [f"{when}: brought up with a result: {_alone(lead)}.", self._smallest(lead.witness)]
        further += _values(self._new, entry.id, "An answer that is new", entry.values_added)
        further += _values(self._old, entry.id, "An answer no longer there", entry.values_removed)
        return f"“{name}”", tuple(further)


def _values(policy: Policy, question: str, words: str, values: Iterable[str]) -> list[str]:
    labels = {choice.id: choice.label for choice in policy.questions[question].choices} if values else {}
    return [f"{words}: {in_quotes(labels[value])}." for value in values]


def _alone(lead: Move) -> str:
    """Count ways of answering that only one version allows."""
    return f"{lead.sheets:,} {'way' if lead.sheets == 1 else 'ways'} of answering, {lead.complete:,} of them complete"


def _counted(subject: Subject | Entry, moved: Move | Shift) -> str:
    return (
        f"{moved.sheets:,} of {subject.checked:,} ways of answering "
        f"(of the complete ones {moved.complete:,} of {subject.complete:,})"
    )


def _result(policy: Policy, subject: Subject, value: str | None) -> str:
    """Return the words for a result."""
    if value is None:
        return "no result"
    if subject.kind == "conflict":
        return "pointed out" if value == HOLDS else "not pointed out"
    if subject.kind == "clause":
        return in_quotes(policy.statuses[value].word)
    decision = policy.decisions[subject.id]
    return in_quotes(decision.open if value == UNDETERMINED else decision.labels[value])
