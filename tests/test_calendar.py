"""The calendar file: what an independent reader makes of it, whatever was typed."""

import json
import re
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from checker.exports.calendar_file import escaped, folded
from tests.own_policy import DOOR, POLICY

SHEET = {"ama_submission_date": "2028-03-01", "ase_request_date": "2028-01-04"}
ODD = "a, b; c\\n\\,\r\nEND:VEVENT\nBEGIN:VALARM\u2028\t\x00\x7f\x85é\U0001f9e0\U0001f468\u200d\u2695\ufe0f"
NAMES = st.one_of(
    st.text(max_size=200),
    st.text(",;:\\\"'nN\r\n \t\x00\x1b\u2028é漢\U0001f9e0\ud800", max_size=200),
)


def made(sheet=SHEET, *, name="", today="2026-11-23"):
    """Return the file for a sheet of answers, as the browser's door makes it."""
    request = {"answers": sheet, "today": today, "name": name, "address": "https://x.example/"}
    return json.loads(DOOR.calendar(json.dumps(request)))


def events(text):
    """Return the events that a reader finds in a file."""
    calendar = Calendar.from_ical(text)
    assert calendar.errors == []
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    assert {each.name for each in calendar.walk()} == {"VCALENDAR", "VEVENT"}
    found = list(calendar.walk("VEVENT"))
    assert [each.errors for each in found] == [[]] * len(found)
    return found


def well_formed(text):
    """Say whether a text keeps to the lines of RFC 5545: their ends, their length, whole characters, no control."""
    lines = text.encode().split(b"\r\n")
    if lines.pop() != b"" or any(len(line) > 75 or b"\r" in line or b"\n" in line for line in lines):
        return False
    try:
        return not any(re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line.decode()) for line in lines)
    except UnicodeDecodeError:
        return False


def in_one_line(name):
    """Return a name as it is to stand in the file: on one line, without what no file can hold."""
    words = (re.sub("[\x00-\x1f\x7f\ud800-\udfff]", "", word) for word in name.split())
    return " ".join(word for word in words if word)


def test_it_is_a_calendar_with_the_three_days():
    """The file has an event of a whole day for the counted day and for each date that was given."""
    file = made()
    assert (file["name"], file["type"]) == ("ase-cpt-self-assessment.ics", "text/calendar")
    assert well_formed(file["text"])
    assert [(str(each["summary"]), each["dtstart"].dt, each["dtend"].dt) for each in events(file["text"])] == [
        ("Self-assessment: Application brought to ASE", date(2028, 1, 4), date(2028, 1, 5)),
        (
            "Self-assessment: Eight weeks before the official AMA CPT submission date",
            date(2028, 1, 5),
            date(2028, 1, 6),
        ),
        ("Self-assessment: Official AMA CPT submission date", date(2028, 3, 1), date(2028, 3, 2)),
    ]


@pytest.mark.parametrize(
    ("sheet", "count"),
    [
        ({"ama_submission_date": "2028-03-01"}, 2),
        ({"ase_request_date": "2028-01-04"}, 1),
        ({"ama_submission_date": "1900-01-01", "ase_request_date": "2199-12-31"}, 3),
        ({"ama_submission_date": "2028-03-01", "ase_request_date": "unsure"}, 2),
    ],
)
def test_only_what_is_known_is_in_it(sheet, count):
    """There is an event for each day that is known, from the first to the last day that can be given."""
    assert len(events(made(sheet)["text"])) == count


def test_without_a_date_it_is_empty():
    """Without a date there is nothing to offer: an empty text, and no failure."""
    assert made({"informed_ase": True, "ama_submission_date": "0202-01-01"})["text"] == ""


def test_every_event_says_whose_it_is_and_quotes_the_clause():
    """Each event says self-assessment, own date, independent site, and holds the clause's words as a quotation."""
    for each in events(made(name="A device")["text"]):
        said = str(each["description"])
        assert str(each["summary"]).startswith("Self-assessment: ")
        assert str(each["summary"]).endswith(" (A device)")
        assert "your own date" in said
        assert "\n\nTechnology: A device\n\n" in said
        assert f"clause 1.2 by this site’s count: “{POLICY.clauses['eight-weeks'].text}”" in said
        assert POLICY.disclaimer in said
        assert "independent site" in said
        assert said.endswith("This entry was not made by ASE or AMA.")


def test_it_neither_rings_nor_takes_up_time():
    """There is no alarm, and no event makes its day count as busy."""
    text = made()["text"]
    assert "VALARM" not in text
    assert {str(each["transp"]) for each in events(text)} == {"TRANSPARENT"}


def test_the_stamp_is_the_visitors_day():
    """The stamp is the day that the request names; without one it is a fixed day, as no clock is read."""
    for today, day in (("2026-11-23", (2026, 11, 23)), (None, (1970, 1, 1)), ("soon", (1970, 1, 1))):
        stamps = {each["dtstamp"].dt for each in events(made(today=today)["text"])}
        assert stamps == {datetime(*day, tzinfo=timezone.utc)}  # noqa: UP017  as the package has it


def test_the_same_content_has_the_same_name():
    """An event keeps its UID on another day, and has another for another date, kind of day or technology."""

    def names(*args, **named):
        return [str(each["uid"]) for each in events(made(*args, **named)["text"])]

    same = names()
    assert len(set(same)) == 3
    assert names(today="2027-05-05") == same
    assert not set(names(name="A device")) & set(same)
    assert set(names(SHEET | {"ase_request_date": "2028-01-03"})) - set(same) == {
        names(SHEET | {"ase_request_date": "2028-01-03"})[0]
    }


@settings(deadline=None)
@given(name=NAMES)
@example(name=ODD)
@example(name="\U0001f9e0" * 200)
@example(name="\ud800")
def test_no_name_breaks_out_of_its_line(name):
    """Whatever the technology is called, an independent reader finds the same events, with the name in them."""
    text = made(name=name)["text"]
    assert well_formed(text)
    found = events(text)
    assert [each["dtstart"].dt for each in found] == [date(2028, 1, 4), date(2028, 1, 5), date(2028, 3, 1)]
    shown = in_one_line(name)
    for each in found:
        assert {key.upper() for key in each} == {
            "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP"
        }  # fmt: skip
        assert each["dtend"].dt - each["dtstart"].dt == timedelta(days=1)
        assert str(each["summary"]).endswith(f" ({shown})") or not shown
        assert ("Technology: " in str(each["description"])) is bool(shown)
        assert f"\n\nTechnology: {shown}\n\n" in str(each["description"]) or not shown


def test_a_name_that_is_not_escaped_breaks_out():
    """The same check fails for a file whose name went in as it was typed: the control."""
    text = made(name="A device")["text"]
    typed = text.replace("(A device)", "(A\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:b)", 1)
    with pytest.raises((AssertionError, ValueError, KeyError)):
        assert [str(each["summary"]) for each in events(typed)] == [str(each["summary"]) for each in events(text)]
    assert not well_formed(text.replace("(A device)", "(A\ndevice)", 1))
    assert not well_formed(text.replace("\r\n ", ""))
    assert not well_formed(text.replace("\r\n", "\n"))


def test_what_has_a_meaning_in_the_file_is_escaped():
    """A comma, a semicolon, a backslash and the end of a line are written as RFC 5545 says."""
    assert escaped("a, b; c\\n\r\nd\x07") == "a\\, b\\; c\\\\n\\nd"


@settings(deadline=None)
@given(text=st.text())
@example(text=ODD)
def test_a_text_comes_back(text):
    """A text that is escaped and folded comes back from the reader, but for characters that no file can hold."""
    lines = ["".join(char for char in line if char == "\t" or (char >= " " and char != "\x7f"))
             for line in text.splitlines()]  # fmt: skip
    line = f"DESCRIPTION:{escaped(text)}"
    parts = list(folded(line))
    assert "".join([parts[0], *(part[1:] for part in parts[1:])]) == line
    assert all(part[0] == " " for part in parts[1:])
    assert well_formed("".join(f"{part}\r\n" for part in parts))
    event = "\r\n".join(["BEGIN:VEVENT", *parts, "END:VEVENT", ""])
    assert str(Calendar.from_ical(event)["description"]) == "\n".join(lines)
