"""The worked cases of the policy that ships, through the library and through the command line."""

import json
import subprocess
import sys
from collections import Counter

import pytest

from checker import assess, load_policy, read_answers
from checker.build.places import ROOT
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


def test_every_row_of_every_rule_has_two_cases():
    """Every status of every clause, and every row of every decision, is reached by at least two cases."""
    rows: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    for case in CASES_TABLE:
        answers, _ = read_answers(POLICY, case.answers)
        for clause in case.expected.get("findings", {}):
            settled = POLICY.clauses[clause].rule.settle(POLICY.clauses[clause].rule.known(answers.known))
            rows.update((clause, row.outcome, row.clauses) for row in settled.rows if settled.outcome)
        for decision in case.expected.get("decisions", {}):
            rule = POLICY.decisions[decision].rule
            settled = rule.settle(rule.known(answers.known))
            rows.update((decision, row.outcome, row.clauses) for row in settled.rows if settled.outcome)
    expected = {
        (name, row.outcome, row.clauses)
        for name, target in (POLICY.clauses | POLICY.decisions).items()
        for row in target.rule.rows
    }
    assert {row: rows[row] for row in expected if rows[row] < 2} == {}


def test_every_silence_with_a_condition_has_a_case_that_brings_it_up_and_one_that_does_not():
    """Each silence that turns on answers is brought up by a case, and left out by one that answers what it asks."""
    judged = [case for case in CASES_TABLE if "silences" in case.expected]
    for silence in POLICY.silences:
        if silence.rule is None:
            continue
        brought_up = [silence.id in case.expected["silences"] for case in judged]
        asked = {variable.name for variable in silence.rule.variables}
        near = [asked & case.answers.keys() for case in judged]
        assert any(brought_up), silence.id
        assert any(names and not shown for names, shown in zip(near, brought_up, strict=True)), silence.id
