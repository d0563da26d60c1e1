"""`compare`: says what differs between two versions of a policy.

In: options.  Out: which words differ and which results move, on standard output; or faults.
Must not fail because something differs, but only if the input cannot be read.
"""

from argparse import ArgumentParser, Namespace

from checker.commandline.output import json_text, refuse, write_result
from checker.commandline.revision import ALLOWED, read_version
from checker.compare.compare import compare
from checker.compare.comparison import Comparison, Version
from checker.compare.report import comparison_markdown, comparison_text
from checker.engine.document import read_document
from checker.engine.fault import Fault, PolicyError
from checker.engine.load import from_document


def add_options(command: ArgumentParser) -> None:
    """Declare the command's options."""
    command.add_argument("old", metavar="OLD", help=f"the policy before: {ALLOWED}")
    command.add_argument("new", metavar="NEW", help="the policy now, given in the same way")
    command.add_argument("--format", choices=("json", "text", "markdown"), default="text")


def run(options: Namespace) -> int:
    """Compare two versions. Return 0 whether or not they differ, and 2 if one cannot be read."""
    versions: list[Version] = []
    faults: list[Fault] = []
    for name in (options.old, options.new):
        try:
            versions.append(_version(name))
        except PolicyError as error:
            faults += (fault for fault in error.faults if fault not in faults)
    if faults:
        return refuse(faults)
    old, new = versions
    write_result(_written(compare(old, new), options.format))
    return 0


def _version(name: str) -> Version:
    data, place = read_version(name)
    document = read_document(data, place)
    return Version(policy=from_document(document, place), document=document)


def _written(comparison: Comparison, form: str) -> str:
    if form == "json":
        return json_text(comparison.as_json())
    return comparison_text(comparison) if form == "text" else comparison_markdown(comparison)
