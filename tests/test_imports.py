"""Imports follow the data: from engine to result, and from there to the command line, the browser and the pages."""

import ast
import sys

import pytest

from checker.build.places import ROOT

MAY_IMPORT = {
    "engine": {"engine"},
    "policy": {"engine", "policy"},
    "result": {"engine", "result"},
    "verify": {"engine", "policy", "verify"},
    "commandline": {"engine", "policy", "result", "verify", "commandline"},
    "browser": {"engine", "policy", "result", "browser"},
    "pages": {"engine", "policy", "result", "verify", "pages"},
    "build": {"engine", "policy", "result", "verify", "browser", "pages", "build"},
}
UNSHIPPED = {"pages", "build"}
"""Rooms that may import packages."""


def imported(source):
    """Return the modules that a source imports, at its top or inside a function."""
    modules = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules.append("." * node.level + (node.module or ""))
    return modules


def wrong(room, source):
    """Return the imports of a source in a room that the direction does not allow."""
    found = []
    for module in imported(source):
        top, _, rest = module.partition(".")
        if top == "checker":
            if rest.partition(".")[0] not in MAY_IMPORT[room]:
                found.append(module)
        elif room not in UNSHIPPED and top not in sys.stdlib_module_names:
            found.append(module)
    return found


@pytest.mark.parametrize("room", sorted(path.parent.name for path in (ROOT / "checker").glob("*/__init__.py")))
def test_direction(room):
    """Every module imports only from its own room and those before it; what ships, only the standard library."""
    files = (ROOT / "checker" / room).rglob("*.py")
    faults = {str(file.relative_to(ROOT)): wrong(room, file.read_text("utf-8")) for file in files}
    assert {file: found for file, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("engine", "from checker.result.text import text_of"),
        ("engine", "def f():\n    import checker.policy"),
        ("result", "from . import other"),
        ("commandline", "import markdown"),
    ],
)
def test_an_import_against_the_direction_is_found(room, source):
    """An import against the direction, relative, or of a package that does not ship, is found."""
    assert wrong(room, source) != []


@pytest.mark.parametrize("file", sorted((ROOT / "checker" / "engine").glob("*.py")), ids=lambda file: file.stem)
def test_the_engine_is_pure(file):
    """The engine opens nothing, prints nothing and reads no clock, environment or chance."""
    source = file.read_text("utf-8")
    assert not {"os", "io", "sys", "time", "random", "pathlib", "subprocess", "logging"} & set(imported(source))
    calls = {ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}
    assert not {"open", "print", "input", "eval", "exec", "date.today", "datetime.now"} & calls
