"""Recording which members of Pyodide's standard library start-up and the engine import.

In: Pyodide, the engine, the policy.  Out: the members' names, for `library.txt`.
Runs Pyodide with its whole library under Node.js, and sends the engine every kind of request.
Must not name a question or a value: the requests are those of the policy's worked cases.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.build.archive import write
from checker.build.places import PYODIDE
from checker.build.runtime.engine import ENGINE, LOADED, build_engine, imports_of, modules
from checker.build.runtime.library import LIBRARY, LIST, whole_library
from checker.build.tool import run
from checker.policy import CASES, load_document, load_policy

SAFETY = ("traceback", "linecache", "tokenize", "warnings", "textwrap", "codeop", "_colorize", "contextlib")
"""Modules that a run without errors does not import, but that are needed to report an error in the browser."""

RECORDER = Path(__file__).with_name("library_list.mjs")

_LIST = """\
# The members of Pyodide's standard library that the site ships, one a line.
# Made by `python -m checker.build library`; do not edit.
{members}
"""


def write_list() -> None:
    """Write `library.txt`."""
    LIST.write_text(_LIST.format(members="\n".join(record_members())), "utf-8")


def record_members() -> list[str]:
    """Return the members of Pyodide's standard library that start-up and the engine import, plus `SAFETY`."""
    with TemporaryDirectory() as name:
        library, engine = Path(name) / LIBRARY, Path(name) / ENGINE
        write(library, whole_library())
        build_engine(engine)
        plan = {
            "pyodide": str(PYODIDE),
            "library": str(library),
            "engine": str(engine),
            "requests": [json.dumps(each) for each in requests()],
            "modules": [*SAFETY, *library_imports()],
        }
        fault = "the engine does not start under Node.js"
        loaded = json.loads(run(["node", str(RECORDER)], fault, given=json.dumps(plan)))
    return sorted(whole_library().keys() & set(loaded))


def library_imports() -> list[str]:
    """Return the modules of the standard library that the engine imports anywhere, inside functions too."""
    found = {name for module, file in modules().items() if module != LOADED for name in imports_of(file)}
    return sorted(name for name in found if name.partition(".")[0] != "checker")


def requests() -> list[dict[str, object]]:
    """Return requests that exercise the engine: with no answers, those of each worked case, and invalid ones."""
    more = {"today": "2026-11-23", "name": "A device", "address": "https://site.example/checker/"}
    cases = load_document(CASES)["case"]
    questions = load_policy().questions
    invalid = dict.fromkeys(questions, "nonsense") | {f"{name}x": 1 for name in questions}
    return [{"answers": {}}, *({"answers": case["answers"], **more} for case in cases), {"answers": invalid}]
