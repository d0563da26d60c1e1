"""Reading answers from a file or from standard input: an object of answers, or a list of these.

In: a file's name, or `-`.  Out: the answers of each item; or faults.
Faults of answers are written in `engine/answers.py`, faults of JSON in `engine/document.py`, those of a file here.
Must not return any item if one of them has a fault.
"""

import sys

from checker.engine.answers import Answers, read_answers
from checker.engine.document import read_json
from checker.engine.fault import LONGEST_PATH, Fault, InputError, quote
from checker.engine.model import Policy
from checker.policy import read_bytes

_STANDARD_INPUT = "standard input"


def read_answer_sheets(policy: Policy, file: str) -> tuple[list[Answers], bool]:
    """Return the items of a file, and whether they are a list. Raise InputError, with every fault, if there is one.

    file: its path, or `-` for standard input.
    """
    place = _STANDARD_INPUT if file == "-" else quote(file, LONGEST_PATH)[1:-1]
    data = read_json(_bytes_of(file), place, allowed="a JSON object of answers, or a list of them")
    if isinstance(data, list):
        read = [read_answers(policy, item, f"{place}: item {number}") for number, item in enumerate(data, start=1)]
    else:
        read = [read_answers(policy, data, place)]
    if faults := [fault for _, found in read for fault in found]:
        raise InputError(faults)
    return [answers for answers, _ in read], isinstance(data, list)


def _bytes_of(file: str) -> bytes:
    if file != "-":
        return read_bytes(file, allowed="a file, or `-`")
    if sys.stdin is None:
        raise InputError([Fault(place=_STANDARD_INPUT, problem="cannot be read: it is closed")])
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}"
        raise InputError([Fault(place=_STANDARD_INPUT, problem=problem)]) from None
