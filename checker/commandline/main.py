"""The command line: parses the arguments, runs one command, and returns its exit code.

In: arguments.  Out: an exit code.  Must not know what the commands do.
"""

from argparse import ArgumentParser
from collections.abc import Mapping
from types import ModuleType
from typing import NoReturn

from checker.commandline import assess, compare, verify
from checker.commandline.output import WRONG_INPUT, write_message

COMMANDS: Mapping[str, tuple[ModuleType, str]] = {
    "assess": (assess, "assess one object of answers, or a list of them"),
    "verify": (verify, "prove properties of a policy by going through every way of answering"),
    "compare": (compare, "say what a change of the text or the rules means"),
}


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        write_message(f"{self.prog}: {message}; `{self.prog} --help` lists what is allowed\n")
        raise SystemExit(WRONG_INPUT)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code; 2 means invalid input, with one line per fault on standard error."""
    parser = _Parser(prog="python -m checker", description="A policy, and what it says about a set of answers.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (command, words) in COMMANDS.items():
        command.add_options(commands.add_parser(name, help=words))
    options = parser.parse_args(arguments)
    command, _ = COMMANDS[options.command]
    return int(command.run(options))
