"""Reading answers: what is accepted, and a line for every fault of everything else."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import assess, read_answers, read_json
from checker.engine.document import NotJsonError
from tests.own_policy import DOOR, POLICY

A_DATE = "allowed: a real day written `YYYY-MM-DD`, from `1900-01-01` to `2199-12-31`, or `unsure`"
YES_NO = "allowed: `true`, `false`, `unsure`"

REFUSED = {
    "a misspelt question": (
        {"fda_proces_begun": True},
        "here: unknown question `fda_proces_begun`; did you mean `fda_process_begun`?",
    ),
    "1 for true": (
        {"fda_process_begun": 1},
        f"here: question `fda_process_begun`: `1` is not an answer to it; {YES_NO}",
    ),
    "the text true for true": (
        {"fda_process_begun": "true"},
        f'here: question `fda_process_begun`: `"true"` is not an answer to it; {YES_NO}; did you mean `true`, '
        "without quotation marks?",
    ),
    "a class in capitals": (
        {"classification": "Assistive"},
        'here: question `classification`: `"Assistive"` is not an answer to it; allowed: `assistive`, '
        "`augmentative`, `autonomous`, `unclassified`, `unsure`; did you mean `assistive`, in small letters?",
    ),
    "true for a class": (
        {"classification": True},
        "here: question `classification`: `true` is not an answer to it; allowed: `assistive`, "
        "`augmentative`, `autonomous`, `unclassified`, `unsure`",
    ),
    "not sure, misspelt": (
        {"category": "not sure"},
        'here: question `category`: `"not sure"` is not an answer to it; allowed: `category_iii`, '
        "`category_i`, `other`, `unsure`; did you mean `unsure`?",
    ),
    "a list": (
        {"category": ["category_i"]},
        "here: question `category`: `[…]` is not an answer to it; "
        "allowed: `category_iii`, `category_i`, `other`, `unsure`",
    ),
    **{
        f"no date: {text!r}": (
            {"ama_submission_date": text},
            f'here: question `ama_submission_date`: `"{shown}"` is not a day that can be read; {A_DATE}',
        )
        for text, shown in {
            "2027-02-29": "2027-02-29",
            "2028-2-9": "2028-2-9",
            "0202-01-01": "0202-01-01",
            "1899-12-31": "1899-12-31",
            "2200-01-01": "2200-01-01",
            "20280101": "20280101",
            "2028-W01-1": "2028-W01-1",
            "2028-01-01T00:00": "2028-01-01T00:00",
            "two\u2013three": "two\u2013three",
            "": "",
        }.items()
    },
    **{
        f"a day that looks like one: {text!a}": (
            {"ama_submission_date": text},
            f'here: question `ama_submission_date`: `"{shown}"` has {told}; {A_DATE}',
        )
        for text, shown, told in (
            ("2028-01-01 ", "2028-01-01 ", "` ` (U+0020), which does not belong there"),
            ("2028-01-01\n", "2028-01-01\\n", "`\\n` (U+000A), which does not belong there"),
            ("\u200e2028-01-01", "\\u200e2028-01-01", "`\\u200e` (U+200E), which does not belong there"),
            ("2028\u201301\u201301", "2028\u201301\u201301", "`\u2013` (U+2013) where `-` belongs"),
            ("2028-01\uff0d01", "2028-01\uff0d01", "`\uff0d` (U+FF0D) where `-` belongs"),
            ("202\uff18-01-01", "202\uff18-01-01", "`\uff18` (U+FF18) where `8` belongs"),
        )
    },
    "a day as a number": (
        {"ama_submission_date": 20280101},
        f"here: question `ama_submission_date`: `20280101` is not a day that can be read; {A_DATE}",
    ),
    "a key that is not printable": (
        {"a\n\x1b[31m\ud800": 1},
        "here: unknown question `a\\n\\x1b[31m\\ud800`; allowed: "
        + ", ".join(f"`{name}`" for name in POLICY.questions),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    """What is not an answer is left out and named: the place, the question, and what is allowed."""
    data, line = REFUSED[name]
    answers, faults = read_answers(POLICY, data, "here")
    assert [str(fault) for fault in faults] == [line]
    assert answers.given == {}


@pytest.mark.parametrize("data", [None, 1, True, "x", [], [{}]])
def test_only_an_object_holds_answers(data):
    """Anything but an object is refused as a whole."""
    _, faults = read_answers(POLICY, data, "here")
    assert len(faults) == 1
    assert str(faults[0]).endswith("; allowed: an object of answers")


@pytest.mark.parametrize("text", ["1900-01-01", "2199-12-31", "2028-02-29"])
def test_first_last_and_leap_day_are_dates(text):
    """The first and the last day that can be given, and a leap day, are read."""
    answers, faults = read_answers(POLICY, {"ama_submission_date": text})
    assert (answers.given, faults) == ({"ama_submission_date": text}, ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", "not JSON: Expecting value at line 1, column 1"),
        (b"{", "not JSON: Expecting property name enclosed in double quotes at line 1, column 2"),
        (b"{'a': 1}", "not JSON: Expecting property name enclosed in double quotes at line 1, column 2"),
        (b"NaN", "not JSON: `NaN` is not a JSON value"),
        (b'{"a": -Infinity}', "not JSON: `-Infinity` is not a JSON value"),
        (b'{"a": 1, "a": 1}', "the key `a` stands twice in one object"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"a":' * 100_000, "nested too deep"),
        (b"\xff", "not UTF-8 at byte 1"),
        (b"1" * 5000, "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits"),
    ],
)
def test_what_is_no_json(text, problem):
    """What is not JSON is refused with the reason, and where that is known with the place."""
    with pytest.raises(NotJsonError) as refused:
        read_json(text, "here")
    line = f"here: {problem}; allowed: a JSON object of answers, or a list of them"
    assert str(refused.value.fault) == line


NESTED = {"lists": ("[", "]"), "objects": ('{"a":', "}"), "both": ('[{"a":', "}]")}


class TestNesting:
    @pytest.mark.parametrize("levels", [101, 5_000, 100_000])
    @pytest.mark.parametrize("kind", NESTED)
    def test_deeper_than_any_document_is_a_fault_before_it_is_parsed(self, kind, levels):
        """However deep a text nests, it is refused in a line, by the reader and at the browser's door alike."""
        opening, closing = NESTED[kind]
        text = opening * levels + "1" + closing * levels
        with pytest.raises(NotJsonError) as refused:
            read_json(text, "here")
        assert str(refused.value.fault).startswith("here: nested too deep; ")
        for request in (text, f'{{"answers": {text}}}', f'{{"answers": {{"category": {text}}}}}'):
            assert json.loads(DOOR.answer(request))["faults"][0]["message"].startswith("nested too deep; ")

    def test_a_hundred_levels_and_any_number_of_brackets_are_read(self):
        """What is wide and not deep is read, and brackets in texts count for nothing."""
        deep = "[" * 100 + "]" * 100
        assert json.dumps(read_json(deep, "")) == deep
        for wide in ("[" + "[]," * 500 + "{}]", json.dumps(['\\"[{' * 500, "\\"]), '"' + "[" * 500 + '"'):
            assert read_json(wide, "") == json.loads(wide)


def test_a_byte_order_mark_is_accepted():
    """A file that begins with a byte order mark is read like any other, as bytes and as text."""
    assert read_json(b"\xef\xbb\xbf{}", "") == {}
    assert read_json("\ufeff{}", "") == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(list(POLICY.questions)) | st.text(max_size=8)
WORDS = st.sampled_from(["unsure", "assistive", "category_i", "2028-01-01", "true", True, False, None])


class TestEveryFaultIsNamedAndEverythingElseIsAssessed:
    @settings(max_examples=400, deadline=None)
    @given(st.dictionaries(KEYS, WORDS | JSON, max_size=8))
    def test_any_object(self, data):
        """Each key is either kept, left open by null, or named by one fault; assessing never raises."""
        answers, faults = read_answers(POLICY, data, "here")
        named = [fault.question for fault in faults]
        unanswered = {key for key, value in data.items() if value is None and key in POLICY.questions}
        assert sorted([*named, *answers.given, *unanswered]) == sorted(data)
        assert all("\n" not in str(fault) and str(fault).isprintable() for fault in faults)
        json.dumps(assess(POLICY, answers).as_json())

    @settings(max_examples=300, deadline=None)
    @given(st.text(max_size=40) | JSON.map(json.dumps))
    def test_any_text_at_the_browser_door(self, text):
        """Whatever text comes through the browser's door, an answer comes back."""
        response = json.loads(DOOR.answer(text))
        assert set(response) == {"assessment", "html", "text", "fragment", "faults"}

    @settings(max_examples=100, deadline=None)
    @given(st.dictionaries(KEYS, WORDS | JSON, max_size=5), JSON, JSON)
    def test_any_request_at_the_browser_door(self, answers, today, name):
        """Whatever stands in a request, what can be read of it is assessed."""
        response = json.loads(DOOR.answer(json.dumps({"answers": answers, "today": today, "name": name})))
        assert set(response["assessment"]["decisions"]) == {"discussion", "position"}


def test_the_door_leaves_out_what_it_cannot_read_and_assesses_the_rest():
    """A request with good and bad answers gets a result for the good and a line for each of the bad."""
    request = {
        "answers": {"fda_process_begun": False, "category": "iv", "colour": "blue"},
        "name": "<b>Echo</b>",
    }
    response = json.loads(DOOR.answer(json.dumps(request)))
    assert response["assessment"]["decisions"]["discussion"]["value"] == "barred"
    assert response["assessment"]["answers"] == {"fda_process_begun": False}
    assert {fault["question"]: fault["message"] for fault in response["faults"]} == {
        "colour": "unknown question `colour`",
        "category": f"{POLICY.questions['category'].label}: "
        '`"iv"` is not an answer to it; allowed: `category_iii`, `category_i`, `other`, `unsure`',
    }
    assert "&lt;b&gt;Echo&lt;/b&gt;" in response["html"]
    assert "<b>" not in response["html"]
