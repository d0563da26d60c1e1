"""The visitor's dates as a calendar file (RFC 5545), to add to a calendar of their own.

In: a View.  Out: text with an event of a whole day for each day that is known.
Must not ring, block time, read a clock, or let what a visitor typed break out of its line.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from checker.render.days import Day
from checker.render.source import plain_words_of
from checker.render.view import View
from checker.render.words import in_words

_LINE = 75
"""How many octets a line holds at most, its end not counted."""

_WITHOUT_A_CLOCK = date(1970, 1, 1)
"""The stamp of a file that is made without being told the day."""


def calendar_of(view: View) -> str:
    """Return the file; an empty text if no date is known, as a calendar without an event is none."""
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
    name = " ".join(" ".join(map(_holdable, view.name.split())).split())
    of_what = f" ({name})" if name else ""
    content = [
        f"DTSTART;VALUE=DATE:{_written(day.day)}",
        f"DTEND;VALUE=DATE:{_written(day.day + timedelta(days=1))}",  # the day after, which is not part of it
        f"SUMMARY:{escaped(f'Self-assessment: {day.label}{of_what}')}",
        f"DESCRIPTION:{escaped('\n\n'.join(_description(view, day, name)))}",
        "TRANSP:TRANSPARENT",
    ]
    yield "BEGIN:VEVENT"
    # The same content has the same name, so that a calendar that gets the file twice has the day once.
    yield f"UID:{hashlib.sha256('\n'.join(content).encode()).hexdigest()}"
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
    """Return a text as a value of type TEXT, on one line; characters that a file cannot hold are left out."""
    lines = map(_holdable, text.splitlines())
    return "\\n".join(line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)


def _holdable(text: str) -> str:
    """Return a text without control characters and halves of characters."""
    whole = text.encode("utf-8", "ignore").decode()
    return "".join(char for char in whole if char == "\t" or (char >= " " and char != "\x7f"))


def folded(line: str) -> Iterator[str]:
    """Return a line as lines of at most 75 octets, each after the first begun with a space; no character is cut."""
    part, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _LINE:
            yield part
            part, size = " ", 1
        part, size = part + char, size + octets
    yield part
