"""A result as plain text with everything in it: every reason, every clause's words, every question.

In: a View.  Out: lines of text.  Must not say anything that the view does not say.
"""

from textwrap import fill

from checker.sentences.asked import can_change
from checker.sentences.silence import ALWAYS_TITLE, BROUGHT_UP, HERE_TITLE, SilenceView, lead
from checker.sentences.source import plain_words_of
from checker.sentences.view import CONFLICTS_TITLE, DecisionView, FindingView, View, ground_words
from checker.sentences.why import STATES, Line, Why
from checker.sentences.words import in_quotes

_WIDTH = 96


def explained_of(view: View, *, number: int | None = None) -> str:
    """Return the result, explained, as plain text with a final newline.

    number: the result's number, if there are several.
    """
    title = f"Self-assessment: {view.title}"
    lines = [title if number is None else f"{number}. {title}"]
    if view.name:
        lines.append(f"Technology: {view.name}")
    lines.append(_wrapped(view.disclaimer, ""))
    for decision in view.decisions:
        lines += _decision(decision)
    if view.dates.days:
        lines += ["", "Your dates", *(_item(f"{day.label}: {day.words}") for day in view.dates.all)]
        lines += [_item(span.says) for span in view.dates.spans]
        lines += [_item(note.words) for note in view.dates.notes]
        lines += [_item(view.dates.caution.says)] if view.dates.caution else []
    for each in view.lists:
        lines += ["", each.title]
        for finding in each.findings:
            lines += _finding(finding)
    lines += ["", HERE_TITLE, _wrapped(lead(view.publisher, view.silences), "  ")]
    lines += [_wrapped(view.caution.says, "  ")] if view.caution else []
    for silence in view.silences:
        lines += _silence(silence)
    if view.silences_always:
        lines += ["", ALWAYS_TITLE]
        lines += [line for silence in view.silences_always for line in _silence(silence)]
    if view.conflicts:
        lines += ["", CONFLICTS_TITLE]
        lines += [_item(f"Clause {clash.clause.number}: {clash.detail}") for clash in view.conflicts]
    lines += ["", "Answers"]
    for question, answer in view.answers:
        lines += [f"  {question.ask}", f"        {answer}"]
        lines.append(_wrapped(f"Why this is asked: {question.why} {can_change(view, question, answer)}", " " * 8))
    lines += ["", f"Fingerprint of the text and the rules: {view.fingerprint}"]
    return "\n".join(lines) + "\n"


def _decision(decision: DecisionView) -> list[str]:
    """Return a decision, as indented lines."""
    lines = ["", f"{decision.title}: {decision.ask}", _wrapped(decision.headline, "  ")]
    lines += [_item(ground_words(clauses, says)) for clauses, says in decision.grounds]
    if decision.cited:
        lines.append(_wrapped(decision.cited, "  "))
    if decision.blocking:
        lines.append(f"  {decision.blocking_title}:")
        lines += [_item(sentence) for _, sentence in decision.blocking]
    if decision.also_blocking:
        lines.append(f"  {decision.also_blocking_title}:")
        lines += [_item(question.label) for question in decision.also_blocking]
    if decision.open:
        lines.append("  Questions that can still change this:")
        lines += [_item(question.ask) for question in decision.open]
    return lines + _why(decision.why, "  ")


def _finding(finding: FindingView) -> list[str]:
    """Return a finding, as indented lines."""
    clause = finding.clause
    lines = [f"  {clause.number:<6}{clause.title}: {finding.word}", _wrapped(f"Force: {clause.force}", " " * 8)]
    lines.append(_wrapped(finding.detail, " " * 8))
    if finding.date is not None:
        lines.append(_wrapped(f"{finding.date[0]}: {finding.date[2]}", " " * 8))
    lines.append(_wrapped(plain_words_of(clause), " " * 8 + "> "))
    return lines + _why(finding.why, " " * 8)


def _silence(silence: SilenceView) -> list[str]:
    """Return a silence, as indented lines."""
    lines = [
        _item(f"{silence.title}. {silence.says} {silence.near}".rstrip()),
        _wrapped(f"{silence.ask_title}:", " " * 4),
    ]
    lines.append(_wrapped(silence.ask, " " * 8))
    if silence.reasons:
        lines.append(f"    {BROUGHT_UP}")
    return lines + [line for reason in silence.reasons for line in _line(reason, " " * 4)]


def _why(why: Why, indent: str) -> list[str]:
    """Return what is still possible, what would settle it, and the reasons, as indented lines."""
    lines = []
    if why.possible:
        lines.append(f"{indent}Still possible:")
        lines += [_item(label, indent) for label in why.possible]
    if why.settling:
        lines.append(f"{indent}One of these answers alone would settle it:")
        lines += [
            _item(f"{each.question.label}: {each.answer} – then {in_quotes(each.outcome)}", indent)
            for each in why.settling
        ]
    for words, reasons in why.rows:
        lines.append(_wrapped(words, indent))
        lines += [line for reason in reasons for line in _line(reason, indent)]
    return lines


def _line(line: Line, indent: str) -> list[str]:
    answer = f"; your answer: {line.answer}" if line.answer else ""
    parts = [more for part in line.parts for more in _line(part, indent + "  ")]
    return [_item(f"{line.text} ({STATES[line.state]}{answer})", indent), *parts]


def _wrapped(text: str, indent: str) -> str:
    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _item(text: str, indent: str = "  ") -> str:
    return fill(text, _WIDTH, initial_indent=f"{indent}- ", subsequent_indent=f"{indent}  ", break_on_hyphens=False)
