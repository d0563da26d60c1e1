"""The worked cases of the policy that ships, through the library and through the command line."""

import json
import subprocess
import sys
from collections import Counter

import pytest

from checker import assess, read_answers
from checker.build.places import ROOT
from checker.build.worked_cases import faults_of_cases
from checker.verify.cases import differences
from tests import invented
from tests.shipped import CASES_TABLE, POLICY


@pytest.mark.parametrize("case", CASES_TABLE, ids=[case.says for case in CASES_TABLE])
def test_the_library_agrees(case):
    """The library gives every worked case what it expects."""
    answers, faults = read_answers(POLICY, case.answers)
    assert not faults
    assessment = assess(POLICY, answers)
    assert differences(case, assessment.as_json(), [each.id for each in assessment.silences]) == []


def test_the_command_line_agrees():
    """The command line gives every case what it expects."""
    done = subprocess.run(
        [sys.executable, "-m", "checker", "assess", "--format", "json"],
        cwd=ROOT,
        input=json.dumps([case.answers for case in CASES_TABLE]).encode(),
        capture_output=True,
        check=True,
    )
    pairs = list(zip(CASES_TABLE, json.loads(done.stdout), strict=True))
    failed = {case.says: found for case, result in pairs if (found := differences(case, result))}
    assert failed == {}


def test_every_case_has_a_sentence_of_its_own():
    """No two cases have the same sentence."""
    assert [says for says, count in Counter(case.says for case in CASES_TABLE).items() if count > 1] == []


def test_no_case_is_missing():
    """Every row of every rule is reached by two cases, and every silence is brought up by one and left out by one."""
    assert [*faults_of_cases(POLICY, CASES_TABLE)] == []


def test_a_missing_case_is_reported():
    """Without cases, every row and every silence with a condition is reported by name."""
    faults = [*faults_of_cases(invented.POLICY, [])]
    rules = [each.rule for each in (*invented.POLICY.clauses.values(), *invented.POLICY.decisions.values())]
    assert len(faults) == sum(len(rule.rows) for rule in rules) + 2 * 3
    assert any("`who-tests`" in each for each in faults)
