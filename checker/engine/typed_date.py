"""Reading a date as a person types or pastes it: in numbers or with the month's name, with any kind of hyphen.

In: a text.  Out: a date, or what is wrong with it.
Must not guess: numbers alone are read month first, as in the United States; what does not fit that is a fault.

Files, links and the command line accept one form only: see `answers.read_date`.
"""

import re
from datetime import date, timedelta

from checker.engine.answers import FIRST, LAST
from checker.engine.fault import quote

A_DATE_LIKE = "March 1, 2027 or 2027-03-01"

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORTEST = 3
_YEAR = 4
_NUMBERS = re.compile(r"([0-9]{1,4}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,4})[.,]?")
_WITH_A_WORD = re.compile(r"[a-z0-9 ,./-]+")
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b")
_PIECES = re.compile(r"[a-z]+|[0-9]+")

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Invisible characters: soft hyphens, joiners, direction marks, byte order marks, variation selectors."""

_HYPHENS, _SLASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63", "\u2044\u2215\u29f8"
_WIDE, _WIDER_BY = range(0xFF01, 0xFF5F), 0xFEE0
_PLAIN = {
    **dict.fromkeys(map(ord, _HYPHENS), "-"),
    **dict.fromkeys(map(ord, _SLASHES), "/"),
    **{wide: chr(wide - _WIDER_BY) for wide in _WIDE},
    ord("\u2800"): " ",
    ord("\u3001"): ",",
    ord("\u3002"): ".",
    ord("\uff61"): ".",
}


def read_typed_date(text: str) -> date | str:
    """Return the date that a person wrote, or what is wrong with it, on one line.

    The forms: `2027-03-01`; `3/1/2027`, month first; `March 1, 2027`, `Mar 1 2027`, `1 March 2027`.
    Case, commas, periods, spaces, invisible characters, and the kind of hyphens and digits do not matter.
    """
    written = _in_plain_characters(text).lower()
    numbers = _NUMBERS.fullmatch(written)
    if numbers:
        first, sign, second, third = numbers.groups()
        return _from_numbers(text, sign, (first, second, third))
    if _WITH_A_WORD.fullmatch(written):
        match _PIECES.findall(_ORDINAL.sub("", written)):
            case [month, day, year] if month.isalpha() and (day + year).isdecimal():
                return _from_name(text, month, day, year)
            case [year, month, day] if month.isalpha() and (day + year).isdecimal() and len(year) == _YEAR:
                return _from_name(text, month, day, year)
            case [day, month, year] if month.isalpha() and (day + year).isdecimal():
                return _from_name(text, month, day, year)
    if not written:
        return "no date entered"
    return _fault(text, "cannot be read as a date")


def _from_numbers(text: str, sign: str, numbers: tuple[str, str, str]) -> date | str:
    first, second, third = numbers
    if len(first) == _YEAR and len(third) < _YEAR - 1:
        return _day(text, int(first), int(second), int(third))
    if len(third) != _YEAR or len(first) >= _YEAR - 1:
        return _without_year(text)
    year, one, other = int(third), int(first), int(second)
    swapped = _real(year, other, one)
    straight = _real(year, one, other)
    if sign == "." and straight and swapped and straight != swapped:
        # Periods between numbers are common where the day comes first.
        return _fault(text, f"could be month first or day first; write `{straight}` or `{swapped}`")
    if one > len(MONTHS):
        write = f"; write `{swapped.month}/{swapped.day}/{swapped.year}` or `{swapped}`" if swapped else ""
        return _fault(text, f"has no month `{one}`: numbers are read month first{write}")
    return _day(text, year, one, other)


def _from_name(text: str, word: str, day: str, year: str) -> date | str:
    names = [name for name in MONTHS if len(word) >= _SHORTEST and name.lower().startswith(word)]
    if not names:
        return _fault(text, f"has an unknown month: {quote(word)}")
    if len(year) != _YEAR:
        return _without_year(text)
    return _day(text, int(year), MONTHS.index(names[0]) + 1, int(day[:_YEAR]))


def _day(text: str, year: int, month: int, day: int) -> date | str:
    if not FIRST.year <= year <= LAST.year:
        return _fault(text, f"is outside the years {FIRST.year} to {LAST.year}")
    if not 1 <= month <= len(MONTHS):
        return _fault(text, f"has month `{month}`; it must be 1 to {len(MONTHS)}")
    found = _real(year, month, day)
    if found:
        return found
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return _fault(text, f"is not a day: {MONTHS[month - 1]} {year} has {last.day} days")


def _real(year: int, month: int, day: int) -> date | None:
    """Return the date, or None if it does not exist or is out of bounds."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None


def _without_year(text: str) -> str:
    return _fault(text, "needs a four-digit year")


def _fault(text: str, problem: str) -> str:
    return f"{quote(text)} {problem}"


def _in_plain_characters(text: str) -> str:
    """Return a text with plain hyphens, slashes, digits and single spaces, and without invisible characters."""
    return " ".join("".join(map(_plain_character, _UNSEEN.sub("", text))).split())


def _plain_character(char: str) -> str:
    if char.isascii():
        return char
    return str(int(char)) if char.isdecimal() else _PLAIN.get(ord(char), char)
