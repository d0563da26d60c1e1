"""`assess`: prints the results for a file of answers.

In: options.  Out: results on standard output, or faults.
Must not print any result if anything in the input is wrong.
"""

from argparse import ArgumentParser, Namespace
from typing import Any

from checker.commandline.output import json_text, refuse, write_result
from checker.commandline.reading import Sheet, read_sheets
from checker.engine.assess import assess
from checker.engine.fault import PolicyError
from checker.engine.model import Policy
from checker.exports.markdown import markdown_of
from checker.exports.saved import OTHER_VERSION
from checker.exports.text import text_of
from checker.policy import PROCEDURES, load_policy
from checker.sentences.view import describe


def add_options(command: ArgumentParser) -> None:
    """Declare the command's options."""
    words = "JSON: answers, a file that the page saved, or a list of these; `-`: standard input"
    command.add_argument("file", nargs="?", default="-", metavar="FILE", help=words)
    command.add_argument("--format", choices=("json", "text", "markdown"), default="text")
    command.add_argument("--policy", default=PROCEDURES, metavar="FILE", help="another policy file")


def run(options: Namespace) -> int:
    """Assess one object of answers, a saved file, or a list of these; return the exit code."""
    try:
        policy = load_policy(options.policy)
        sheets, many = read_sheets(policy, options.file)
    except PolicyError as error:
        return refuse(error.faults)
    write_result(_written(policy, sheets, options.format, many=many))
    return 0


def _written(policy: Policy, sheets: list[Sheet], form: str, *, many: bool) -> str:
    if form == "json":
        results: list[dict[str, Any]] = [assess(policy, sheet.answers).as_json() for sheet in sheets]
        return json_text(results if many else results[0])
    write = text_of if form == "text" else markdown_of

    def section(number: int, sheet: Sheet) -> str:
        view = describe(policy, assess(policy, sheet.answers), name=sheet.name)
        note = OTHER_VERSION if sheet.from_other_version else ""
        return write(view, number=number if many else None, note=note)

    return "\n".join(section(number, each) for number, each in enumerate(sheets, start=1))
