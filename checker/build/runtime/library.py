"""Python's standard library for the browser: compiled, and cut to what start-up and the engine import.

`library.txt` lists its members; `recording.py` writes the list.
The files in `standins/` replace members of the same name: README.md says why, and what each saves.
"""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.build.archive import rewrite
from checker.build.failure import BuildFailure
from checker.build.places import PYODIDE
from checker.build.runtime.bytecode import compile_python

STOCK = "python_stdlib.zip"
"""Pyodide's whole library, as source."""

LIBRARY = "library.zip"
LIST = Path(__file__).with_name("library.txt")
STANDINS = Path(__file__).with_name("standins")


def read_list(path: Path = LIST) -> list[str]:
    """Return the names of the members to ship, as in Pyodide's archive."""
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def build_library(target: Path, members: Iterable[str]) -> None:
    """Write Pyodide's standard library to `target`, compiled and with only these members.

    Its members are not compressed: it is served as `.gz`, which is smaller as one stream and unpacks faster.
    """
    wanted = set(members)
    with zipfile.ZipFile(PYODIDE / STOCK) as archive:
        absent = sorted(wanted - set(archive.namelist()))
    if absent:
        raise BuildFailure(
            f"{LIST.name}: `{absent[0]}` is not in Pyodide's standard library;"
            " run `.venv/bin/python -m checker.build library`"
        )
    with TemporaryDirectory() as name:
        trimmed = Path(name) / target.name
        rewrite(PYODIDE / STOCK, trimmed, compress=False, keep=wanted.__contains__, instead=stand_ins())
        compile_python(trimmed)
        rewrite(trimmed, target, compress=False)


def stand_ins() -> dict[str, bytes]:
    """Return the contents of replaced members, by name."""
    return {path.relative_to(STANDINS).as_posix(): path.read_bytes() for path in STANDINS.rglob("*.py")}
