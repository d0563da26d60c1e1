"""Comparing two versions of a policy: what moves, for how many ways of answering, with the smallest example."""

import os
import subprocess
import sys
from collections import Counter
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import assess, read_answers
from checker.build.places import ROOT
from checker.engine.load import from_document
from checker.verify.compare import RESULTS, compare
from checker.verify.reference import Reference
from checker.verify.report import comparison_text, in_short
from checker.verify.ways import allowed_by, as_json, ways
from tests.edits import another_value, edited, put, row, thing, without
from tests.invented import DOCUMENT, PROCEDURES


@cache
def compared(*edits):
    """Return the comparison of the invented policy with itself after some edits."""
    return compare(DOCUMENT, edited(*edits))


def moves(comparison):
    """Return what moves: by kind and id, each move as (from, to, sheets, witness)."""
    found = comparison.as_json()
    return {
        (kind, each["id"]): [tuple(move.values()) for move in each["moves"]]
        for kind, plural in RESULTS.items()
        for each in found[plural]
        if each["moves"]
    }


def effects(comparison):
    """Return the effect on everything with a result that is not unchanged."""
    return {(each.kind, each.id): each.effect for each in comparison.results if each.effect != "unchanged"}


THIRTEEN_DAYS = row("clause", "notice", 1, when="notice_date is at least 13 days before berthing_date")
TESTED_IS_ENOUGH = row("clause", "remote-berthing", 1, when="grade is remote and not line_tested")
NO_NOTE = without("clause", "tended-note")
CITE_ANOTHER = row("decision", "grade_says", 1, clauses=["grade-named"])
TOWED = another_value("question", "grade", "towed")
NO_CONFLICT = lambda document: document["conflict"].clear()  # noqa: E731  an edit
REMOTE = {"grade": "remote"}
DATES = {"notice_date": "2028-03-01", "berthing_date": "2028-03-14"}

MOVES = {
    "13 days in place of 14": (
        [THIRTEEN_DAYS],
        {
            ("clause", "notice"): [("unkept", "kept", 1, DATES)],
            ("silence", "short-notice"): [("holds", "none", 1, DATES)],
        },
    ),
    "one criterion in place of two": (
        [TESTED_IS_ENOUGH],
        {
            ("decision", "pilotage"): [
                ("undetermined", "unsaid", 5, {"line_tested": True, "in_daylight": True}),
                ("unguided", "undetermined", 3, {"pilot_aboard": False} | REMOTE),
                (
                    "unguided",
                    "unsaid",
                    1,
                    {"line_tested": True, "pilot_aboard": False, "in_daylight": True} | REMOTE,
                ),
            ],
            ("clause", "remote-berthing"): [
                ("undetermined", "passes_by", 5, {"line_tested": True}),
                ("reaches", "undetermined", 1, {"pilot_aboard": False} | REMOTE),
                ("reaches", "passes_by", 1, {"line_tested": True, "pilot_aboard": False} | REMOTE),
            ],
            ("silence", "who-tests"): [("holds", "none", 2, {"pilot_aboard": False} | REMOTE)],
        },
    ),
    "a clause that is gone": (
        [NO_NOTE, CITE_ANOTHER],
        {
            ("clause", "tended-note"): [
                ("undetermined", None, 2, {}),
                ("reaches", None, 1, {"grade": "tended"}),
                ("passes_by", None, 2, {"grade": "remote"}),
            ]
        },
    ),
    "a conflict that is gone": (
        [NO_CONFLICT],
        {("conflict", "by-day"): [("holds", None, 1, {"pilot_aboard": True, "grade": "unattended"})]},
    ),
    "words": ([put("clause", "notice", reading="Give notice."), put("question", "grade", help="Yours.")], {}),
}
"""Edits, and every move of a result as (from, to, sheets, smallest witness)."""


@pytest.mark.parametrize("name", MOVES)
def test_a_change_moves_exactly_these_results(name):
    """Each change moves these results, for so many ways of answering, shown by this smallest one, and no other."""
    edits, expected = MOVES[name]
    assert moves(compared(*edits)) == expected


def test_a_policy_and_itself_are_identical():
    """Nothing differs between a policy and a copy of it, and every result is listed as unchanged."""
    comparison = compare(DOCUMENT, deepcopy(DOCUMENT))
    found = comparison.as_json()
    assert (effects(comparison), found["changed"], found["old"]) == ({}, [], found["new"])
    assert [each["id"] for each in found["clauses"]] == [each["id"] for each in DOCUMENT["clause"]]
    assert found["checked"] == sum(each.checked for each in comparison.results) > 0
    assert "- Nothing differs.\n" in comparison_text(comparison)


EFFECTS = {
    "words": ([put("clause", "notice", reading="Give notice.")], {("clause", "notice"): ("words", ["reading"])}),
    "a rule in other words": (
        [row("clause", "by-day", 1, when="not grade is tended and (grade is remote or grade is unattended)")],
        {("clause", "by-day"): ("words", ["row"])},
    ),
    "a clause that is gone": (
        [NO_NOTE, CITE_ANOTHER],
        {("clause", "tended-note"): ("removed", []), ("decision", "grade_says"): ("words", ["row"])},
    ),
    "a conflict that is gone": ([NO_CONFLICT], {("conflict", "by-day"): ("removed", [])}),
}


@pytest.mark.parametrize("name", EFFECTS)
def test_an_effect_is_named_with_the_keys_that_differ(name):
    """What only reads differently is `words`, and what one version alone has is added or removed, either way round."""
    edits, expected = EFFECTS[name]
    comparison = compared(*edits)
    changed = {(each.kind, each.id): each.changed for each in comparison.results}
    assert {key: (effect, changed[key]) for key, effect in effects(comparison).items()} == expected
    back = effects(compare(edited(*edits), DOCUMENT))
    assert back == {key: {"removed": "added"}.get(effect, effect) for key, (effect, _) in expected.items()}


def test_what_has_no_result_is_listed_by_its_key():
    """Lists and keys of the whole file that have no result, and the order of lists, are compared."""
    comparison = compared(
        put("question", "grade", help="Yours."),
        lambda document: document.update(disclaimer="None."),
        lambda document: document["silence"].reverse(),
    )
    assert comparison.as_json()["changed"] == ["disclaimer", "question", "silence"]
    assert in_short(comparison) == ["Also written differently: `disclaimer`, `question`, `silence`."]


class TestANewAnswer:
    def test_leads_to_results_of_its_own(self):
        """What a new answer results in is listed, apart from results that move, also for one that is gone."""
        for comparison, pair in ((compared(TOWED), (None, "kept")), (compare(edited(TOWED), DOCUMENT), ("kept", None))):
            assert set(effects(comparison).values()) == {"answers"}
            assert moves(comparison)["clause", "grade-named"] == [(*pair, 1, {"grade": "towed"})]
            assert ("clause", "register-first") not in effects(comparison)

    def test_does_not_hide_what_moves_for_the_others(self):
        """A clause with results for a new answer is said to move if it does for an answer that was there before."""
        moved = row("clause", "grade-named", 1, when="grade is ungraded or grade is tended")
        assert effects(compared(TOWED, moved))["clause", "grade-named"] == "moves"


class TestWords:
    def test_of_a_move(self):
        """A move has both results, its counts, and the smallest example in the words of questions and answers."""
        text = comparison_text(compared(THIRTEEN_DAYS))
        assert text.startswith("# What changes: Guidance on Berthing Self-Steering Ferries\n")
        assert (
            "- Results move: clause 1.1; what the text does not say: “What follows from less than 2 weeks”.\n" in text
        )
        assert (
            "## Clause 1.1 Notice of the first berthing\n\nResults move. Written differently: `row`.\n\n"
            "- “Less than 2 weeks” → “2 weeks or more”: 1 of 10 ways of answering.\n"
            "  - Smallest example: When is notice given to the Society? 2028-03-01; "
            "On which day is the first berthing? 2028-03-14.\n"
        ) in text

    def test_in_markdown_are_shown_literally(self):
        """In Markdown, characters of the policy's words that would be markup are escaped; keys are code."""
        edits = [put("clause", "notice", title="*<b>*"), THIRTEEN_DAYS]
        assert "## Clause 1.1 *<b>*\n" in comparison_text(compared(*edits))
        text = comparison_text(compared(*edits), markdown=True)
        assert "## Clause 1.1 \\*\\<b\\>\\*\n" in text
        assert "`title`, `row`" in text


TESTS = st.sampled_from(("registered", "line_tested", "pilot_aboard", "grade is remote", "grade is tended"))
CONDITIONS = st.recursive(
    TESTS | TESTS.map("not {}".format),
    lambda inner: st.tuples(inner, st.sampled_from(("and", "or")), inner).map(
        lambda three: "({} {} {})".format(*three)
    ),
    max_leaves=3,
)


@st.composite
def variants(draw):
    """Draw the invented policy with other conditions in some of its rows, and some number of days."""
    document = deepcopy(DOCUMENT)
    for name in ("register-first", "remote-berthing", "by-day"):
        if draw(st.booleans()):
            thing(document, "clause", name)["row"][0]["when"] = draw(CONDITIONS)
    days = draw(st.sampled_from((0, 1, 13, 14, 15)))
    THIRTEEN_DAYS(document)
    rows = thing(document, "clause", "notice")["row"]
    rows[0]["when"] = rows[0]["when"].replace("13", str(days))
    return document


def engine_moves(old, new, clause):
    """Return how often the engine moves the status of a clause, over every way of answering."""
    policies = [from_document(document, "procedures.toml") for document in (old, new)]
    numbers = {number for each in (old, new) for target in Reference(each).targets for number in target.numbers}
    asked = {each["id"]: allowed_by(each) for each in old["question"]}
    rules = [policy.clauses[clause].rule for policy in policies]
    names = {variable.name for rule in rules if rule for variable in rule.variables}
    counts = Counter()
    for way in ways({name: allowed for name, allowed in asked.items() if name in names}, numbers):
        statuses = []
        for policy in policies:
            found = assess(policy, read_answers(policy, as_json(way))[0]).as_json()["findings"]
            statuses.append(next(each["status"] for each in found if each["clause"] == clause))
        counts[tuple(statuses)] += statuses[0] != statuses[1]
    return +counts


@settings(max_examples=15, deadline=None)
@given(variants(), variants())
def test_moves_are_those_of_the_engine(old, new):
    """The engine, over the same ways of answering, moves the status of each clause as often."""
    found = moves(compare(old, new))
    for clause in ("register-first", "notice", "remote-berthing", "by-day"):
        counts = {(before, after): count for before, after, count, _ in found.get(("clause", clause), [])}
        assert counts == engine_moves(old, new, clause)


TEXT = PROCEDURES.read_text("utf-8")
LATER = TEXT.replace("at least 14 days", "at least 13 days")
PLACE = "checker/policy/procedures.toml"
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
    "PYTHONPATH": str(ROOT),
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_{what}": "dev@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def run(folder, *arguments, **variables):
    """Run `python -m checker compare` in a folder."""
    command = [sys.executable, "-m", "checker", "compare", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True, env=ENVIRONMENT | variables)


def git(folder, *arguments):
    """Run git in a folder, and return its output."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True, text=True, env=ENVIRONMENT)
    return done.stdout.strip()


def commit(folder, text):
    """Commit the policy with this text, and return the commit."""
    (folder / PLACE).parent.mkdir(parents=True, exist_ok=True)
    (folder / PLACE).write_text(text, "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "policy")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path):
    """Give a repository whose policy was changed in the last commit, with the same two versions as files."""
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    commit(tmp_path, TEXT)
    commit(tmp_path, LATER)
    (tmp_path / "old.toml").write_text(TEXT, "utf-8")
    (tmp_path / "new.toml").write_text(LATER, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new"),
    [("old.toml", "new.toml"), ("HEAD~1", "HEAD"), (f"HEAD~1:{PLACE}", "new.toml"), ("old.toml", "main")],
)
def test_versions_are_files_or_revisions(repository, old, new):
    """A version is a file, a revision, or a file of a revision; that they differ is no failure."""
    done = run(repository, old, new)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == comparison_text(compared(THIRTEEN_DAYS))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("none", "`none`: no such file, and no such revision in the git repository here; allowed: a file, a git "),
        ("main:none", "`main:none`: the revision has no file `none`; allowed: `REVISION:PATH`"),
        ("--output=made", "`--output=made`: no such file, and no such revision in the git repository here; allowed: "),
        ("a\nb", "`a\\nb`: no such file, and no such revision in the git repository here; allowed: "),
    ],
)
def test_a_version_that_cannot_be_read_is_one_line(repository, name, line):
    """What is neither a file nor a revision ends with 2 and one line that says what is allowed."""
    done = run(repository, "HEAD", "--", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(line)
    assert done.stderr.count("\n") == 1
    assert not (repository / "made").exists()


def test_a_broken_version_and_a_missing_git_are_named(repository):
    """A fault at a revision names it; without git, the line says what to do."""
    broken = commit(repository, TEXT.replace('force = "asks"', "", 1))
    assert (
        run(repository, broken, "new.toml").stderr == f"{broken}:{PLACE}: clause `register-first`: `force` is missing\n"
    )
    assert run(repository, "HEAD", "new.toml", PATH="").stderr.startswith(
        "cannot run git, so only files can be compared"
    )


def test_a_pull_request_has_the_comparison_in_its_summary(repository):
    """The workflow compares with where the branch left; a pull request that leaves the policy alone writes nothing."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text("utf-8"))
    steps = workflow["jobs"]["test"]["steps"]
    (step,) = [each for each in steps if "GITHUB_STEP_SUMMARY" in each.get("run", "")]
    assert steps[0]["with"]["fetch-depth"] == 0
    assert step["if"] == "github.event_name == 'pull_request'"
    git(repository, "checkout", "--quiet", "-b", "change", "HEAD~1")
    head = commit(repository, LATER)
    git(repository, "checkout", "--quiet", "main")
    regraded = LATER.replace('title = "The grade"', 'title = "Grades"')
    base = commit(repository, regraded)
    summary = repository / "summary.md"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for old, new in ((base, commit(repository, regraded)), (base, head)):
        variables = {"BASE": old, "HEAD": new, "GITHUB_STEP_SUMMARY": str(summary), "PATH": path}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        subprocess.run(command, cwd=repository, check=True, env=ENVIRONMENT | variables)
    assert summary.read_text("utf-8").count("# What changes: ") == 1
    assert "Results move: clause 1.1" in summary.read_text("utf-8")
    assert "The grade" not in summary.read_text("utf-8")
