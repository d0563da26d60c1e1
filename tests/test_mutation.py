"""Mutants: whoever changes a rule by one small thing is told, by loading, by a worked case, or by verifying."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.engine.condition import All, Any, DaysBefore, Is, Not, parse
from checker.policy import PROCEDURES, load_document
from tests.mutation.catching import Caught, catch, catch_all, complaints, listed_as_equivalent
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.spelling import spelled
from tests.mutation.variants import variants
from tests.own_policy import DOCUMENT

WORDS = {"and", "or", "not", "is", "at", "least", "days", "before"}
NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,5}", fullmatch=True).filter(lambda name: name not in WORDS)
CONDITIONS = st.recursive(
    st.builds(Is, NAMES, st.just(value=True) | NAMES) | st.builds(DaysBefore, NAMES, st.integers(0, 99_999), NAMES),
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(Any, st.lists(inner, min_size=2, max_size=3).map(tuple))
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(CONDITIONS)
def test_a_condition_that_is_spelled_is_read_as_itself(condition):
    """Whatever the condition, its text is read as the same condition."""
    assert parse(spelled(condition)) == condition


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", ["not a"]),
        ("kind is big", ["not kind is big", "kind is small"]),
        ("not a", ["a"]),
        ("a and b", ["not (a and b)", "a or b", "b", "not a and b", "a", "a and not b"]),
        (
            "a is at least 56 days before b",
            [
                "not a is at least 56 days before b",
                "a is at least 55 days before b",
                "a is at least 57 days before b",
                "b is at least 56 days before a",
            ],
        ),
    ],
)
def test_variants_of_a_condition(text, expected):
    """Every part of a condition is negated, replaced, dropped and joined by the other word, once each."""
    found = [spelled(each) for each in variants(parse(text), lambda _: ["small"] if " is " in text else [])]
    assert list(dict.fromkeys(found)) == expected


def test_every_row_of_every_rule_has_mutants():
    """Each row of each clause, decision and conflict is removed, each of its words replaced, each condition changed."""
    names = [mutant.name for mutant in mutants(DOCUMENT)]
    assert len(set(names)) == len(names)
    for table, where in [
        *((clause, f"clause `{clause['id']}`") for clause in DOCUMENT["clause"]),
        *((decision, f"decision `{decision['id']}`") for decision in DOCUMENT["decision"]),
    ]:
        for number, row in enumerate(table["row"], start=1):
            kinds = {"removed", *(["`when` removed", "when"] if "when" in row else [])}
            kinds |= {key for key in ("status", "value", "clause") if key in row}
            places = range(1, len(row.get("clauses", ())) + 1)
            kinds |= {f"clauses[{place}]{what}" for place in places for what in ("", " removed")}
            here = f"{where}: row[{number}]: "
            found = {name.removeprefix(here).partition(" = ")[0] for name in names if name.startswith(here)}
            assert found - {"swapped with the next"} == kinds
    for silence in DOCUMENT["silence"]:
        here = f"silence `{silence['id']}`: "
        found = {name.removeprefix(here).partition(" = ")[0] for name in names if name.startswith(here)}
        assert found == ({"`when` removed", "when"} if "when" in silence else set())
    assert {name.partition(":")[0] for name in names} >= {"conflict[1]", "conflict[2]", "question `classification`"}


@pytest.mark.thorough
def test_every_mutant_is_caught_or_means_the_same():
    """Every mutant of the policy that ships is caught but those that are listed, with a reason, as equivalent."""
    caught = catch_all(list(mutants(load_document(PROCEDURES))))
    assert len(caught) > 500
    assert list(complaints(caught, listed_as_equivalent())) == []


class TestTheGateFails:
    @pytest.mark.thorough
    def test_for_a_survivor_that_no_case_judges(self):
        """A change that nothing judges survives, and is not called equivalent: the control."""
        changed = load_document(PROCEDURES)
        changed["clause"][0]["row"][0]["says"] = "Done."
        caught = catch(Mutant("other words", changed))
        assert caught == Caught("other words", None, "", equivalent=False)
        assert list(complaints([caught], {})) == ["survived, and is not listed as equivalent: other words"]
        assert list(complaints([caught], {"other words": ""})) == ["survived, and is not equivalent: other words"]

    def test_for_a_list_that_is_out_of_date(self):
        """A listed mutant that is caught, or that there is none of, is told: the control."""
        caught = Caught("a", "cases", "", equivalent=False)
        assert list(complaints([caught], {"a": "", "b": ""})) == [
            "listed as equivalent, and was caught: a",
            "listed as equivalent, and is no mutant: b",
        ]
