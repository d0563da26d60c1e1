"""The calendar file: what an independent reader finds in it, whatever was typed."""

import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.invented import DOOR, POLICY

SHEET = {"notice_date": "2028-02-15", "berthing_date": "2028-03-01"}
DAYS = [date(2028, 2, 15), date(2028, 2, 16), date(2028, 3, 1)]
ODD = "a, b; c\\n\\,\r\nEND:VEVENT\nBEGIN:VALARM\u2028\t\x00\x7f\x85é\U0001f9e0\U0001f468\u200d\u2695\ufe0f"
NAMES = st.text(max_size=200) | st.text(",;:\\\"'nN\r\n \t\x00\x1b\u2028é漢\U0001f9e0\ud800", max_size=200)


def made(sheet=SHEET, *, name="", today="2026-11-23"):
    """Return the file for a sheet of answers, as the browser's door makes it."""
    request = {"answers": sheet, "today": today, "name": name, "address": "https://x.example/"}
    return json.loads(DOOR.answer(json.dumps(request)))["calendar"]


def events(text):
    """Return the events that a reader finds in a file."""
    calendar = Calendar.from_ical(text)
    assert calendar.errors == []
    assert {each.name for each in calendar.walk()} == {"VCALENDAR", "VEVENT"}
    found = list(calendar.walk("VEVENT"))
    assert [each.errors for each in found] == [[]] * len(found)
    return found


def well_formed(text):
    """Return whether a text keeps to the lines of RFC 5545: their ends, their length, whole characters, no control."""
    lines = text.encode().split(b"\r\n")
    if lines.pop() != b"" or any(len(line) > 75 or b"\r" in line or b"\n" in line for line in lines):
        return False
    try:
        return not any(re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line.decode()) for line in lines)
    except UnicodeDecodeError:
        return False


def in_one_line(name):
    """Return a name as it is in the file: on one line, without what no file can hold."""
    return " ".join(re.sub("[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]", "", name).split())


def test_it_has_the_three_days():
    """The file has an event of a whole day for the counted day and for each date that was given."""
    assert [(str(each["summary"]), each["dtstart"].dt, each["dtend"].dt) for each in events(made())] == [
        (f"Self-assessment: {label}", day, day + timedelta(days=1))
        for label, day in zip(("Notice given", "2 weeks before March 1, 2028", "First berthing"), DAYS, strict=True)
    ]


@pytest.mark.parametrize(
    ("sheet", "count"),
    [
        ({"berthing_date": "2028-03-01"}, 2),
        ({"notice_date": "2028-01-04"}, 0),
        ({"berthing_date": "1900-01-01", "notice_date": "2199-12-31"}, 3),
        ({"berthing_date": "2028-03-01", "notice_date": "unsure"}, 2),
        ({"registered": True, "notice_date": "0202-01-01"}, 0),
    ],
)
def test_only_what_is_known_is_in_it(sheet, count):
    """There is an event for each day that is known, from the first to the last day that can be given; or no text."""
    text = made(sheet)
    assert len(events(text) if text else []) == count


def test_every_event_says_whose_it_is_and_quotes_the_clause():
    """Each event is called a self-assessment and holds the clause's words; none rings or takes up time."""
    text = made(name="A device")
    assert "VALARM" not in text
    for each in events(text):
        said = str(each["description"])
        assert str(each["summary"]).startswith("Self-assessment: ")
        assert str(each["transp"]) == "TRANSPARENT"
        assert str(each["summary"]).endswith(" (A device)")
        assert f"“{POLICY.clauses['notice'].text}”" in said
        assert POLICY.disclaimer in said


def test_the_same_content_has_the_same_name():
    """An event keeps its UID on another day, and has another for another date or technology."""

    def names(*args, **named):
        return [str(each["uid"]) for each in events(made(*args, **named))]

    same = names()
    assert len(set(same)) == 3
    assert names(today="2027-05-05") == same
    assert not set(names(name="A device")) & set(same)
    assert len(set(names(SHEET | {"notice_date": "2028-02-14"})) - set(same)) == 1


@settings(deadline=None)
@given(name=NAMES)
@example(name=ODD)
@example(name="\U0001f9e0" * 200)
@example(name="\ud800")
def test_no_name_breaks_out_of_its_line(name):
    """Whatever the technology is called, an independent reader finds the same events, with the name in them."""
    text = made(name=name)
    assert well_formed(text)
    found = events(text)
    assert [each["dtstart"].dt for each in found] == DAYS
    shown = in_one_line(name)
    for each in found:
        assert {key.upper() for key in each} == {
            *("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP")
        }
        assert str(each["summary"]).endswith(f" ({shown})") or not shown


def test_a_name_that_is_not_escaped_breaks_out():
    """The same checks fail for a file whose name went in as it was typed."""
    text = made(name="A device")
    typed = text.replace("(A device)", "(A\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:b)", 1)
    with pytest.raises((AssertionError, ValueError, KeyError)):
        assert [str(each["summary"]) for each in events(typed)] == [str(each["summary"]) for each in events(text)]
    assert not well_formed(text.replace("(A device)", "(A\ndevice)", 1))
    assert not well_formed(text.replace("\r\n ", ""))
