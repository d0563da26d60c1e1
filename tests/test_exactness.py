"""The exactness rule, as properties over all sheets, against an evaluator that shares nothing with the engine."""

from hypothesis import given, settings
from hypothesis import strategies as st

from checker import assess, read_answers
from checker.engine.model import UNDETERMINED
from checker.verify.reference import HOLDS
from tests.by_reference import TARGETS, result_of
from tests.own_policy import POLICY
from tests.strategies import ANSWER, SHEETS


def assessed(sheet):
    """Return the assessment of a sheet, in its public form."""
    answers, faults = read_answers(POLICY, sheet)
    assert not faults
    return assess(POLICY, answers).as_json()


def results(assessment):
    """Return the value and the missing questions of every clause and decision."""
    found = {each["clause"]: (each["status"], each["missing"]) for each in assessment["findings"]}
    found |= {name: (each["value"], each["missing"]) for name, each in assessment["decisions"].items()}
    return found


class TestDefiniteExactlyWhenEveryWayOfAnsweringAgrees:
    @settings(max_examples=150, deadline=None)
    @given(SHEETS)
    def test_every_sheet(self, sheet):
        """Value and missing questions of every clause and decision equal the slow evaluator's."""
        expected = {
            target.name: (found.outcome or UNDETERMINED, [*found.missing])
            for target in TARGETS
            if target.kind in {"clause", "decision"}
            for found in [result_of(target, sheet)]
        }
        assert results(assessed(sheet)) == expected


class TestAnsweringOneMoreQuestionNeverOverturns:
    @settings(max_examples=300, deadline=None)
    @given(SHEETS, st.data())
    def test_definite_values_stay(self, sheet, data):
        """Whatever is definite stays the same when one more question is answered."""
        open_names = [name for name in POLICY.questions if sheet.get(name, "unsure") == "unsure"]
        if not open_names:
            return
        name = data.draw(st.sampled_from(open_names))
        after = results(assessed(sheet | {name: data.draw(ANSWER[name])}))
        for target, (value, _) in results(assessed(sheet)).items():
            if value != UNDETERMINED:
                assert after[target][0] == value

    @settings(max_examples=300, deadline=None)
    @given(SHEETS, st.data())
    def test_questions_that_are_not_missing_change_nothing(self, sheet, data):
        """Answering an open question that is not listed as missing leaves a value as it is."""
        for target, (value, missing) in results(assessed(sheet)).items():
            idle = [name for name in POLICY.questions if sheet.get(name, "unsure") == "unsure" and name not in missing]
            if idle:
                name = data.draw(st.sampled_from(idle))
                after = results(assessed(sheet | {name: data.draw(ANSWER[name])}))
                assert after[target][0] == value


class TestTheFormOfAnswersDoesNotMatter:
    @settings(max_examples=200, deadline=None)
    @given(SHEETS, st.randoms())
    def test_order(self, sheet, random):
        """The order in which answers are given changes nothing, not even the order of the output."""
        shuffled = list(sheet.items())
        random.shuffle(shuffled)
        assert list(assessed(dict(shuffled)).items()) == list(assessed(sheet).items())
        assert list(assessed(dict(shuffled))["answers"]) == [name for name in POLICY.questions if name in sheet]

    @settings(max_examples=200, deadline=None)
    @given(SHEETS)
    def test_not_sure_is_not_answered(self, sheet):
        """Leaving out what is "not sure", or writing null for it, gives the same results."""
        without = {name: answer for name, answer in sheet.items() if answer != "unsure"}
        null = {name: None if answer == "unsure" else answer for name, answer in sheet.items()}
        assert results(assessed(sheet)) == results(assessed(without)) == results(assessed(null))
        assert assessed(sheet)["answers"] == sheet
        assert assessed(null)["answers"] == without


class TestDecisionsRestOnClauses:
    @settings(max_examples=300, deadline=None)
    @given(SHEETS)
    def test_on_those_that_the_slow_evaluator_finds(self, sheet):
        """What each decision cites, and which answers stand in its way, is what every completion gives."""
        found = assessed(sheet)["decisions"]
        for target in TARGETS:
            if target.kind == "decision":
                expected = result_of(target, sheet)
                assert found[target.name]["clauses"] == [*expected.clauses]
                assert found[target.name].get("blocking", []) == [*expected.answers]

    @settings(max_examples=300, deadline=None)
    @given(SHEETS)
    def test_conflicts_are_those_that_the_slow_evaluator_finds(self, sheet):
        """Answers that do not fit together are pointed out, with the same answers, exactly where they cannot."""
        expected = [result_of(target, sheet) for target in TARGETS if target.kind == "conflict"]
        found = assessed(sheet)["conflicts"]
        assert [each["answers"] for each in found] == [[*each.answers] for each in expected if each.outcome == HOLDS]
