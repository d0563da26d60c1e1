"""`compare`: reports what differs between two versions of a policy.

In: options.  Out: which words differ and which results move, on standard output; or faults.
Must not fail because something differs, but only if the input cannot be read.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any

from checker.commandline.output import json_text, refuse, write_result
from checker.engine.fault import Fault, InputError
from checker.verify.compare import compare
from checker.verify.report import comparison_text
from checker.verify.versions import ALLOWED, read_version


def add_options(command: ArgumentParser) -> None:
    """Declare the command's options."""
    command.add_argument("old", metavar="OLD", help=f"the old policy: {ALLOWED}")
    command.add_argument("new", metavar="NEW", help="the new policy, given in the same way")
    command.add_argument("--format", choices=("json", "text", "markdown"), default="text")


def run(options: Namespace) -> int:
    """Compare two versions. Return 0 whether or not they differ, and 2 if one cannot be read."""
    versions: list[Mapping[str, Any]] = []
    faults: list[Fault] = []
    for name in (options.old, options.new):
        try:
            versions.append(read_version(name))
        except InputError as error:
            faults += (fault for fault in error.faults if fault not in faults)
    if faults:
        return refuse(faults)
    comparison = compare(*versions)
    if options.format == "json":
        write_result(json_text(comparison.as_json()))
    else:
        write_result(comparison_text(comparison, markdown=options.format == "markdown"))
    return 0
