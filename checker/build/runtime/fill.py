"""Filling `docs/assets/runtime/` with what the worker loads.

`README.md` describes the folder.  Its name is a digest of its content, so that a visitor who returns after a new
deployment never gets a mix of old and new files, and each file can be cached forever; only `runtime.json` has to be
fresh.
"""

import gzip
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

from checker.build import BuildFailure
from checker.build.archive import read, write
from checker.build.places import PYODIDE, RUNTIME
from checker.build.runtime.engine import ENGINE, build_engine
from checker.build.runtime.library import LIBRARY, STOCK, build_library, read_list
from checker.build.security import integrity
from checker.build.tool import run

COPIED = {"pyodide.mjs": "pyodide.js", "pyodide.asm.js": "pyodide.asm.js", "pyodide.asm.wasm": "pyodide.asm.wasm"}
"""Pyodide's own files, and their names on the site; every host knows the type of `.js`."""

INDEX = "runtime.json"
SWITCH = "RUNTIME"


def build_runtime(target: Path = RUNTIME) -> None:
    """Rebuild the runtime folder."""
    library = library_to_ship()
    if not (PYODIDE / STOCK).is_file():
        message = "node_modules/pyodide is missing; run `make site`, which installs it"
        raise BuildFailure(message)
    shutil.rmtree(target, ignore_errors=True)
    folder = target / "files"
    folder.mkdir(parents=True)
    build_engine(folder / ENGINE)
    if library == LIBRARY:
        build_library(folder / LIBRARY, read_list())
    compile_python(folder)
    for name, ours in (COPIED if library == LIBRARY else COPIED | {STOCK: STOCK}).items():
        shutil.copyfile(PYODIDE / name, folder / ours)
    for path in sorted(folder.iterdir()):
        if path.suffix != ".js":
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    contents = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    files = {name: {"size": len(content), "integrity": integrity(content)} for name, content in contents.items()}
    digest = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:12]
    folder.rename(target / digest)
    info = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["info"]
    index = {"folder": digest, "library": library, "lock": {"info": info, "packages": {}}, "files": files}
    (target / INDEX).write_text(json.dumps(index, indent=1) + "\n", "utf-8")


def library_to_ship() -> str:
    """Return the name of the library that the environment variable `RUNTIME` selects."""
    switch = os.environ.get(SWITCH, "") or "trimmed"
    if switch not in {"trimmed", "stock"}:
        raise BuildFailure(f"{SWITCH}: `{switch}` is not allowed; allowed: `trimmed`, `stock`")
    return STOCK if switch == "stock" else LIBRARY


def compile_python(folder: Path) -> None:
    """Compile the Python files in every archive of a folder to bytecode, in place and reproducibly.

    Needs the minor version of Python that is Pyodide's, which `.python-version` states.
    Docstrings, assertions and the columns of instructions are left out: nothing that ships uses them, and they are half
    of the bytes.  Line numbers are kept for tracebacks.
    SOURCE_DATE_EPOCH makes Python write the source's digest into the bytecode instead of its time.
    """
    settings = {"SOURCE_DATE_EPOCH": "315532800", "PYTHONOPTIMIZE": "2", "PYTHONNODEBUGRANGES": "1"}
    command = [sys.executable, "-m", "pyodide_cli", "py-compile", "--silent", "--no-keep", str(folder)]
    run(command, "the runtime could not be compiled", settings=os.environ | settings)
    for path in folder.iterdir():
        write(path, read(path))
