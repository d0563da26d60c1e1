"""The policy that ships, for tests that have not moved to the invented one; new tests use `tests.invented`."""

import os

from checker.browser import door as DOOR  # noqa: N812  used as the invented policy's is
from checker.build.places import ROOT
from checker.policy import CASES, FOLDER, PROCEDURES, SOURCE, load_document, load_policy, load_source
from checker.verify.cases import load_cases

__all__ = ["CASES", "CASES_TABLE", "DOCUMENT", "DOOR", "ENVIRONMENT", "POLICY", "PROCEDURES", "SOURCE", "SOURCE_TEXT"]

POLICY = load_policy(PROCEDURES)
DOCUMENT = load_document(PROCEDURES)
SOURCE_TEXT = load_source(SOURCE)
CASES_TABLE = load_cases(load_document(CASES), CASES.name, POLICY)
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "POLICY": str(FOLDER)}
