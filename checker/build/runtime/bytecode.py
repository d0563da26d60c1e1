"""Bytecode for Pyodide's Python, and a lock file for the engine, both made by Pyodide's own tools.

Must run under the same minor version of Python as Pyodide's, which `.python-version` states.
"""

import hashlib
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.build.archive import rewrite
from checker.build.places import PYODIDE
from checker.build.tool import run_python

LOCK = "pyodide-lock.json"


def compile_python(path: Path) -> None:
    """Compile the Python files of an archive, or of every archive in a folder, to bytecode, in place.

    Docstrings, assertions and the columns of instructions are left out: nothing that ships uses them, and they are half
    of the bytes.  Line numbers are kept for tracebacks.
    SOURCE_DATE_EPOCH makes Python write the source's digest into the bytecode instead of its time.
    """
    settings = {"SOURCE_DATE_EPOCH": "315532800", "PYTHONOPTIMIZE": "2", "PYTHONNODEBUGRANGES": "1"}
    command = ["pyodide_cli", "py-compile", "--silent", "--no-keep", str(path)]
    run_python(command, f"{path.name} could not be compiled", settings)


def lock_wheel(wheel: Path) -> Path:
    """Write a lock file beside a wheel, with this one package and its SHA-256; return its path."""
    lock = wheel.parent / LOCK
    with TemporaryDirectory() as name:
        # Pyodide's own lock file, without its packages, which this site does not have.
        empty = Path(name) / LOCK
        document = json.loads((PYODIDE / LOCK).read_text("utf-8"))
        empty.write_text(json.dumps({"info": document["info"], "packages": {}}), "utf-8")
        command = ["pyodide_cli", "lockfile", "add-wheels", "--input", str(empty), "--output", str(lock)]
        run_python([*command, "--base-path", str(wheel.parent), str(wheel)], "the lock file could not be made")
    return lock


def compile_locked(lock: Path) -> Path:
    """Compile the one wheel beside a lock file, reproducibly, and update its digest in the lock file; return its path.

    Its members are not compressed: it is served as `.gz`, which is smaller as one stream.
    """
    compile_python(lock.parent)
    (wheel,) = lock.parent.glob("*.whl")
    with TemporaryDirectory() as name:
        reproducible = Path(name) / wheel.name
        rewrite(wheel, reproducible, compress=False)
        shutil.copyfile(reproducible, wheel)
    document = json.loads(lock.read_text("utf-8"))
    (package,) = document["packages"].values()
    package["file_name"] = wheel.name
    package["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(json.dumps(document, sort_keys=True) + "\n", "utf-8")
    return wheel
