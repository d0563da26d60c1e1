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
from checker.exports.explained import explained_of
from checker.exports.text import text_of
from checker.markup.dates import dates_html
from checker.markup.daysline import WIDTH, laid_out
from checker.markup.places import CHECKER_PAGE
from checker.markup.result import result_html
from checker.sentences.days import Day
from checker.sentences.view import view_of
from tests.own_policy import POLICY
from tests.strategies import SHEETS

NOW = date(2026, 11, 23)
AMA, ASE = "ama_submission_date", "ase_request_date"
EIGHT_WEEKS = "Eight weeks before the official AMA CPT submission date"
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
NEAR = st.integers(-70, 70).map(lambda days: NOW + timedelta(days=days))
DAY = st.one_of(NEAR, DAYS)
TRIPLES = st.tuples(st.none() | DAY, st.none() | DAY, st.none() | DAY)
"""Today, the AMA submission date, and the day of bringing the application to ASE; each may be unknown."""
NEXT = next(iter(POLICY.addressees.values())).title
"""What stands after the dates in a result."""
PRESSING = re.compile(r"\b(late|deadline|due|must|missed|overdue|too|fail\w*|refus\w*|reject\w*)\b", re.IGNORECASE)


def seen(ama=None, ase=None, today=NOW, name=""):
    """Return the view of two dates, each a date or None."""
    sheet = {key: day.isoformat() for key, day in ((AMA, ama), (ASE, ase)) if day is not None}
    answers, faults = read_answers(POLICY, sheet)
    assert not faults
    return view_of(POLICY, answers, name=name, today=today)


def part(*args, **named):
    """Return the dates' part of a result, parsed: it is well-formed."""
    return ET.fromstring(dates_html(seen(*args, **named).dates, CHECKER_PAGE))  # noqa: S314  our own markup


def result(*args, **named):
    """Return the whole result, parsed."""
    return ET.fromstring(f"<result>{result_html(seen(*args, **named), CHECKER_PAGE)}</result>")  # noqa: S314  it is ours


def words_in(tree):
    """Return all words of some markup, on one line."""
    return " ".join("".join(tree.itertext()).split())


def notes_in(tree):
    """Return the kinds of the notes."""
    return [each.get("data-note") for each in tree.iter() if each.get("data-note")]


def fits(labels, height):
    """Say whether every label lies in the picture, and none touches another."""
    inside = all(
        each.left >= 0 and each.top >= 0 and each.left + each.width <= WIDTH and each.top + each.height <= height
        for each in labels
    )
    apart = all(
        one.top + one.height <= other.top or other.top + other.height <= one.top
        for one, other in combinations(labels, 2)
    )
    return inside and apart


def moved(label, top):
    """Return a label at another height."""
    return replace(label, top=top)


class TestThePicture:
    @settings(deadline=None)
    @given(triple=TRIPLES)
    @example(triple=(NOW, NOW, NOW))
    @example(triple=(NOW, NOW + timedelta(days=1), NOW - timedelta(days=1)))
    @example(triple=(date(1900, 1, 1), date(2199, 12, 31), date(2199, 12, 30)))
    def test_every_label_can_be_read(self, triple):
        """Whatever the dates, near or far and in any order, no label touches another or leaves the picture."""
        today, ama, ase = triple
        days = seen(ama, ase, today).dates.all
        if days:
            assert fits(*laid_out(days))

    @settings(deadline=None)
    @given(triple=TRIPLES, labels=st.lists(st.text("iW ", min_size=1, max_size=90).filter(str.strip), min_size=4))
    def test_any_label_can_be_read(self, triple, labels):
        """The same holds for labels of any words, also those that are longer than a line."""
        today, ama, ase = triple
        days = [
            Day(kind=day.kind, label=label, day=day.day, words=day.words)
            for day, label in zip(seen(ama, ase, today).dates.all, labels, strict=False)
        ]
        if days:
            laid, height = laid_out(days)
            assert fits(laid, height)
            assert ["".join("".join(each.lines[1:]).split()) for each in laid] == [
                "".join(each.label.split()) for each in days
            ]

    def test_labels_left_at_their_places_would_touch(self):
        """Labels of dates one day apart that are not moved apart touch: the control."""
        labels, height = laid_out(seen(NOW + timedelta(days=1), NOW).dates.all)
        assert fits(labels, height)
        assert not fits([moved(each, each.at) for each in labels], height)

    def test_a_label_that_leaves_the_picture_is_seen(self):
        """A label too low, too high or too wide for the picture is found: the control."""
        labels, height = laid_out(seen(NOW).dates.all)
        assert fits(labels, height)
        assert not fits(labels, height - 20)
        assert not fits([moved(labels[0], -1.0)], height)
        assert not fits([replace(labels[0], width=float(WIDTH))], height)

    @settings(deadline=None)
    @given(triple=TRIPLES)
    def test_the_line_is_proportional_to_time(self, triple):
        """Days stand on the line as far apart as they are in time, and their labels in the same order."""
        today, ama, ase = triple
        days = seen(ama, ase, today).dates.all
        if len({day.day for day in days}) < 2:
            return
        labels, _ = laid_out(days)
        scale = (labels[-1].at - labels[0].at) / (days[-1].day - days[0].day).days
        for label in labels:
            assert label.at - labels[0].at == pytest.approx((label.day.day - days[0].day).days * scale)
        assert [each.day for each in labels] == list(days)
        assert [each.top for each in labels] == sorted(each.top for each in labels)

    def test_each_kind_of_day_has_its_own_shape(self):
        """The four days have four shapes, in the picture and again beside their words."""
        tree = part(NOW + timedelta(days=90), NOW + timedelta(days=9))
        pictures = tree.findall(".//svg")
        drawn = [each.get("d") for each in pictures[0].iter("path") if "day" in each.get("class").split()]
        listed = [each.find("path").get("d") for each in pictures[1:]]
        assert len(set(drawn)) == len(drawn) == 4
        assert listed == drawn

    def test_has_its_text_alternative(self):
        """The picture is named in words that hold each day with its date, and its parts are not read one by one."""
        picture = part(NOW + timedelta(days=90), NOW + timedelta(days=9)).find(".//svg")
        title = picture.find("title")
        assert picture.get("role") == "img"
        assert picture.get("aria-labelledby") == title.get("id")
        assert title.text == (
            "Your dates on a line of time, in their order: Today, November 23, 2026; "
            "then Application brought to ASE, December 2, 2026; "
            f"then {EIGHT_WEEKS}, December 27, 2026; then Official AMA CPT submission date, February 21, 2027."
        )

    def test_one_day_alone_makes_no_line(self):
        """Where only one day is known there is no picture, and the day stands in words."""
        tree = part(ase=NOW, today=None)
        assert tree.find("figure") is None
        assert "Application brought to ASE: November 23, 2026" in words_in(tree)


class TestTheWords:
    @settings(deadline=None)
    @given(triple=TRIPLES)
    def test_are_no_countdown(self, triple):
        """No day is shown with its distance from today, which would be read beside the days that a clause asks for."""
        today, ama, ase = triple
        said = words_in(result(ama, ase, today))
        assert not re.search(r"\bago\b|\bin \d+ days?\b|\(today\)", said)

    def test_today_unknown_leaves_notes_out(self):
        """Without today there are the days alone: no today, and no note that needs it."""
        assert not re.search("oday", words_in(part(date(1950, 3, 1), date(1950, 1, 1), today=None)))
        assert notes_in(result(date(1950, 3, 1), date(1950, 1, 1), today=None)) == []

    @settings(deadline=None)
    @given(triple=TRIPLES)
    def test_never_press(self, triple):
        """No word of the dates speaks of a limit or of a time that has run out: on the page, as text, in a calendar."""
        today, ama, ase = triple
        view = seen(ama, ase, today)
        if not view.dates.days:
            return
        todo = result(ama, ase, today).find(".//*[@data-part='todo']")
        said = [words_in(part(ama, ase, today)), words_in(todo), calendar_of(view)]
        explained = explained_of(view)
        said.append(explained[explained.index("Your dates") :].split(NEXT)[0])
        said += [text_of(view).split("\nDates ")[1].split("\nClauses ")[0]]
        assert [found for text in said for found in PRESSING.findall(text.replace("\r\n ", ""))] == []

    @pytest.mark.parametrize("word", ["late", "a deadline.", "Due", "you must", "missed", "OVERDUE"])
    def test_a_pressing_word_is_seen(self, word):
        """Each word that must not stand there would be found: the control."""
        assert PRESSING.search(f"So it is {word} now")

    def test_without_a_date_there_is_nothing(self):
        """Without a date there is neither heading nor line, also where today is known."""
        view = seen()
        assert view.dates.days == ()
        assert "\nDates " not in text_of(view)
        assert "Your dates" not in explained_of(view)


class TestWhatToDo:
    @pytest.mark.parametrize(
        ("days", "said"),
        [
            (400, "400 days before."),
            (57, "57 days before."),
            (56, "exactly 56 days before."),
            (55, "55 days before, not 56; the text names no consequence."),
            (1, "1 day before, not 56; the text names no consequence."),
            (0, "the same day, not 56 days before; the text names no consequence."),
            (-1, "1 day after; the text names no consequence."),
            (-3, "3 days after; the text names no consequence."),
        ],
    )
    def test_the_days_between_the_two_dates_are_counted(self, days, said):
        """The entry of the clause has the latest day, and how far the day for ASE is from the submission date."""
        ama = NOW + timedelta(days=500)
        (entry,) = [each for each in seen(ama, ama - timedelta(days=days)).todo if each.clause.compares]
        assert entry.iso == (ama - timedelta(days=56)).isoformat()
        assert entry.says[1].endswith(f", {(ama - timedelta(days=days)).year}, is {said}")
        assert entry.tone == ("done" if days >= 56 else "undone")

    @pytest.mark.parametrize(("today", "asked"), [(NOW, True), (NOW + timedelta(days=2), False)])
    def test_what_was_to_be_done_before_is_not_said_to_be_done_now(self, today, asked):
        """Once the submission date is past, no button turns an answer "no" about the time before into "yes"."""
        answers, _ = read_answers(POLICY, {"informed_ase": False, "ama_submission_date": f"{NOW + timedelta(days=1)}"})
        (entry,) = [each for each in view_of(POLICY, answers, today=today).todo if each.clause.id == "inform-ase"]
        assert entry.over is not asked
        html = result_html(view_of(POLICY, answers, today=today), CHECKER_PAGE)
        assert ('data-done="informed_ase"' in html) is asked
        assert POLICY.statuses["not_met"].word in html

    def test_the_day_is_said_to_be_past_where_it_is(self):
        """The latest day says so once it is before today, and not on the day itself or where today is not known."""
        for today, past in ((date(2027, 1, 5), True), (date(2027, 1, 4), False), (None, False)):
            (entry,) = [each for each in seen(date(2027, 3, 1), today=today).todo if each.clause.compares]
            assert entry.label == f"January 4, 2027{' (past)' if past else ''}"

    def test_one_date_alone_is_said(self):
        """With the submission date alone there is the latest day; with the other alone, that day and no comparison."""
        (ahead,) = [each for each in seen(date(2027, 3, 1)).todo if each.clause.compares]
        assert (ahead.label, len(ahead.says)) == ("January 4, 2027", 1)
        (alone,) = [each for each in seen(None, date(2027, 3, 1)).todo if each.clause.compares]
        assert (alone.iso, alone.says[1]) == ("", "To ASE on March 1, 2027.")
        assert {ahead.tone, alone.tone} == {"open"}


AMA_DATE = "official AMA CPT submission date"


def undated(view):
    """Return a result without what depends on today: the notes, and the buttons that say that something is done."""
    return replace(view, dates=None, todo=tuple(replace(entry, over=False, label="") for entry in view.todo))


class TestNotes:
    @pytest.mark.parametrize(
        ("ama", "ase", "kinds"),
        [
            (NOW, NOW, []),
            (NOW + timedelta(days=60), NOW - timedelta(days=400), []),
            (NOW - timedelta(days=1), NOW - timedelta(days=90), ["past"]),
            (NOW + timedelta(days=9), NOW + timedelta(days=10), ["order"]),
            (NOW - timedelta(days=9), NOW, ["past", "order"]),
            (date(2036, 11, 23), None, []),
            (date(2036, 11, 24), None, ["far"]),
            (None, date(2016, 11, 23), []),
            (None, date(2016, 11, 22), ["far"]),
            (date(1990, 1, 1), date(2190, 1, 1), ["far", "far", "order"]),
        ],
    )
    def test_stand_where_a_date_is_odd(self, ama, ase, kinds):
        """A submission date before today, dates the wrong way round and distant years are noted; nothing else is."""
        assert notes_in(result(ama, ase)) == kinds

    @pytest.mark.parametrize(
        ("ama", "ase", "said"),
        [
            (
                date(2026, 3, 1),
                None,
                "Official AMA CPT submission date: before today.",
            ),
            (
                date(2126, 3, 1),
                None,
                "Official AMA CPT submission date: March 1, 2126 is more than 10 years after today. Correct?",
            ),
            (
                date(2028, 3, 1),
                date(2028, 3, 5),
                "Application brought to ASE and Official AMA CPT submission date: swapped?",
            ),
        ],
    )
    def test_are_named_and_lead_to_their_questions(self, ama, ase, said):
        """A note is named with its questions' labels, each a link to its question, and says what to look at."""
        note = next(each for each in result(ama, ase).iter("p") if each.get("data-note"))
        assert words_in(note) == said
        for link in note.iter("a"):
            question = POLICY.questions[link.get("href").removeprefix("#q-")]
            assert link.text == question.label

    @settings(deadline=None)
    @given(sheet=SHEETS, today=DAYS)
    def test_change_nothing_else(self, sheet, today):
        """Odd dates stay as they were answered: but for the notes on them, a result is the same on any day."""
        answers, _ = read_answers(POLICY, sheet)
        then, never = (view_of(POLICY, answers, today=day) for day in (today, None))
        said, same = ([(each.clause.id, each.status, each.detail) for each in view.findings] for view in (then, never))
        assert said == same
        assert undated(then) == undated(never)
        assert [(day.label, day.iso) for day in then.dates.days] == [(day.label, day.iso) for day in never.dates.days]
