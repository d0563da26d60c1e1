"""A result as plain text, for a terminal or to copy: what it says in about 30 lines. `explained.py` has everything.

In: a View.  Out: lines of text, with a label beside the first line of what it is about.
Must not say anything that the view does not say, and must not leave out what a result is not.
"""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from textwrap import wrap

from checker.engine.document import short
from checker.engine.model import Question
from checker.sentences.cards import ANSWERED, Answered, CardView
from checker.sentences.silence import HERE_NONE
from checker.sentences.todo import Entry
from checker.sentences.view import CONFLICTS_TITLE, View
from checker.sentences.words import numbers_of

_WIDTH = 106
_LABEL = 17
"""The width of the labels, with two spaces after them."""
_MARKS: Mapping[Answered, str] = {**ANSWERED, "no": ANSWERED["no"].upper()}
"""The word for each state of a thing; what stands in the way is seen at once."""


def text_of(view: View, *, number: int | None = None, more: str = "--explain") -> str:
    """Return the result in short as plain text with a final newline.

    number: the result's number, if there are several.  more: where there is more to read.
    """
    title = f"Self-assessment: {view.title}"
    lines = [title if number is None else f"{number}. {title}"]
    if view.name:
        lines.append(f"Technology: {view.name}")
    lines += _wrapped(view.disclaimer, _WIDTH)
    lines.append("")
    for card, decision in zip(view.cards, view.decisions, strict=True):
        lines += _beside("" if card.joined else card.title, [*_card(card, decision.headline)])
    lines += _beside(CONFLICTS_TITLE, [*_conflicts(view)]) if view.conflicts else []
    lines += _beside("Dates", [*_dates(view)])
    lines += _beside("Clauses", [*_clauses(view)])
    lines += _beside(*_open(view))
    lines += _beside("Not said", _silences(view))
    lines += _beside("More", [f"fingerprint {short(view.fingerprint)}; {more}"])
    return "\n".join(lines) + "\n"


def _card(card: CardView, headline: str) -> Iterator[str]:
    """Return what a card says; its headline if it says nothing else."""
    named = {clause.id for ground in card.grounds for clause in ground.clauses}
    rest = not card.joined and any(clause.id not in named for clause in card.clauses)
    for ground in card.grounds:
        yield from _wrapped(f"{ground.lead}{numbers_of(ground.clauses)}")
        for question, answered in ground.things:
            yield from _listed(f"  {_MARKS[answered]:<4}", question.label)
        yield from _wrapped(ground.open) if ground.open else ()
    says = " ".join(card.says) or ("" if card.grounds else headline)
    yield from _wrapped(f"{says}{numbers_of(card.clauses if rest else ())}") if says else ()
    if card.start is not None:
        question, words = card.start
        yield from _wrapped(f"Start with {question.label}: {words}")
    if card.depends:
        yield from _wrapped(f"Depends on: {', '.join(question.label for question in card.depends)}.")
    yield from _wrapped(" ".join(card.ways)) if card.ways else ()
    for words, clause in card.beside:
        yield from _wrapped(f"{words}{numbers_of([clause])}")


def _conflicts(view: View) -> Iterator[str]:
    for clash in view.conflicts:
        yield from _wrapped(f"{clash.brief}{numbers_of([clash.clause])}")


def _dates(view: View) -> Iterator[str]:
    """Return what is asked by a day, where one is given, and the notes on the dates."""
    if view.dates.days:
        for entry in view.todo:
            if entry.clause.compares is not None:
                yield from _listed(f"{entry.label}:", f"{' '.join(entry.says)} {_force(entry)}")
    for note in view.dates.notes:
        yield from _wrapped(note.words)
    if view.dates.caution:
        yield from _wrapped(view.dates.caution.says)


def _force(entry: Entry) -> str:
    return f"({entry.force}){numbers_of([entry.clause])}"


def _clauses(view: View) -> Iterator[str]:
    """Return a line for each clause: how it stands, the force of what it says, and what there is to do, if anything."""
    todo = {entry.clause.id: entry for entry in view.todo if entry.clause.compares is None and not entry.is_done}
    for finding in view.findings:
        entry = todo.get(finding.clause.id)
        says = f"{entry.force}. {_action(entry)}" if entry else finding.clause.force
        yield from _listed(f"{finding.clause.number:<6}{finding.word}:", says)


def _action(entry: Entry) -> str:
    """Return what to do, after when, unless the force says when."""
    says = " ".join(entry.says)
    return says if entry.label.lower() in entry.force else f"{entry.label}: {says}"


def _open(view: View) -> tuple[str, list[str]]:
    """Return the open questions that no card names, after a label that says whether there are others."""
    named = {question for card in view.cards for question in _named(card)}
    labels = [question.label for question in view.open_anywhere if question not in named]
    return "Also open" if named else "Open", _wrapped("; ".join(labels)) if labels else []


def _named(card: CardView) -> Iterator[Question]:
    for ground in card.grounds:
        yield from (question for question, answered in ground.things if answered == "open")
    yield from card.depends
    if card.start is not None:
        yield card.start[0]


def _silences(view: View) -> list[str]:
    """Return what the text does not say here, by title, and how much it does not say for anyone."""
    titles = "; ".join(silence.title for silence in view.silences)
    always = f" For anyone: {len(view.silences_always)}." if view.silences_always else ""
    return _wrapped(f"{f'{titles}.' if titles else HERE_NONE}{always}")


def _beside(label: str, lines: list[str]) -> list[str]:
    """Return lines with a label beside them, which is wrapped too."""
    labels = wrap(label, _LABEL - 2) if lines else []
    return [
        f"{word:<{_LABEL}}{line}".rstrip() for word, line in zip_longest(labels, lines, fillvalue="") if word or line
    ]


def _listed(head: str, words: str) -> list[str]:
    """Return words after a head, wrapped beside it."""
    first, *rest = _wrapped(words, _WIDTH - _LABEL - len(head) - 1) or [""]
    return [f"{head} {first}", *(f"{'':<{len(head)}} {line}" for line in rest)]


def _wrapped(words: str, width: int = _WIDTH - _LABEL) -> list[str]:
    """Return words as lines; a long address is not broken."""
    return wrap(words, width, break_on_hyphens=False, break_long_words=False)
