"""The interpreter as the browser gets it: Pyodide's own, without the exports that only other programs would use.

Pyodide's WebAssembly exports every function of CPython and of the C++ library, for packages with compiled parts
to link with.  This site has no such package, so no export is asked for but those that Pyodide's own script names.
The others, what only they reach, and the lines of the script that fetch them are left out; nothing else is changed.
That is fewer bytes, and less work at every start, for which the browser makes a function of each export.
"""

import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from checker.build.failure import BuildFailure
from checker.build.node import fault_of, run_script

LOADER = "pyodide.mjs"
PROGRAM = "pyodide.asm.wasm"
SCRIPT = "pyodide.asm.js"
_TRIMMER = Path(__file__).with_name("trim.mjs")
_FETCHED = re.compile(r'var (\w+)=Module\["\1"\]=wasmExports\["(\w+)"\];')
"""A line of the script that only gives an export a name: `var _f=Module["_f"]=wasmExports["f"];`."""
_NAME = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)


class Trimmed(NamedTuple):
    """What a trimmed program exports, and what it asks for of the script."""

    exports: frozenset[str]
    imports: frozenset[str]


def build_interpreter(pyodide: Path, folder: Path) -> None:
    """Write Pyodide's WebAssembly and its script into a folder, without the exports that nothing asks for."""
    script = (pyodide / SCRIPT).read_text("utf-8")
    made = trim(pyodide / PROGRAM, folder / PROGRAM, names_used(script))
    (folder / SCRIPT).write_text(without_exports(script, made.exports), "utf-8")


def names_used(script: str) -> set[str]:
    """Return every word of the script outside the lines that only fetch an export; `_f` stands for `f` too."""
    words = set(_NAME.findall(_FETCHED.sub("", script)))
    return words | {word.removeprefix("_") for word in words}


def without_exports(script: str, kept: Collection[str]) -> str:
    """Return the script without the lines that fetch an export which is not kept."""
    return _FETCHED.sub(lambda match: match[0] if match[2] in kept else "", script)


def trim(program: Path, target: Path, names: Collection[str], **more: object) -> Trimmed:
    """Write the WebAssembly with the exports of these names, and return what it exports and asks for.

    more: what else `trim.mjs` takes, such as the functions to keep.
    """
    done = run_script(_TRIMMER, {"program": str(program), "target": str(target), "names": sorted(names), **more})
    if done.returncode:
        message = f"{PROGRAM}: could not be trimmed: {fault_of(done)}; run `make setup` and try again"
        raise BuildFailure(message)
    made = json.loads(done.stdout)
    return Trimmed(exports=frozenset(made["exports"]), imports=frozenset(made["imports"]))
