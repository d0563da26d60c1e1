"""The invented policy of `tests/second`, on which the tests of the engine, of results and of the command line stand.

The policy that ships is tested by its worked cases, by verifying it, and by properties that name no id of it: a change
of the published text changes no test of the engine.
"""

import os
from importlib.util import find_spec, module_from_spec

from checker.build.places import ROOT
from checker.policy import load_document, load_policy, load_source
from checker.verify.cases import load_cases

FOLDER = ROOT / "tests" / "second" / "policy"
PROCEDURES, SOURCE, CASES = (FOLDER / name for name in ("procedures.toml", "source.txt", "cases.toml"))
POLICY = load_policy(PROCEDURES)
DOCUMENT = load_document(PROCEDURES)
SOURCE_TEXT = load_source(SOURCE)
CASES_TABLE = load_cases(load_document(CASES), CASES.name, POLICY)
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "POLICY": str(FOLDER)}
"""For a command that uses this policy, wherever it is run."""


def door_of(policy):
    """Return the browser's door, as a module of its own, with another policy than the one that ships."""
    found = find_spec("checker.browser.door")
    door = module_from_spec(found)
    found.loader.exec_module(door)
    door._policy = policy
    return door


DOOR = door_of(POLICY)
