"""Filling `docs/assets/runtime/` with what the worker loads.

    runtime.json            the names of the folder and the library; Pyodide's lock file; each file's size and SHA-256
    <digest>/<file>         a file
    <digest>/<file>.gz      the same compressed, unless it is a script, which every host compresses

The folder's name is a digest of its content.
So a visitor who returns after a new deployment never gets a mix of old and new files, and every file in it can be
cached forever; only `runtime.json` has to be fresh.

`RUNTIME=stock make site` ships Pyodide's whole library instead of ours: it is the control in tests, and the fallback
if a new Pyodide needs more than ours has.
"""

import gzip
import hashlib
import json
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

from checker.build.digest import integrity
from checker.build.failure import BuildFailure
from checker.build.places import PYODIDE, ROOT, RUNTIME, SCRATCH
from checker.build.runtime.bytecode import compile_python
from checker.build.runtime.engine import ENGINE, build_engine, sources
from checker.build.runtime.library import LIBRARY, STOCK, build_library, read_list

PROGRAM = "pyodide.asm.wasm"
SCRIPTS = {"pyodide.mjs": "pyodide.js", "pyodide.asm.js": "pyodide.asm.js"}
"""Pyodide's scripts, and their names on the site, of which every host knows the type."""

INDEX = "runtime.json"
STAMP = SCRATCH / "runtime.stamp"
SWITCH = "RUNTIME"


class Entry(TypedDict):
    """A file in `runtime.json`."""

    size: int
    integrity: str


class Index(TypedDict):
    """The content of `runtime.json`.  library: the name of that file.  lock: Pyodide's lock file, without packages."""

    folder: str
    library: str
    lock: dict[str, object]
    files: dict[str, Entry]


def build_runtime(target: Path = RUNTIME, stamp: Path = STAMP) -> bool:
    """Make the runtime folder, unless it is up to date; return whether it was made."""
    library = library_to_ship()
    if not (PYODIDE / STOCK).is_file():
        message = "node_modules/pyodide is not there; run `make site`, which installs it"
        raise BuildFailure(message)
    inputs = _digest_inputs(library)
    if _is_current(target, stamp, inputs):
        return False
    with TemporaryDirectory() as name:
        folder = Path(name) / "files"
        folder.mkdir()
        index = fill(folder, library)
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        shutil.move(folder, target / index["folder"])
        (target / INDEX).write_text(json.dumps(index, indent=1) + "\n", "utf-8")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(inputs, "ascii")
    return True


def library_to_ship() -> str:
    """Return the name of the library that the environment variable `RUNTIME` selects."""
    switch = os.environ.get(SWITCH, "") or "trimmed"
    if switch not in {"trimmed", "stock"}:
        raise BuildFailure(f"{SWITCH}: `{switch}` is not allowed; allowed: `trimmed`, `stock`")
    return STOCK if switch == "stock" else LIBRARY


def fill(folder: Path, library: str) -> Index:
    """Make the files of the runtime in an empty folder; return the content of `runtime.json`."""
    shutil.copyfile(PYODIDE / PROGRAM, folder / PROGRAM)
    build_engine(folder / ENGINE)
    compile_python(folder / ENGINE)
    if library == STOCK:
        shutil.copyfile(PYODIDE / STOCK, folder / library)
    else:
        build_library(folder / library, read_list())
    for path in sorted(folder.iterdir()):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    for name, ours in SCRIPTS.items():
        shutil.copyfile(PYODIDE / name, folder / ours)
    files = {path.name: describe(path) for path in sorted(folder.iterdir())}
    digest = hashlib.sha256(json.dumps(files).encode()).hexdigest()
    info = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["info"]
    return {"folder": digest[:12], "library": library, "lock": {"info": info, "packages": {}}, "files": files}


def describe(path: Path) -> Entry:
    """Return a file's size and its SHA-256 in the form of an `integrity` attribute."""
    content = path.read_bytes()
    return {"size": len(content), "integrity": integrity(content)}


def _digest_inputs(library: str) -> str:
    """Return a digest of everything that the runtime is made from; of packages, only of their pinned versions."""
    total = hashlib.sha256(library.encode())
    own = [path for path in Path(__file__).parent.parent.rglob("*") if path.suffix in {".py", ".mjs", ".txt"}]
    pins = [ROOT / name for name in ("package-lock.json", "requirements.txt")]
    for path in sorted({*sources(), *own, *pins}):
        total.update(f"{path}\0".encode())  # absolute, since POLICY may be outside the checkout
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for name in (PROGRAM, *SCRIPTS, STOCK):
        total.update(f"{name}\0{(PYODIDE / name).stat().st_size}\0".encode())
    return total.hexdigest()


def _is_current(target: Path, stamp: Path, inputs: str) -> bool:
    """Return whether the folder was made from these inputs, and every file has its recorded size."""
    try:
        if stamp.read_text("ascii") != inputs:
            return False
        index = json.loads((target / INDEX).read_text("utf-8"))
        folder = target / index["folder"]
        for name, entry in index["files"].items():
            if (folder / name).stat().st_size != entry["size"]:
                return False
    except (OSError, ValueError, KeyError):
        return False
    return True
