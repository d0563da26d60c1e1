"""The exactness rule, as properties over all sheets, against an evaluator that shares nothing with the engine."""

from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from checker import assess, load_policy, read_answers
from checker.engine.model import UNDETERMINED
from tests import reference
from tests.strategies import ANSWER, SHEETS

POLICY = load_policy()
TARGETS = (*reference.FINDINGS, "discussion", "position")


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


def as_reference(sheet):
    """Return a sheet as the reference evaluator has it: open questions left out, dates as dates."""
    return {
        name: date.fromisoformat(answer) if name.endswith("_date") else answer
        for name, answer in sheet.items()
        if answer != "unsure"
    }


class TestDefiniteExactlyWhenEveryWayOfAnsweringAgrees:
    @settings(max_examples=150, deadline=None)
    @given(SHEETS)
    def test_every_sheet(self, sheet):
        """Value and missing questions of every clause and decision equal the slow evaluator's."""
        found = results(assessed(sheet))
        assert found == {target: reference.settled(target, as_reference(sheet)) for target in TARGETS}

    def test_every_partial_sheet_of_each_target(self):
        """For every clause and decision without dates, all of its partial sheets are gone through."""
        for target in TARGETS:
            if target == "eight-weeks":
                continue
            names = [variable.name for variable in (POLICY.clauses | POLICY.decisions)[target].rule.variables]
            domains = [
                (None, *(choice.id for choice in POLICY.questions[name].choices))
                if POLICY.questions[name].choices
                else (None, True, False)
                for name in names
            ]
            for answers in product(*domains):
                sheet = {name: answer for name, answer in zip(names, answers, strict=True) if answer is not None}
                assert results(assessed(sheet))[target] == reference.settled(target, sheet), sheet


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
    def test_clauses_of_both_decisions(self, sheet):
        """What each decision cites is what the reading says it cites, whatever is open."""
        found = assessed(sheet)
        statuses = {each["clause"]: each["status"] for each in found["findings"]}
        stops = {"discussion-criteria": "not_met", "autonomous": "applies"}
        value = found["decisions"]["discussion"]["value"]
        wanted = {
            "barred": [clause for clause, status in stops.items() if statuses[clause] == status],
            "not_barred": list(stops),
            UNDETERMINED: [clause for clause in stops if statuses[clause] == UNDETERMINED],
        }
        assert found["decisions"]["discussion"]["clauses"] == wanted[value]
        cited = {
            clause
            for each in reference.completions("position", reference.POSITION_QUESTIONS, as_reference(sheet))
            for clause in reference.position(each)[1]
        }
        assert set(found["decisions"]["position"]["clauses"]) == cited

    @settings(max_examples=300, deadline=None)
    @given(SHEETS)
    def test_blocking_is_what_stands_in_the_way(self, sheet):
        """Blocking holds the criteria answered no and, for an autonomous class, the work questions answered no."""
        found = assessed(sheet)["decisions"]["discussion"]
        names = reference.CRITERIA
        if sheet.get("classification") == "autonomous":
            names += reference.WORK
        wanted = [name for name in names if sheet.get(name) is False]
        assert found["blocking"] == (wanted if found["value"] == "barred" else [])
        assert (found["value"] == "barred") == bool(wanted)
