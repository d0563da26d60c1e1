"""Loading: every fault of a policy file at once, each with its place, the fault, and what is allowed."""

import json
import re

import pytest

from checker import InputError, load_policy
from checker.engine.document import read_document
from checker.engine.load import load
from tests.invented import PROCEDURES

TEXT = PROCEDURES.read_text("utf-8")
COMPARISON = "notice_date is at least 14 days before berthing_date"
DATES = '[clause.dates]\nrequests = "{date}"\nless = "x"\nlatest = "two_weeks_before"\n\n'
SIZE = '[[question]]\nid = "size"\ntype = "choice"\nclause = "notice"\nask = "How large is it?"\nlabel = "Size"'
MANY = " or ".join(
    ["registered", "line_tested", "pilot_aboard", "in_daylight", "grade is ungraded"]
    + [f"notice_date is at least {days} days before berthing_date" for days in range(1, 100)]
)


def once(old, new):
    """Return a change of a file: the first occurrence of a text is replaced."""

    def change(text):
        assert old in text
        return text.replace(old, new, 1)

    return change


def last(old, new):
    """Return a change of a file: the last occurrence of a text is replaced."""
    return lambda text: new.join(text.rsplit(old, 1))


def rowless(text):
    """Remove the rows of a clause that conditions mention."""
    start = text.index("[[clause.row]]", text.index('id = "by-day"'))
    return text[:start] + text[text.index('[[clause]]\nid = "night-office"') :]


FAULTS = {
    # Texts, keys and ids
    "missing text": (
        once('force = "asks"\n', ""),
        "clause `register-first`: `force` is missing",
    ),
    "blank text": (
        once('force = "asks"', 'force = " "'),
        "clause `register-first`: `force` is ` `; allowed: a text that is not blank",
    ),
    "number for a text": (
        once('force = "asks"', "force = 8"),
        "clause `register-first`: `force` is `8`; allowed: a text that is not blank",
    ),
    "text for a list": (
        once('not_read_as = ["that later notice is refused"]', 'not_read_as = "that"'),
        "clause `notice`: `not_read_as` is `that`; allowed: a list",
    ),
    "text for a flag": (
        once("counts_as_open = true", 'counts_as_open = "yes"'),
        "question `grade`: value `ungraded`: `counts_as_open` is `yes`; allowed: `true`, `false`",
    ),
    "misspelt key": (
        once('force = "asks"', 'forse = "asks"'),
        "clause `register-first`: `force` is missing",
        "clause `register-first`: unknown key `forse`; did you mean `force`?",
    ),
    "invalid id": (
        once('id = "what-is-fair"', 'id = "whatIsFair"'),
        "silence `whatIsFair`: invalid id; allowed: lowercase letters, digits, `-` and `_`",
    ),
    "duplicate id": (
        once('id = "what-is-fair"', 'id = "who-tests"'),
        "silence `who-tests`: duplicate id",
    ),
    "id of a clause and a question": (
        lambda text: text.replace('"register-first"', '"registered"'),
        "question `registered`: a clause has the same id",
    ),
    # References
    "unknown tone": (
        once('tone = "undone"', 'tone = "amber"'),
        "status `unkept`: `tone` is `amber`; allowed: `done`, `undone`, `open`, `stop`, `free`, `said`, "
        "`silent`, `away`",
    ),
    "undeclared status": (
        once('status = "unkept"\nsays', 'status = "broken"\nsays'),
        "clause `register-first`: row[2]: unknown status `broken`; allowed: `kept`, `unkept`, "
        "`reaches`, `passes_by`, `sent_on`",
    ),
    "no status for what is open": (
        once('id = "undetermined"', 'id = "open"'),
        "status `undetermined` is missing",
    ),
    "silence near an unknown clause": (
        last('clauses = ["remote-berthing"]', 'clauses = ["remote-berth"]'),
        "silence `what-is-fair`: unknown clause `remote-berth`; did you mean `remote-berthing`?",
    ),
    "link that the text does not have": (
        once("[night rules](https", "[night rule](https"),
        "clause `night-office`: no link `night rule` in the clause's text",
    ),
    "caution with an insecure link": (
        once("(https://harbour.example/hours)", "(http://harbour.example/hours)"),
        "writing: `caution` needs one link, as `[words](https://…)`",
    ),
    "force that the clause does not have": (
        once('force = "asks"\ndone', 'force = "requires"\ndone'),
        "advice[1]: `force` is `requires`, which is not in the clause's text",
    ),
    # Questions
    "unknown type": (
        once('type = "boolean"', 'type = "bool"'),
        "question `registered`: `type` is `bool`; did you mean `boolean`?",
    ),
    "reserved choice": (
        lambda text: text.replace("ungraded", "unsure"),
        "question `grade`: value `unsure` is reserved",
    ),
    "under no question": (
        once('id = "pilot_aboard"\n', 'id = "pilot_aboard"\nunder = "line_test"\n'),
        "question `pilot_aboard`: `under` is `line_test`; did you mean `line_tested`?",
    ),
    "form that repeats and omits": (
        once('["registered", "notice_date", "berthing_date"]', '["registered", "registered", "berthing_date"]'),
        "section[2]: duplicate question `registered`",
        "question `notice_date` is in no section",
    ),
    "thing that is no yes or no": (
        once('"line_tested", "pilot_aboard"]', '"line_tested", "grade"]'),
        "decision `pilotage`: row[1]: question `grade` is not a yes-or-no question",
    ),
    "choice without values": (
        once("[[advice]]", f"{SIZE}\n\n[[advice]]"),
        "question `size`: no `value` defined",
        "question `size` is in no section",
    ),
    "values of yes or no": (
        once('help = "Once is enough."', 'help = "Once is enough."\nvalue = [{ id = "a", label = "A" }]'),
        "question `pilot_aboard`: `value` is only for questions of type `choice`",
    ),
    "silence by an unknown question": (
        last("[[silence]]", '[[silence]]\nanswered = ["registerd"]'),
        "silence `what-is-fair`: unknown question `registerd`; did you mean `registered`?",
    ),
    # Conditions and rows
    "unreadable condition": (
        once('when = "registered"', 'when = "no registered"'),
        "clause `register-first`: row[1]: `when` cannot be read: expected `and`, `or` or the end, found "
        "`registered` as word 2",
    ),
    "misspelt question": (
        once('when = "registered"', 'when = "registerd"'),
        "clause `register-first`: row[1]: unknown question `registerd`; did you mean `registered`?",
    ),
    "value that a question does not have": (
        once('when = "grade is tended"', 'when = "grade is tender"'),
        "clause `tended-note`: row[1]: question `grade` has no value `tender`; did you mean `tended`?",
    ),
    "yes or no of a choice": (
        once('when = "grade is tended"', 'when = "grade"'),
        "clause `tended-note`: row[1]: question `grade` is not a yes-or-no question",
    ),
    "unknown status of a clause": (
        once('when = "notice is unkept"', 'when = "notice is unkempt"'),
        "silence `short-notice`: clause `notice` has no status `unkempt`; did you mean `unkept`?",
    ),
    "clause without a rule": (
        rowless,
        "clause `by-day`: `row` or `not_checked` is missing",
        "decision `grade_says`: row[2]: clause `by-day` has no rule, so it has no status",
    ),
    "row without a condition above others": (
        once('status = "kept"\nwhen = "registered"', 'status = "kept"'),
        "clause `register-first`: row[1]: only the last row can be without `when`",
    ),
    "conflict without a condition": (
        once('when = "grade is unattended and pilot_aboard"\n', ""),
        "conflict[1]: `when` is missing",
    ),
    "too many combinations": (
        once('when = "notice is unkept"', f'when = "{MANY}"'),
        "silence `short-notice`: the rule has over 20,000 combinations; use fewer questions",
    ),
    # Dates
    "date compared with itself": (
        once(COMPARISON, "notice_date is at least 14 days before notice_date"),
        "clause `notice`: row[1]: date `notice_date` is compared with itself",
    ),
    "comparison with what is no date": (
        once(COMPARISON, "notice_date is at least 14 days before registered"),
        "clause `notice`: row[1]: question `registered` is not a date question",
    ),
    "too many days": (
        once(COMPARISON, "notice_date is at least 99999 days before berthing_date"),
        "clause `notice`: row[1]: `99999` days are too many; allowed: `0` to `20000`",
    ),
    "two comparisons": (
        once(COMPARISON, f"{COMPARISON} or berthing_date is at least 1 days before notice_date"),
        "clause `notice`: the rows compare dates in more than one way",
    ),
    "interval without dates": (
        once("the ferry is in the register, as", "{interval} it is in the register, as"),
        "clause `register-first`: `says` has `{interval}`, and no row compares dates",
    ),
    "dates without a comparison": (
        once("[[clause.row]]", f"{DATES}[[clause.row]]"),
        "clause `register-first`: `dates` is only for rows that compare dates",
    ),
    "comparison without dates": (
        lambda text: re.sub(r"\[clause\.dates\]\n(.+\n)*", "", text),
        "clause `notice`: `dates` is missing",
        "advice[2]: `says` is missing",
    ),
    "latest date with a taken key": (
        once('latest = "two_weeks_before"', 'latest = "findings"'),
        "clause `notice`: dates: `latest` is `findings`, which an assessment already has",
    ),
    "latest date with the key of another": (
        lambda text: text.replace('when = "registered"', f'when = "{COMPARISON}"').replace(
            "[[clause.row]]", f"{DATES}[[clause.row]]", 1
        ),
        "clause `notice`: dates: `latest` is `two_weeks_before`, which an assessment already has",
    ),
    "no place for the date": (
        once("before {date}.", "before then."),
        "clause `notice`: dates: `requests` needs `{date}` for the later date",
    ),
    # Decisions
    "value that the engine gives itself": (
        lambda text: text.replace('"unsaid"', '"undetermined"'),
        "decision `pilotage`: value `undetermined` is the engine's own and cannot be declared",
    ),
    "duplicate value": (
        once('id = "guided_by_day"', 'id = "no_test"'),
        "decision `grade_says`: value `no_test`: duplicate id",
        "decision `grade_says`: row[2]: unknown value `guided_by_day`; allowed: `no_test`, `office_answers`",
    ),
    "row that rests on no clause": (
        once('clauses = ["tended-note"]\n', ""),
        "decision `grade_says`: row[1]: `clauses` is missing",
    ),
    "row that rests on an unknown clause": (
        once('["by-day", "night-office"]', '["by-day", "night-offices"]'),
        "decision `grade_says`: row[3]: unknown clause `night-offices`; did you mean `night-office`?",
    ),
    "things without words for when they are open": (
        once('open = "One “no” is enough: pilots then “will not guide the berthing”."\n', ""),
        "decision `pilotage`: row[1]: `open` is missing",
    ),
    "count of no things": (
        once('clauses = ["by-day"]\nsays', 'clauses = ["by-day"]\nheading = "{not_in_place}"\nsays'),
        "decision `pilotage`: row[2]: `heading` has `{not_in_place}`, and there are no `things`",
    ),
    "note of an unknown clause": (
        once('[[decision.note]]\nclause = "tended-note"', '[[decision.note]]\nclause = "tended-notes"'),
        "decision `pilotage`: note[1]: `clause` is `tended-notes`; did you mean `tended-note`?",
    ),
}
"""By name: a change of the invented policy, and the faults of what it becomes, without the file's name."""


def faults_of(data, name="procedures.toml"):
    """Return the faults of a file as lines, without its name."""
    with pytest.raises(InputError) as refused:
        load(data, name)
    lines = [str(fault) for fault in refused.value.faults]
    assert all(line.startswith(f"{name}: ") for line in lines)
    return [line.removeprefix(f"{name}: ") for line in lines]


@pytest.mark.parametrize("name", FAULTS)
def test_a_broken_policy_is_refused_with_exactly_its_faults(name):
    """A change that breaks the policy is refused with its faults, all of them and nothing else, in their order."""
    change, *faults = FAULTS[name]
    assert faults_of(change(TEXT).encode()) == faults


def test_an_empty_file_lacks_everything_at_once():
    """Every part that a policy needs is named as missing."""
    faults = faults_of(b"")
    assert faults[:4] == [f"`{key}` is missing" for key in ("title", "disclaimer", "in_short", "publisher")]
    for kind in ("status", "question", "clause", "decision", "section"):
        assert f"no `{kind}` defined" in faults


@pytest.mark.parametrize(
    ("data", "name", "fault"),
    [
        (b"\xff", "a.toml", "not UTF-8 at byte 1"),
        (b"title = ", "a.toml", "invalid TOML: Invalid value (at end of document)"),
        (b"a = " + b"[" * 5000, "a.toml", "nested too deep"),
        (b"\xff", "a.json", "not UTF-8 at byte 1"),
        (b"{", "a.json", "invalid JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        (b"[]", "a.json", "found `[…]`; allowed: a JSON object"),
        (b'{"title": "a", "title": "b"}', "a.json", "invalid JSON: the key `title` is duplicated in one object"),
        (b'{"a": ' * 100_000, "a.json", "nested too deep"),
    ],
)
def test_what_is_no_document(data, name, fault):
    """A file that is not TOML, or for a name in `.json` not a JSON object, is refused with the place of the fault."""
    assert faults_of(data, name) == [fault]


def test_a_file_that_does_not_exist(tmp_path):
    """A policy file that cannot be read is named, with the reason."""
    with pytest.raises(InputError, match=r"none\.toml`: cannot be read: No such file or directory$"):
        load_policy(tmp_path / "none.toml")


def test_json_is_the_same_policy():
    """The content of a policy file as JSON is the same policy; `null` is not allowed."""
    document = read_document(TEXT.encode(), "a.toml")
    assert load(json.dumps(document).encode(), "a.json").fingerprint == load(TEXT.encode(), "a.toml").fingerprint
    assert faults_of(json.dumps(document | {"title": None}).encode(), "a.json") == ["`title` is `null`; leave it out"]


def test_the_fingerprint_is_of_the_content():
    """Comments, line ends and a byte order mark do not change the fingerprint; one changed word does."""
    plain = load(TEXT.encode(), "a").fingerprint
    lines = [line for line in TEXT.splitlines() if not line.startswith("#")]
    assert load("\ufeff".encode() + "\r\n".join(lines).encode(), "b").fingerprint == plain
    assert load(TEXT.replace("Remote ferries", "Remote boats", 1).encode(), "a").fingerprint != plain
