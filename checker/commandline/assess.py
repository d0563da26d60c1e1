"""`assess`: prints the results for an object of answers, or a list of these, from a file or from standard input.

In: options.  Out: results on standard output, or faults.
Must not print any result if anything in the input is wrong.
"""

import sys
from argparse import ArgumentParser, Namespace

from checker.commandline.output import json_text, refuse, write_result
from checker.engine.answers import read_answers
from checker.engine.assess import assess
from checker.engine.document import read_json
from checker.engine.fault import LONGEST_PATH, Fault, InputError, quote
from checker.policy import PROCEDURES, load_policy, read_bytes
from checker.result.result import result_of
from checker.result.text import text_of

_STANDARD_INPUT = "standard input"


def add_options(command: ArgumentParser) -> None:
    """Declare the command's options."""
    words = "JSON: an object of answers, or a list of these; `-`: standard input"
    command.add_argument("file", nargs="?", default="-", metavar="FILE", help=words)
    command.add_argument("--format", choices=("json", "text"), default="text")
    words = "with `--format text`: every reason, every clause's words and every answer, instead of about 30 lines"
    command.add_argument("--explain", action="store_true", help=words)
    command.add_argument("--policy", default=PROCEDURES, metavar="FILE", help="another policy file")


def run(options: Namespace) -> int:
    """Assess one object of answers, or a list of these; return the exit code."""
    if options.explain and options.format != "text":
        problem = f"does not go with `--format {options.format}`"
        return refuse([Fault(place="--explain", problem=problem, allowed="`--format text`")])
    place = _STANDARD_INPUT if options.file == "-" else quote(options.file, LONGEST_PATH)[1:-1]
    try:
        policy = load_policy(options.policy)
        data = read_json(_bytes_of(options.file), place, allowed="a JSON object of answers, or a list of them")
    except InputError as error:
        return refuse(error.faults)
    many = isinstance(data, list)
    items = {f"{place}: item {number}": item for number, item in enumerate(data, start=1)} if many else {place: data}
    read = [read_answers(policy, item, where) for where, item in items.items()]
    if faults := [fault for _, found in read for fault in found]:
        return refuse(faults)
    if options.format == "json":
        results = [assess(policy, answers).as_json() for answers, _ in read]
        write_result(json_text(results if many else results[0]))
    else:
        texts = (
            text_of(result_of(policy, answers), number=number if many else None, explain=options.explain)
            for number, (answers, _) in enumerate(read, start=1)
        )
        write_result("\n".join(texts))
    return 0


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
