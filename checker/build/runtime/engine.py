"""The engine for the browser: an archive of the modules that `checker/browser/door.py` imports, and the loaded policy.

In: a checkout.  Out: the archive, with the same bytes for the same sources.
Every visitor downloads it, so it must not contain what only the command line, the pages or the build use.
"""

import ast
from pathlib import Path

from checker.build.archive import write
from checker.build.places import ROOT
from checker.engine.model import Policy
from checker.policy import load_policy

ENGINE = "engine.zip"
DOOR = "checker.browser.door"
LOADED = "checker.policy"
"""The module that is replaced by one with the policy already loaded, so that the loader is not shipped."""

_MODULE = '''\
"""The policy that ships, already loaded: made by the build."""

from checker.engine.condition import *
from checker.engine.model import *
from checker.engine.rule import *

_POLICY = {policy!r}


def load_policy():
    return _POLICY
'''


def modules() -> dict[str, Path]:
    """Return our modules that the door imports, directly or not, inside functions too: files by name, sorted."""
    found: dict[str, Path] = {}
    pending = [DOOR]
    while pending:
        name = pending.pop()
        path = ROOT.joinpath(*name.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if name in found or not name:
            continue
        found[name] = file
        imported = () if name == LOADED else imports_of(file)
        pending += [name.rpartition(".")[0], *(each for each in imported if each.startswith("checker."))]
    return dict(sorted(found.items()))


def imports_of(file: Path) -> set[str]:
    """Return the names of the modules that a file imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_bytes(), file.name)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def build_engine(target: Path) -> None:
    """Write the archive, as source."""
    members = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in modules().values()}
    members["checker/policy/__init__.py"] = module_of(load_policy()).encode()
    write(target, members)


def module_of(policy: Policy) -> str:
    """Return the source of the module with the policy. The representation of a record is source code that makes it."""
    return _MODULE.format(policy=policy)
