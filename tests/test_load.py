"""Loading: every fault of a policy file at once, each with its place, the fault, and what is allowed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import PolicyError, load_policy
from checker.engine.document import read_document
from checker.engine.load import load
from checker.policy import PROCEDURES

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


EIGHT = "ase_request_date is at least 56 days before ama_submission_date"

FAULTS = {
    "an unknown question, with the nearest one": (
        [(EIGHT, "ase_request_date is at least 56 days before ama_date")],
        [
            "procedures.toml: clause `eight-weeks`: row[1]: unknown question `ama_date`; "
            "did you mean `ama_submission_date`?"
        ],
    ),
    "a misspelt question": (
        [('when = "informed_ase"', 'when = "informd_ase"')],
        ["procedures.toml: clause `inform-ase`: row[1]: unknown question `informd_ase`; did you mean `informed_ase`?"],
    ),
    "a value that a question does not have": (
        [('when = "category is category_iii"', 'when = "category is category_ii"')],
        [
            "procedures.toml: clause `fda-clearance-note`: row[1]: question `category` has no value "
            "`category_ii`; did you mean `category_iii`?"
        ],
    ),
    "a yes-or-no condition on a choice": (
        [('when = "category is category_iii"', 'when = "category"')],
        ["procedures.toml: clause `fda-clearance-note`: row[1]: question `category` is not answered by yes or no"],
    ),
    "a condition that cannot be read": (
        [('when = "not wants_guidance"', 'when = "no wants_guidance"')],
        [
            "procedures.toml: clause `irt-partners`: row[1]: `when` cannot be read: expected `and`, `or` or "
            "the end, found `wants_guidance` as word 2"
        ],
    ),
    "a status that is not declared": (
        [
            (
                'status = "not_applicable"\nwhen = "not wants_guidance"',
                'status = "irrelevant"\nwhen = "not wants_guidance"',
            )
        ],
        [
            "procedures.toml: clause `irt-partners`: row[1]: `status` is `irrelevant`; allowed: `met`, "
            "`not_met`, `applies`, `not_applicable`, `not_stated`, `not_yet`"
        ],
    ),
    "a clause's status that does not exist, in a decision": (
        [('when = "autonomous is applies"', 'when = "autonomous is aplies"')],
        [
            "procedures.toml: decision `discussion`: row[2]: clause `autonomous` has no status `aplies`; "
            "did you mean `applies`?"
        ],
    ),
    "a decision that rests on no clause": (
        [('clause = "discussion-criteria"\nsays = "ASE “cannot', 'says = "ASE “cannot')],
        ["procedures.toml: decision `discussion`: row[1]: `clause` is missing"],
    ),
    "a missing text": (
        [('force = "advises"\n', "")],
        ["procedures.toml: clause `inform-ase`: `force` is missing"],
    ),
    "a misspelt key, and what it leaves missing": (
        [('force = "advises"\n', 'forse = "advises"\n')],
        [
            "procedures.toml: clause `inform-ase`: `force` is missing",
            "procedures.toml: clause `inform-ase`: unknown key `forse`; did you mean `force`?",
        ],
    ),
    "a text that is blank": (
        [('force = "advises"\n', 'force = " "\n')],
        ["procedures.toml: clause `inform-ase`: `force` is ` `; allowed: a text that is not blank"],
    ),
    "a number where a text stands": (
        [('force = "advises"\n', "force = 8\n")],
        ["procedures.toml: clause `inform-ase`: `force` is `8`; allowed: a text that is not blank"],
    ),
    "an id that stands twice": (
        [
            ('id = "irt-partners"', 'id = "inform-ase"'),
            ('clause = "irt-partners"', 'clause = "inform-ase"'),
            ('clause = "irt-partners"', 'clause = "inform-ase"'),
            ('"irt-partners", ', ""),
            ('"irt-partners", ', ""),
        ],
        ["procedures.toml: clause `inform-ase`: the id stands twice"],
    ),
    "an id that is no id": (
        [
            ('[[topic]]\nid = "before-you-file"', '[[topic]]\nid = "Before You"'),
            *[('topic = "before-you-file"', 'topic = "Before You"')] * 3,
        ],
        ["procedures.toml: topic `Before You`: the id is not an id; allowed: small letters, digits, `-` and `_`"],
    ),
    "an unknown topic": (
        [('topic = "autonomous"', 'topic = "autonomic"')],
        ["procedures.toml: clause `autonomous`: `topic` is `autonomic`; did you mean `autonomous`?"],
    ),
    "a question of an unknown type": (
        [('id = "informed_ase"\ntype = "boolean"', 'id = "informed_ase"\ntype = "bool"')],
        [
            "procedures.toml: question `informed_ase`: `type` is `bool`; did you mean `boolean`?",
            "procedures.toml: question `informed_ase`: unknown key `yes`; allowed: `type`, `id`, `clause`, "
            "`ask`, `about`, `help`, `why`",
            "procedures.toml: question `informed_ase`: unknown key `no`; allowed: `type`, `id`, `clause`, "
            "`ask`, `about`, `help`, `why`",
            "procedures.toml: clause `inform-ase`: row[1]: question `informed_ase` is not answered by yes or no",
        ],
    ),
    "a row without a condition above others": (
        [('status = "met"\nwhen = "informed_ase"', 'status = "met"')],
        ["procedures.toml: clause `inform-ase`: a row without `when` is not the last one"],
    ),
    "no place for the open questions": (
        [("turns on {open}", "turns on that")],
        ["procedures.toml: undetermined: `says` has no place `{open}` for the open questions"],
    ),
    "an interval where no dates are compared": (
        [('says = "You have classified', 'says = "{interval} You have classified')],
        ["procedures.toml: clause `taxonomy`: `says` has `{interval}`, and no row compares dates"],
    ),
    "a link that the text does not have": (
        [('words = "AMA CPT Appendix S"', 'words = "Appendix T"')],
        [
            "procedures.toml: clause `augmentative-appendix-s`: link[1]: the clause's text has no link with the "
            "words `Appendix T`"
        ],
    ),
    "an address that is not secure": (
        [('address = "https:', 'address = "http:')],
        [
            "procedures.toml: clause `augmentative-appendix-s`: link[1]: `address` is "
            "`http://www.ama-assn.org/practice-management/cpt/cpt-appendi…`; allowed: an address that begins "
            "with `https://`"
        ],
    ),
    "a blocking value that the decision does not have": (
        [('blocking_value = "barred"', 'blocking_value = "bared"')],
        ["procedures.toml: decision `discussion`: `blocking_value` is `bared`; did you mean `barred`?"],
    ),
    "a value that the engine gives itself": (
        [('id = "not_barred"', 'id = "undetermined"'), ('value = "not_barred"', 'value = "undetermined"')],
        ["procedures.toml: decision `discussion`: value `undetermined` is given by the engine and cannot be declared"],
    ),
    "a conflict without a condition": (
        [
            (
                '[[conflict]]\nclause = "assistive"\nwhen = "(classification is augmentative or classification is '
                'autonomous) and solely_workflow"',
                '[[conflict]]\nclause = "assistive"',
            )
        ],
        ["procedures.toml: conflict[2]: `when` is missing"],
    ),
    "a silence near an unknown clause": (
        [('clauses = ["inform-ase", "irt-partners", "eight-weeks"]', 'clauses = ["inform-ace"]')],
        ["procedures.toml: silence `whom-to-tell`: unknown clause `inform-ace`; did you mean `inform-ase`?"],
    ),
    "a comparison of dates with what is no date": (
        [(EIGHT, "ase_request_date is at least 56 days before informed_ase")],
        ["procedures.toml: clause `eight-weeks`: row[1]: question `informed_ase` is not answered by a date"],
    ),
    "a latest day where no dates are compared": (
        [
            (
                '[[clause.row]]\nstatus = "met"\nwhen = "informed_ase"',
                '[clause.latest_date]\nid = "x"\nlabel = "y"\n\n[[clause.row]]\nstatus = "met"\nwhen = "informed_ase"',
            )
        ],
        ["procedures.toml: clause `inform-ase`: `latest_date` stands beside rows that compare no dates"],
    ),
    "a date compared with itself": (
        [(EIGHT, "ase_request_date is at least 56 days before ase_request_date")],
        ["procedures.toml: clause `eight-weeks`: row[1]: date `ase_request_date` is compared with itself"],
    ),
    "three faults at once, all of them named": (
        [
            ('force = "advises"\n', ""),
            ('when = "category is category_iii"', 'when = "category is iii"'),
            ('topic = "autonomous"', "topic = 3"),
        ],
        [
            "procedures.toml: clause `inform-ase`: `force` is missing",
            "procedures.toml: clause `fda-clearance-note`: row[1]: question `category` has no value `iii`; "
            "allowed: `category_iii`, `category_i`",
            "procedures.toml: clause `autonomous`: `topic` is `3`; allowed: a text that is not blank",
        ],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name):
    """Each fault of a policy file is named with its place, the fault and what is allowed, and no other."""
    replacements, expected = FAULTS[name]
    assert faults_of(changed(*replacements)) == expected


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
        "procedures.toml: `disclaimer` is missing",
        "procedures.toml: `status` is missing",
        "procedures.toml: no status stands in the file",
        "procedures.toml: `undetermined` is missing",
        "procedures.toml: status `undetermined` is missing",
        "procedures.toml: `topic` is missing",
        "procedures.toml: no topic stands in the file",
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
