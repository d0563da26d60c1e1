"""The visitor's dates as a calendar file (RFC 5545).

In: a Result.  Out: text with an all-day event for each of its dates.
Must not set alarms, block time, read a clock, or let a visitor's input break out of its line.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from checker.result.dates import DateBox, Day
from checker.result.result import Result
from checker.result.words import plain_words_of

_LINE = 75
"""The maximum number of octets in a line, without its line break."""

_WITHOUT_A_CLOCK = date(1970, 1, 1)
"""The timestamp of a file if today is not known."""


def calendar_of(result: Result) -> str:
    """Return the file; empty if there are no dates, since a calendar needs at least one event."""
    events = [
        line for box in result.dates for day in box.days if day.kind != "today" for line in _event(result, box, day)
    ]
    if not events:
        return ""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Independent self-assessment//Own dates//EN",
        *events,
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(result: Result, box: DateBox, day: Day) -> Iterator[str]:
    name = " ".join(_printable(result.name).split())
    later = next(each for each in box.days if each.kind == "later")
    label = f"{day.label} {later.words}" if day.kind == "counted" else day.label
    content = [
        f"DTSTART;VALUE=DATE:{day.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day.day + timedelta(days=1):%Y%m%d}",  # exclusive
        f"SUMMARY:{_escaped(f'Self-assessment: {label}{f" ({name})" if name else ""}')}",
        f"DESCRIPTION:{_escaped(_description(result, box, day))}",
        "TRANSP:TRANSPARENT",
    ]
    yield "BEGIN:VEVENT"
    # The same content has the same UID, so that importing a file twice creates one event.
    yield f"UID:{hashlib.sha256('\n'.join(content).encode()).hexdigest()}"
    yield f"DTSTAMP:{result.today or _WITHOUT_A_CLOCK:%Y%m%d}T000000Z"
    yield from content
    yield "END:VEVENT"


def _description(result: Result, box: DateBox, day: Day) -> str:
    policy, clause = result.policy, box.clause
    whose = "Counted back from your own date" if day.kind == "counted" else "Your own date"
    paragraphs = [
        f"{whose}, in a self-assessment: {day.words}.",
        f"{policy.title}, clause {clause.number}, as numbered by an independent site: “{plain_words_of(clause)}”",
        policy.disclaimer,
    ]
    return "\n\n".join(paragraphs)


def _escaped(text: str) -> str:
    """Return a text as a value of type TEXT, on one line, without characters that a file cannot hold."""
    lines = map(_printable, text.splitlines())
    return "\\n".join(line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)


def _printable(text: str) -> str:
    """Return a text without control characters and lone surrogates."""
    whole = text.encode("utf-8", "ignore").decode()
    return "".join(char for char in whole if char == "\t" or (char >= " " and char != "\x7f"))


def _folded(line: str) -> Iterator[str]:
    """Fold a line into lines of at most 75 octets, with a space before each but the first; no character is split."""
    part, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _LINE:
            yield part
            part, size = " ", 1
        part, size = part + char, size + octets
    yield part
