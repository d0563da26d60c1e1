"""Reading answers: from JSON to typed answers, with a fault for each one that cannot be read.

In: JSON text, or its parsed value.  Out: Answers, and faults that name the place and the question.  The texts of these
faults are written here, for the command line and the browser alike.
Must not guess: an answer that cannot be read is a fault and is left out.
"""

import re
from collections.abc import Mapping
from datetime import date

from checker.engine.condition import Value
from checker.engine.fault import Fault, listed, nearest, quote
from checker.engine.model import UNSURE, Policy, Question
from checker.engine.record import record

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""The first and last date that an answer can hold."""

A_DATE = f"a real day written `YYYY-MM-DD`, from `{FIRST}` to `{LAST}`"


@record
class Answers:
    """Answers that were read, in the order of the questions.

    given: as in JSON, including "unsure"; unanswered questions are left out.
    known: as the engine uses them: without "unsure", and with dates as day numbers.
    """

    given: Mapping[str, bool | str]
    known: Mapping[str, Value]


def read_answers(policy: Policy, data: object, place: str = "") -> tuple[Answers, tuple[Fault, ...]]:
    """Return the answers in a JSON value, and a fault for each one that cannot be read.

    data: an object from question id to answer, by the type of the question `true` or `false`, a listed value, or
        `YYYY-MM-DD`; "unsure" for any; `null` for unanswered.
    place: what to call it in faults.
    """
    if not isinstance(data, dict):
        fault = Fault(place=place, problem=f"found {quote(data)}", allowed="an object of answers")
        return Answers(given={}, known={}), (fault,)
    faults = [
        Fault(
            place=place,
            problem=f"unknown question {quote(key)}",
            allowed="" if suggestion else listed(policy.questions),
            suggestion=suggestion,
            question=key,
        )
        for key in data
        if key not in policy.questions
        for suggestion in (nearest(key, policy.questions),)
    ]
    given: dict[str, bool | str] = {}
    known: dict[str, Value] = {}
    for name, question in policy.questions.items():
        answer = data.get(name)
        if answer is None:
            continue
        if answer == UNSURE:
            given[name] = UNSURE
            continue
        value = _value(question, answer)
        if value is None:
            faults.append(_not_allowed(question, answer, place))
        else:
            given[name], known[name] = answer, value
    return Answers(given=given, known=known), tuple(faults)


def _value(question: Question, answer: object) -> Value | None:
    """Return an answer as the engine uses it, or None if the question does not allow it."""
    if question.type == "boolean":
        return answer if isinstance(answer, bool) else None
    if not isinstance(answer, str):
        return None
    if question.type == "choice":
        return answer if any(choice.id == answer for choice in question.choices) else None
    day = read_date(answer)
    return None if day is None else day.toordinal()


def read_date(text: str) -> date | None:
    """Parse a date written as `YYYY-MM-DD`, from 1900 to 2199. Return None if the text is not one."""
    if not _DATE.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def _not_allowed(question: Question, answer: object, place: str) -> Fault:
    problem = "is not one of its answers"
    if question.type == "date":
        problem = "is not a date"
        allowed, suggestion = f"{A_DATE}, or `{UNSURE}`", nearest(answer, [UNSURE])
    else:
        words = ["true", "false"] if question.type == "boolean" else [choice.id for choice in question.choices]
        allowed, suggestion = listed([*words, UNSURE]), nearest(answer, [*words, UNSURE])
        if isinstance(answer, str) and suggestion == quote(answer):
            suggestion = f"{suggestion}, without quotation marks"
    written = f'"{answer}"' if isinstance(answer, str) else answer
    return Fault(
        place=place,
        subject=f"question `{question.id}`",
        problem=f"{quote(written)} {problem}",
        allowed=allowed,
        suggestion=suggestion,
        question=question.id,
    )
