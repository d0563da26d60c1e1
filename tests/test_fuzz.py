"""Odd input: whatever the bytes, loading and reading end in a value or in faults of one line, never in anything else.

What was found by searching longer stands in `tests/corpus`, one small file each, and is read again here.
`FUZZ_EXAMPLES=5000 .venv/bin/python -m pytest tests/test_fuzz.py` searches longer.
"""

import json
import os
from copy import deepcopy
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import PolicyError, assess, read_answers, read_json
from checker.build.places import ROOT
from checker.engine.document import NotJsonError, read_document
from checker.engine.load import from_document, load
from checker.policy import load_document
from checker.verify.cases import differences, load_cases
from checker.verify.reference import Reference
from checker.verify.rows import problems_of_rows, problems_of_use
from checker.verify.verify import verify
from checker.verify.words import problems_of_words
from tests.own_policy import CASES, POLICY, PROCEDURES, SOURCE_TEXT

CORPUS = ROOT / "tests" / "corpus"
TEXTS = {name: path.read_bytes() for name, path in (("procedures.toml", PROCEDURES), ("cases.toml", CASES))}
DOCUMENTS = {name: load_document(path) for name, path in (("procedures.toml", PROCEDURES), ("cases.toml", CASES))}
FUZZ = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def nested(depth, inner, key=None):
    """Return a value inside so many lists, or objects of one key."""
    for _ in range(depth):
        inner = [inner] if key is None else {key: inner}
    return inner


def lines(faults):
    """Return faults as lines; each must be one, and safe to print."""
    found = [str(fault) for fault in faults]
    assert found
    assert all(line.isprintable() for line in found)
    return found


def read_policy(document, name="a.toml"):
    """Load what a file holds; where it loads, everything that comes of it must come too. Return the faults."""
    try:
        policy = from_document(document, name)
    except PolicyError as error:
        return lines(error.faults)
    for sheet in ({}, dict.fromkeys(policy.questions, "unsure")):
        answers, _ = read_answers(policy, sheet)
        json.dumps(assess(policy, answers).as_json())
    reference = Reference(document)
    for problem in (
        *problems_of_words(policy, document, SOURCE_TEXT),
        *problems_of_rows(reference),
        *problems_of_use(policy, reference),
    ):
        json.dumps(problem.as_json())
    return []


def read_cases(document, name="a.toml"):
    """Load what a file of cases holds; where it loads, every case must be judged. Return the faults."""
    try:
        cases = load_cases(document, name, POLICY)
    except PolicyError as error:
        return lines(error.faults)
    for case in cases:
        answers, faults = read_answers(POLICY, case.answers)
        assert not faults
        assert isinstance(differences(case, assess(POLICY, answers).as_json()), list)
    return []


READERS = {"procedures.toml": read_policy, "cases.toml": read_cases}


def read_bytes(data, name, reader):
    """Read the bytes of a file of policy or cases. Return the faults."""
    try:
        document = read_document(data, name)
    except PolicyError as error:
        return lines(error.faults)
    return reader(document, name)


def read_sheet(data):
    """Read the bytes of answers, and assess what can be read of them. Return the faults."""
    try:
        value = read_json(data, "here")
    except NotJsonError as error:
        return lines([error.fault])
    found = []
    for item in value if isinstance(value, list) else [value]:
        answers, faults = read_answers(POLICY, item, "here")
        json.dumps(assess(POLICY, answers).as_json())
        found += lines(faults) if faults else []
    return found


# ---------------------------------------------------------------- the corpus


def kept(folder):
    """Return the files of a part of the corpus."""
    return [pytest.param(file, id=file.name) for file in sorted((CORPUS / folder).iterdir())]


@pytest.mark.parametrize("file", kept("policy"))
def test_odd_policy(file):
    """Each odd policy file is refused in lines, by loading its bytes."""
    with pytest.raises(PolicyError) as refused:
        load(file.read_bytes(), file.name)
    assert all(line.startswith(f"{file.name}: ") for line in lines(refused.value.faults))


@pytest.mark.parametrize("file", kept("cases"))
def test_odd_cases(file):
    """Each odd file of cases is refused in lines."""
    assert all(line.startswith(f"{file.name}: ") for line in read_bytes(file.read_bytes(), file.name, read_cases))


@pytest.mark.parametrize("file", kept("answers"))
def test_odd_answers(file):
    """Each odd file of answers is refused in lines."""
    assert all(line.startswith("here: ") for line in read_sheet(file.read_bytes()))


# ---------------------------------------------------------------- searching

ODD_TEXTS = st.sampled_from(
    ["", " ", "\n", "\x00", "\x1b[31m", "\ud800", "é", "a\nb", "{open}", "{interval}", "x" * 5000]
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**5000, -(10**5000), float("inf"), float("nan"), 1e308]),
    ODD_TEXTS,
    st.text(max_size=8),
    st.sampled_from([date(2028, 1, 1), time(1, 2), datetime(2028, 1, 1, tzinfo=UTC)]),
    st.sampled_from([[], {}, [[]], [{}], [None], nested(50, 1), nested(50, 1, "a")]),
    st.sampled_from(
        ["unsure", "undetermined", "met", "assistive", "informed_ase", "eight-weeks", "findings", "policy"]
    ),
    st.sampled_from(
        ["not(informed_ase)", "a or not\na", "ase_request_date is at least 99999 days before informed_ase"]
    ),
)


class Edited(dict):
    """What a file holds, shown by what was edited in it."""

    edits: tuple = ()

    def __repr__(self):
        return f"Edited{self.edits}"


@st.composite
def documents(draw, name):
    """Draw what a file holds with a few of its values replaced, doubled, dropped or given another key."""
    document = Edited(deepcopy(DOCUMENTS[name]))
    for _ in range(draw(st.integers(1, 3))):
        holder, key = document, draw(st.sampled_from(sorted(document)))
        path = [key]
        while isinstance(holder[key], dict | list) and holder[key] and draw(st.integers(0, 9)):
            holder = holder[key]
            key = draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
            path.append(key)
        edit = draw(st.sampled_from(["replace", "drop", "double", "add"]))
        odd, other = draw(LEAVES), draw(ODD_TEXTS)
        document.edits += ((*path, edit, other if edit == "add" else "", odd if edit in {"replace", "add"} else ""),)
        if edit == "replace":
            holder[key] = deepcopy(odd)
        elif edit == "drop":
            del holder[key]
        elif isinstance(holder, list):
            holder.append(deepcopy(holder[key]))
        else:
            holder[other] = deepcopy(odd)
        if not document:
            break
    return document


@pytest.mark.parametrize("name", READERS)
@FUZZ
@given(data=st.data())
def test_any_value_at_any_key(name, data):
    """Whatever stands under whatever key, a file of policy or cases is used, or refused in lines."""
    document = data.draw(documents(name))
    assert isinstance(READERS[name](document), list)


@pytest.mark.parametrize("name", READERS)
@FUZZ
@given(data=st.data())
def test_any_json_at_any_key(name, data):
    """The same as JSON, with lone surrogates, endless numbers and nothing at all, is used, or refused in lines."""
    document = data.draw(documents(name))
    try:
        written = json.dumps(document, default=str).encode()
    except ValueError:  # Python writes no number of so many digits
        written = b'{"title": %s}' % (b"1" * 5000)
    assert isinstance(read_bytes(written, "a.json", READERS[name]), list)


@st.composite
def damaged(draw, name):
    """Draw bytes of a file in which a few stretches are cut, doubled or replaced."""
    data = TEXTS[name]
    odd = st.sampled_from(
        [b"\xff", b"\x00", b'"', b"'''", b"[[", b"]", b"\n", b"=", b"0x" + b"f" * 5000, b"[" * 5000, b"a." * 2000]
    )
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 200)))
        data = data[:start] + draw(odd | st.binary(max_size=4) | st.just(data[start:end] * 2)) + data[end:]
    return data


@pytest.mark.parametrize("name", READERS)
@FUZZ
@given(data=st.data())
def test_any_damage_to_the_bytes(name, data):
    """Whatever is cut from, doubled in or put into the bytes, a file is used, or refused in lines."""
    changed = data.draw(damaged(name))
    assert isinstance(read_bytes(changed, name, READERS[name]), list)


@pytest.mark.parametrize("name", ["a.toml", "a.json"])
@FUZZ
@given(st.binary(max_size=300) | st.text(alphabet="[]{}\"'=.,:\n\\u0xdf1-T ae", max_size=80).map(str.encode))
def test_any_bytes(name, data):
    """Whatever the bytes, they are no policy, no cases and no answers, and are refused in lines."""
    assert read_bytes(data, name, read_policy)
    assert isinstance(read_bytes(data, name, read_cases), list)
    assert isinstance(read_sheet(data), list)


@FUZZ
@given(st.dictionaries(st.sampled_from(list(POLICY.questions)) | ODD_TEXTS | st.text(max_size=5), LEAVES, max_size=6))
def test_any_answers(sheet):
    """Whatever stands as answers, what can be read is assessed, and each of the rest is a fault of one line."""
    answers, faults = read_answers(POLICY, sheet, "here")
    assert len(answers.given) + len(faults) <= len(sheet)
    assert all(str(fault).isprintable() for fault in faults)
    json.dumps(assess(POLICY, answers).as_json())


@settings(FUZZ, max_examples=max(FUZZ.max_examples // 50, 2))
@given(documents("procedures.toml"))
def test_whatever_loads_can_be_verified(document):
    """A policy that loads, however odd, is verified to the end."""
    try:
        policy = from_document(document, "a.toml")
    except PolicyError as error:
        assert lines(error.faults)
    else:
        json.dumps(verify(policy, document, SOURCE_TEXT, ()).as_json())
