"""The tests' own policy, `tests/policy`, on which all stands that asserts words, ids or counts of a policy.

The one that ships is held by verifying, by its worked cases, by its record, and by properties that name no id: so a
change of the published text fails no test of the engine.  It began as a copy of that one, and is not kept like it.
"""

import os
from importlib.util import find_spec, module_from_spec

from checker.build.places import ROOT
from checker.policy import load_document, load_policy, load_source
from checker.verify.cases import load_cases

FOLDER = ROOT / "tests" / "policy"
PROCEDURES, SOURCE, CASES = (FOLDER / name for name in ("procedures.toml", "source.txt", "cases.toml"))
POLICY = load_policy(PROCEDURES)
DOCUMENT = load_document(PROCEDURES)
SOURCE_TEXT = load_source(SOURCE)
CASES_TABLE = load_cases(load_document(CASES), CASES.name, POLICY)
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "POLICY": str(FOLDER)}
"""For a command that is to go by this policy, wherever it is run."""


def door_of(policy):
    """Return the browser's door, a module of its own, that goes by another policy than the one that ships."""
    found = find_spec("checker.browser.door")
    door = module_from_spec(found)
    found.loader.exec_module(door)
    door._policy = policy
    return door


DOOR = door_of(POLICY)
