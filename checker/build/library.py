"""The standard library as the browser gets it: compiled, and only what start-up and the engine import.

`library.txt` lists the members that are kept.
It is made by `python -m checker.build library`, which starts the whole library under Node.js, works the
engine, and writes down what was imported; a test does the same and compares.
Members that only do what this site has no use for have stand-ins: see `standins/README.md`.
"""

import ast
import json
import shutil
import sys
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from checker.build.archive import rewrite
from checker.build.failure import BuildFailure
from checker.build.node import fault_of, run_script
from checker.build.places import PYODIDE, ROOT
from checker.build.wheel import build_wheel, run_logged

ENGINE = "/engine.whl"
"""Where the worker puts the wheel, and where Python's memory says that it is."""

LIST = Path(__file__).with_name("library.txt")
STANDINS = Path(__file__).with_name("standins")
RECORDER = Path(__file__).with_name("record.mjs")

SAFETY = ("traceback", "linecache", "tokenize", "warnings", "textwrap", "codeop", "_colorize", "contextlib")
"""Modules that a run without a fault need not import: with them a fault in the browser can still be told."""

HOST_ONLY = ("tomllib",)
"""Modules that the engine imports only where a policy is written, never in a browser: the wheel carries JSON."""

PARTS = ("browser", "engine", "policy", "render", "verify")
"""The parts of the engine that the browser may use."""

HEAD = """\
# The members of Pyodide's standard library that the site ships, one a line.
# Made by `python -m checker.build library`; do not edit.
"""


def read_list(path: Path = LIST) -> list[str]:
    """Return the lines of a recorded list: of this one, the kept members, named as in Pyodide's own archive."""
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def build_library(target: Path, kept: Iterable[str]) -> None:
    """Write Pyodide's standard library to `target`, compiled and with the kept members only.

    The archive is not compressed inside: it travels as `.gz`, smaller as one stream, and unpacks faster.
    """
    original = PYODIDE / "python_stdlib.zip"
    wanted = set(kept)
    with TemporaryDirectory() as name:
        trimmed = Path(name) / "python_stdlib.zip"
        with zipfile.ZipFile(original) as archive:
            absent = sorted(wanted - set(archive.namelist()))
        if absent:
            message = (
                f"checker/build/library.txt: `{absent[0]}` is not in Pyodide's standard library;"
                " run `.venv/bin/python -m checker.build library`"
            )
            raise BuildFailure(message)
        rewrite(original, trimmed, compress=False, keep=wanted.__contains__, instead=stand_ins())
        compile_python(trimmed)
        rewrite(trimmed, target, compress=False)


def stand_ins() -> dict[str, bytes]:
    """Return the members that this site replaces, by name."""
    return {path.relative_to(STANDINS).as_posix(): path.read_bytes() for path in STANDINS.rglob("*.py")}


def compile_python(path: Path) -> None:
    """Turn the Python files of an archive, or of every archive of a folder, into bytecode, in place.

    Docstrings and assertions are left out: nothing that ships reads them, and they are a third of the bytes.

    The date makes Python write the source's digest instead of its time into the bytecode.
    """
    settings = {"SOURCE_DATE_EPOCH": "315532800", "PYTHONOPTIMIZE": "2"}
    command = [sys.executable, "-m", "pyodide_cli", "py-compile", "--silent", "--no-keep", str(path)]
    run_logged(command, f"{path.name} could not be compiled", extra=settings)


def record_members() -> list[str]:
    """Return the members of Pyodide's standard library that start-up and the engine import, plus `SAFETY`."""
    with zipfile.ZipFile(PYODIDE / "python_stdlib.zip") as archive:
        members = set(archive.namelist())
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file in (
            "pyodide.mjs",
            "pyodide.asm.js",
            "pyodide.asm.wasm",
            "package.json",
        ):
            shutil.copyfile(PYODIDE / file, folder / file)
        rewrite(PYODIDE / "python_stdlib.zip", folder / "python_stdlib.zip", compress=False, instead=stand_ins())
        wheel = build_wheel(folder)
        write_lock(wheel)
        plan = {
            "requests": [json.dumps(request) for request in REQUESTS] + ["{", "[]"],
            "modules": [*SAFETY, *late_imports()],
        }
        loaded = work_engine(RECORDER, folder, wheel, plan)["members"]
    return sorted(members.intersection(loaded))


def work_engine(script: Path, runtime: Path, wheel: Path, plan: Mapping[str, object]) -> dict[str, Any]:
    """Run a script that starts Python from a folder with the engine; return the JSON that it prints."""
    place = {"runtime": str(runtime), "wheel": str(wheel), "path": ENGINE}
    done = run_script(script, {**place, **plan})
    if done.returncode:
        raise BuildFailure("the engine does not start under Node.js: " + fault_of(done))
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def late_imports() -> list[str]:
    """Return what the engine's modules import of the library anywhere, inside functions too."""
    found = {name for part in PARTS for path in (ROOT / "checker" / part).rglob("*.py") for name in imports_of(path)}
    return sorted(name for name in found if name.split(".")[0] not in {"checker", "__future__", *HOST_ONLY})


def imports_of(path: Path) -> set[str]:
    """Return the names of all modules that a module imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes(), path.name)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def write_lock(wheel: Path) -> Path:
    """Write a `pyodide-lock.json` beside the wheel that holds this one package with its sha256."""
    lock = wheel.parent / "pyodide-lock.json"
    with TemporaryDirectory() as name:
        # Pyodide's own lock file without its packages: they are not on this site.
        empty = Path(name) / "pyodide-lock.json"
        document = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))
        empty.write_text(json.dumps({"info": document["info"], "packages": {}}), "utf-8")
        command = [sys.executable, "-m", "pyodide_cli", "lockfile", "add-wheels"]
        command += [
            "--input",
            str(empty),
            "--output",
            str(lock),
            "--base-path",
            str(wheel.parent),
            str(wheel),
        ]
        run_logged(command, "the lock file could not be made")
    return lock


REQUESTS: tuple[object, ...] = (
    {"answers": {}},
    {"answers": {}, "today": "2026-11-23", "name": "A device"},
    {
        "answers": {
            "informed_ase": True,
            "wants_guidance": "unsure",
            "ama_submission_date": "2027-02-03",
            "ase_request_date": "2026-12-01",
            "fda_process_begun": False,
            "classification": "autonomous",
            "category": "category_i",
            "category_iii_awarded": True,
        },
        "today": "2026-11-23",
        "name": "A device",
    },
    {"answers": {"clasification": "assistive", "category": "three", "ama_submission_date": "soon"}},
)
"""Answers that take the engine through its ways: none, definite, in conflict, and ones it cannot read."""
