"""A result in words: what each decision is headed, what it rests on, what to do, and what the text does not say."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import read_answers
from checker.engine.load import from_document
from checker.engine.parse import parse
from checker.result.decisions import DEPENDS
from checker.result.html import result_html
from checker.result.markup import element
from checker.result.parts import linked
from checker.result.result import NO_SILENCES, result_of
from checker.result.rule_words import lines_of, rows_of
from checker.result.text import text_of
from checker.result.words import plain_words_of
from tests import shipped
from tests.by_reference import TARGETS, reference_sheet
from tests.edits import edited, put, without_rule
from tests.invented import POLICY
from tests.shipped import DAYS
from tests.strategies import SHEETS

TODAY = date(2028, 1, 10)
PAST = {"berthing_date": "2027-12-01"}
REMOTE = {"grade": "remote", "in_daylight": True}
UNTESTED = REMOTE | {"line_tested": False}
IN_PLACE = REMOTE | {"line_tested": True, "pilot_aboard": True}
TWO_GROUNDS = UNTESTED | {"in_daylight": False}
FULL = TWO_GROUNDS | {"registered": False, "notice_date": "2028-02-17", "berthing_date": "2028-03-01"}
GUIDE = "Pilots “will not guide”"
UNTIL = "Pilots “will not guide the berthing of a remote ferry until” both are in place"
WILL_NOT = "The Society’s pilots will not guide this berthing"
WILL = "The Society’s pilots will guide this berthing"
OFFICE = "The harbour office gives the answer"
NOT_SETTLED = "Not settled: whether the text keeps pilots from guiding this berthing"
NOT_KEPT = "The text does not keep pilots from guiding this berthing"
RULES = {name: each.rule for name, each in (POLICY.clauses | POLICY.decisions).items()}
REFERENCES = {each.name: each for each in TARGETS if each.kind in {"clause", "decision"}}


def result(sheet, policy=POLICY, **named):
    """Return the result for answers, in words."""
    read, faults = read_answers(policy, sheet)
    assert not faults
    return result_of(policy, read, **{"today": TODAY, **named})


def box(sheet, name="pilotage"):
    """Return the box of a decision."""
    return next(each for each in result(sheet).boxes if each.outcome.decision.id == name)


def html(found):
    """Return a result as a tree; parsing it shows that it is well-formed."""
    return ET.fromstring(f"<result>{result_html(found, link='https://e.org/#a')}</result>")  # noqa: S314  it is ours


def squeezed(text):
    """Return words with single spaces."""
    return " ".join(text.split())


def words(element):
    """Return the text of an element."""
    return squeezed("".join(element.itertext()))


def column(found):
    """Return the text of a result without its labels, on one line."""
    return squeezed(" ".join(line[17:] for line in text_of(found).splitlines()))


HEADINGS = [
    ({}, "pilotage", NOT_SETTLED, "Guidance by pilots: not settled by your answers yet"),
    (
        UNTESTED,
        "pilotage",
        f"{UNTIL}: one is not in place, one is open",
        f"{GUIDE}: of 2 things, 1 not in place, 1 open",
    ),
    (
        UNTESTED | {"pilot_aboard": False},
        "pilotage",
        f"{UNTIL}: none is in place",
        f"{GUIDE}: of 2 things, 2 not in place",
    ),
    (
        TWO_GROUNDS,
        "pilotage",
        f"{UNTIL}: one is not in place, one is open; {WILL_NOT}",
        f"{GUIDE}: of 2 things, 1 not in place, 1 open; {WILL_NOT}",
    ),
    (IN_PLACE, "pilotage", NOT_KEPT, NOT_KEPT),
    ({"grade": "tended"}, "grade_says", "No test is needed", "No test is needed"),
    (UNTESTED, "grade_says", WILL, WILL),
    (TWO_GROUNDS, "grade_says", OFFICE, OFFICE),
]


@pytest.mark.parametrize(("sheet", "name", "heading", "short"), HEADINGS)
def test_a_decision_is_headed_by_its_outcome(sheet, name, heading, short):
    """Each value has its heading, in full and short; two grounds are both in it, and things not in place counted."""
    found = box(sheet, name)
    assert (found.heading, found.short) == (heading, short)


@pytest.mark.parametrize(
    ("sheet", "lead", "things", "open_"),
    [
        (REMOTE, f"{UNTIL}:", ["open", "open"], "One “no” is enough: pilots then “will not guide the berthing”."),
        (UNTESTED, "", ["no", "open"], ""),
        (IN_PLACE, "Both are in place, by your answers:", ["yes", "yes"], ""),
    ],
)
def test_things_are_shown_as_they_were_answered(sheet, lead, things, open_):
    """The things that a clause names are listed with their answers; what is open is said as such."""
    (ground,) = box(sheet).grounds
    assert (ground.lead.words if ground.lead else "", ground.open) == (lead, open_)
    assert [answered for _, answered in ground.things] == things


def test_what_a_decision_does_not_say_and_what_another_clause_adds():
    """Below a decision are the words of its grounds, all that is denied, once, and the note of another clause."""
    day_only = "Pilots guide the berthing of a ferry without a crew “by day only”."
    assert box(UNTESTED).says == ("This says nothing about whether the ferry may berth.",)
    assert box(TWO_GROUNDS).says == (day_only, "This says nothing about whether the ferry may berth, or when.")
    (note,) = box({"grade": "tended"}).notes
    assert note.words == "For a tended ferry, the text notes, “no test is needed”."
    assert [each.id for each in note.clauses] == ["tended-note"]
    assert box(IN_PLACE).notes == ()


@pytest.mark.parametrize(
    ("sheet", "name", "depends", "ways"),
    [
        (
            {"grade": "unattended"},
            "grade_says",
            ["in_daylight"],
            [(WILL, "by-day"), (OFFICE, "by-day", "night-office")],
        ),
        ({"in_daylight": True}, "grade_says", ["grade"], [("No test is needed", "tended-note"), (WILL, "by-day")]),
        (
            {"line_tested": True, "pilot_aboard": True},
            "pilotage",
            ["grade", "in_daylight"],
            [(WILL_NOT, "by-day"), (NOT_KEPT,)],
        ),
        ({"in_daylight": True}, "pilotage", ["line_tested", "pilot_aboard", "grade"], []),
        (REMOTE, "pilotage", [], []),
    ],
)
def test_an_open_decision_says_what_answers_lead_to(sheet, name, depends, ways):
    """Up to three open questions are listed; up to two, with the outcomes of all rows that may hold."""
    found = box(sheet, name)
    listed = [ground for ground in found.grounds if ground.lead and ground.lead.words == DEPENDS]
    assert [(question.id, answered) for ground in listed for question, answered in ground.things] == [
        (each, "open") for each in depends
    ]
    assert [(each.words, *(clause.id for clause in each.clauses)) for each in found.ways] == ways


def test_what_one_clause_says_of_two_decisions_is_one_outcome():
    """Where the box of one decision says all that another has to say, the outcomes list it once."""
    found = html(result({"classification": "autonomous", "involves_physician_work": False}, shipped.POLICY))
    assert [each.get("data-outcome") for each in found.find("ul")] == ["discussion"]


def test_a_clause_looks_as_its_row_says_or_else_as_its_status():
    """A row can have a tone of its own; the other rows of that status keep that of the status."""
    tones = {each.clause.id: each.tone for each in result(UNTESTED).assessment.findings}
    assert (tones["remote-berthing"], tones["by-day"]) == ("stop", "said")


def test_a_decision_with_many_open_questions_says_where_to_start():
    """Where more than three questions are open, the one on which the most clauses depend is named."""
    question, says = box({}).start
    assert (question.id, says) == ("grade", "the results of 5 of the 7 clauses depend on it.")


@pytest.mark.parametrize(
    ("sheet", "entries"),
    [
        ({}, [("Enter the ferry in the harbour register.", "registered", ""),
              ("The Society “asks for notice a minimum of 2 weeks” before the first berthing.", None, "")]),
        ({"registered": False} | {"berthing_date": "2028-03-01"},
         [("Enter the ferry in the harbour register.", "registered", "Not in hand")]),
        ({"registered": True} | PAST, [("Enter the ferry in the harbour register.", "registered", "In hand")]),
        ({"registered": False} | PAST,
         [("Clause 1 speaks of the time before the first berthing.", None, "Not in hand")]),
    ],
)  # fmt: skip
def test_what_to_do_fits_the_answers(sheet, entries):
    """What is done can be taken back, what came too late is said so, and what a box of dates says is left to it."""
    found = result(sheet)
    assert [(each.says, each.done and each.done.id, each.word) for each in found.todo] == entries


@pytest.mark.parametrize(
    ("sheet", "silences"),
    [
        ({}, []),
        (UNTESTED, ["who-tests"]),
        ({"registered": True}, ["entry-lasts"]),
        ({"registered": "unsure"}, []),
        (PAST, ["short-notice"]),
        (FULL, ["who-tests", "short-notice", "entry-lasts"]),
    ],
)
def test_silences_that_concern_the_case(sheet, silences):
    """A silence is listed by its condition, by a question that is answered, or by a date that has passed."""
    found = result(sheet)
    assert [each.id for each in found.silences] == silences
    assert [each.id for each in found.always] == ["what-is-fair"]
    said = [each.get("data-silence") for each in html(found).iter("li") if each.get("data-silence")]
    assert said == [*silences, "what-is-fair"]
    assert (NO_SILENCES in words(html(found))) is not bool(silences)


@pytest.mark.parametrize(
    ("later", "earlier", "raised"),
    [
        (DAYS, None, set()),
        (DAYS - 1, None, {"counted"}),
        (DAYS - 1, -1, set()),
        (-1, None, {"counted", "later"}),
        (-1, -1 - DAYS, {"later"}),
    ],
)
def test_a_day_that_has_passed_raises_what_the_text_does_not_say_of_it(later, earlier, raised):
    """Both kinds of day can raise a silence: the one counted back, while the other date is open, and the later date."""
    days = {shipped.LATER: later, shipped.EARLIER: earlier}
    sheet = {name: f"{TODAY + timedelta(days=day)}" for name, day in days.items() if day is not None}
    assert {each.late for each in result(sheet, shipped.POLICY).silences} == raised


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        ({"registered": True}, "Your 1 answer"),
        ({"registered": True, "in_daylight": "unsure", "grade": "remote"}, "Your 2 answers (1 not sure)"),
        ({"registered": "unsure"}, "Your 0 answers (1 not sure)"),
    ],
)
def test_not_sure_is_not_counted_as_an_answer(sheet, title):
    """The heading of the answers has one count, and says how many of those listed are “not sure”."""
    (part,) = (each for each in html(result(sheet)).iter() if each.get("data-part") == "answers")
    assert part.find("h3").text == title


@settings(max_examples=100)
@given(sheet=SHEETS.filter(lambda sheet: sheet.get("grade") != "ungraded"))
def test_a_question_is_not_needed_exactly_where_no_answer_changes_anything(sheet):
    """A question without an answer is called needed exactly where one could change a clause or a decision."""
    found = result(sheet)
    results = [target.result(reference_sheet(sheet)) for target in REFERENCES.values()]
    for name in POLICY.questions:
        needed = any(name in each.missing for each in results)
        open_state = "needed" if needed else "settled"
        assert found.states[name] == (open_state if sheet.get(name, "unsure") == "unsure" else "answered")


@settings(max_examples=100)
@given(sheet=SHEETS, name=st.sampled_from(sorted(RULES)))
def test_a_row_is_ruled_out_exactly_where_no_way_of_answering_makes_it_a_ground(sheet, name):
    """In a table, a row is the visitor's or possible exactly where it is a ground in some way of answering the rest."""
    rows = rows_of(POLICY, RULES[name], known=read_answers(POLICY, sheet)[0].known)
    target = REFERENCES[name]
    grounds = {row for number in target.completions(reference_sheet(sheet)) for row in target.deciding(number)}
    assert {number for number, row in enumerate(rows) if row.mark != "ruled-out"} == grounds


def test_a_second_ground_that_is_still_possible_is_not_ruled_out():
    """With one clause in the way and another question open, the other clause can still be a second ground."""
    known = read_answers(POLICY, {"grade": "remote", "line_tested": False})[0].known
    rows = rows_of(POLICY, RULES["pilotage"], known=known)
    assert [row.mark for row in rows] == ["yours", "possible", "ruled-out"]


@pytest.mark.parametrize(
    ("condition", "group"),
    [
        ("not (line_tested and pilot_aboard)", "At least one of these"),
        ("not (line_tested or pilot_aboard)", "All of these"),
    ],
)
def test_a_negation_is_said_of_each_part(condition, group):
    """“Not both” is at least one “No”, and “neither” is all “No”: no “Yes” is listed below a word that negates it."""
    (line,) = lines_of(POLICY, parse(condition))
    assert line.text == group
    assert [part.text.rpartition(": ")[2] for part in line.parts] == ["No", "No"]


def test_advice_of_a_clause_without_a_rule_is_listed():
    """A clause can advise without anything to check: its advice is listed, and whether it is done is not said."""
    unruled = edited(without_rule("register-first"), put("clause", "register-first", not_checked="it only asks."))
    policy = from_document(unruled, "procedures.toml")
    entry = next(each for each in result({"registered": True}, policy).todo if each.clause.id == "register-first")
    assert (entry.says, entry.word) == ("Enter the ferry in the harbour register.", "")


def test_a_value_that_several_rows_can_give_is_shown_without_the_words_of_any():
    """Without a class, that the text does not say can be settled while its row is open: nothing is said of a class."""
    sheet = {"solely_workflow": False, "category": "other"}
    sheet |= dict.fromkeys(("involves_physician_work", "recognizes_physician_work"), True)
    box = result(sheet, shipped.POLICY).boxes[1]
    word = shipped.POLICY.decisions["position"].values["not_stated"].word
    assert (box.heading, box.short, box.says) == (word, word, ())
    rows = rows_of(
        shipped.POLICY, shipped.POLICY.decisions["position"].rule, known=read_answers(shipped.POLICY, sheet)[0].known
    )
    assert {row.mark for row in rows} == {"possible", "ruled-out"}


def test_a_link_in_our_words_leads_to_its_address():
    """Words of ours keep their link."""
    assert linked("See [it](https://e.org/).") == 'See <a href="https://e.org/" rel="noopener">it</a>.'


def test_what_a_decision_also_depends_on_names_its_clauses():
    """Below the things of one clause, the other open questions have the numbers of their own clauses."""
    lead = box({"grade": "remote"}).grounds[-1].lead
    assert (lead.words, [each.id for each in lead.clauses]) == ("Also depends on:", ["by-day"])


def test_what_is_done_is_listed_only_where_it_can_be_taken_back():
    """Classifying is advised until there is a class; no question says that it is done."""
    listed = [
        {each.clause.id for each in result(sheet, shipped.POLICY).todo}
        for sheet in ({}, {"classification": "assistive"})
    ]
    assert listed[0] - listed[1] == {"taxonomy"}


def test_an_answer_that_leaves_the_class_open_is_counted_once():
    """“Not classified yet” is an answer in the table, and so none of the questions that are still open."""
    found = result({"classification": "unclassified"}, shipped.POLICY)
    assert len(found.answered) == 1
    assert len(found.open) == len(shipped.POLICY.questions) - 1


@settings(max_examples=100)
@given(sheet=SHEETS)
def test_page_and_text_say_the_same(sheet):
    """Each heading, entry, note on dates, conflict, silence and status is on the page and in the text."""
    found = result(sheet)
    page, text = words(html(found)), column(found)
    shown = [each for each in found.boxes if not each.joined]
    parts = [part for each in found.boxes for part in each.headings]
    parts += [part for each in shown for part in (*each.notes, *each.ways)]
    parts += [part for each in shown for ground in each.grounds for part in (ground.lead, *ground.notes) if part]
    said = [part.words for part in parts]
    said += [each for box in shown for each in box.says]
    said += [words for each in found.dates for words in (each.heading, *each.says)]
    said += [clash.conflict.says for clash in found.assessment.conflicts]
    said += [words for each in found.todo for words in (each.label, each.says, each.word)]
    said += [each.title for each in found.silences] + [each.word for each in found.assessment.findings]
    for each in said:
        assert squeezed(each) in page
        assert squeezed(each) in text


@settings(max_examples=100)
@given(sheet=SHEETS)
def test_each_clause_number_is_in_a_line_below_which_its_words_can_open(sheet):
    """Each number whose words open is in a paragraph, a heading or a span of a list item (`clause-words.js`)."""
    tree = html(result(sheet))
    lines = [*tree.iter("p"), *tree.iter("h3"), *tree.iterfind(".//li/span")]
    inside = [tag for line in lines for tag in line.iter("a") if tag.get("data-words")]
    assert len(inside) == len([tag for tag in tree.iter("a") if tag.get("data-words")])


@settings(max_examples=100)
@given(sheet=SHEETS)
def test_no_identifier_is_shown_as_a_word(sheet):
    """Neither page nor text shows an id with an underscore."""
    found = result(sheet)
    assert not re.search(r"\b[a-z]+_[a-z_]+\b", words(html(found)) + text_of(found, explain=True))


@pytest.mark.parametrize("explain", [False, True])
def test_text_begins_with_what_it_is_and_ends_with_the_link(explain):
    """Title, name, day and what a result is not are first; the version and the link, whole, are last."""
    link = f"https://e.org/#{'a' * 150}"
    lines = text_of(result(FULL, name="Echo"), explain=explain, link=link).splitlines()
    assert lines[:3] == [f"Self-assessment: {POLICY.title}", "Technology: Echo", "Date: January 10, 2028"]
    assert squeezed(" ".join(lines[3:5])) == POLICY.disclaimer
    assert [line.split()[-1] for line in lines[-2:]] == [POLICY.version, link]


def test_explained_text_has_all_words():
    """With `explain`, every clause's words and force, every question with its answer, and every text to send follow."""
    text = squeezed(text_of(result(FULL), explain=True).replace("\n  > ", " "))
    for finding in result(FULL).assessment.findings:
        force = f" Force: {finding.clause.force}." if finding.tone != "away" else ""
        assert f"{squeezed(plain_words_of(finding.clause))}{force} {finding.detail}" in text
    assert [each for each in POLICY.questions.values() if each.ask not in text] == []
    for silence in result(FULL).silences:
        assert silence.ask in text


@pytest.mark.parametrize("case", shipped.CASES_TABLE, ids=lambda case: case.says)
def test_the_text_of_a_shipped_case_is_short_and_has_no_identifier(case):
    """Every worked case has at most 50 lines of text, and none of the policy's ids of several words."""
    text = text_of(result(case.answers, shipped.POLICY))
    assert text.count("\n") <= 50
    assert not re.search(r"\b[a-z]+_[a-z_]+\b|\bbarred\b", text)


@pytest.mark.parametrize("name", ["<b>Echo</b>", "\"'&amp;", "</p></result>", "{date} {interval}"])
def test_a_name_is_text(name):
    """Whatever the technology is called, the page shows it literally, and nothing else changes."""
    found = html(result(FULL, name=name))
    (shown,) = (each for each in found if each.get("data-part") == "name")
    assert "".join(shown.itertext()) == name
    shown[:], shown.text = [], ""
    assert words(found) == words(html(result(FULL)))


def test_a_value_is_text():
    """Whatever an element or an attribute holds is read back literally, and adds nothing else."""
    text = "\" onclick='a' &amp;<b>"
    made = ET.fromstring(element("a", text, href=text))  # noqa: S314  it is ours
    assert (made.text, made.attrib, len(made)) == (text, {"href": text}, 0)
