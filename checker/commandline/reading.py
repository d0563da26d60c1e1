"""Reading answers from a file or from standard input: an object of answers, a saved file, or a list of these.

In: a file's name, or `-`.  Out: for each item its answers, and what a saved file says about them; or faults.
Faults of answers are written in `engine/answers.py`, faults of JSON in `engine/document.py`, those of a file here.
Must not return any item if one of them has a fault.
"""

import sys
from dataclasses import dataclass
from typing import Any

from checker.engine.answers import Answers, read_answers, read_json
from checker.engine.document import NotJsonError
from checker.engine.fault import LONGEST_PATH, Fault, PolicyError, quote
from checker.engine.model import Policy
from checker.exports.saved import format_of
from checker.policy import read_bytes

_STANDARD_INPUT = "standard input"
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One item of the input.

    name: the technology's name from a saved file, as one printable line; may be empty.
    from_other_version: whether a saved file was made under another version of the policy.
    """

    answers: Answers
    name: str = ""
    from_other_version: bool = False


def read_sheets(policy: Policy, file: str) -> tuple[list[Sheet], bool]:
    """Return the items of a file, and whether they are a list. Raise PolicyError, with every fault, if there is one.

    file: its path, or `-` for standard input.
    """
    place = _STANDARD_INPUT if file == "-" else quote(file, LONGEST_PATH)[1:-1]
    try:
        data = read_json(_bytes_of(file), place)
    except NotJsonError as error:
        raise PolicyError([error.fault]) from None
    if isinstance(data, list):
        read = [_sheet(policy, item, f"{place}: item {number}") for number, item in enumerate(data, start=1)]
    else:
        read = [_sheet(policy, data, place)]
    if faults := [fault for _, found in read for fault in found]:
        raise PolicyError(faults)
    return [sheet for sheet, _ in read], isinstance(data, list)


def _bytes_of(file: str) -> bytes:
    if file != "-":
        return read_bytes(file, allowed="a file, or `-`")
    if sys.stdin is None:
        raise PolicyError([Fault(place=_STANDARD_INPUT, problem="cannot be read: it is closed")])
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}"
        raise PolicyError([Fault(place=_STANDARD_INPUT, problem=problem)]) from None


def _sheet(policy: Policy, data: Any, place: str) -> tuple[Sheet, list[Fault]]:  # noqa: ANN401  whatever JSON can hold
    """Read one item; return it and its faults."""
    form = format_of(policy.short_name)
    if not _is_saved(data, form):
        answers, unread = read_answers(policy, data, place)
        return Sheet(answers=answers), list(unread)
    answers, unread = read_answers(policy, data.get("answers"), f"{place}: `answers`")
    faults = list(unread)
    if data["format"] != form:
        faults.insert(0, Fault(place=place, problem=f"saved as {quote(data['format'])}", allowed=quote(form)))
    name = data.get("name") or ""
    if not isinstance(name, str):
        faults.append(Fault(place=place, subject="`name`", problem=f"found {quote(name)}", allowed="a text"))
        name = ""
    return Sheet(
        answers=answers,
        name=quote(" ".join(name.split()), _LONGEST_NAME)[1:-1],
        from_other_version=data.get("fingerprint", policy.fingerprint) != policy.fingerprint,
    ), faults


def _is_saved(data: object, form: str) -> bool:
    """Return whether an item has the format of a saved file, in any version of that format."""
    found = data.get("format") if isinstance(data, dict) else None
    return isinstance(found, str) and found.partition("/")[0] == form.partition("/")[0]
