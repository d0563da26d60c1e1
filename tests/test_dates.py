"""The visitor's dates: how far apart they are, in words and as a picture, and calm notes."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker import read_answers
from checker.result.calendar_file import calendar_of
from checker.result.dates_picture import picture
from checker.result.html import result_html
from checker.result.result import result_of
from checker.result.text import text_of
from checker.result.words import duration
from tests.invented import POLICY

NOW = date(2026, 11, 23)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
DAY = st.integers(-70, 70).map(lambda days: NOW + timedelta(days=days)) | DAYS
BERTHING = date(2028, 3, 1)
NO_CONSEQUENCE = "The text names no consequence."
TOO_LATE = "Clause 1.1 speaks of the time before that day."
REQUESTS = "The Society “asks for notice a minimum of 2 weeks” before March 1, 2028."
EARLIER = f"February 16, 2028, or earlier: {REQUESTS}"
PRESSING = re.compile(r"\b(late|deadline|due|must|missed|overdue|too|fail\w*|refus\w*|reject\w*)\b", re.IGNORECASE)


def result(berthing=None, notice=None, today=NOW):
    """Return the result for two dates, each a date or None."""
    dates = {"berthing_date": berthing, "notice_date": notice}
    answers, faults = read_answers(POLICY, {name: f"{day}" for name, day in dates.items() if day is not None})
    assert not faults
    return result_of(POLICY, answers, today=today)


def box(*args, **named):
    """Return the box of dates."""
    (found,) = result(*args, **named).dates
    return found


@pytest.mark.parametrize(
    ("days", "heading", "short", "tone"),
    [
        (400, "January 26, 2027, is 400 days before March 1, 2028: 2 weeks or more", "2 weeks or more", "done"),
        (14, "February 16, 2028, is 14 days before March 1, 2028: 2 weeks or more", "2 weeks or more", "done"),
        (13, "February 17, 2028, is 13 days before March 1, 2028: {less}", "1 day short of 2 weeks", "undone"),
        (1, "February 29, 2028, is 1 day before March 1, 2028: {less}", "13 days short of 2 weeks", "undone"),
        (
            0,
            "The notice given is the first berthing itself, March 1, 2028: {less}",
            "14 days short of 2 weeks",
            "undone",
        ),
        (
            -3,
            "The notice given, March 4, 2028, is 3 days after the first berthing",
            "Notice given: 3 days after the first berthing",
            "undone",
        ),
    ],
)
def test_the_heading_says_how_far_apart_two_dates_are(days, heading, short, tone):
    """The days between are counted, and what they are less than is said in the policy's words."""
    found = box(BERTHING, BERTHING - timedelta(days=days))
    assert found.heading == heading.format(less="less than the 2 weeks that are asked for")
    assert (found.short, found.tone) == (short, tone)


@pytest.mark.parametrize(
    ("notice", "today", "says", "late"),
    [
        (None, NOW, [EARLIER], set()),
        (None, date(2028, 2, 16), [EARLIER], set()),
        (None, date(2028, 2, 17), [REQUESTS, NO_CONSEQUENCE], {"counted"}),
        (None, date(2028, 3, 1), [REQUESTS, NO_CONSEQUENCE], {"counted"}),
        (None, date(2028, 3, 2), [REQUESTS, NO_CONSEQUENCE, TOO_LATE], {"counted", "later"}),
        (None, None, [EARLIER], set()),
        (date(2028, 2, 16), NOW, [], set()),
        (date(2028, 2, 16), date(2028, 3, 2), [], {"later"}),
        (date(2028, 2, 17), NOW, [NO_CONSEQUENCE], set()),
        (date(2028, 3, 1), NOW, [NO_CONSEQUENCE], set()),
        (date(2028, 3, 2), None, [REQUESTS, NO_CONSEQUENCE, TOO_LATE], {"later"}),
    ],
)
def test_what_the_clause_says_depends_on_what_is_past(notice, today, says, late):
    """The request is said while the earlier date is open; once a day is past, so is what follows from less time."""
    found = result(BERTHING, notice, today)
    assert (list(found.dates[0].says), found.dates[0].late) == (says, late)
    caution = "(https://harbour.example/hours)"
    assert (caution in text_of(found)) is ("later" in late)
    assert ("Whether a day has passed is not considered" in text_of(found)) is (today is None)


@pytest.mark.parametrize(
    ("today", "heading"),
    [
        (None, "2 weeks before March 1, 2028, is February 16, 2028"),
        (date(2028, 2, 16), "2 weeks before March 1, 2028, is February 16, 2028"),
        (date(2028, 2, 17), "2 weeks before March 1, 2028, was February 16, 2028, which has passed"),
        (date(2028, 3, 1), "2 weeks before March 1, 2028, was February 16, 2028, which has passed"),
        (
            date(2028, 3, 2),
            "The first berthing, March 1, 2028, has passed; the day 2 weeks before it is February 16, 2028",
        ),
    ],
)
def test_with_the_later_date_alone_the_heading_is_the_day_counted_back(today, heading):
    """A day has passed once it is before today, and not on the day itself; of two that have, the later one is named."""
    assert box(BERTHING, today=today).heading == heading


@pytest.mark.parametrize(("days", "length"), [(1, "1 day"), (7, "1 week"), (14, "2 weeks"), (60, "60 days")])
def test_a_length_is_in_weeks_only_if_they_are_whole(days, length):
    """A policy may count any number of days back: only whole weeks are called weeks."""
    assert duration(days) == length


def test_without_the_later_date_there_is_no_box():
    """From the earlier date alone nothing is counted; the list of what to do has the clause's request instead."""
    found = result(notice=NOW)
    assert found.dates == ()
    assert "notice" in [each.clause.id for each in found.todo]
    assert "notice" not in [each.clause.id for each in result(BERTHING).todo]


@settings(deadline=None)
@given(today=st.none() | DAY, berthing=DAY, notice=st.none() | DAY)
@example(today=NOW, berthing=NOW, notice=NOW)
@example(today=date(1900, 1, 1), berthing=date(2199, 12, 31), notice=date(2199, 12, 30))
def test_the_picture_is_proportional_to_time(today, berthing, notice):
    """Each day is on the line, in order, as far from the others as in time, and is named in the picture's title."""
    found = box(berthing, notice, today)
    drawn = ET.fromstring(picture(found))  # noqa: S314  it is ours
    shapes = [each for each in drawn.iter("path") if "day" in each.get("class", "").split()]
    places = [float(each.get("transform").removeprefix("translate(").split()[0]) for each in shapes]
    days = [each.day for each in found.days]
    assert days == sorted(days)
    scale = (places[-1] - places[0]) / (days[-1] - days[0]).days
    for day, place in zip(days, places, strict=True):
        assert place - places[0] == pytest.approx((day - days[0]).days * scale, abs=0.2)
    assert drawn.find("title").text.endswith("; ".join(f"{each.label}: {each.words}" for each in found.days) + ".")


@settings(max_examples=40, deadline=None)
@given(today=st.none() | DAY, berthing=DAY, notice=st.none() | DAY)
def test_the_words_never_press(today, berthing, notice):
    """No word about the dates speaks of a limit, on the page, as text or in a calendar."""
    found = result(berthing, notice, today)
    tree = ET.fromstring(f"<a>{result_html(found)}</a>")  # noqa: S314  it is ours
    (section,) = (each for each in tree.iter("section") if each.get("data-dates"))
    text = text_of(found).split("\nDates ")[1].split("\nClauses ")[0]
    said = ("".join(section.itertext()), text, calendar_of(found).replace("\r\n ", ""))
    assert [words for each in said for words in PRESSING.findall(each)] == []
