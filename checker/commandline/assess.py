"""`assess`: prints the results for a file of answers.

In: options.  Out: results on standard output, or faults.
Must not print any result if anything in the input is wrong.
"""

from argparse import ArgumentParser, Namespace

from checker.commandline.output import json_text, refuse, write_result
from checker.commandline.reading import read_answer_sheets
from checker.engine.answers import Answers
from checker.engine.assess import assess
from checker.engine.fault import Fault, InputError
from checker.engine.model import Policy
from checker.policy import PROCEDURES, load_policy
from checker.result.result import result_of
from checker.result.text import text_of


def add_options(command: ArgumentParser) -> None:
    """Declare the command's options."""
    words = "JSON: an object of answers, or a list of these; `-`: standard input"
    command.add_argument("file", nargs="?", default="-", metavar="FILE", help=words)
    command.add_argument("--format", choices=("json", "text"), default="text")
    words = "with `--format text`: every reason, every clause's words and every answer, not about 30 lines"
    command.add_argument("--explain", action="store_true", help=words)
    command.add_argument("--policy", default=PROCEDURES, metavar="FILE", help="another policy file")


def run(options: Namespace) -> int:
    """Assess one object of answers, or a list of these; return the exit code."""
    if options.explain and options.format != "text":
        problem = f"does not go with `--format {options.format}`"
        return refuse([Fault(place="--explain", problem=problem, allowed="`--format text`")])
    try:
        policy = load_policy(options.policy)
        sheets, many = read_answer_sheets(policy, options.file)
    except InputError as error:
        return refuse(error.faults)
    if options.format == "json":
        results = [assess(policy, answers).as_json() for answers in sheets]
        write_result(json_text(results if many else results[0]))
    else:
        write_result(_text(policy, sheets, explain=options.explain, many=many))
    return 0


def _text(policy: Policy, sheets: list[Answers], *, explain: bool, many: bool) -> str:
    results = [result_of(policy, answers) for answers in sheets]
    return "\n".join(
        text_of(result, number=number if many else None, explain=explain)
        for number, result in enumerate(results, start=1)
    )
