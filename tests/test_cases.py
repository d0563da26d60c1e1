"""The worked cases of the policy that ships, through the library and through the command line."""

import json
import subprocess
import sys
from collections import Counter

import pytest

from checker import assess, load_policy, read_answers
from checker.build.places import ROOT
from checker.build.worked_cases import faults_of_cases
from checker.policy import CASES, load_document
from checker.verify.cases import Case, differences, load_cases
from tests import own_policy

POLICY = load_policy()
CASES_TABLE = load_cases(load_document(CASES), "cases.toml", POLICY)


@pytest.mark.parametrize("case", CASES_TABLE, ids=[case.says for case in CASES_TABLE])
def test_library_agrees_with_case(case):
    """The library gives every worked case what it expects."""
    answers, faults = read_answers(POLICY, case.answers)
    assert not faults
    assessment = assess(POLICY, answers)
    assert differences(case, assessment.as_json(), assessment.silences) == []


def test_command_line_agrees_with_every_case(record_faces):
    """The command line gives every case what it expects."""
    done = subprocess.run(
        [sys.executable, "-m", "checker", "assess", "--format", "json"],
        cwd=ROOT,
        input=json.dumps([case.answers for case in CASES_TABLE]).encode(),
        capture_output=True,
        check=True,
    )
    results = json.loads(done.stdout)
    failed = {
        case.says: found
        for case, result in zip(CASES_TABLE, results, strict=True)
        if (found := differences(case, result))
    }
    assert failed == {}
    record_faces("library", len(CASES_TABLE))
    record_faces("command line", len(results))


def test_case_that_expects_something_else_is_told():
    """A case whose expectations are wrong in every respect is told in every respect: the control."""
    answers, _ = read_answers(own_policy.POLICY, {"fda_process_begun": False, "ama_submission_date": "2028-03-01"})
    wrong = {
        "findings": {"discussion-criteria": "met"},
        "decisions": {"discussion": "not_barred"},
        "missing": {"position": []},
        "clauses": {"discussion": ["autonomous"]},
        "blocking": {"discussion": []},
        "conflicts": [{"clause": "assistive", "answers": []}],
        "dates": {"eight_weeks_before": "2028-01-06"},
        "silences": [],
    }
    case = Case(says="", clause="autonomous", answers={}, expected=wrong)
    assessment = assess(own_policy.POLICY, answers)
    assert len(differences(case, assessment.as_json(), assessment.silences)) == len(wrong)


def test_every_case_is_a_sentence_about_a_clause_and_expects_something():
    """Every case is named by a sentence of its own, is about a clause, and expects something."""
    names = Counter(case.says for case in CASES_TABLE)
    assert [name for name, count in names.items() if count > 1] == []
    for case in CASES_TABLE:
        assert case.says.endswith(".")
        assert case.clause in POLICY.clauses
        assert case.expected, case.says


def test_no_case_is_missing():
    """Every row of every rule is reached by two cases, and every silence is brought up by one and left out by one."""
    assert [*faults_of_cases(POLICY, CASES_TABLE)] == []


def test_a_case_that_is_missing_is_told():
    """Without the cases that reach a row or bring up a silence, each is told by its name: the control."""
    told = [*faults_of_cases(POLICY, [])]
    rows = sum(len(each.rule.rows) for each in (*POLICY.clauses.values(), *POLICY.decisions.values()) if each.rule)
    silences = [silence for silence in POLICY.silences if silence.rule]
    assert len(told) == rows + 2 * len(silences)
    assert f"`{silences[0].id}`" in told[rows]
    assert all("has 0 worked cases; add 2" in each for each in told[:rows])
