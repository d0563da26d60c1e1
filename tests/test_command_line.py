"""The command line, as a person or a script uses it."""

import json
import os
import signal
import subprocess
import sys

import pytest

from tests.own_policy import ENVIRONMENT, POLICY, PROCEDURES
from tests.tiers import each_time, first_each_time

CHECKER = [sys.executable, "-m", "checker"]


@pytest.fixture
def run(tmp_path):
    """Run `python -m checker` away from the checkout; standard input, output and errors are bytes."""

    def run_checker(*arguments, stdin=b"", **variables):
        return subprocess.run(
            [*CHECKER, *arguments],
            input=stdin,
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env=ENVIRONMENT | variables,
        )

    return run_checker


@pytest.fixture
def run_in_shell(tmp_path):
    """Run `python -m checker` with redirections of the shell, such as `<&-`; standard input is `{}`."""

    def run_checker(redirected, *arguments, **variables):
        return subprocess.run(
            ["sh", "-c", f'"$@" {redirected}', "sh", *CHECKER, *arguments],
            input=b"{}",
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env=ENVIRONMENT | variables,
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


@pytest.mark.parametrize("form", [["--format", "text"], ["--explain"]])
def test_lists_are_numbered_sections_of_text(run, form):
    """In text each of several results is a numbered section; a single one has no number."""
    many = run("assess", *form, stdin=b"[{}, {}]").stdout.decode()
    assert [line.lstrip("# ") for line in many.splitlines() if "Self-assessment: " in line] == [
        "1. Self-assessment: ASE AI Procedures for CPT Designation",
        "2. Self-assessment: ASE AI Procedures for CPT Designation",
    ]
    one = run("assess", *form, stdin=b"{}").stdout.decode()
    assert one.lstrip("# ").startswith("Self-assessment: ASE AI Procedures for CPT Designation\n")


TYPICAL = {
    "wants_guidance": True, "ama_submission_date": "2028-03-01", "ase_request_date": "2028-01-21",
    "fda_process_begun": True, "offered_on_humans": True, "us_trial_description": False,
    "classification": "augmentative", "category": "category_iii",
}  # fmt: skip


def test_text_is_the_default_and_is_about_30_lines(run):
    """Without a format the result is text in short: things, dates, clauses, what is open, and of which version."""
    lines = run("assess", stdin=json.dumps(TYPICAL).encode()).stdout.decode().splitlines()
    said = [" ".join(line.split()) for line in lines]
    assert len(lines) <= 36
    assert "Yes Offered on humans at one site or more" in said
    assert "NO Description of a US clinical trial provided" in said
    for words in (
        "Dates January 5, 2028: Bring the application to ASE for consideration: a minimum of 8 weeks",
        "1.2 Fewer than 8 weeks: requests a minimum of 8 weeks",
        "Open ASE informed before this application; ASE engaged through IRT Partners;",
        f"More fingerprint {POLICY.fingerprint[:12]}; --explain",
    ):
        assert any(line.startswith(words) for line in said), words
    assert not any(f" {name}" in line for name in (*POLICY.questions, "barred", "not_met") for line in lines)


def test_explain_has_everything_and_tells_not_sure_from_not_answered(run):
    """`--explain` gives the text with every question and its answer in words, the reasons, and every clause's words."""
    text = run("assess", "--explain", stdin=b'{"category": "unsure", "informed_ase": true}').stdout.decode()
    for name, answer in (("category", "Not sure"), ("fda_process_begun", "Not answered"), ("informed_ase", "Yes")):
        assert f"{POLICY.questions[name].ask}\n        {answer}\n" in text
    assert text.count("Why this is asked: ") == len(POLICY.questions)
    assert text.count("        > ") > len(POLICY.clauses)
    assert f"Fingerprint of the text and the rules: {POLICY.fingerprint}" in text


def test_explain_is_for_text_alone(run):
    """With another format `--explain` is refused in one line, before anything is read."""
    done = run("assess", "none.json", "--explain", "--format", "json")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "--explain: does not go with `--format json`; allowed: `--format text`\n"
    assert "--explain" in run("assess", "--help").stdout.decode()


@pytest.mark.parametrize("explain", [[], ["--explain"]])
def test_text_comes_out_as_utf_8_under_any_locale(run, explain):
    """Curly quotes come out as they are where the terminal claims to know ASCII alone."""
    done = run("assess", *explain, stdin=b"{}", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "AMA’s CPT Editorial Panel" in done.stdout.decode("utf-8")


def test_a_byte_order_mark_null_and_unsure_are_taken(run):
    """A byte order mark is passed over, `null` is no answer, and "unsure" is one that is kept for every question."""
    unsure = dict.fromkeys(POLICY.questions, "unsure")
    done = run("assess", "--format", "json", stdin=b"\xef\xbb\xbf" + json.dumps([unsure, {"category": None}]).encode())
    assert [result["answers"] for result in json.loads(done.stdout)] == [unsure, {}]


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
    "a bare NaN": (b'{"category": NaN}', ["standard input: not JSON: `NaN` is not a JSON value"]),
    "a key that stands twice": (
        b'{"category": null, "category": null}',
        ["standard input: the key `category` stands twice in one object"],
    ),
    "nesting without end": (b"[" * 100_000, ["standard input: nested too deep"]),
    "deep nesting that ends": (b"[" * 5_000 + b"]" * 5_000, ["standard input: nested too deep"]),
    "1 for true": (b'{"informed_ase": 1}', ["standard input: question `informed_ase`: `1` is not an answer to it"]),
    "no date": (b'{"ase_request_date": "2028-02-30"}', ["standard input: question `ase_request_date`: "]),
    "a list in a list": (b"[[{}]]", ["standard input: item 1: found `[…]`; allowed: an object of answers"]),
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
            "(choose from 'json', 'text'); `python -m checker assess --help` lists what is allowed",
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
    (tmp_path / "broken.toml").write_text(text.replace('force = "advises"', 'forse = "advises"', 1), "utf-8")
    done = run("assess", "--policy", "broken.toml", stdin=b"{}")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "broken.toml: clause `inform-ase`: `force` is missing",
        "broken.toml: clause `inform-ase`: unknown key `forse`; did you mean `force`?",
    ]


WRITING = {
    "assess": ["assess"],
    "assess, explained": ["assess", "--explain"],
    "assess as JSON": ["assess", "--format", "json"],
    "verify": ["verify"],
    "verify as JSON": ["verify", "--format", "json"],
    "compare": ["compare", str(PROCEDURES), str(PROCEDURES)],
    "compare as JSON": ["compare", str(PROCEDURES), str(PROCEDURES), "--format", "json"],
    "help": ["--help"],
    "help of a command": ["verify", "--help"],
}


FIRST_WRITING = [("assess", ""), ("assess", "1")]
ALL_WRITING = [*((name, "") for name in WRITING), ("assess", "1")]


class TestWhereNothingCanBeWritten:
    @pytest.mark.parametrize(("name", "unbuffered"), each_time(FIRST_WRITING, ALL_WRITING))
    def test_a_reader_that_left_ends_it_without_a_word(self, tmp_path, name, unbuffered):
        """Where nobody reads any more, every command ends like other tools, with 141 and without a word."""
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            [*CHECKER, *WRITING[name]],
            input=b"{}",
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            cwd=tmp_path,
            env=ENVIRONMENT | {"PYTHONUNBUFFERED": unbuffered},
        )
        os.close(writing)
        assert (done.returncode, done.stderr) == (141, b"")

    @pytest.mark.parametrize(("name", "unbuffered"), each_time(FIRST_WRITING, ALL_WRITING))
    def test_a_full_disk_is_a_fault(self, run_in_shell, name, unbuffered):
        """Where the disk is full, every command ends with 2 and one line: 1 would mean that problems were found."""
        done = run_in_shell(">/dev/full", *WRITING[name], PYTHONUNBUFFERED=unbuffered)
        assert done.stderr.decode() == "standard output: cannot be written: No space left on device\n"
        assert done.returncode == 2

    @pytest.mark.parametrize("name", first_each_time(WRITING, 1))
    def test_a_closed_output_is_a_fault(self, run_in_shell, name):
        """Where there is no standard output at all, every command ends with 2 and one line."""
        done = run_in_shell(">&-", *WRITING[name])
        assert (done.returncode, done.stderr) == (2, b"standard output: cannot be written: it is closed\n")

    @pytest.mark.parametrize("redirected", ["2>/dev/full", "2>&-", "2>/dev/full >/dev/full", "2>&- >&-"])
    @pytest.mark.parametrize("arguments", [["assess", "none.json"], ["verify", "--policy", "none.toml"], ["ases"]])
    def test_faults_that_cannot_be_told_are_told_by_the_exit_code(self, run_in_shell, redirected, arguments):
        """Where faults cannot be written either, the exit code is the same 2."""
        done = run_in_shell(redirected, *arguments)
        assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")


@pytest.mark.parametrize(("redirected", "why"), [("<&-", "it is closed"), ("0>/dev/null", "Bad file descriptor")])
def test_input_that_cannot_be_read_is_a_fault(run_in_shell, redirected, why):
    """Where standard input cannot be read, the command ends with 2 and one line that says why."""
    done = run_in_shell(redirected, "assess")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"standard input: cannot be read: {why}\n"


def test_ctrl_c_ends_it_without_a_traceback(tmp_path):
    """Ctrl+C ends the command by that signal, so that a script around it ends too, and without a word."""
    pipe = tmp_path / "answers.json"
    os.mkfifo(pipe)
    # Tests that run in the background of a shell have Ctrl+C ignored, and so would the command.
    heeding = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
    )
    command = [sys.executable, "-c", heeding, *CHECKER, "assess", str(pipe)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, env=ENVIRONMENT)
    with pipe.open("wb"):  # waits until the command reads
        running.send_signal(signal.SIGINT)
        _, told = running.communicate()
    assert (running.returncode, told) == (-signal.SIGINT, b"")
