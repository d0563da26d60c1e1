"""Explanations: the reason of a result mirrors its rule, and says nothing that the answers do not make so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import read_answers
from checker.engine.explain import explain
from checker.sentences.asked import decides
from checker.sentences.view import view_of
from tests.by_reference import TARGETS, reference_sheet
from tests.invented import POLICY
from tests.strategies import SHEETS

RULES = {name: each.rule for name, each in (POLICY.clauses | POLICY.decisions).items()}
REFERENCES = {each.name: each for each in TARGETS if each.kind in {"clause", "decision"}}


@pytest.mark.parametrize("name", RULES)
@given(sheet=SHEETS)
def test_what_is_said_to_hold_holds(name, sheet):
    """What is still possible is what every completion gives, and no row of it is said not to hold."""
    explanation = explain(RULES[name], read_answers(POLICY, sheet)[0].known)
    target = REFERENCES[name]
    outcomes = {target.complete_outcome(number) for number in target.completions(reference_sheet(sheet))}
    assert set(explanation.possible) == outcomes
    assert all(reason is None or reason.holds is not False for _, reason in explanation.rows)
    if len(explanation.possible) == 1:
        assert all(reason.holds is not True for _, reason in explanation.others)


@given(sheet=SHEETS, name=st.sampled_from(sorted(POLICY.decisions)))
def test_a_row_is_ruled_out_exactly_where_no_way_of_answering_makes_it_a_ground(sheet, name):
    """In the table of a decision, a row has no mark exactly where it is a ground in no way of answering the rest."""
    answers, _ = read_answers(POLICY, sheet)
    (decision,) = (each for each in view_of(POLICY, answers).decisions if each.id == name)
    target = REFERENCES[name]
    completions = target.completions(reference_sheet(sheet))
    grounds = {row for number in completions for row in target.grounds(number)}
    assert {number for number, row in enumerate(decision.rows) if row.mark} == grounds


def test_a_second_ground_that_is_still_possible_is_not_ruled_out():
    """With one clause in the way and another question open, the other clause can still be a second ground."""
    answers, _ = read_answers(POLICY, {"grade": "remote", "line_tested": False})
    marks = [row.mark for row in view_of(POLICY, answers).decisions[0].rows]
    assert marks == ["yours", "possible", ""]


def test_a_question_names_what_it_can_change():
    """What a question can change is every decision and clause for which two completions differ in it alone."""
    for question in POLICY.questions.values():
        expected = [name for name, target in REFERENCES.items() if question.id in target.result({}).missing]
        assert len(decides(POLICY, question)) == len(expected) > 0
