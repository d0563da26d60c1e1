"""A result as plain text: in short, about 30 lines for a terminal or an e-mail; explained, with everything in it.

In: a Result.  Out: lines of text, with a label beside the first line of what it is about.
Must not say anything that the result's words do not say, and must not leave out what a result is not.
"""

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from textwrap import wrap

from checker.engine.model import Silence
from checker.result.decisions import ANSWERED, POSSIBLE, Answered, Box, Heading
from checker.result.result import ALWAYS_TITLE, CONFLICTS_TITLE, SILENCES_TITLE, Result
from checker.result.rule_words import MARKS, Line, rows_of
from checker.result.todo import Entry
from checker.result.words import in_words, numbers_of, plain_words_of, unlinked

_WIDTH = 100
_LABEL = 17
"""The width of the labels, with two spaces after them."""

_THINGS: Mapping[Answered, str] = {**ANSWERED, "no": ANSWERED["no"].upper()}
"""The word for each state of a thing; what is not in place is seen at once."""


def text_of(result: Result, *, number: int | None = None, explain: bool = False, link: str = "") -> str:
    """Return the result as plain text with a final newline.

    number: the result's number, if there are several.
    explain: whether every rule, every clause's words and every question to send follow.
    link: an address that opens the result.
    """
    policy = result.policy
    title = f"Self-assessment: {policy.title}"
    lines = [title if number is None else f"{number}. {title}"]
    if result.name:
        lines.append(f"Technology: {result.name}")
    if result.today:
        lines.append(f"Date: {in_words(result.today)}")
    lines += [*_wrapped(policy.disclaimer, _WIDTH), ""]
    for box in result.boxes:
        lines += _beside(box.outcome.decision.title, _box(box))
    for dates in result.dates:
        days = "; ".join(f"{each.label}: {each.words}" for each in dates.days if each.kind != "today")
        words = [f"{dates.heading}{numbers_of([dates.clause])}", f"{days}.", *dates.says]
        words += [unlinked(policy.writing.caution)] if policy.writing and "later" in dates.late else []
        words += [] if result.today else ["Whether a day has passed is not considered here."]
        lines += _beside("Dates", [line for each in words if each for line in _wrapped(each)])
    lines += _beside(CONFLICTS_TITLE, _conflicts(result))
    lines += _beside(policy.publisher.advises, [line for entry in result.todo for line in _entry(entry)])
    lines += _beside("Clauses", _clauses(result))
    lines += _beside("Open", _wrapped("; ".join(question.label for question in result.open)))
    lines += _beside("Not said", _silences(result))
    lines += _explained(result) if explain else []
    lines += _beside("Fingerprint", [policy.version])
    lines += _beside("Link", [link] if link else [])
    return "\n".join(lines) + "\n"


def _box(box: Box) -> list[str]:
    lines = _noted(box.headings)
    if box.joined:
        return lines
    for ground in box.grounds:
        lines += _noted([ground.lead] if ground.lead else [])
        for question, answered in ground.things:
            lines += _listed(f"  {_THINGS[answered]:<4}", question.label)
        lines += _noted(ground.notes)
        lines += _wrapped(ground.open)
    lines += [line for each in box.says for line in _wrapped(each)]
    if box.start is not None:
        question, words = box.start
        lines += _wrapped(f"Start with “{question.label}”: {words}")
    lines += [POSSIBLE] if box.ways else []
    lines += [line for each in box.ways for line in _listed("  -", f"{each.words}{numbers_of(each.clauses)}")]
    return lines + _noted(box.notes)


def _noted(notes: Iterable[Heading]) -> list[str]:
    return [line for each in notes for line in _wrapped(f"{each.words}{numbers_of(each.clauses)}")]


def _conflicts(result: Result) -> list[str]:
    clashes = result.assessment.conflicts
    return [line for clash in clashes for line in _wrapped(f"{clash.conflict.says}{numbers_of([clash.clause])}")]


def _entry(entry: Entry) -> list[str]:
    force = f" “{entry.force}”" if entry.force else ""
    word = f" {entry.word}." if entry.word else ""
    return _listed(f"{entry.label}:", f"{entry.says}{force}{numbers_of([entry.clause])}{word}")


def _clauses(result: Result) -> list[str]:
    """Return the clauses by their status in words, in the order of the source."""
    numbers: dict[str, list[str]] = {}
    for finding in result.assessment.findings:
        numbers.setdefault(finding.word, []).append(finding.clause.number)
    return [line for word, listed in numbers.items() for line in _listed(f"{word}:", ", ".join(listed))]


def _silences(result: Result) -> list[str]:
    """Return what the text does not say here, by title, and how much it does not say for anyone."""
    titles = "; ".join(silence.title for silence in result.silences)
    always = f"{ALWAYS_TITLE}: {len(result.always)}." if result.always else ""
    return _wrapped(f"{titles}. {always}" if titles else always)


def _explained(result: Result) -> list[str]:
    policy, known = result.policy, result.assessment.answers.known
    lines: list[str] = []
    for decision in policy.decisions.values():
        lines += ["", f"{decision.title}: {decision.ask}"]
        for row in rows_of(policy, decision.rule, known=known):
            lines += _item(f"{MARKS[row.mark]}: {row.outcome}{numbers_of(row.clauses)}")
            lines += [line for each in row.lines for line in _condition(each, "      ")]
    for finding in result.assessment.findings:
        clause = finding.clause
        lines += ["", *_wrapped(f"{clause.number}  {clause.title}: {finding.word}", _WIDTH)]
        lines += _indented(plain_words_of(clause), "  > ")
        force = "" if finding.tone == "away" else f"Force: {clause.force}. "
        lines += _indented(f"{force}{finding.detail}", "  ")
    lines += _listed_silences(result, SILENCES_TITLE, result.silences)
    lines += _listed_silences(result, ALWAYS_TITLE, result.always)
    if policy.writing:
        first = f"{policy.writing.first} {policy.writing.caution}"
        more = (first, policy.publisher.page, policy.writing.next)
        lines += [line for each in more for line in _indented(unlinked(each), "  ")]
    lines += ["", "Answers"]
    lines += [line for question, answer in result.answers for line in _item(f"{question.ask} {answer}")]
    return [*lines, ""]


def _listed_silences(result: Result, title: str, silences: tuple[Silence, ...]) -> list[str]:
    lines = ["", title] if silences else []
    for silence in silences:
        numbers = numbers_of(result.policy.clauses[name] for name in silence.clauses)
        lines += _item(f"{silence.title}. {silence.says}{numbers}")
        lines += _indented(f"A question to send to {result.policy.publisher.name}: {silence.ask}", "    ")
    return lines


def _condition(line: Line, indent: str) -> list[str]:
    return [*_indented(line.text, indent), *(more for part in line.parts for more in _condition(part, indent + "  "))]


def _beside(label: str, lines: list[str]) -> list[str]:
    """Return lines with a label beside them, which is wrapped too."""
    labels = wrap(label, _LABEL - 2) if lines else []
    return [f"{word:<{_LABEL}}{line}".rstrip() for word, line in zip_longest(labels, lines, fillvalue="")]


def _listed(head: str, words: str) -> list[str]:
    """Return words after a head, wrapped beside it."""
    first, *rest = _wrapped(words, _WIDTH - _LABEL - len(head) - 1) or [""]
    return [f"{head} {first}", *(f"{'':<{len(head)}} {line}" for line in rest)]


def _item(words: str) -> list[str]:
    return wrap(words, _WIDTH, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False)


def _indented(words: str, indent: str) -> list[str]:
    return wrap(words, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _wrapped(words: str, width: int = _WIDTH - _LABEL) -> list[str]:
    """Return words as lines; a long address is not broken."""
    return wrap(words, width, break_on_hyphens=False, break_long_words=False)
