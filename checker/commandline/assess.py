"""`assess`: files of answers in, results out.

In: options.  Out: a result on standard output, or faults.
Must not print a part of a result when anything in the input is wrong.
"""

import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from checker.commandline.output import json_text, refuse, write_result
from checker.engine.answers import Answers, read_answers, read_json
from checker.engine.assess import Assessment, assess
from checker.engine.document import NotJsonError
from checker.engine.fault import PolicyError
from checker.engine.model import Policy
from checker.policy import PROCEDURES, load_policy, read_bytes
from checker.render.markdown import markdown_of
from checker.render.text import text_of
from checker.render.view import describe


def add_options(command: ArgumentParser) -> None:
    """Say what the command takes."""
    command.add_argument("file", nargs="?", default="-", metavar="FILE", help="JSON; `-`: standard input")
    command.add_argument("--format", choices=("json", "text", "markdown"), default="text")
    command.add_argument("--policy", default=PROCEDURES, metavar="FILE", help="another policy file")


def run(options: Namespace) -> int:
    """Assess one object of answers, or a list of them; return the exit code."""
    place = "standard input" if options.file == "-" else str(options.file)
    try:
        policy = load_policy(options.policy)
        data = read_json(_bytes_of(options.file), place)
    except PolicyError as error:
        return refuse(error.faults)
    except NotJsonError as error:
        return refuse((error.fault,))
    if isinstance(data, list):
        read = [read_answers(policy, item, f"{place}: item {number}") for number, item in enumerate(data, start=1)]
    else:
        read = [read_answers(policy, data, place)]
    faults = tuple(fault for _, found in read for fault in found)
    if faults:
        return refuse(faults)
    write_result(_written(policy, [answers for answers, _ in read], options.format, many=isinstance(data, list)))
    return 0


def _bytes_of(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == "-" else read_bytes(file, allowed="a file, or `-`")


def _written(policy: Policy, sheets: list[Answers], form: str, *, many: bool) -> str:
    assessments = [assess(policy, answers) for answers in sheets]
    if form == "json":
        results: list[dict[str, Any]] = [assessment.as_json() for assessment in assessments]
        return json_text(results if many else results[0])
    write = text_of if form == "text" else markdown_of

    def section(number: int, assessment: Assessment) -> str:
        return write(describe(policy, assessment), number=number if many else None)

    return "\n".join(section(number, each) for number, each in enumerate(assessments, start=1))
