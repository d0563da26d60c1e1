"""Words for single values: a date, an answer, a count.

In: a value.  Out: its words, the same wherever it is shown.  Must not show an identifier as a word.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from checker.engine.model import UNSURE, Clause, Question
from checker.engine.typed_date import MONTHS

NOT_ANSWERED = "Not answered"
NOT_SURE = "Not sure"
_WEEK = 7


def in_words(day: date) -> str:
    """Return a day as `March 1, 2028`."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def duration(days: int) -> str:
    """Return a number of days, in weeks too if they are whole: `8 weeks (56 days)`, `10 days`."""
    counted = "1 day" if days == 1 else f"{days} days"
    weeks, rest = divmod(days, _WEEK)
    if rest or not weeks:
        return counted
    return f"{'1 week' if weeks == 1 else f'{weeks} weeks'} ({counted})"


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


def enumerated(parts: Sequence[str]) -> str:
    """Join parts of a sentence: `a`, `a and b`, `a, b and c`."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def numbers_of(clauses: Iterable[Clause]) -> str:
    """Return the numbers of clauses in brackets, after a space: ` [2, 3.3]`; nothing if there are none."""
    numbers = ", ".join(clause.number for clause in clauses)
    return f" [{numbers}]" if numbers else ""


def in_quotes(words: str) -> str:
    """Return words in quotation marks, and those that they quote themselves in single ones."""
    return f"“{words.replace('“', '‘').replace('”', '’')}”"


def capitalized(text: str) -> str:
    """Return words with the first letter capitalized, and the rest unchanged."""
    return text[:1].upper() + text[1:]


def count_of(things: Iterable[object], one: str, many: str) -> str:
    """Return a count with its noun: `1 question`, `3 questions`."""
    number = len(tuple(things))
    return f"{number} {one if number == 1 else many}"
