"""The visitor's dates as a calendar file (RFC 5545).

In: a View.  Out: text with an all-day event for each known date.
Must not set alarms, block time, read a clock, or let a visitor's input break out of its line.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from checker.sentences.days import Day
from checker.sentences.source import plain_words_of
from checker.sentences.view import View
from checker.sentences.words import in_words

_LINE = 75
"""The maximum number of octets in a line, without its line break."""

_WITHOUT_A_CLOCK = date(1970, 1, 1)
"""The timestamp of a file if today is not known."""


def calendar_of(view: View) -> str:
    """Return the file; empty if no date is known, since a calendar needs at least one event."""
    if not view.dates.days:
        return ""
    stamp = _WITHOUT_A_CLOCK if view.dates.today is None else view.dates.today.day
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Independent self-assessment//Own dates//EN",
        *(line for day in view.dates.days for line in _event(view, day, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(view: View, day: Day, stamp: date) -> Iterator[str]:
    name = " ".join(" ".join(map(_printable, view.name.split())).split())
    of_what = f" ({name})" if name else ""
    description = "\n\n".join(_description(view, day, name))
    content = [
        f"DTSTART;VALUE=DATE:{_written(day.day)}",
        f"DTEND;VALUE=DATE:{_written(day.day + timedelta(days=1))}",  # exclusive
        f"SUMMARY:{escaped(f'Self-assessment: {day.label}{of_what}')}",
        f"DESCRIPTION:{escaped(description)}",
        "TRANSP:TRANSPARENT",
    ]
    yield "BEGIN:VEVENT"
    # The same content has the same UID, so that importing a file twice creates one event.
    same = "\n".join(content)
    yield f"UID:{hashlib.sha256(same.encode()).hexdigest()}"
    yield f"DTSTAMP:{_written(stamp)}T000000Z"
    yield from content
    yield "END:VEVENT"


def _description(view: View, day: Day, name: str) -> Iterator[str]:
    if day.counted:
        yield f"{day.label}: {in_words(day.day)}. Counted in a self-assessment from your own date: {day.counted}."
        yield from (span.says for span in view.dates.spans if span.first is day)
    else:
        yield f"{day.label}: {in_words(day.day)}. This is your own date, as you gave it in a self-assessment."
    if name:
        yield f"Technology: {name}"
    if day.clause is not None:
        yield f"{view.title}, clause {day.clause.number} by this site’s count: “{plain_words_of(day.clause)}”"
    yield f"{view.disclaimer} This entry was not made by {view.publisher.bodies}."


def _written(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def escaped(text: str) -> str:
    """Return a text as a value of type TEXT, on one line, without characters that a file cannot hold."""
    lines = map(_printable, text.splitlines())
    return "\\n".join(line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)


def _printable(text: str) -> str:
    """Return a text without control characters and lone surrogates."""
    whole = text.encode("utf-8", "ignore").decode()
    return "".join(char for char in whole if char == "\t" or (char >= " " and char != "\x7f"))


def folded(line: str) -> Iterator[str]:
    """Fold a line into lines of at most 75 octets, with a space before each but the first; no character is split."""
    part, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _LINE:
            yield part
            part, size = " ", 1
        part, size = part + char, size + octets
    yield part
