"""Bytecode for Pyodide's Python, and a lock file for the engine: the two things that pyodide-build does for us.

Must run under the minor version of Python that Pyodide has: `.python-version` states it.
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
    """Turn the Python files of an archive, or of every archive of a folder, into bytecode, in place.

    Docstrings, assertions and the columns of each instruction are left out: nothing that ships reads them, and they are
    half of the bytes.  Line numbers stay, for tracebacks.
    The date makes Python write the source's digest instead of its time into the bytecode.
    """
    settings = {"SOURCE_DATE_EPOCH": "315532800", "PYTHONOPTIMIZE": "2", "PYTHONNODEBUGRANGES": "1"}
    command = ["pyodide_cli", "py-compile", "--silent", "--no-keep", str(path)]
    run_python(command, f"{path.name} could not be compiled", settings)


def lock_wheel(wheel: Path) -> Path:
    """Write a lock file beside a wheel that holds this one package with its sha256; return it."""
    lock = wheel.parent / LOCK
    with TemporaryDirectory() as name:
        # Pyodide's own lock file without its packages: they are not on this site.
        empty = Path(name) / LOCK
        document = json.loads((PYODIDE / LOCK).read_text("utf-8"))
        empty.write_text(json.dumps({"info": document["info"], "packages": {}}), "utf-8")
        command = ["pyodide_cli", "lockfile", "add-wheels", "--input", str(empty), "--output", str(lock)]
        run_python([*command, "--base-path", str(wheel.parent), str(wheel)], "the lock file could not be made")
    return lock


def compile_locked(lock: Path) -> Path:
    """Compile the one wheel of a lock file beside it, with settled bytes and their digest in the lock; return it.

    It is not compressed inside: it travels as `.gz`, smaller as one stream.
    """
    compile_python(lock.parent)
    (wheel,) = lock.parent.glob("*.whl")
    with TemporaryDirectory() as name:
        settled = Path(name) / wheel.name
        rewrite(wheel, settled, compress=False)
        shutil.copyfile(settled, wheel)
    document = json.loads(lock.read_text("utf-8"))
    (package,) = document["packages"].values()
    package["file_name"] = wheel.name
    package["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(json.dumps(document, sort_keys=True) + "\n", "utf-8")
    return wheel
