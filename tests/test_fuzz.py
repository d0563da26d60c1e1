"""Odd input: whatever the bytes, loading and reading end in a value or in faults of one line, never in anything else.

What searching longer has found is kept in the tables of odd inputs.
`FUZZ_EXAMPLES=5000 .venv/bin/python -m pytest tests/test_fuzz.py` searches longer.
"""

import json
import os
from copy import deepcopy
from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import InputError, assess, read_answers
from checker.engine.document import read_document, read_json
from checker.engine.load import from_document
from checker.policy import load_document
from checker.verify.cases import differences, load_cases
from checker.verify.verify import verify
from tests.invented import CASES, DOCUMENT, POLICY, PROCEDURES, SOURCE_TEXT

FUZZ = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LONG = b"9" * 5000
CASE = b'[[case]]\nsays = "A case."\nclause = "notice"\nanswers = {}\n'

ODD_POLICIES = {
    "nothing.toml": b"",
    "nothing.json": b"",
    "list at the top.json": b"[]",
    "not UTF-8.toml": b'title = "\xff"',
    "UTF-16.toml": 'title = "a"'.encode("utf-16"),
    "two byte order marks.toml": b'\xef\xbb\xbf\xef\xbb\xbftitle = "a"',
    "zero byte.toml": b'title = "\x00"',
    "key twice.toml": b'title = "a"\ntitle = "b"',
    "half a character.json": b'{"title": "\\ud800"}',
    "key that is half a character.json": b'{"\\udfff": 1}',
    "NaN.json": b'{"title": NaN}',
    "number without end.json": b'{"title": 1e999}',
    "5000 digits.toml": b"title = " + LONG,
    "5000 digits in sixteens.toml": b"title = 0x" + LONG,
    "date for a text.toml": b"title = 2028-01-01\ndisclaimer = 07:32:00\nclause = [2028-01-01T00:00:00Z]",
    "null at every key.json": json.dumps(dict.fromkeys(DOCUMENT)).encode(),
    "table for a list.toml": b'[clause]\nid = "a"\n[question]\n[decision]\n[conflict]',
    "lists for tables.toml": b'clause = [[]]\nquestion = [1, "a", true, 1.5]\nundetermined = []\nstatus = [nan, inf]',
    "id of two lines.toml": b'[[status]]\nid = "a\\nb"\n[[clause]]\nid = "c\\nd"\ntopic = "a\\nbc"',
    "id that clears the screen.toml": b'[[status]]\nid = "\\u001b[2J"',
    "condition that clears the screen.toml": b'[[conflict]]\nclause = "a"\nsays = "a"\nwhen = "a \\u001b[2J"',
    "condition of a hundred brackets.toml": b'[[conflict]]\nwhen = "' + b"(" * 100 + b"a" + b")" * 100 + b'"',
    "clause with itself in its row.toml": b'[[clause]]\nid = "a"\nrow = [{ status = "met", when = "a is met" }]',
    "5000 lists.toml": b"a = " + b"[" * 5000 + b"]" * 5000,
    "5000 tables.toml": b"a = " + b"{a=" * 5000 + b"1" + b"}" * 5000,
    "8000 lists.json": b'{"a": ' + b"[" * 8000 + b"]" * 8000 + b"}",
}
ODD_CASES = {
    "key of 2000 parts.toml": b'[[case]]\nsays = "a"\nclause = "notice"\n[case.answers]\n[case.findings]\na'
    + b".a" * 2000
    + b' = "kept"',
    "nothing.toml": b"",
    "list at the top.json": b"[]",
    "text for cases.toml": b'case = "a"',
    "numbers for cases.toml": b"case = [1, nan, 2028-01-01]",
    "null at every key.json": b'{"case": [{"says": null, "clause": null, "answers": null, "findings": null}]}',
    "nothing expected.toml": CASE,
    "lists for tables.toml": CASE + b"findings = []\ndecisions = []\nconflicts = {}\ndates = []",
    "name of two lines.toml": CASE + b'findings = { "no\\ntice" = "kept" }\n"a\\nb" = 1',
    "date for an answer.toml": CASE.replace(b"{}", b"{ notice_date = 2028-01-01 }") + b"silences = []",
    "5000 digits for a clause.toml": CASE.replace(b'"notice"', b"0x" + LONG),
    "5000 digits.toml": CASE + b"findings = { notice = 0x" + LONG + b" }",
}
ODD_ANSWERS = {
    "nothing": b"",
    "spaces": b" \n",
    "null": b"null",
    "number": b"-0",
    "two values": b"{} {}",
    "comma too many": b'{"registered": true,}',
    "key twice": b'{"grade": "remote", "grade": "tended"}',
    "lists of lists": b"[[], [[]]]",
    "not UTF-8": b"\xff\xfe{",
    "UTF-16": "{}".encode("utf-16"),
    "NaN": b'{"grade": NaN}',
    "number without end": b'{"grade": 1e999}',
    "5000 digits": b'{"grade": ' + LONG + b"}",
    "key of two lines": b'{"a\\nb": 1}',
    "empty key": b'{"": true}',
    "long key": b'{"' + b"a" * 5000 + b'": 1}',
    "key that is half a character": b'{"\\ud800": true}',
    "value that is half a character": b'{"grade": "\\udfff"}',
    "value that clears the screen": b'{"grade": "\\u001b[2J"}',
    "date with half a character": b'{"notice_date": "2028-01-0\\ud800"}',
    "1 and 0 for yes and no": b'{"registered": 1, "line_tested": 0, "pilot_aboard": 1.0}',
    "list for an answer": b'{"grade": ["remote"]}',
    "object for an answer": b'{"grade": {"remote": "remote"}}',
    "8000 objects": b'{"a":' * 8000 + b"1" + b"}" * 8000,
    "20000 lists": b"[" * 20000,
}


def lines(faults):
    """Return faults as lines; each must be one, and safe to print."""
    found = [str(fault) for fault in faults]
    assert found
    assert all(line.isprintable() for line in found)
    return found


def read_policy(document, name="a.toml"):
    """Load a document; a policy that loads can also be used. Return the faults."""
    try:
        policy = from_document(document, name)
    except InputError as error:
        return lines(error.faults)
    for sheet in ({}, dict.fromkeys(policy.questions, "unsure")):
        json.dumps(assess(policy, read_answers(policy, sheet)[0]).as_json())
    return []


def read_cases(document, name="a.toml"):
    """Load worked cases; each case that loads can be compared. Return the faults."""
    try:
        cases = load_cases(document, name, POLICY)
    except InputError as error:
        return lines(error.faults)
    for case in cases:
        answers, faults = read_answers(POLICY, case.answers)
        assert not faults
        assert isinstance(differences(case, assess(POLICY, answers).as_json()), list)
    return []


def read_bytes(data, name, reader):
    """Read the bytes of a file of policy or cases. Return the faults."""
    try:
        document = read_document(data, name)
    except InputError as error:
        return lines(error.faults)
    return reader(document, name)


def read_sheet(data):
    """Read the bytes of answers, and assess what can be read of them. Return the faults."""
    try:
        value = read_json(data, "here")
    except InputError as error:
        return lines(error.faults)
    found = []
    for item in value if isinstance(value, list) else [value]:
        answers, faults = read_answers(POLICY, item, "here")
        json.dumps(assess(POLICY, answers).as_json())
        found += lines(faults) if faults else []
    return found


READERS = {"procedures.toml": read_policy, "cases.toml": read_cases}
FILES = {name: path.read_bytes() for name, path in (("procedures.toml", PROCEDURES), ("cases.toml", CASES))}
DOCUMENTS = {"procedures.toml": DOCUMENT, "cases.toml": load_document(CASES)}


@pytest.mark.parametrize("name", ODD_POLICIES)
def test_an_odd_policy_is_refused(name):
    """Each odd policy file is refused in lines that begin with its name."""
    found = read_bytes(ODD_POLICIES[name], name, read_policy)
    assert found
    assert all(line.startswith(f"{name}: ") for line in found)


def test_a_document_that_is_too_deep_is_refused():
    """Keys in keys without end, as dots in a TOML file can make them, are a fault."""
    document = {}
    for _ in range(11_000):
        document = {"a": document}
    assert "too deep" in read_policy(document)[-1]


@pytest.mark.parametrize("name", ODD_CASES)
def test_odd_cases_are_refused(name):
    """Each odd file of cases is refused in lines that begin with its name."""
    found = read_bytes(ODD_CASES[name], name, read_cases)
    assert found
    assert all(line.startswith(f"{name}: ") for line in found)


@pytest.mark.parametrize("name", ODD_ANSWERS)
def test_odd_answers_are_refused(name):
    """Each odd file of answers is refused in lines that begin with its place."""
    found = read_sheet(ODD_ANSWERS[name])
    assert found
    assert all(line.startswith("here: ") for line in found)


ODD_TEXTS = st.sampled_from(
    ["", " ", "\n", "\x00", "\x1b[31m", "\ud800", "é", "a\nb", "{open}", "{interval}", "x" * 5000]
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**5000, float("inf"), float("nan"), date(2028, 1, 1), time(1, 2)]),
    ODD_TEXTS,
    st.text(max_size=8),
    st.sampled_from([[], {}, [[]], [{}], [None], json.loads("[" * 50 + "]" * 50)]),
    st.sampled_from(["unsure", "undetermined", "kept", "tended", "registered", "notice", "findings", "policy"]),
    st.sampled_from(["not(registered)", "a or not\na", "notice_date is at least 99999 days before registered"]),
)


@st.composite
def documents(draw, name):
    """Draw a document with a few of its values replaced, doubled, dropped or given another key."""
    document = deepcopy(DOCUMENTS[name])
    for _ in range(draw(st.integers(1, 3))):
        holder, key = document, draw(st.sampled_from(sorted(document)))
        while isinstance(holder[key], dict | list) and holder[key] and draw(st.integers(0, 9)):
            holder = holder[key]
            key = draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        match draw(st.sampled_from(["replace", "drop", "add"])):
            case "replace":
                holder[key] = deepcopy(draw(LEAVES))
            case "drop":
                del holder[key]
            case "add" if isinstance(holder, list):
                holder.append(deepcopy(holder[key]))
            case "add":
                holder[draw(ODD_TEXTS)] = deepcopy(draw(LEAVES))
        if not document:
            break
    return document


@pytest.mark.parametrize("name", READERS)
@FUZZ
@given(data=st.data())
def test_any_value_at_any_key(name, data):
    """Whatever value is at whatever key, a file of policy or cases is used, or refused in lines; as JSON too."""
    document = data.draw(documents(name))
    assert isinstance(READERS[name](document), list)
    try:
        written = json.dumps(document, default=str).encode()
    except ValueError:  # Python writes no number of so many digits
        return
    assert isinstance(read_bytes(written, "a.json", READERS[name]), list)


@pytest.mark.parametrize("name", READERS)
@FUZZ
@given(data=st.data())
def test_any_damage_to_the_bytes(name, data):
    """Whatever is cut from, doubled in or put into the bytes, a file is used, or refused in lines."""
    changed = FILES[name]
    odd = st.sampled_from([b"\xff", b"\x00", b'"', b"'''", b"[[", b"]", b"\n", b"=", b"[" * 5000, b"a." * 2000])
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(changed)))
        end = min(len(changed), start + data.draw(st.integers(0, 200)))
        put_in = data.draw(odd | st.binary(max_size=4) | st.just(changed[start:end] * 2))
        changed = changed[:start] + put_in + changed[end:]
    assert isinstance(read_bytes(changed, name, READERS[name]), list)


@pytest.mark.parametrize("name", ["a.toml", "a.json"])
@FUZZ
@given(st.binary(max_size=300) | st.text(alphabet="[]{}\"'=.,:\n\\u0xdf1-T ae", max_size=80).map(str.encode))
def test_any_bytes(name, data):
    """Whatever the bytes, they are no policy, and reading them as cases or answers raises nothing."""
    assert read_bytes(data, name, read_policy)
    assert isinstance(read_bytes(data, name, read_cases), list)
    assert isinstance(read_sheet(data), list)


@FUZZ
@given(st.dictionaries(st.sampled_from(list(POLICY.questions)) | ODD_TEXTS | st.text(max_size=5), LEAVES, max_size=6))
def test_any_answers(sheet):
    """Whatever the answers, each is kept, left open by null, or named by one fault of one line."""
    answers, faults = read_answers(POLICY, sheet, "here")
    unanswered = [key for key, value in sheet.items() if value is None and key in POLICY.questions]
    assert sorted([*(fault.question for fault in faults), *answers.given, *unanswered]) == sorted(sheet)
    assert all(str(fault).isprintable() for fault in faults)
    json.dumps(assess(POLICY, answers).as_json())


@settings(FUZZ, max_examples=max(FUZZ.max_examples // 20, 3))
@given(documents("procedures.toml"))
def test_whatever_loads_can_be_verified(document):
    """A policy that loads, however odd, is verified to the end."""
    try:
        policy = from_document(document, "a.toml")
    except InputError as error:
        assert lines(error.faults)
    else:
        assert isinstance(verify(policy, document, SOURCE_TEXT, ()).problems, tuple)
