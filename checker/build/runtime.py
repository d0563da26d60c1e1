"""What the worker loads, in `docs/assets/runtime/`: Pyodide with its library, the engine, and all of it started.

    runtime.json            names the folder and each file with its size, its size as `.gz`, and its sha256
    <digest>/<file>         the file
    <digest>/<file>.gz      the large ones once more: so the wire size does not depend on the host

The folder's name is a digest of all that is in it.
So a visitor who comes back after a new deployment never gets an old file beside a new one, and every file in
it may be cached for ever; only `runtime.json` has to be fresh.
"""

import hashlib
import json
import shutil
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

from checker.build.archive import rewrite
from checker.build.compress import compressing
from checker.build.failure import BuildFailure
from checker.build.interpreter import LOADER, PROGRAM, SCRIPT, build_interpreter
from checker.build.library import LIST, build_library, compile_python, read_list, write_lock
from checker.build.places import PYODIDE, ROOT, RUNTIME, SCRATCH
from checker.build.started import MEMORY, STARTED_PROGRAM, STARTED_SCRIPT, build_started, read_functions, write_memory
from checker.build.wheel import build_wheel, sources

LIBRARY = "python_stdlib.zip"
LOCK = "pyodide-lock.json"
INDEX = "runtime.json"
STAMP = SCRATCH / "runtime.stamp"


class Index(TypedDict):
    """What `runtime.json` says."""

    folder: str
    files: dict[str, dict[str, int | str]]


def build_runtime(target: Path = RUNTIME, stamp: Path = STAMP) -> bool:
    """Make the runtime folder unless it is up to date; return whether there was anything to do."""
    if not (PYODIDE / LIBRARY).is_file():
        message = "node_modules/pyodide is not there; run `make site`, which installs it"
        raise BuildFailure(message)
    inputs = _digest_inputs()
    if _is_current(target, stamp, inputs):
        return False
    with TemporaryDirectory() as name:
        folder = Path(name) / "files"
        folder.mkdir()
        index = fill(folder, read_functions())
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        shutil.move(folder, target / index["folder"])
        (target / INDEX).write_text(json.dumps(index, indent=1) + "\n", "utf-8")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(inputs, "ascii")
    return True


def fill(folder: Path, functions: Collection[int] | None) -> Index:
    """Make the files of the runtime in an empty folder and return what `runtime.json` says of them.

    functions: those of Pyodide's program that a started Python has; None for all.
    """
    with compressing() as compress:
        build_interpreter(PYODIDE, folder)
        compress(folder / PROGRAM)
        compress(folder / SCRIPT)
        shutil.copyfile(PYODIDE / LOADER, folder / LOADER)
        build_library(folder / LIBRARY, read_list())
        compress(folder / LIBRARY)
        lock = write_lock(build_wheel(folder))
        compile_python(folder)  # the one wheel, with its new name and digest put into the lock file
        wheel = _settle(folder, lock)
        compress(wheel)
        begins = write_memory(folder, wheel, folder / MEMORY)
        compress(folder / MEMORY)
        build_started(PYODIDE, folder, functions, begins)
        compress(folder / STARTED_PROGRAM)
        compress(folder / STARTED_SCRIPT)
    files = {path.name: describe(path) for path in sorted(folder.iterdir()) if path.suffix != ".gz"}
    digest = hashlib.sha256(json.dumps(files).encode()).hexdigest()
    return {"folder": digest[:12], "files": files}


def _settle(folder: Path, lock: Path) -> Path:
    """Give the compiled wheel settled bytes, and the lock file the digest of these; return the wheel.

    It is not compressed inside: it travels as `.gz`, smaller as one stream.
    """
    (wheel,) = folder.glob("*.whl")
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


def describe(path: Path) -> dict[str, int | str]:
    """Return a file's size and its sha256 in hexadecimal, and both of it as `.gz` where there is one."""
    entry: dict[str, int | str] = {"size": path.stat().st_size}
    compressed = path.with_name(path.name + ".gz")
    if compressed.exists():
        entry["gz"] = compressed.stat().st_size
        entry["gz_sha256"] = hashlib.sha256(compressed.read_bytes()).hexdigest()
    entry["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return entry


def _digest_inputs() -> str:
    """Return a digest of all that the runtime is made from; packages are known by their pins."""
    total = hashlib.sha256()
    own = [path for path in Path(__file__).parent.rglob("*") if path.suffix in {".py", ".mjs", ".txt"}]
    pins = [ROOT / name for name in ("package-lock.json", "requirements.txt")]
    for path in sorted({*sources(), *own, *pins, LIST}):
        total.update(f"{path}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for name in (LOADER, SCRIPT, PROGRAM, LIBRARY):
        total.update(f"{name}\0{(PYODIDE / name).stat().st_size}\0".encode())
    return total.hexdigest()


def _is_current(target: Path, stamp: Path, inputs: str) -> bool:
    """Return whether the folder was made from these inputs and every file still has its size."""
    try:
        if stamp.read_text("ascii") != inputs:
            return False
        index = json.loads((target / INDEX).read_text("utf-8"))
        folder = target / index["folder"]
        for name, entry in index["files"].items():
            if (folder / name).stat().st_size != entry["size"]:
                return False
            if "gz" in entry and (folder / f"{name}.gz").stat().st_size != entry["gz"]:
                return False
    except (OSError, ValueError, KeyError):
        return False
    return True
