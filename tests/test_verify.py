"""Verifying: the policy that ships is sound, and each way of being unsound is found, with a witness that shows it."""

import ast

import pytest

from checker import assess, read_answers
from checker.build.places import ROOT
from checker.engine.load import from_document
from checker.verify import verify as verifying
from checker.verify.cases import load_cases
from checker.verify.reference import Reference
from checker.verify.verify import verify, verify_files
from tests.edits import another, another_value, conflict, edited, put, row
from tests.invented import DOCUMENT, POLICY, SOURCE_TEXT


def problems(document, source=SOURCE_TEXT, cases=()):
    """Return the problems of a document as (kind, where, message, witness)."""
    policy = from_document(document, "procedures.toml")
    found = verify(policy, document, source, load_cases({"case": list(cases)}, "cases.toml", policy)).problems
    return [(problem.kind, problem.where, problem.message, problem.witness) for problem in found]


def test_the_policy_that_ships_has_no_problem():
    """Every property holds for the policy that ships, with its source and its worked cases."""
    verification = verify_files()
    assert verification.problems == ()
    assert 0 < verification.complete < verification.checked
    assert verification.cases > 0


NEVER = "it never holds"
HIDDEN = "where it holds, an earlier row gives something else"
BY_NIGHT = {"grade": "remote", "in_daylight": False}
UNSOUND = {
    "a row that covers less leaves a gap": (
        [row("decision", "grade_says", 2, when="grade is remote and in_daylight")],
        [
            (
                "gap",
                "decision `grade_says`",
                "no row holds for these answers",
                {"in_daylight": True, "grade": "unattended"},
            )
        ],
    ),
    "a row that covers more overlaps with the next": (
        [row("decision", "grade_says", 2, when="by-day is reaches")],
        [
            (
                "overlap",
                "decision `grade_says`",
                "row[2] gives `guided_by_day` and row[3] gives `office_answers` for the same answers",
                BY_NIGHT,
            ),
            ("dead", "decision `grade_says`: row[3]", HIDDEN, BY_NIGHT),
            ("dead", "decision `grade_says`: value `office_answers`", "no way of answering gives it", {}),
        ],
    ),
    "a row that cannot hold": (
        [row("clause", "night-office", 1, when="grade is tended and grade is remote")],
        [
            ("dead", "clause `night-office`: row[1]", NEVER, {}),
            ("dead", "decision `pilotage`: row[2]", NEVER, {}),
            ("gap", "decision `grade_says`", "no row holds for these answers", BY_NIGHT),
            ("dead", "decision `grade_says`: row[3]", NEVER, {}),
            ("dead", "status `sent_on`", "no clause results in it", {}),
            ("dead", "decision `grade_says`: value `office_answers`", "no way of answering gives it", {}),
        ],
    ),
    "a conflict that cannot hold": (
        [conflict(when="grade is unattended and grade is remote")],
        [("dead", "conflict `by-day`", NEVER, {})],
    ),
    "a silence that concerns no case": (
        [put("silence", "short-notice", when="notice is unkept and notice is kept")],
        [("dead", "silence `short-notice`", NEVER, {})],
    ),
    "a status that no row has": (
        [another("status", "kept", id="spare")],
        [("dead", "status `spare`", "no clause results in it", {})],
    ),
    "a value that no row has": (
        [another_value("decision", "pilotage", "spare")],
        [("dead", "decision `pilotage`: value `spare`", "no way of answering gives it", {})],
    ),
    "a question that changes nothing": (
        [row("clause", "register-first", 1, when="registered or not registered")],
        [
            ("dead", "clause `register-first`: row[2]", NEVER, {}),
            (
                "idle",
                "question `registered`",
                "no answer to it changes a clause, a decision or a conflict",
                {"registered": True},
            ),
        ],
    ),
    "a word of a clause that the source has not": (
        [put("clause", "grade-named", text=DOCUMENT["clause"][4]["text"].replace("unattended", "untended"))],
        [
            (
                "unsourced",
                "clause `grade-named`",
                "`… tended, remote or untended.` is not in the source at this place",
                {},
            ),
            (
                "unsourced",
                "source line 7",
                "`… tended, remote or unattended.` is in no clause or heading at this place",
                {},
            ),
        ],
    ),
    "a heading that the source has not": (
        [put("clause", "by-day", heading="Ferries with a crew")],
        [
            ("unsourced", "clause `by-day`: heading", "`Ferries with a crew` is not in the source at this place", {}),
            ("unsourced", "source line 8", "`Ferries without a crew` is in no clause or heading at this place", {}),
        ],
    ),
}
"""Edits of the invented policy, and every problem that they result in."""


@pytest.mark.parametrize("name", UNSOUND)
def test_an_unsound_policy_has_exactly_these_problems(name):
    """Each edit results in these problems, each with its kind, its place and the smallest witness, and in no other."""
    edits, expected = UNSOUND[name]
    assert problems(edited(*edits)) == expected


def test_the_policy_that_is_edited_has_no_problem():
    """Without an edit the invented policy is sound, so what is reported above is caused by the edits."""
    assert problems(DOCUMENT) == []


def test_a_worked_case_that_expects_something_else_is_contradicted():
    """Every expectation that differs is named."""
    case = {
        "says": "A remote ferry.",
        "clause": "remote-berthing",
        "answers": {"grade": "remote", "line_tested": False, "berthing_date": "2028-03-01"},
        "findings": {"remote-berthing": "passes_by"},
        "decisions": {"pilotage": "unsaid"},
        "missing": {"grade_says": []},
        "clauses": {"pilotage": ["by-day"]},
        "blocking": {"pilotage": ["pilot_aboard"]},
        "dates": {"two_weeks_before": "2028-02-15"},
        "silences": [],
        "conflicts": [{"clause": "by-day", "answers": ["grade"]}],
    }
    ((kind, where, message, witness),) = problems(DOCUMENT, cases=[case])
    assert (kind, where, witness) == ("contradicted", "case 1", case["answers"])
    assert message == (
        "A remote ferry. But: remote-berthing status: expected passes_by, found reaches; "
        "pilotage value: expected unsaid, found unguided; "
        "grade_says missing: expected [], found ['in_daylight']; "
        "pilotage clauses: expected ['by-day'], found ['remote-berthing']; "
        "pilotage blocking: expected ['pilot_aboard'], found ['line_tested']; "
        "two_weeks_before: expected 2028-02-15, found 2028-02-16; silences: expected [], found ['who-tests']; "
        "conflicts: expected [{'clause': 'by-day', 'answers': ['grade']}], found []"
    )


def test_an_engine_that_takes_open_questions_for_no_is_inexact(monkeypatch):
    """Where the engine differs from the second evaluator, the fewest answers that show it are reported."""

    def hasty(policy, answers):
        no = {name: False for name, question in policy.questions.items() if question.type == "boolean"}
        return assess(policy, read_answers(policy, no | dict(answers.given))[0])

    monkeypatch.setattr(verifying, "assess", hasty)
    found = problems(DOCUMENT)
    assert found[0] == (
        "inexact",
        "clause `register-first`",
        "the engine gives {'status': 'unkept', 'missing': []}, every completion gives "
        "{'status': 'undetermined', 'missing': ['registered']}",
        {},
    )
    assert {kind for kind, *_ in found} == {"inexact"}
    assert {"clause `remote-berthing`", "decision `pilotage`", "silence `who-tests`"} <= {
        where for _, where, *_ in found
    }


def test_every_way_of_answering_is_checked():
    """Every way of leaving questions open is counted once for each clause, decision, conflict and silence."""
    dated = 1 + 2 + 5  # neither date, one, or both at five distances
    clauses = 3 + dated + 3 * 3 * 5 + 5 + 5 + 5 + 3 * 5  # yes, no or open; one of four grades or open
    decisions = 3 * 3 * 3 * 5 + 3 * 5
    conflict_and_silences = 3 * 5 + 3 * 3 * 5 + dated
    assert verify(POLICY, DOCUMENT, SOURCE_TEXT, ()).checked == clauses + decisions + conflict_and_silences


def test_the_reference_evaluator_shares_nothing_with_the_engine():
    """The second evaluator and its enumeration import only the standard library, so no code of what they check."""
    modules = set()
    for name in ("reference.py", "ways.py"):
        for node in ast.walk(ast.parse((ROOT / "checker" / "verify" / name).read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                modules.add(node.module)
            elif isinstance(node, ast.Import):
                modules.update(alias.name for alias in node.names)
    assert {module for module in modules if module.partition(".")[0] in {"checker", "tests"}} == {"checker.verify.ways"}


@pytest.mark.parametrize(
    ("when", "sheet", "expected"),
    [
        ("not(registered)", {"registered": True}, False),
        ("not\nnot registered", {"registered": True}, True),
        ("(registered)and(not pilot_aboard)", {"registered": True, "pilot_aboard": False}, True),
        ("registered or (pilot_aboard and line_tested)", {"registered": False, "pilot_aboard": False}, False),
        ("register-first  is\tkept", {"registered": True}, True),
    ],
)
def test_the_reference_evaluator_reads_the_whole_language(when, sheet, expected):
    """However a condition is spaced and bracketed, the second evaluator reads it as the language defines."""
    assert Reference(DOCUMENT).holds(when, sheet) is expected


@pytest.mark.parametrize(
    ("case", "fault"),
    [
        ({"clause": "notice"}, "`says` is not a sentence"),
        ({"clause": "none"}, "unknown clause `none`"),
        ({"findngs": {"notice": "kept"}}, "unknown key `findngs`"),
        ({"findings": {"no-such-clause": "kept"}}, "expects something of `no-such-clause`, which is not a clause"),
        ({"findings": ["kept"]}, "`findings` is not a table of texts"),
        ({"dates": {"two_weeks_before": 1}}, "`dates` is not a table of texts"),
        ({"answers": {"registered": 1}}, "question `registered`: `1` is not one of its answers"),
        ({}, "nothing is expected"),
    ],
)
def test_a_case_that_cannot_be_used_is_a_fault(case, fault):
    """Whatever is wrong with a worked case is reported with its place."""
    whole = {"says": "" if case == {"clause": "notice"} else "A case.", "clause": "notice", "answers": {}} | case
    with pytest.raises(ValueError, match=r"cases\.toml: case 1(?:, `A case\.`)?: ") as refused:
        load_cases({"case": [whole]}, "cases.toml", POLICY)
    assert fault in str(refused.value)
