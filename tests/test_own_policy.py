"""The tests' own policy: what stands on it does not stand on the policy that ships."""

import os
import subprocess
import sys

import pytest

from checker import load_policy
from checker.build.places import ROOT
from tests.own_policy import POLICY

OTHER = ROOT / "tests" / "second" / "policy"
BOTH = {"test_cases.py", "test_record.py", "test_own_policy.py"}
"""Modules that are about the policy that ships, and use the other only for their controls."""

STANDING = [
    path
    for path in sorted((ROOT / "tests").glob("test_*.py"))
    if path.name not in BOTH and "from tests.own_policy import" in path.read_text("utf-8")
]


def run(*modules):
    """Run test modules with another society's policy in the place of the one that ships; return the exit code."""
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "-k", "not OnTheBuiltSite", *map(str, modules)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"POLICY": str(OTHER)}, capture_output=True, check=False)
    return done.returncode


def test_it_is_not_the_one_that_ships():
    """A test that took the one for the other would be told by the fingerprint."""
    assert POLICY.fingerprint != load_policy().fingerprint


@pytest.mark.thorough
@pytest.mark.parametrize("module", STANDING, ids=lambda path: path.stem)
def test_no_test_of_the_engine_stands_on_the_policy_that_ships(module):
    """With another society's policy in its place, every test of the engine, its words and the command line passes."""
    assert run(module) == 0


@pytest.mark.thorough
def test_a_test_that_stands_on_it_is_seen():
    """The record of the policy that ships is missed under another policy: the control."""
    assert run(ROOT / "tests" / "test_record.py") == 1
