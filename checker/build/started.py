"""A started Python: its memory with the engine in it, and the parts of the interpreter that go on from there.

    started.memory   Python's memory after the engine was imported, before anything was asked of it
    started.wasm     Pyodide's program with the functions that this site has ever called; of the memory that it begins
                     with, only what is another in `started.memory`
    started.js       Pyodide's script without what only the other functions ask for

A visit takes these, and need not start Python: that saves two thirds of the time and of the work.
Everything else of Python, and whatever the list of functions does not hold, is in the runtime's other files.
A function that is not there stops the worker, and the worker of the next start takes those instead:
so nothing is ever answered in another way than by the whole interpreter.

`functions.txt` is that list. `python -m checker.build functions` makes it: it works the engine in a browser, with a
program that tells of each function that is called.
"""

import re
import shutil
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.build.failure import BuildFailure
from checker.build.interpreter import LOADER, PROGRAM, SCRIPT, names_used, trim, without_exports
from checker.build.library import SAFETY, imports_of, late_imports, read_list, work_engine
from checker.build.node import fault_of, run_script
from checker.build.places import PYODIDE, ROOT

MEMORY = "started.memory"
STARTED_PROGRAM = "started.wasm"
STARTED_SCRIPT = "started.js"
LIST = Path(__file__).with_name("functions.txt")
DOOR = "checker.browser.door"
_MAKER = Path(__file__).with_name("memory.mjs")
_LEAN = Path(__file__).with_name("lean.mjs")
_GIVEN_OUT = re.compile(r'Module\["([\w$]+)"\]=\1;')
"""A statement of the script that gives a function out under its own name, for programs that are linked later."""
_SIGNED = re.compile(r'([\w$]+)\.sig="\w*";')
"""A statement of the script that says what a function takes, for the same programs."""
_OFFERED = re.compile(r"var wasmImports=\{([^{}]*)\};")
"""What the script offers to the program."""


def build_started(pyodide: Path, folder: Path, functions: Collection[int] | None, begins: dict[str, object]) -> None:
    """Write the program and the script that go on from the started memory into the folder of the runtime's other files.

    pyodide: the folder of Pyodide as its makers publish it.  functions: numbers of those of its program to keep;
    None for all.  begins: what `write_memory` returned.
    """
    script = (pyodide / SCRIPT).read_text("utf-8")
    less = {} if functions is None else {"functions": sorted(functions)}
    made = trim(pyodide / PROGRAM, folder / STARTED_PROGRAM, names_used(script), begins=begins, **less)
    script = without_exports(script, made.exports)
    loader = (folder / LOADER).read_text("utf-8")
    (folder / STARTED_SCRIPT).write_text(lean_script(script, loader, made.imports), "utf-8")


def read_functions(path: Path = LIST) -> set[int]:
    """Return the numbers of the functions to keep, as they stand in Pyodide's own program."""
    return {int(line) for line in read_list(path)}


def write_memory(runtime: Path, wheel: Path, target: Path) -> dict[str, object]:
    """Write the memory of a Python that was started from a folder and has imported what the browser uses of the wheel.

    Return how the memory that its program begins with can be had of it, as `memory.mjs` says and `trim.mjs` takes it.
    """
    with TemporaryDirectory() as name:
        folder = shutil.copytree(runtime, Path(name) / "runtime")
        shutil.copyfile(PYODIDE / "package.json", folder / "package.json")  # says what kind of script they are
        plan = {
            "modules": [*modules_used(), *late_imports(), *SAFETY],
            "target": str(target),
        }
        return work_engine(_MAKER, folder, wheel, plan)


def modules_used() -> list[str]:
    """Return the engine's modules that the browser's door can come to import, inside functions too."""
    found: set[str] = set()
    coming = {DOOR}
    while coming:
        name = coming.pop()
        found.add(name)
        path = ROOT.joinpath(*name.split("."))
        imports = imports_of(path / "__init__.py" if path.is_dir() else path.with_suffix(".py"))
        coming |= {each for each in imports if each.startswith("checker.")} - found
    return sorted(found)


def lean_script(script: str, loader: str, imports: Collection[str]) -> str:
    """Return Pyodide's script without what nobody asks for.

    script: without the lines that fetch an export which is not there.  loader: Pyodide's other script, which uses it.
    imports: what the program asks for.  Raise BuildFailure if the script is not as it is known.
    """
    offered = _OFFERED.search(script)
    if offered is None:
        raise BuildFailure(f"{SCRIPT}: does not say what it offers to the program; is Pyodide another one?")
    kept = [item for item in offered[1].split(",") if item.split(":")[0] in imports]
    script = script[: offered.start(1)] + ",".join(kept) + script[offered.end(1) :]
    functions = {item.rpartition(":")[2] for item in kept}  # as in `{read:_read,write}`
    script = _SIGNED.sub(lambda match: match[0] if match[1] in functions else "", script)
    asked = set(re.findall(r'\b(?:\w|Module)(?:\.|\[")([\w$]+)', _GIVEN_OUT.sub("", script) + loader))
    script = _GIVEN_OUT.sub(lambda match: match[0] if match[1] in asked else "", script)
    # An `eval` of the scope around it may use anything. Those that there are serve programs that are linked later.
    script = re.sub(r"\beval\(", "globalThis.eval(", script)
    done = run_script(_LEAN, {"script": script})
    if done.returncode:
        raise BuildFailure(f"{SCRIPT}: could not be trimmed: {fault_of(done)}")
    return done.stdout
