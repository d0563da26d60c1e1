"""Days as people type and paste them: what is read, what is asked back, and in which words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.engine.typed_date import read_typed_date

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
DAYS = st.dates(FIRST, LAST)

FORMS = [
    "{0:%Y-%m-%d}",
    "{0.year}-{0.month}-{0.day}",
    "{0:%Y/%m/%d}",
    "{0.month}/{0.day}/{0.year}",
    "{0:%m/%d/%Y}",
    "{0:%m-%d-%Y}",
    "{0.month} / {0.day} / {0.year}",
    "{0:%B} {0.day}, {0.year}",
    "{0:%B} {0.day} {0.year}",
    "{0:%b} {0.day}, {0.year}",
    "{0:%b}. {0.day}, {0.year}.",
    "{0.day} {0:%B} {0.year}",
    "{0.day}. {0:%b}. {0.year}",
    "{0:%d-%b-%Y}",
    "{0:%d%b%Y}",
    "{0.day}th {0:%B}, {0.year}",
    "{0.year} {0:%B} {0.day}",
]
HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
DIGITS = {"plain": "0123456789", "wide": "".join(chr(0xFF10 + digit) for digit in range(10))}
UNSEEN = ["", "\u200b", "\u200e", "\u200f", "\ufeff", "\u2060", "\u00ad", "\u202a", "\ufe0f"]
SPACES = ["", " ", "\t", "\u00a0", "\u202f", "\u3000", "\n"]


@st.composite
def written(draw):
    """Draw a day, and a text that a person may have typed or pasted for it."""
    day = draw(DAYS)
    text = draw(st.sampled_from(FORMS)).format(day)
    text = draw(st.sampled_from([str, str.upper, str.lower, str.swapcase]))(text)
    text = text.replace("-", draw(st.sampled_from(HYPHENS)))
    text = text.translate(str.maketrans(DIGITS["plain"], DIGITS[draw(st.sampled_from(sorted(DIGITS)))]))
    text = text.replace(" ", draw(st.sampled_from([" ", "\u00a0", "  ", "\u2009"])))
    at = draw(st.integers(0, len(text)))
    text = text[:at] + draw(st.sampled_from(UNSEEN)) + text[at:]
    return day, draw(st.sampled_from(SPACES)) + text + draw(st.sampled_from(SPACES))


class TestADayInAnyUsualFormIsReadBack:
    @given(written())
    def test_any_day_in_any_form(self, drawn):
        """Every real day reads back from every form, with whatever hyphens, digits, spaces and marks not seen."""
        day, text = drawn
        assert read_typed_date(text) == day, ascii(text)

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("day", [FIRST, date(2000, 2, 29), date(2027, 5, 12), date(2028, 9, 30), LAST])
    def test_bounds_and_leap_days(self, form, day):
        """The first and the last day, a leap day, and the months with odd abbreviations read back from every form."""
        assert read_typed_date(form.format(day)) == day

    @pytest.mark.parametrize("month", ["Sep", "Sept", "Septem", "September", "SEPT."])
    def test_any_abbreviation_of_three_letters_or_more(self, month):
        """A month can be cut after any letter from the third on."""
        assert read_typed_date(f"{month} 9, 2027") == date(2027, 9, 9)


class TestNothingIsGuessed:
    @given(DAYS.filter(lambda day: day.day > 12), st.sampled_from("/-."))
    def test_a_day_before_the_month_is_asked_back(self, day, sign):
        """Where the first of three numbers can be no month, the fault names it and both ways to write the day."""
        text = sign.join(map(str, (day.day, day.month, day.year)))
        fault = read_typed_date(text)
        assert isinstance(fault, str)
        assert f"no month `{day.day}`" in fault
        assert f"`{day.month}/{day.day}/{day.year}` or `{day}`" in fault

    @given(DAYS, st.sampled_from(FORMS))
    def test_two_digits_are_no_year(self, day, form):
        """A year of two digits is asked back, in whatever form."""
        text = form.format(day).replace(str(day.year), f"{day.year % 100:02}")
        assert isinstance(read_typed_date(text), str)

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            (
                "13/1/2027",
                "`13/1/2027` has no month `13`: numbers are read month first; write `1/13/2027` or `2027-01-13`",
            ),
            ("1.3.2027", "`1.3.2027` could be month first or day first; write `2027-01-03` or `2027-03-01`"),
            ("3/1/27", "`3/1/27` needs a four-digit year"),
            ("Mar 1, 27", "`Mar 1, 27` needs a four-digit year"),
            ("2/30/2027", "`2/30/2027` is not a day: February 2027 has 28 days"),
            ("2027-02-29", "`2027-02-29` is not a day: February 2027 has 28 days"),
            ("March 0, 2027", "`March 0, 2027` is not a day: March 2027 has 31 days"),
            ("12/32/2199", "`12/32/2199` is not a day: December 2199 has 31 days"),
            ("45/45/2027", "`45/45/2027` has no month `45`: numbers are read month first"),
            ("2027-13-01", "`2027-13-01` has month `13`; it must be 1 to 12"),
            ("12/31/1899", "`12/31/1899` is outside the years 1900 to 2199"),
            ("January 1, 2200", "`January 1, 2200` is outside the years 1900 to 2199"),
            ("Octember 1, 2027", "`Octember 1, 2027` has an unknown month: `octember`"),
            ("Ma 1, 2027", "`Ma 1, 2027` has an unknown month: `ma`"),
            ("March 2027", "`March 2027` cannot be read as a date"),
            ("20270301", "`20270301` cannot be read as a date"),
            ("2027-03-01T00:00", "`2027-03-01T00:00` cannot be read as a date"),
            ("unsure", "`unsure` cannot be read as a date"),
            (" \u200b", "no date entered"),
        ],
    )
    def test_the_fault_says_what_to_write(self, text, problem):
        """What cannot be read is told in words that fit it."""
        assert read_typed_date(text) == problem

    @given(st.text(max_size=30) | st.text(alphabet="0123456789/-. ,Marchst\u2013\uff10\u200b\ud800", max_size=24))
    def test_no_text_raises(self, text):
        """Whatever is typed, it is a day within the bounds or a fault of one line."""
        read = read_typed_date(text)
        if isinstance(read, str):
            assert read.isprintable()
        else:
            assert FIRST <= read <= LAST
