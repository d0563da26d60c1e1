"""The entry point of the engine in the browser: JSON text in, JSON text out. `worker.js` calls it.

In:  {"answers": {...}, "unread": {...}, "today": "YYYY-MM-DD", "name": "...", "address": "..."}; all but the answers
     are optional.
     answers: as typed, with dates in any usual form.  unread: answers of a link that no control can show; their dates
     must be `YYYY-MM-DD`.  address: the address of the checker page.
Out: {"assessment": {...}, "html": "...", "text": "...", "fragment": "...", "calendar": "...",
     "faults": [{"question", "message", "html"}, ...]}
     text: the result as the command line prints it.  fragment: the part of a link after `#` that holds the answers.
     calendar: a calendar file with the dates; empty if there are none.
An answer that cannot be read is named in `faults` and left out; the rest is assessed.
Must not raise for any answers, name or day.
"""

import json
from typing import Any

from checker.engine.answers import read_answers, read_date
from checker.engine.fault import Fault
from checker.engine.model import UNSURE
from checker.engine.typed_date import A_DATE_LIKE, read_typed_date
from checker.policy import load_policy
from checker.result.addresses import on_checker_page
from checker.result.html import result_html
from checker.result.link import fragment
from checker.result.markup import code, resolved
from checker.result.result import LONGEST_NAME, Result, result_of
from checker.result.text import text_of

_policy = load_policy()


def answer(request: str) -> str:
    """Assess the answers of a request. The request and the response are JSON texts."""
    data = json.loads(request)
    typed, mistyped = _typed(data.get("answers"))
    answers, unread = read_answers(_policy, {**_object(data.get("unread")), **typed})
    name, today = (str(data.get(key) or "") for key in ("name", "today"))
    result = result_of(_policy, answers, name=name[:LONGEST_NAME], today=read_date(today))
    given = fragment(_policy, answers.given)
    link = f"{data.get('address', '')}#{given}" if result.answered else ""
    response = {
        "assessment": result.assessment.as_json(),
        "html": resolved(result_html(result, link=link), on_checker_page),
        "text": text_of(result, link=link),
        "fragment": given,
        "calendar": _calendar(result),
        "faults": [_fault_json(fault) for fault in (*mistyped, *unread)],
    }
    return json.dumps(response)


def _calendar(result: Result) -> str:
    if not result.dates:
        return ""
    # Imported here, because only dates need it and each import delays the start.
    from checker.result.calendar_file import calendar_of  # noqa: PLC0415

    return calendar_of(result)


def _typed(answers: object) -> tuple[dict[str, Any], list[Fault]]:
    """Return answers with typed dates as `YYYY-MM-DD`, and the faults of those that cannot be read."""
    read: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, answer in _object(answers).items():
        question = _policy.questions.get(name)
        read[name] = answer
        if question is None or question.type != "date" or not isinstance(answer, str) or answer == UNSURE:
            continue
        found = read_typed_date(answer)
        if isinstance(found, str):
            faults.append(Fault(problem=found, question=name))
            del read[name]
        else:
            read[name] = found.isoformat()
    return read, faults


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _fault_json(fault: Fault) -> dict[str, str]:
    """Return a fault as the page shows it: beside its question, or in the list of answers that were left out."""
    question = _policy.questions.get(fault.question)
    if question is not None and question.type == "date":
        message = f"{fault.problem}. Write a date like {A_DATE_LIKE}, or choose “Not sure”."
    elif question is not None:
        message = f"{question.label}: {fault.without_subject()}"
    else:
        message = str(fault) if fault.suggestion else fault.problem  # without the list of questions, which the page has
    return {"question": fault.question, "message": message, "html": code(message)}
