"""The command line, as a person or a script uses it."""

import json
import os
import subprocess
import sys

import pytest

from checker.build.places import ROOT
from checker.policy import PROCEDURES


@pytest.fixture
def run(tmp_path):
    """Run `python -m checker` away from the checkout; standard input, output and errors are bytes."""

    def run_checker(*arguments, stdin=b"", **variables):
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | variables
        return subprocess.run(
            [sys.executable, "-m", "checker", *arguments],
            input=stdin,
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env=environment,
        )

    return run_checker


def test_one_object_gives_one_assessment(run):
    """An object from standard input is answered as an object, in the order of the contract."""
    done = run("assess", "--format", "json", stdin=b'{"fda_process_begun": false, "category": "unsure"}')
    result = json.loads(done.stdout)
    assert done.returncode == 0
    assert list(result) == ["policy", "answers", "decisions", "findings", "conflicts", "eight_weeks_before"]
    assert list(result["policy"]) == ["title", "fingerprint"]
    assert list(result["decisions"]["discussion"]) == ["value", "clauses", "missing", "blocking"]
    assert list(result["decisions"]["position"]) == ["value", "clauses", "missing"]
    assert {tuple(finding) for finding in result["findings"]} == {("clause", "status", "missing", "detail")}
    assert result["answers"] == {"fda_process_begun": False, "category": "unsure"}


def test_a_list_gives_a_list_in_the_same_order(run, tmp_path):
    """A list from a file is answered as a list; an empty one as an empty one."""
    file = tmp_path / "sheets.json"
    file.write_text('[{"category": "category_i"}, {}]', "utf-8")
    results = json.loads(run("assess", "sheets.json", "--format", "json").stdout)
    assert [result["answers"] for result in results] == [{"category": "category_i"}, {}]
    assert json.loads(run("assess", "-", "--format", "json", stdin=b"[]").stdout) == []


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_lists_are_numbered_sections_of_text(run, form):
    """In text and Markdown each of several results is a numbered section; a single one has no number."""
    many = run("assess", "--format", form, stdin=b"[{}, {}]").stdout.decode()
    assert [line.lstrip("# ") for line in many.splitlines() if "Self-assessment: " in line] == [
        "1. Self-assessment: ASE AI Procedures for CPT Designation",
        "2. Self-assessment: ASE AI Procedures for CPT Designation",
    ]
    one = run("assess", "--format", form, stdin=b"{}").stdout.decode()
    assert one.lstrip("# ").startswith("Self-assessment: ASE AI Procedures for CPT Designation\n")


def test_text_is_the_default_and_tells_not_sure_from_not_answered(run):
    """Without a format the result is text, with all answers in words."""
    text = run("assess", stdin=b'{"category": "unsure", "informed_ase": true}').stdout.decode()
    assert "Which CPT category do you seek?\n        Not sure\n" in text
    assert "Has the FDA approval process begun?\n        Not answered\n" in text
    assert "Fingerprint of the text and the rules: " in text


def test_text_comes_out_as_utf_8_under_any_locale(run):
    """Curly quotes come out as they are where the terminal claims to know ASCII alone."""
    done = run("assess", stdin=b"{}", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "ASE’s stated position" in done.stdout.decode("utf-8")


REFUSALS = {
    "one bad item refuses the whole list": (
        b'[{}, {"colour": 1, "category": 3}, {"wants_guidance": "yes"}]',
        [
            "standard input: item 2: unknown question `colour`; allowed: ",
            "standard input: item 2: question `category`: `3` is not an answer to it; allowed: ",
            'standard input: item 3: question `wants_guidance`: `"yes"` is not an answer to it; allowed: ',
        ],
    ),
    "an item that is no object": (
        b"[1]",
        ["standard input: item 1: found `1`; allowed: an object of answers"],
    ),
    "a text at the top": (b'"x"', ["standard input: found `x`; allowed: an object of answers"]),
    "not JSON": (b"{", ["standard input: not JSON: "]),
    "a lone surrogate": (b'{"\\ud800": 1}', ["standard input: unknown question `\\ud800`"]),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_bad_input_prints_faults_and_no_result(run, name):
    """Bad input ends with 2, nothing on standard output, and one line per fault."""
    stdin, beginnings = REFUSALS[name]
    done = run("assess", "--format", "json", stdin=stdin)
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(lines) == len(beginnings)
    assert all(line.startswith(begin) for line, begin in zip(lines, beginnings, strict=True))


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ["assess", "none.json"],
            "`none.json`: cannot be read: No such file or directory; allowed: a file, or `-`",
        ),
        (["assess", "."], "`.`: cannot be read: Is a directory; allowed: a file, or `-`"),
        (["assess", "--policy", "none.toml"], "`none.toml`: cannot be read: No such file or directory"),
        (
            ["assess", "--format", "yaml"],
            "python -m checker assess: argument --format: invalid choice: 'yaml' "
            "(choose from 'json', 'text', 'markdown'); `python -m checker assess --help` lists what is allowed",
        ),
        (
            ["ases"],
            "python -m checker: argument COMMAND: invalid choice: 'ases' (choose from 'assess', 'verify', 'compare'); "
            "`python -m checker --help` lists what is allowed",
        ),
    ],
)
def test_unreadable_files_and_wrong_arguments_are_one_line(run, arguments, line):
    """A file that cannot be read, and an argument that is not allowed, end with 2 and one line."""
    done = run(*arguments, stdin=b"{}")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == [line]


def test_another_policy_file_is_used_and_its_faults_are_named(run, tmp_path):
    """`--policy` assesses by another file; a broken one is refused with all of its faults."""
    text = PROCEDURES.read_text("utf-8")
    (tmp_path / "ten.toml").write_text(text.replace("at least 56 days", "at least 70 days"), "utf-8")
    dates = b'{"ama_submission_date": "2028-03-01", "ase_request_date": "2028-01-05"}'
    result = json.loads(run("assess", "--policy", "ten.toml", "--format", "json", stdin=dates).stdout)
    assert (result["findings"][2]["status"], result["eight_weeks_before"]) == ("not_met", "2027-12-22")
    (tmp_path / "broken.toml").write_text(text.replace('force = "advises"', 'forse = "advises"'), "utf-8")
    done = run("assess", "--policy", "broken.toml", stdin=b"{}")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "broken.toml: clause `inform-ase`: `force` is missing",
        "broken.toml: clause `inform-ase`: unknown key `forse`; did you mean `force`?",
    ]
