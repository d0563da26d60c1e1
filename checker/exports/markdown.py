"""A result as Markdown, to save or to send.

In: a View.  Out: Markdown, one sentence or cell a line, with special characters escaped.
Must not say anything that the view does not say.
"""

import re
from collections.abc import Iterable

from checker.engine.model import Caution, Clause
from checker.sentences.asked import can_change
from checker.sentences.provenance import Provenance
from checker.sentences.silence import ALWAYS_TITLE, BROUGHT_UP, HERE_TITLE, SilenceView, lead
from checker.sentences.source import plain_words_of
from checker.sentences.view import CONFLICTS_TITLE, DecisionView, FindingView, View, ground_words
from checker.sentences.why import STATES, Line, Why
from checker.sentences.words import in_quotes

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown_of(view: View, *, number: int | None = None, provenance: Provenance | None = None, note: str = "") -> str:
    """Return the result as Markdown with a final newline.

    number: the result's number, if there are several.  provenance: for a file, when and where it was made.
    note: something to read before the result.
    """
    title = f"Self-assessment: {escaped(view.title)}"
    lines = [f"# {title}" if number is None else f"# {number}. {title}", ""]
    if view.name:
        lines += [f"Technology: {escaped(view.name)}", ""]
    if provenance and provenance.day:
        lines += [f"Made on {provenance.day}.", ""]
    lines += [escaped(view.disclaimer), ""]
    if note:
        lines += [escaped(note), ""]
    lines += [line for decision in view.decisions for line in _decision(decision)]
    lines += _dates(view)
    for each in view.lists:
        lines += [f"## {escaped(each.title)}", ""]
        for finding in each.findings:
            lines += _finding(finding)
    lines += [f"## {HERE_TITLE}", "", escaped(lead(view.publisher, view.silences)), ""]
    lines += [_cautioned(view.caution), ""] if view.caution else []
    for silence in view.silences:
        lines += _silence(silence)
    if view.silences_always:
        lines += [f"## {ALWAYS_TITLE}", ""]
        lines += [line for silence in view.silences_always for line in _silence(silence)]
    if view.conflicts:
        lines += [f"## {CONFLICTS_TITLE}", ""]
        lines += _list(f"{_clause(clash.clause)}: {escaped(clash.detail)}" for clash in view.conflicts)
    lines += ["## Answers", "", "| Question | Answer | Why this is asked |", "| --- | --- | --- |"]
    lines += [
        f"| {escaped(question.ask)} | {escaped(answer)} | "
        f"{escaped(f'{question.why} {can_change(view, question, answer)}')} |"
        for question, answer in view.answers
    ]
    lines += ["", f"Fingerprint of the text and the rules: `{view.fingerprint}`"]
    if provenance and provenance.link:
        lines += ["", f"The same result again: <{provenance.link}>"]
    return "\n".join(lines) + "\n"


def _decision(decision: DecisionView) -> list[str]:
    """Return a decision under its own heading, with its grounds and what can still change it."""
    lines = [f"## {escaped(decision.title)}", "", escaped(decision.ask), "", f"**{escaped(decision.headline)}**", ""]
    lines += _list(escaped(ground_words(clauses, says)) for clauses, says in decision.grounds)
    if decision.cited:
        lines += [decision.cited, ""]
    if decision.blocking:
        lines += [f"{escaped(decision.blocking_title)}:", ""]
        lines += _list(escaped(sentence) for _, sentence in decision.blocking)
    if decision.also_blocking:
        lines += [f"{escaped(decision.also_blocking_title)}:", ""]
        lines += _list(escaped(question.label) for question in decision.also_blocking)
    if decision.open:
        lines += ["Questions that can still change this:", ""]
        lines += _list(escaped(question.ask) for question in decision.open)
    return lines + _why(decision.why)


def _dates(view: View) -> list[str]:
    """Return the visitor's dates and the notes on them; nothing if there are none."""
    if not view.dates.days:
        return []
    lines = ["## Your dates", "", *_list(f"{escaped(day.label)}: {day.words}" for day in view.dates.all)]
    lines += [line for span in view.dates.spans for line in (escaped(span.says), "")]
    lines += _list(escaped(note.words) for note in view.dates.notes)
    return lines + ([_cautioned(view.dates.caution), ""] if view.dates.caution else [])


def _finding(finding: FindingView) -> list[str]:
    """Return a finding under its own heading."""
    clause = finding.clause
    lines = [f"### {clause.number} {escaped(clause.title)}", "", f"> {escaped(plain_words_of(clause))}", ""]
    lines += [f"**{escaped(finding.word)}.** {escaped(finding.detail)}", "", f"Force: {escaped(clause.force)}.", ""]
    if finding.date is not None:
        lines += [f"{escaped(finding.date[0])}: {finding.date[2]}.", ""]
    return lines + _why(finding.why)


def _silence(silence: SilenceView) -> list[str]:
    """Return a silence under its own heading, with its question on a line of its own, ready to copy."""
    lines = [f"### {escaped(silence.title)}", "", f"{escaped(silence.says)} {silence.near}".rstrip(), ""]
    lines += [f"{escaped(silence.ask_title)}:", "", f"> {escaped(silence.ask)}", ""]
    if silence.reasons:
        lines += [BROUGHT_UP, "", *(line for reason in silence.reasons for line in _line(reason, "")), ""]
    return lines


def _why(why: Why) -> list[str]:
    """Return what is still possible, what would settle it, and the reasons, as lists."""
    lines: list[str] = []
    if why.possible:
        lines += ["Still possible:", "", *_list(map(escaped, why.possible))]
    if why.settling:
        lines += ["One of these answers alone would settle it:", ""]
        lines += _list(
            escaped(f"{each.question.label}: {each.answer} – then {in_quotes(each.outcome)}") for each in why.settling
        )
    for words, reasons in why.rows:
        lines += [escaped(words), "", *(line for reason in reasons for line in _line(reason, "")), ""]
    return lines


def _line(line: Line, indent: str) -> list[str]:
    answer = f"; your answer: {line.answer}" if line.answer else ""
    parts = [more for part in line.parts for more in _line(part, f"{indent}  ")]
    return [f"{indent}- {escaped(line.text)} ({STATES[line.state]}{escaped(answer)})", *parts]


def escaped(text: str) -> str:
    """Return a text as one line of Markdown that displays it literally."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _cautioned(caution: Caution) -> str:
    return f"{escaped(caution.before)}[{escaped(caution.words)}]({caution.address}){escaped(caution.after)}"


def _clause(clause: Clause) -> str:
    return f"Clause {clause.number}"


def _list(items: Iterable[str]) -> list[str]:
    lines = [f"- {item}" for item in items]
    return [*lines, ""] if lines else []
