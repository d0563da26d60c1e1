"""The visitor's dates: a picture in which every label can be read, the same in words, and calm notes."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker import read_answers
from checker.exports.calendar_file import calendar_of
from checker.exports.text import text_of
from checker.markup.dates import dates_html
from checker.markup.daysline import WIDTH, laid_out
from checker.markup.places import CHECKER_PAGE
from checker.markup.result import result_html
from checker.sentences.view import view_of
from tests.invented import POLICY
from tests.strategies import SHEETS

NOW = date(2026, 11, 23)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
DAY = st.integers(-70, 70).map(lambda days: NOW + timedelta(days=days)) | DAYS
TRIPLES = st.tuples(st.none() | DAY, st.none() | DAY, st.none() | DAY)
"""Today, the day of the berthing, and the day of the notice; each may be unknown."""
PRESSING = re.compile(r"\b(late|deadline|due|must|missed|overdue|too|fail\w*|refus\w*|reject\w*)\b", re.IGNORECASE)


def seen(berthing=None, notice=None, today=NOW):
    """Return the view of two dates, each a date or None."""
    dates = {"berthing_date": berthing, "notice_date": notice}
    answers, faults = read_answers(POLICY, {name: f"{day}" for name, day in dates.items() if day is not None})
    assert not faults
    return view_of(POLICY, answers, today=today)


def part(*args, **named):
    """Return the dates' part of a result, parsed: it is well-formed."""
    return ET.fromstring(dates_html(seen(*args, **named).dates, CHECKER_PAGE))  # noqa: S314  our own markup


def words_in(tree):
    """Return all words of some markup, on one line."""
    return " ".join("".join(tree.itertext()).split())


def notes_of(*args, **named):
    """Return the kinds of the notes in a result, with their words."""
    tree = ET.fromstring(f"<a>{result_html(seen(*args, **named), CHECKER_PAGE)}</a>")  # noqa: S314  it is ours
    return [(each.get("data-note"), words_in(each)) for each in tree.iter() if each.get("data-note")]


def fits(labels, height):
    """Return whether every label is in the picture, and none touches another."""
    inside = all(
        each.left >= 0 and each.top >= 0 and each.left + each.width <= WIDTH and each.top + each.height <= height
        for each in labels
    )
    apart = all(
        one.top + one.height <= other.top or other.top + other.height <= one.top
        for one, other in combinations(labels, 2)
    )
    return inside and apart


class TestThePicture:
    @settings(deadline=None)
    @given(triple=TRIPLES)
    @example(triple=(NOW, NOW, NOW))
    @example(triple=(NOW, NOW + timedelta(days=1), NOW - timedelta(days=1)))
    @example(triple=(date(1900, 1, 1), date(2199, 12, 31), date(2199, 12, 30)))
    def test_every_label_can_be_read(self, triple):
        """Whatever the dates, near or far and in any order, no label touches another or leaves the picture."""
        today, berthing, notice = triple
        days = seen(berthing, notice, today).dates.all
        if days:
            assert fits(*laid_out(days))

    def test_labels_left_at_their_places_would_touch(self):
        """Labels of dates one day apart that are not moved apart touch, and one that leaves the picture is found."""
        labels, height = laid_out(seen(NOW + timedelta(days=1), NOW).dates.all)
        assert fits(labels, height)
        assert not fits([replace(each, top=each.at) for each in labels], height)
        assert not fits(labels, height - 20)

    @settings(deadline=None)
    @given(triple=TRIPLES)
    def test_the_line_is_proportional_to_time(self, triple):
        """Days are on the line as far apart as they are in time, and their labels in the same order."""
        today, berthing, notice = triple
        days = seen(berthing, notice, today).dates.all
        if len({day.day for day in days}) < 2:
            return
        labels, _ = laid_out(days)
        scale = (labels[-1].at - labels[0].at) / (days[-1].day - days[0].day).days
        for label in labels:
            assert label.at - labels[0].at == pytest.approx((label.day.day - days[0].day).days * scale)
        assert [each.top for each in labels] == sorted(each.top for each in labels)

    def test_it_is_named_in_words(self):
        """The picture's name holds each day with its date, in their order."""
        picture = part(NOW + timedelta(days=20), NOW + timedelta(days=3)).find(".//svg")
        assert picture.get("role") == "img"
        assert picture.get("aria-labelledby") == picture.find("title").get("id")
        assert picture.find("title").text == (
            "Your dates on a line of time, in their order: Today, November 23, 2026; "
            "then Notice given, November 26, 2026; "
            "then Two weeks before the day of the first berthing, November 29, 2026; "
            "then First berthing, December 13, 2026."
        )

    def test_one_day_alone_makes_no_line(self):
        """Where only one day is known there is no picture, and the day is in words; without a date there is nothing."""
        tree = part(notice=NOW, today=None)
        assert tree.find("figure") is None
        assert "Notice given: November 23, 2026" in words_in(tree)
        assert seen().dates.days == ()
        assert "\nDates " not in text_of(seen())


@settings(deadline=None)
@given(triple=TRIPLES)
def test_the_words_never_press(triple):
    """No word of the dates speaks of a limit or of time that has run out, on the page, as text or in a calendar."""
    today, berthing, notice = triple
    view = seen(berthing, notice, today)
    if view.dates.days:
        text = text_of(view).split("\nDates ")[1].split("\nClauses ")[0]
        said = (words_in(part(berthing, notice, today)), text, calendar_of(view).replace("\r\n ", ""))
        assert [found for each in said for found in PRESSING.findall(each)] == []
        assert not re.search(r"\bago\b|\bin \d+ days?\b", said[0])


class TestWhatToDo:
    @pytest.mark.parametrize(
        ("days", "said"),
        [
            (400, "400 days before."),
            (14, "exactly 14 days before."),
            (13, "13 days before, not 14; the text names no consequence."),
            (1, "1 day before, not 14; the text names no consequence."),
            (0, "the same day, not 14 days before; the text names no consequence."),
            (-3, "3 days after; the text names no consequence."),
        ],
    )
    def test_the_days_between_the_two_dates_are_counted(self, days, said):
        """The entry of the clause has the latest day, and how far the day of the notice is from the berthing."""
        berthing = NOW + timedelta(days=500)
        (entry,) = [each for each in seen(berthing, berthing - timedelta(days=days)).todo if each.clause.compares]
        assert entry.iso == (berthing - timedelta(days=14)).isoformat()
        assert entry.says[1].endswith(f", is {said}")
        assert entry.tone == ("done" if days >= 14 else "undone")

    @pytest.mark.parametrize(("today", "past"), [(date(2027, 2, 16), True), (date(2027, 2, 15), False), (None, False)])
    def test_the_latest_day_is_said_to_be_past_where_it_is(self, today, past):
        """The latest day says so once it is before today, and not on the day itself or where today is not known."""
        (entry,) = [each for each in seen(date(2027, 3, 1), today=today).todo if each.clause.compares]
        assert entry.label == f"February 15, 2027{' (past)' if past else ''}"

    @pytest.mark.parametrize(("today", "asked"), [(NOW, True), (NOW + timedelta(days=2), False)])
    def test_what_was_to_be_done_before_is_not_said_to_be_done_now(self, today, asked):
        """Once the later day is past, no button turns an answer "no" about the time before into "yes"."""
        sheet = {"registered": False, "berthing_date": f"{NOW + timedelta(days=1)}"}
        view = view_of(POLICY, read_answers(POLICY, sheet)[0], today=today)
        assert ('data-done="registered"' in result_html(view, CHECKER_PAGE)) is asked


class TestNotes:
    @pytest.mark.parametrize(
        ("berthing", "notice", "kinds"),
        [
            (NOW, NOW, []),
            (NOW + timedelta(days=60), NOW - timedelta(days=400), []),
            (NOW - timedelta(days=9), NOW, ["past", "order"]),
            (NOW + timedelta(days=9), NOW + timedelta(days=10), ["order"]),
            (date(2036, 11, 23), None, []),
            (date(2036, 11, 24), None, ["far"]),
            (None, date(2016, 11, 22), ["far"]),
            (date(1990, 1, 1), date(2190, 1, 1), ["far", "far", "order"]),
        ],
    )
    def test_are_where_a_date_is_odd(self, berthing, notice, kinds):
        """A later day before today, dates the wrong way round and distant years are noted; nothing else is."""
        assert [kind for kind, _ in notes_of(berthing, notice)] == kinds
        assert [kind for kind, _ in notes_of(berthing, notice, today=None) if kind != "order"] == []

    def test_say_what_to_look_at(self):
        """A note has its questions' labels and says what to look at."""
        far = "First berthing: March 1, 2126 is more than 10 years after today. Correct?"
        assert notes_of(date(2126, 3, 1)) == [("far", far)]
        swapped = "Notice given and First berthing: swapped?"
        assert notes_of(date(2028, 3, 1), date(2028, 3, 5)) == [("order", swapped)]

    @settings(deadline=None)
    @given(sheet=SHEETS, today=DAYS)
    def test_change_nothing_else(self, sheet, today):
        """But for the notes, findings and dates of a result are the same on any day."""
        answers, _ = read_answers(POLICY, sheet)
        then, never = (view_of(POLICY, answers, today=day) for day in (today, None))
        said, same = ([(each.clause.id, each.status, each.detail) for each in view.findings] for view in (then, never))
        assert said == same
        assert [(day.label, day.iso) for day in then.dates.days] == [(day.label, day.iso) for day in never.dates.days]
