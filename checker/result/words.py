"""Words for single values: a date, an answer, a count, a clause's own words.

In: a value.  Out: its words, the same wherever it is shown.  Must not show an identifier as a word.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from checker.engine.assess import how_many
from checker.engine.model import LINK, UNSURE, Clause, Question
from checker.engine.typed_date import MONTHS

NOT_ANSWERED = "Not answered"
NOT_SURE = "Not sure"

SOURCE_MARKS = re.compile(r"\*([^*]+)\*|\[([^\]]+)\]\(#\)")
"""The source's marks: `*…*` for emphasis, and `[…](#)` for a link."""

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_WEEK = 7


def in_words(day: date) -> str:
    """Return a day as `March 1, 2028`."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def duration(days: int) -> str:
    """Return a number of days, as weeks if they are whole: `8 weeks`, `10 days`."""
    weeks, rest = divmod(days, _WEEK)
    if rest or not weeks:
        return how_many(days, "day")
    return how_many(weeks, "week")


def answer_in_words(question: Question, answer: bool | str | None) -> str:  # noqa: FBT001  an answer is a value
    """Return the words for an answer. They differ for "not sure" and "not answered"."""
    if answer is None:
        return NOT_ANSWERED
    if answer == UNSURE:
        return NOT_SURE
    if isinstance(answer, bool):
        return "Yes" if answer else "No"
    if question.type == "date":
        return in_words(date.fromisoformat(answer))
    return next(choice.label for choice in question.choices if choice.id == answer)


def plain_words_of(clause: Clause) -> str:
    """Return the clause's words without the source's marks for emphasis and links."""
    return SOURCE_MARKS.sub(lambda match: match[1] or match[2], clause.text)


def unlinked(words: str) -> str:
    """Return words of ours as plain text, with the address of each link after its words."""
    return LINK.sub(r"\1 (\2)", words)


def enumerated(parts: Sequence[str]) -> str:
    """Join parts of a sentence: `a`, `a and b`, `a, b and c`."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def number_word(number: int) -> str:
    """Return a small number as a word: `none`, `one`, `two`."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def numbers_of(clauses: Iterable[Clause]) -> str:
    """Return the numbers of clauses in brackets, after a space: ` [2, 3.3]`; nothing if there are none."""
    numbers = ", ".join(clause.number for clause in clauses)
    return f" [{numbers}]" if numbers else ""


def capitalized(text: str) -> str:
    """Return words with the first letter capitalized, and the rest unchanged."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Return words with the first letter in lower case, unless they begin with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
