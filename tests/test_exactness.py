"""The exactness rule, as properties over all sheets, against an evaluator that shares nothing with the engine."""

from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from checker import assess, read_answers
from checker.engine.load import from_document
from checker.engine.model import UNDETERMINED
from checker.engine.parse import parse
from checker.engine.rule import Row, Rule, Variable
from checker.verify.reference import HOLDS, Reference
from tests.by_reference import TARGETS, reference_sheet, result_of
from tests.invented import DOCUMENT, POLICY
from tests.strategies import ANSWER, SHEETS


def assessed(sheet, policy=POLICY):
    """Return the assessment of a sheet, in its public form."""
    answers, faults = read_answers(policy, sheet)
    assert not faults
    return assess(policy, answers).as_json()


def results(assessment):
    """Return the value and the missing questions of every clause and decision."""
    found = {each["clause"]: (each["status"], each["missing"]) for each in assessment["findings"]}
    return found | {name: (each["value"], each["missing"]) for name, each in assessment["decisions"].items()}


def expected(targets, sheet):
    """Return the same as the second evaluator has it."""
    return {
        target.name: (found.outcome or UNDETERMINED, [*found.missing])
        for target in targets
        if target.kind in {"clause", "decision"}
        for found in [target.result(reference_sheet(sheet))]
    }


@settings(max_examples=100, deadline=None)
@given(SHEETS)
def test_a_value_is_definite_exactly_when_every_way_of_answering_agrees(sheet):
    """Value and missing questions of every clause and decision equal the second evaluator's, for every sheet."""
    assert results(assessed(sheet)) == expected(TARGETS, sheet)


TESTS = st.sampled_from(
    [
        *("registered", "line_tested", "pilot_aboard", "in_daylight"),
        *("grade is tended", "grade is remote", "grade is ungraded"),
        "notice_date is at least 14 days before berthing_date",
    ]
)
CONDITIONS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        inner.map(lambda one: f"not ({one})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda all_: " and ".join(f"({each})" for each in all_)),
        st.lists(inner, min_size=2, max_size=3).map(lambda any_: " or ".join(f"({each})" for each in any_)),
    ),
    max_leaves=4,
)


@settings(max_examples=15, deadline=None)
@given(st.lists(CONDITIONS, min_size=1, max_size=3), st.lists(SHEETS, min_size=1, max_size=5))
def test_the_same_holds_for_any_rule(conditions, sheets):
    """Whatever the rows of a decision ask, its value and missing questions equal the second evaluator's."""
    document = deepcopy(DOCUMENT)
    decision = document["decision"][1]
    values = [value["id"] for value in decision["value"]]
    rows = [
        {"value": values[number % 2], "when": when, "clauses": ["notice"], "says": "So."}
        for number, when in enumerate(conditions)
    ]
    decision["row"] = [*rows, {"value": values[2], "says": "Otherwise."}]
    policy = from_document(document, "a.toml")
    targets = [each for each in Reference(document).targets if each.name == decision["id"]]
    for sheet in sheets:
        (wanted,) = expected(targets, sheet).values()
        assert results(assessed(sheet, policy))[decision["id"]] == wanted


@settings(max_examples=100, deadline=None)
@given(SHEETS, st.data())
def test_one_more_answer_never_overturns(sheet, data):
    """What is definite stays when one more question is answered; so does all that does not list it as missing."""
    open_names = [name for name in POLICY.questions if sheet.get(name, "unsure") == "unsure"]
    if not open_names:
        return
    name = data.draw(st.sampled_from(open_names))
    before, after = assessed(sheet), assessed(sheet | {name: data.draw(ANSWER[name])})
    for target, (value, missing) in results(before).items():
        if value != UNDETERMINED or name not in missing:
            assert results(after)[target][0] == value


@settings(max_examples=40, deadline=None)
@given(SHEETS, st.randoms())
def test_the_form_of_answers_does_not_matter(sheet, random):
    """Neither the order of answers nor writing "not sure" as null, or leaving it out, changes a result."""
    shuffled = list(sheet.items())
    random.shuffle(shuffled)
    assert list(assessed(dict(shuffled)).items()) == list(assessed(sheet).items())
    without = {name: answer for name, answer in sheet.items() if answer != "unsure"}
    null = {name: None if answer == "unsure" else answer for name, answer in sheet.items()}
    assert results(assessed(sheet)) == results(assessed(without)) == results(assessed(null))
    assert (assessed(sheet)["answers"], assessed(null)["answers"]) == (sheet, without)


@settings(max_examples=100, deadline=None)
@given(SHEETS)
def test_what_is_cited_and_blocking_is_what_every_completion_gives(sheet):
    """The clauses that each decision rests on, and the answers that block it, equal the second evaluator's."""
    found = assessed(sheet)["decisions"]
    for target in TARGETS:
        if target.kind == "decision":
            wanted = result_of(target, sheet)
            assert found[target.name]["clauses"] == [*wanted.clauses]
            assert found[target.name].get("blocking", []) == [*wanted.answers]


@settings(max_examples=100, deadline=None)
@given(SHEETS)
def test_conflicts_and_silences_are_settled_whatever_is_open(sheet):
    """A conflict, with the answers concerned, or a silence is in a result exactly where every completion has it."""
    answers, _ = read_answers(POLICY, sheet)
    assessment = assess(POLICY, answers)
    clashes = [[*found.answers] for each in TARGETS if each.kind == "conflict"
               for found in [result_of(each, sheet)] if found.outcome == HOLDS]  # fmt: skip
    assert [each["answers"] for each in assessment.as_json()["conflicts"]] == clashes
    silences = [each.name for each in TARGETS if each.kind == "silence" and result_of(each, sheet).outcome == HOLDS]
    assert [each.id for each in assessment.silences if each.rule] == silences


def test_an_unclassified_answer_is_open_except_where_a_rule_asks_for_it():
    """A choice that counts as open is listed as missing everywhere but where a condition mentions it."""
    found = results(assessed({"grade": "ungraded"}))
    assert found["grade-named"] == ("unkept", [])
    assert found["by-day"] == (UNDETERMINED, ["grade"])
    assert "grade" in found["pilotage"][1]


def test_open_dates_are_tried_as_far_away_as_a_chain_of_comparisons_reaches():
    """With three dates, one of them given, the third can be two comparisons away from it."""
    when = parse("a is at least 5 days before b and b is at least 5 days before c")
    rule = Rule(
        [Row(outcome="in turn", when=when), Row(outcome="not")], [Variable(name=name, domain=()) for name in "abc"]
    )
    settled = rule.settle({"a": 0})
    assert (settled.outcome, settled.missing) == (None, ("b", "c"))
