"""Python's standard library as the browser gets it: compiled, and only what start-up and the engine import.

`library.txt` lists the members that are kept; `recording.py` makes it.
The files in `standins/` take the place of members of the same name: README.md says why, and what each gives.
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
"""Pyodide's own library, whole and as source."""

LIBRARY = "library.zip"
LIST = Path(__file__).with_name("library.txt")
STANDINS = Path(__file__).with_name("standins")


def read_list(path: Path = LIST) -> list[str]:
    """Return the members to keep, named as in Pyodide's own archive."""
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def build_library(target: Path, kept: Iterable[str]) -> None:
    """Write Pyodide's standard library to `target`, compiled and with the kept members only.

    The archive is not compressed inside: it travels as `.gz`, smaller as one stream, and unpacks faster.
    """
    wanted = set(kept)
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
    """Return the members that this site replaces, by name."""
    return {path.relative_to(STANDINS).as_posix(): path.read_bytes() for path in STANDINS.rglob("*.py")}
