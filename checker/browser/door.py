"""The entry points of the engine in the browser: JSON text in, JSON text out. `worker.js` calls them.

`answer` assesses answers.
In:  {"answers": {...}, "unread": {...}, "today": "YYYY-MM-DD", "name": "...", "address": "..."}; all but the answers
     are optional.
     answers: as typed, with dates in any usual form.  unread: answers of a link that no control can show; their dates
     must be `YYYY-MM-DD`.  address: the address of the checker page.
Out: {"assessment": {...}, "html": "...", "text": "...", "fragment": "...",
     "faults": [{"question", "message", "html"}, ...]}
     text: the result as the command line prints it.  fragment: the part of a link after `#` that holds the answers.
An answer that cannot be read is named in `faults` and left out; the rest is assessed.
Must not raise for any text.

`calendar` makes a calendar file from the dates in the same request.
"""

import json
from dataclasses import replace
from typing import Any

from checker.engine.answers import read_answers, read_date, read_json
from checker.engine.assess import Assessment, assess
from checker.engine.document import NotJsonError
from checker.engine.fault import Fault, quote
from checker.engine.model import UNSURE
from checker.engine.typed_date import read_typed_date
from checker.exports.link import fragment
from checker.exports.text import text_of
from checker.markup.html import code
from checker.markup.places import CHECKER_PAGE
from checker.markup.result import result_html
from checker.policy import load_policy
from checker.sentences.view import View, describe

_policy = load_policy()
_LONGEST_NAME = 200


def answer(request: str) -> str:
    """Assess the answers of a request. The request and the response are JSON texts."""
    data, faults = _read(request)
    view, assessment, unread = _result(data)
    answers = fragment(_policy, assessment.answers.given)
    response = {
        "assessment": assessment.as_json(),
        "html": result_html(view, CHECKER_PAGE),
        "text": text_of(view, more=f"{data.get('address', '')}#{answers}"),
        "fragment": answers,
        "faults": [_fault_json(fault) for fault in (*faults, *unread)],
    }
    return json.dumps(response)


def calendar(request: str) -> str:
    """Return a calendar file with the dates of a request: `{"name", "type", "text"}`. Both are JSON texts."""
    # Imported here, because only the file needs it and each import delays the start.
    from checker.exports.calendar_file import calendar_of  # noqa: PLC0415

    data, _ = _read(request)
    view, _, _ = _result(data)
    name = f"{view.short_name}-self-assessment.ics"
    return json.dumps({"name": name, "type": "text/calendar", "text": calendar_of(view)})


def _read(request: str) -> tuple[dict[str, Any], list[Fault]]:
    """Parse a request. If it is not a JSON object, return an empty one and the fault."""
    try:
        data = read_json(request, "")
    except NotJsonError as error:
        return {}, [error.fault]
    if not isinstance(data, dict):
        return {}, [Fault(problem=f"found {quote(data)}", allowed="an object")]
    return data, []


def _result(data: dict[str, Any]) -> tuple[View, Assessment, list[Fault]]:
    """Assess the answers of a request; also return the faults of the request."""
    faults: list[Fault] = []
    typed, mistyped = _typed(data.get("answers"))
    answers, unread = read_answers(_policy, {**_object(data.get("unread")), **typed})
    today = data.get("today")
    day = read_date(today) if isinstance(today, str) else None
    name = data.get("name")
    if today is not None and day is None:
        faults.append(Fault(subject="`today`", problem=f"{quote(today)} is not a date"))
    if not (name is None or isinstance(name, str)) or len(name or "") > _LONGEST_NAME:
        faults.append(Fault(subject="`name`", problem=f"is not a text of at most {_LONGEST_NAME} characters"))
        name = None
    assessment = assess(_policy, answers)
    return describe(_policy, assessment, name=name or "", today=day), assessment, [*faults, *mistyped, *unread]


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
        if isinstance(found, Fault):
            faults.append(replace(found, question=name))
            del read[name]
        else:
            read[name] = found.isoformat()
    return read, faults


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _fault_json(fault: Fault) -> dict[str, str | None]:
    """Return a fault as the page shows it: beside its question, or in the list of answers that were left out."""
    question = _policy.questions.get(fault.question or "")
    if question is not None and question.type == "date":
        asks = "" if "write" in fault.problem else " Write the date like `2027-03-01`, or choose “Not sure”."
        message = f"{fault.problem}.{asks}"
    elif question is not None:
        message = f"{question.label}: {fault.without_subject()}"
    elif fault.question is not None and fault.suggestion is None:
        message = fault.problem  # without the list of questions, since the page shows them
    else:
        message = str(fault)
    return {"question": fault.question, "message": message, "html": code(message)}
