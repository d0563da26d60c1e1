"""Recording which members of Pyodide's standard library start-up and the engine import.

In: Pyodide, the engine, the policy.  Out: the members' names, for `library.txt`.
Runs Pyodide with its whole library under Node.js, and calls every function that the browser calls.
Must not name a question or a value: the requests are derived from the policy.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.build.archive import write
from checker.build.places import PYODIDE
from checker.build.runtime.engine import ENGINE, LOADED, build_engine, imports_of, modules
from checker.build.runtime.library import LIBRARY, whole_library
from checker.build.tool import run_node
from checker.engine.model import Policy, Question
from checker.policy import load_policy

SAFETY = ("traceback", "linecache", "tokenize", "warnings", "textwrap", "codeop", "_colorize", "contextlib")
"""Modules that a run without errors does not import, but that are needed to report an error in the browser."""

HOST_ONLY = ("tomllib",)
"""Modules that the engine never imports in a browser, where the policy is already loaded."""

RECORDER = Path(__file__).with_name("record.mjs")
TODAY = "2026-11-23"
DATES = ("2027-02-03", "2026-12-01")

HEAD = """\
# The members of Pyodide's standard library that the site ships, one a line.
# Made by `python -m checker.build library`; do not edit.
"""


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
            "requests": [*map(json.dumps, requests(load_policy())), "{", "[]"],
            "modules": [*SAFETY, *library_imports()],
        }
        loaded = json.loads(run_node(RECORDER, plan, "the engine does not start under Node.js"))
    return sorted(whole_library().keys() & set(loaded))


def library_imports() -> list[str]:
    """Return the modules of the standard library that the engine imports anywhere, inside functions too."""
    found = {name for module, file in modules().items() if module != LOADED for name in imports_of(file)}
    return sorted(name for name in found if name.partition(".")[0] not in {"checker", "__future__", *HOST_ONLY})


def requests(policy: Policy) -> Iterator[dict[str, object]]:
    """Yield requests that exercise the engine: with no answers, with all answers, and with invalid ones."""
    more = {"today": TODAY, "name": "A device", "address": "https://site.example/checker/"}
    questions = policy.questions.values()
    yield {"answers": {}}
    for number in (0, -1):
        answers = {question.id: _answers_to(question)[number] for question in questions}
        yield {"answers": answers, **more}
    yield {"answers": {f"{question.id}x": 1 for question in questions} | dict.fromkeys(policy.questions, "nonsense")}


def _answers_to(question: Question) -> list[object]:
    """Return two or more answers to a question."""
    if question.type == "boolean":
        return [True, False]
    return [choice.id for choice in question.choices] or [*DATES]
