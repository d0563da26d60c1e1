"""Python's standard library for the browser, cut to what start-up and the engine import.

`library.txt` lists its members; `library_list.py` writes the list.
The files in `standins/` replace members of the same name: README.md says why, and what each saves.
"""

from collections.abc import Iterable
from pathlib import Path

from checker.build import BuildFailure
from checker.build.archive import read, write
from checker.build.places import PYODIDE

STOCK = "python_stdlib.zip"
"""Pyodide's whole library, as source."""

LIBRARY = "library.zip"
LIST = Path(__file__).with_name("library.txt")
STANDINS = Path(__file__).with_name("standins")


def read_list() -> list[str]:
    """Return the names of the members to ship, as in Pyodide's archive."""
    return [line for line in LIST.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def build_library(target: Path, members: Iterable[str]) -> None:
    """Write Pyodide's standard library to `target`, as source and with only these members."""
    wanted, whole = set(members), whole_library()
    if absent := sorted(wanted - whole.keys()):
        raise BuildFailure(
            f"{LIST.name}: `{absent[0]}` is not in Pyodide's standard library;"
            " run `.venv/bin/python -m checker.build library`"
        )
    write(target, {name: whole[name] for name in wanted})


def whole_library() -> dict[str, bytes]:
    """Return all members of Pyodide's standard library by name, with ours in place of those that are replaced."""
    stand_ins = {path.relative_to(STANDINS).as_posix(): path.read_bytes() for path in STANDINS.rglob("*.py")}
    return read(PYODIDE / STOCK) | stand_ins
