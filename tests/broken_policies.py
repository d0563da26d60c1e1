"""Policies that are broken on purpose: the files of `tests/broken`.

In: one of the files.  Out: the tests' own policy with its changes made, and what should be reported of it.
Must not change anything but what the file says, and must find every text that it changes.

    says    what is broken, in one sentence
    cases   false where the worked cases are left out, so that only what the rules themselves show is reported
    change  `from` and `to`: a text of procedures.toml, or of the file named by `file`, and what takes its place,
            once, where it stands first
    report  the lines of the faults, or the tables of the problems: all of them, in order
"""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from checker.build.places import ROOT
from tests.own_policy import CASES, PROCEDURES, SOURCE

FOLDER = ROOT / "tests" / "broken"
WHOLE = {path.name: path.read_text("utf-8") for path in (PROCEDURES, SOURCE, CASES)}


class Broken(NamedTuple):
    """A policy that is broken on purpose.

    files: by name, the policy, its source and its cases.
    faults: what loading says of it, one line each.  problems: what verifying says of it, where it loads.
    """

    name: str
    says: str
    files: dict[str, str]
    faults: list[str]
    problems: list[dict[str, Any]]

    def write(self, folder: Path) -> list[str]:
        """Write the files into a folder; return the options that have them verified."""
        for name, text in self.files.items():
            (folder / name).write_text(text, "utf-8")
        options = {"--policy": PROCEDURES.name, "--source": SOURCE.name, "--cases": CASES.name}
        return [part for option, name in options.items() for part in (option, str(folder / name))]


def read_broken(file: Path) -> Broken:
    """Return what a file of the folder describes."""
    table = tomllib.loads(file.read_text("utf-8"))
    assert table.keys() <= {"says", "cases", "change", "report"}, file.name
    files = dict(WHOLE)
    for change in table["change"]:
        name = change.get("file", PROCEDURES.name)
        assert change["from"] in files[name], f"{file.name}: `{change['from']}` does not stand in {name}"
        files[name] = files[name].replace(change["from"], change["to"], 1)
    if not table.get("cases", True):
        files[CASES.name] = "case = []"
    report = table["report"]
    faults = [line for line in report if isinstance(line, str)]
    return Broken(file.stem, table["says"], files, faults, [line for line in report if not isinstance(line, str)])


BROKEN = [read_broken(file) for file in sorted(FOLDER.glob("*.toml"))]
