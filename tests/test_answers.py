"""Reading answers: what is accepted, and a line for every fault of everything else."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import InputError, read_answers
from checker.engine.document import read_json
from tests.invented import DOOR, POLICY

A_DATE = "allowed: a real day written `YYYY-MM-DD`, from `1900-01-01` to `2199-12-31`, or `unsure`"
YES_NO = "allowed: `true`, `false`, `unsure`"
OBJECT = "a JSON object of answers"
GRADES = "allowed: `tended`, `remote`, `unattended`, `ungraded`, `unsure`"

REFUSED = [
    ({"registerd": True}, "unknown question `registerd`; did you mean `registered`?"),
    ({"registered": 1}, f"question `registered`: `1` is not one of its answers; {YES_NO}"),
    (
        {"registered": "true"},
        f'question `registered`: `"true"` is not one of its answers; {YES_NO}; did you mean `true`, without quotation '
        "marks?",
    ),
    (
        {"grade": "Remote"},
        f'question `grade`: `"Remote"` is not one of its answers; {GRADES}; did you mean `remote`?',
    ),
    ({"grade": True}, f"question `grade`: `true` is not one of its answers; {GRADES}"),
    (
        {"grade": "not sure"},
        f'question `grade`: `"not sure"` is not one of its answers; {GRADES}; did you mean `unsure`?',
    ),
    ({"grade": ["remote"]}, f"question `grade`: `[…]` is not one of its answers; {GRADES}"),
    *(
        ({"notice_date": text}, f'question `notice_date`: `"{text}"` is not a date; {A_DATE}')
        for text in (
            *(
                "2027-02-29",
                "2028-2-9",
                "0202-01-01",
                "1899-12-31",
                "2200-01-01",
                "20280101",
                "2028-W01-1",
                "2028-01-01 ",
            ),
            *("2028-01-01T00:00", "2028-01-01 ", "two–three", ""),
        )
    ),
    ({"notice_date": 20280101}, f"question `notice_date`: `20280101` is not a date; {A_DATE}"),
    (
        {"a\n\x1b[31m\ud800": 1},
        "unknown question `a\\n\\x1b[31m\\ud800`; allowed: " + ", ".join(f"`{name}`" for name in POLICY.questions),
    ),
]


@pytest.mark.parametrize(("data", "line"), REFUSED)
def test_what_is_no_answer_is_refused(data, line):
    """What is not an answer is left out and named: the place, the question, and what is allowed."""
    answers, faults = read_answers(POLICY, data, "here")
    assert [str(fault) for fault in faults] == [f"here: {line}"]
    assert answers.given == {}


@pytest.mark.parametrize("data", [None, 1, True, "x", [], [{}]])
def test_only_an_object_holds_answers(data):
    """Anything but an object is refused as a whole."""
    _, (fault,) = read_answers(POLICY, data, "here")
    assert str(fault).endswith("; allowed: an object of answers")


@pytest.mark.parametrize("text", ["1900-01-01", "2199-12-31", "2028-02-29"])
def test_the_first_the_last_and_a_leap_day_are_dates(text):
    """The first and the last day that can be given, and a leap day, are read."""
    answers, faults = read_answers(POLICY, {"notice_date": text})
    assert (answers.given, faults) == ({"notice_date": text}, ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"{", "invalid JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        (b"NaN", "invalid JSON: `NaN` is not a JSON value"),
        (b'{"a": -Infinity}', "invalid JSON: `-Infinity` is not a JSON value"),
        (b'{"a": 1, "a": 1}', "invalid JSON: the key `a` is duplicated in one object"),
        (b"\xff", "not UTF-8 at byte 1"),
        (
            b"1" * 5000,
            "invalid JSON: Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits",
        ),
        (b'{"a":' * 100_000, "nested too deep"),
    ],
)
def test_what_is_no_json(text, problem):
    """What is not JSON is refused with the reason, and where that is known with the place."""
    with pytest.raises(InputError) as refused:
        read_json(text, "here", allowed=OBJECT)
    assert str(refused.value) == f"here: {problem}; allowed: {OBJECT}"


def test_a_byte_order_mark_is_no_content():
    """A byte order mark before JSON is not an error."""
    assert read_json(b"\xef\xbb\xbf{}", "") == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("answers", "unread", "today", "name"), JSON)))
def test_any_request_at_the_browsers_door(request):
    """Whatever answers, name and day come through the browser's door, a result comes back."""
    response = json.loads(DOOR.answer(json.dumps(request)))
    assert set(response["assessment"]["decisions"]) == set(POLICY.decisions)


def test_the_door_leaves_out_what_it_cannot_read_and_assesses_the_rest():
    """A request with good and bad answers gets a result for the good and a line for each of the bad."""
    answers = {"grade": "remote", "line_tested": False, "pilot_aboard": "maybe", "colour": "blue"}
    response = json.loads(DOOR.answer(json.dumps({"answers": answers})))
    assert response["assessment"]["decisions"]["pilotage"]["value"] == "unguided"
    assert response["assessment"]["answers"] == {"grade": "remote", "line_tested": False}
    assert {fault["question"] for fault in response["faults"]} == {"colour", "pilot_aboard"}
