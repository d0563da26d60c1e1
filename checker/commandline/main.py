"""The command line: files of answers in, results out.

In: arguments, a file or standard input.  Out: a result on standard output, or faults on standard error.
Must not print a part of a result when anything in the input is wrong.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any, NoReturn

from checker.commandline.output import write_faults, write_result
from checker.engine.answers import Answers, read_answers, read_json
from checker.engine.assess import Assessment, assess
from checker.engine.document import NotJsonError
from checker.engine.fault import LONGEST_PATH, Fault, PolicyError, quote
from checker.engine.model import Policy
from checker.policy import PROCEDURES, load_policy
from checker.render.markdown import markdown_of
from checker.render.text import text_of
from checker.render.view import describe

WRONG_INPUT = 2


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_INPUT, f"{self.prog}: {message}; `{self.prog} --help` lists what is allowed\n")


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Return 0, or 2 with one line per fault on standard error."""
    parser = _Parser(prog="python -m checker", description="What the policy says of a set of answers.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    command = commands.add_parser("assess", help="assess one object of answers, or a list of them")
    command.add_argument("file", nargs="?", default="-", metavar="FILE", help="JSON; `-`: standard input")
    command.add_argument("--format", choices=("json", "text", "markdown"), default="text")
    command.add_argument("--policy", default=PROCEDURES, metavar="FILE", help="another policy file")
    return _assess(parser.parse_args(arguments))


def _assess(options: Namespace) -> int:
    place = "standard input" if options.file == "-" else str(options.file)
    try:
        policy = load_policy(options.policy)
        data = read_json(_bytes_of(options.file, place), place)
    except PolicyError as error:
        return _refuse(error.faults)
    except NotJsonError as error:
        return _refuse((error.fault,))
    if isinstance(data, list):
        read = [read_answers(policy, item, f"{place}: item {number}") for number, item in enumerate(data, start=1)]
    else:
        read = [read_answers(policy, data, place)]
    faults = tuple(fault for _, found in read for fault in found)
    if faults:
        return _refuse(faults)
    write_result(_written(policy, [answers for answers, _ in read], options.format, many=isinstance(data, list)))
    return 0


def _bytes_of(file: str, place: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "no such path"
        fault = Fault(place=quote(place, LONGEST_PATH), problem=f"cannot be read: {reason}", allowed="a file, or `-`")
        raise NotJsonError(fault) from None


def _written(policy: Policy, sheets: list[Answers], form: str, *, many: bool) -> str:
    assessments = [assess(policy, answers) for answers in sheets]
    if form == "json":
        results: list[dict[str, Any]] = [assessment.as_json() for assessment in assessments]
        return json.dumps(results if many else results[0], indent=2, ensure_ascii=False) + "\n"
    write = text_of if form == "text" else markdown_of

    def section(number: int, assessment: Assessment) -> str:
        return write(describe(policy, assessment), number=number if many else None)

    return "\n".join(section(number, each) for number, each in enumerate(assessments, start=1))


def _refuse(faults: tuple[Fault, ...]) -> int:
    write_faults(faults)
    return WRONG_INPUT
