"""`assess`: prints the results for a file of answers.

In: options.  Out: results on standard output, or faults.
Must not print any result if anything in the input is wrong.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from checker.commandline.output import json_text, refuse, write_result
from checker.commandline.reading import Sheet, read_sheets
from checker.engine.assess import assess
from checker.engine.fault import Fault, PolicyError
from checker.engine.model import Policy
from checker.exports.explained import explained_of
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
    words = "with `--format text`: every reason, every clause's words and every answer, not about 30 lines"
    command.add_argument("--explain", action="store_true", help=words)
    command.add_argument("--policy", default=PROCEDURES, metavar="FILE", help="another policy file")


def run(options: Namespace) -> int:
    """Assess one object of answers, a saved file, or a list of these; return the exit code."""
    if options.explain and options.format != "text":
        problem = f"does not go with `--format {options.format}`"
        return refuse([Fault(place="--explain", problem=problem, allowed="`--format text`")])
    try:
        policy = load_policy(options.policy)
        sheets, many = read_sheets(policy, options.file)
    except PolicyError as error:
        return refuse(error.faults)
    write_result(_written(policy, sheets, _writer(options), many=many))
    return 0


def _writer(options: Namespace) -> Callable[..., str] | None:
    """Return what writes a result; None for JSON."""
    writers = {"text": explained_of if options.explain else text_of, "markdown": markdown_of}
    return writers.get(options.format)


def _written(policy: Policy, sheets: list[Sheet], write: Callable[..., str] | None, *, many: bool) -> str:
    if write is None:
        results: list[dict[str, Any]] = [assess(policy, sheet.answers).as_json() for sheet in sheets]
        return json_text(results if many else results[0])

    def section(number: int, sheet: Sheet) -> str:
        view = describe(policy, assess(policy, sheet.answers), name=sheet.name)
        note = OTHER_VERSION if sheet.from_other_version else ""
        return write(view, number=number if many else None, note=note)

    return "\n".join(section(number, each) for number, each in enumerate(sheets, start=1))
