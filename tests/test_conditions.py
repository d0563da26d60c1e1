"""The language of conditions: what it reads, and what it says of what it cannot read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.engine.condition import And, DaysBefore, Is, Not, Or, grounds
from checker.engine.parse import ConditionError, parse

READ = {
    "done": Is("done", value=True),
    "kind is big": Is("kind", "big"),
    "not done": Not(Is("done", value=True)),
    "not kind is big": Not(Is("kind", "big")),
    "a and b and c": And((Is("a", value=True), Is("b", value=True), Is("c", value=True))),
    "a or (b and not c)": Or((Is("a", value=True), And((Is("b", value=True), Not(Is("c", value=True)))))),
    "first is at least 56 days before last": DaysBefore("first", 56, "last"),
    "((a))": Is("a", value=True),
}

REFUSED = {
    "": "expected a question, a clause, `not` or `(`, found the end",
    "a and": "expected a question, a clause, `not` or `(`, found the end",
    "a b": "expected `and`, `or` or the end, found `b` as word 2",
    "a and b or c": "mixing `and` and `or` needs brackets",
    "a or b and c": "mixing `and` and `or` needs brackets",
    "(a": "expected `)`, found the end",
    "a)": "expected `and`, `or` or the end, found `)` as word 2",
    "a is": "expected a value, a status or `at least`, found the end",
    "a is not b": "expected a value, a status or `at least`, found `not` as word 3",
    "a is at least ten days before b": "expected a number of days, found `ten` as word 5",
    "a is at least 5 weeks before b": "expected `days`, found `weeks` as word 6",
    "a == b": "expected `and`, `or` or the end, found `=` as word 2",
    "A": "expected a question, a clause, `not` or `(`, found `A` as word 1",
    "not " * 30 + "a": "brackets or `not` are nested more than 20 deep",
    "(" * 5000 + "a": "brackets or `not` are nested more than 20 deep",
}


@pytest.mark.parametrize("text", READ)
def test_reads(text):
    """A condition is read as the tree that it writes."""
    assert parse(text) == READ[text]


@pytest.mark.parametrize("text", REFUSED)
def test_refuses(text):
    """What is no condition is refused with what was expected, and where."""
    with pytest.raises(ConditionError) as refused:
        parse(text)
    assert str(refused.value) == REFUSED[text]


@given(st.text(alphabet="ab ()not andoris1é\n", max_size=60))
def test_any_text_is_read_or_refused(text):
    """Whatever the text, reading ends in a condition or in a refusal of one line."""
    try:
        parse(text)
    except ConditionError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("a and b", {"a": False}, False),
        ("a and b", {"a": True}, None),
        ("a or b", {"a": True}, True),
        ("a or b", {"a": False}, None),
        ("not a", {}, None),
        ("not a", {"a": False}, True),
        ("first is at least 56 days before last", {"first": 0, "last": 56}, True),
        ("first is at least 56 days before last", {"first": 0, "last": 55}, False),
        ("first is at least 56 days before last", {"first": 0}, None),
    ],
)
def test_truth_is_three_valued(text, answers, expected):
    """A condition holds, does not hold, or is open where the answers leave it open."""
    assert parse(text).truth(answers) is expected


def test_grounds_are_the_answers_that_carry_the_result():
    """Only answers that make for the result are its grounds."""
    condition = parse("a and (not b or not c)")
    assert list(grounds(condition, {"a": True, "b": True, "c": False})) == ["a", "c"]
    assert list(grounds(condition, {"a": False, "b": False, "c": False})) == []
    assert list(grounds(condition, {"a": False}, holds=False)) == ["a"]
    assert list(grounds(parse("a is at least 1 days before b"), {"a": 1, "b": 3})) == ["a", "b"]
