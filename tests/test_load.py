"""Loading: every fault of a policy file at once, each with its place, the fault, and what is allowed.

The faults of what a policy says are controls in `tests/broken`; here stands what is no policy at all.
"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import PolicyError, load_policy
from checker.engine.document import read_document
from checker.engine.load import load
from tests.own_policy import PROCEDURES

TEXT = PROCEDURES.read_text("utf-8")


def faults_of(text):
    """Return the faults of a policy file as lines."""
    with pytest.raises(PolicyError) as refused:
        load(text if isinstance(text, bytes) else text.encode(), "procedures.toml")
    return [str(fault) for fault in refused.value.faults]


def changed(*replacements):
    """Return the policy file with each `(old, new)` replaced once."""
    text = TEXT
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xff", "procedures.toml: not UTF-8 at byte 1; save the file as UTF-8"),
        (b"title = ", "procedures.toml: not TOML: Invalid value (at end of document)"),
        (b"a = " + b"[" * 5000, "procedures.toml: nested too deep"),
    ],
)
def test_what_is_no_toml(data, expected):
    """A file that is not TOML is refused with the place of the fault."""
    assert faults_of(data) == [expected]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xff", "a.json: not UTF-8 at byte 1"),
        (b"{", "a.json: not JSON: Expecting property name enclosed in double quotes at line 1, column 2"),
        (b"[]", "a.json: found `[…]`; allowed: a JSON object"),
        (b'{"title": "a", "title": "b"}', "a.json: the key `title` stands twice in one object"),
        (b'{"a": ' * 100_000, "a.json: nested too deep"),
    ],
)
def test_what_is_no_json(data, expected):
    """A file named as JSON that is not a JSON object is refused with the fault."""
    with pytest.raises(PolicyError) as refused:
        load(data, "a.json")
    assert str(refused.value) == expected


def test_json_says_the_same_as_toml():
    """The content of a policy file as JSON makes the same policy; `null` stands for nothing, and a key needs more."""
    document = read_document(TEXT.encode(), "a.toml")
    assert load(json.dumps(document).encode(), "a.json").fingerprint == load(TEXT.encode(), "a.toml").fingerprint
    with pytest.raises(PolicyError) as refused:
        load(json.dumps(document | {"title": None}).encode(), "a.json")
    assert str(refused.value) == "a.json: `title` is missing"


def test_empty_file_is_told_everything_that_it_lacks():
    """An empty file is told each of the parts that a policy needs."""
    assert faults_of("") == [
        "procedures.toml: `title` is missing",
        "procedures.toml: `short_name` is missing",
        "procedures.toml: `disclaimer` is missing",
        "procedures.toml: `publisher` is missing",
        "procedures.toml: `status` is missing",
        "procedures.toml: no status stands in the file",
        "procedures.toml: `undetermined` is missing",
        "procedures.toml: status `undetermined` is missing",
        "procedures.toml: `topic` is missing",
        "procedures.toml: no topic stands in the file",
        "procedures.toml: `addressee` is missing",
        "procedures.toml: no addressee stands in the file",
        "procedures.toml: `clause` is missing",
        "procedures.toml: no clause stands in the file",
        "procedures.toml: `question` is missing",
        "procedures.toml: no question stands in the file",
        "procedures.toml: `decision` is missing",
        "procedures.toml: no decision stands in the file",
    ]


def test_a_file_that_is_not_there(tmp_path):
    """A policy file that cannot be read is named, with the reason."""
    with pytest.raises(PolicyError) as refused:
        load_policy(tmp_path / "none.toml")
    assert str(refused.value).endswith("none.toml`: cannot be read: No such file or directory")


class TestFingerprint:
    def test_comments_line_ends_and_layout_do_not_count(self):
        """The fingerprint is of what the file says: not of comments, line ends, or a byte order mark."""
        plain = load(TEXT.encode(), "a").fingerprint
        lines = [line for line in TEXT.splitlines() if not line.startswith("#")]
        assert load("\ufeff".encode() + "\r\n".join(lines).encode(), "b").fingerprint == plain

    def test_every_word_counts(self):
        """One changed word changes the fingerprint: the control."""
        other = changed(('title = "Before you file"', 'title = "Before filing"'))
        assert load(other.encode(), "a").fingerprint != load(TEXT.encode(), "a").fingerprint


LINES = TEXT.splitlines()
KEYS = st.sampled_from([line for line in LINES if " = " in line])


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_file_loads_or_is_refused_in_lines(data):
    """Whatever line is dropped, doubled, moved or scrambled, loading ends in a policy or in faults of one line."""
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        index = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["drop", "double", "move", "scramble"])):
            case "drop":
                del lines[index]
            case "double":
                lines.insert(index, lines[index])
            case "move":
                lines.insert(data.draw(st.integers(0, len(lines) - 1)), lines.pop(index))
            case "scramble":
                key, _, _ = lines[index].partition(" = ")
                value = data.draw(
                    st.sampled_from(["1", "true", '""', "[]", "{}", "1.5", "2028-01-01", "nan", '["", 1]', '"x"'])
                )
                lines[index] = f"{key} = {value}"
    try:
        load("\n".join(lines).encode(), "procedures.toml")
    except PolicyError as error:
        assert error.faults
        for fault in error.faults:
            assert str(fault).startswith("procedures.toml: ")
            assert "\n" not in str(fault)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_lines(data):
    """Bytes that are no policy are refused in lines that name the file."""
    assert all(line.startswith("procedures.toml: ") for line in faults_of(data))
