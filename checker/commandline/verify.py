"""`verify`: checks a policy over every way of answering.

In: options.  Out: what was checked, and every problem, on standard output; or faults.
Must not report success for a policy that could not be loaded.
"""

from argparse import ArgumentParser, Namespace

from checker.commandline.output import json_text, refuse, write_result
from checker.engine.fault import InputError
from checker.policy import CASES, PROCEDURES, SOURCE
from checker.verify.verify import verify_files

PROBLEMS = 1


def add_options(command: ArgumentParser) -> None:
    """Declare the command's options."""
    command.add_argument("--policy", default=PROCEDURES, metavar="FILE", help="another policy file")
    command.add_argument("--source", default=SOURCE, metavar="FILE", help="another source text")
    command.add_argument("--cases", default=CASES, metavar="FILE", help="other worked cases")
    command.add_argument("--format", choices=("json", "text"), default="text")


def run(options: Namespace) -> int:
    """Verify a policy; return 0, or 1 if there is a problem."""
    try:
        verification = verify_files(options.policy, options.source, options.cases)
    except InputError as error:
        return refuse(error.faults)
    as_json = options.format == "json"
    write_result(json_text(verification.as_json()) if as_json else verification.as_text())
    return PROBLEMS if verification.problems else 0
