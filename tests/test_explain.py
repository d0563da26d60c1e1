"""Explanations: the reason of a result mirrors its rule, and says nothing that the answers do not make so."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import read_answers
from checker.engine.condition import leaves
from checker.engine.explain import explain
from checker.sentences.asked import decides
from checker.sentences.view import view_of
from checker.verify.reference import Reference
from tests.own_policy import DOCUMENT, POLICY
from tests.strategies import SHEETS

RULES = {name: each.rule for name, each in (POLICY.clauses | POLICY.decisions).items()}
REFERENCE = Reference(DOCUMENT)
TARGETS = {each.name: each for each in REFERENCE.targets if each.kind in {"clause", "decision"}}


def known(sheet):
    """Return what the engine goes by for a sheet."""
    answers, faults = read_answers(POLICY, sheet)
    assert not faults
    return answers.known


def as_reference(sheet):
    """Return a sheet as the reference evaluator has it."""
    return {
        name: date.fromisoformat(answer) if name.endswith("_date") else answer
        for name, answer in sheet.items()
        if answer != "unsure"
    }


def leaves_of(reason):
    """Return the tests of a reason, from left to right."""
    if reason.kind in {"is", "days"}:
        return [(reason.names, reason.value)]
    return [test for part in reason.parts for test in leaves_of(part)]


def leaves_in(condition):
    """Return the tests of a condition, from left to right."""
    return [
        ((leaf.name,), leaf.value) if hasattr(leaf, "value") else ((leaf.earlier, leaf.later), leaf.days)
        for leaf in leaves(condition)
    ]


@pytest.mark.parametrize("name", RULES)
class TestEveryRule:
    @given(sheet=SHEETS)
    def test_reasons_mirror_the_rule(self, name, sheet):
        """A reason has the tests of its row's condition, all of them, in their order."""
        explanation = explain(RULES[name], known(sheet))
        rows = [(row, reason) for row, reason in (*explanation.rows, *explanation.others) if reason is not None]
        for row, reason in rows:
            assert leaves_of(reason) == leaves_in(row.when)

    @given(sheet=SHEETS)
    def test_what_is_said_to_hold_holds(self, name, sheet):
        """A row that a settled result rests on is never said not to hold, and the others never to hold."""
        explanation = explain(RULES[name], known(sheet))
        if len(explanation.possible) == 1:
            assert all(reason is None or reason.holds is not False for _, reason in explanation.rows)
            assert all(reason.holds is not True for _, reason in explanation.others)
        else:
            assert all(reason is None or reason.holds is not False for _, reason in explanation.rows)

    @given(data=st.data())
    def test_possible_and_settling_are_exact(self, name, data):
        """What is still possible, and which single answers settle it, is what trying every completion gives."""
        target = TARGETS[name]
        sheet = data.draw(st.sampled_from(target.partial_sheets()))
        as_json = {key: each.isoformat() if isinstance(each, date) else each for key, each in sheet.items()}
        explanation = explain(RULES[name], known(as_json))
        assert set(explanation.possible) == {target.complete_outcome(number) for number in target.completions(sheet)}
        open_questions = [
            question
            for question in target.questions
            if POLICY.questions[question].type != "date" and sheet.get(question) not in target.values[question]
        ]
        expected = [
            (question, value, outcome)
            for question in open_questions
            if question in target.result(sheet).missing
            for value in target.values[question]
            for outcome in [target.outcome(sheet | {question: value})]
            if outcome is not None
        ]
        assert [(each.question, each.value, each.outcome) for each in explanation.settling] == expected


@given(sheet=SHEETS)
def test_no_identifier_is_shown_as_a_word(sheet):
    """Reasons speak in the words of the policy: no id with an underscore stands in them."""
    answers, _ = read_answers(POLICY, sheet)
    view = view_of(POLICY, answers)
    words = str([each.why.rows for each in (*view.decisions, *view.findings)])
    shown = [line for each in (*view.decisions, *view.findings) for line in lines_of(each.why)]
    assert words
    assert not [line for line in shown if "_" in line]


def lines_of(why):
    """Return every sentence and line of a reason."""

    def texts(line):
        return [line.text, line.answer, *(text for part in line.parts for text in texts(part))]

    sentences = [words for words, _ in why.rows] + list(why.possible)
    sentences += [text for _, lines in why.rows for line in lines for text in texts(line)]
    return sentences + [f"{each.answer} {each.outcome}" for each in why.settling]


def test_reasons_of_a_result_in_words():
    """A result that bars says, condition by condition, what the answers make of each."""
    answers, _ = read_answers(POLICY, {"fda_process_begun": False, "us_trial_description": "unsure"})
    ((words, (line,)),) = view_of(POLICY, answers).decisions[0].why.rows
    assert words == (
        "“ASE ‘cannot engage in discussion’ of the application process until three things hold; not all do” "
        "is the result where:"
    )
    assert (line.text, line.state) == ("Clause 2: “Not done”", "holds")
    (group,) = line.parts
    assert (group.text, group.state) == ("Not all of these", "holds")
    assert [(part.text, part.state, part.answer) for part in group.parts] == [
        ("FDA approval process begun: Yes", "fails", "No"),
        ("Offered on humans at one site or more: Yes", "open", "Not answered"),
        ("Description of a US clinical trial provided: Yes", "open", "Not sure"),
    ]


def test_a_question_says_what_it_can_change_by_the_rules():
    """What a question can change is every decision and clause for which two completions differ in it alone."""
    for question in POLICY.questions.values():
        expected = [name for name, target in TARGETS.items() if question.id in target.result({}).missing]
        assert len(decides(POLICY, question)) == len(expected) > 0


@given(sheet=SHEETS, name=st.sampled_from(sorted(POLICY.decisions)))
def test_a_row_is_ruled_out_exactly_where_no_way_of_answering_makes_it_a_ground(sheet, name):
    """In the table of a decision, a row has no mark exactly where it is a ground in no way of answering the rest."""
    answers, _ = read_answers(POLICY, sheet)
    (decision,) = (each for each in view_of(POLICY, answers).decisions if each.id == name)
    target = TARGETS[name]
    grounds = {row for full in target.completions(as_reference(sheet)) for row in target.grounds(full)}
    assert {number for number, row in enumerate(decision.rows) if row.mark} == grounds


def test_a_second_ground_that_is_still_possible_is_not_ruled_out():
    """With clause 2 in the way and the class open, clause 3.3 can still be a second ground."""
    answers, _ = read_answers(POLICY, {"offered_on_humans": False})
    marks = [row.mark for row in view_of(POLICY, answers).decisions[0].rows]
    assert marks == ["yours", "possible", ""]
