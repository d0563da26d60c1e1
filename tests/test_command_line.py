"""The command line: what each command writes, with which exit code, for a person or a script."""

import io
import json
import os
import signal
import subprocess
import sys

import pytest

from checker.commandline.main import main
from checker.verify.problem import PROPERTIES
from tests.invented import CASES, ENVIRONMENT, POLICY, PROCEDURES, SOURCE

CHECKER = [sys.executable, "-m", "checker"]
INVENTED = ["--policy", str(PROCEDURES)]
FILES = [*INVENTED, "--source", str(SOURCE), "--cases", str(CASES)]


@pytest.fixture
def run(capsysbinary, monkeypatch, tmp_path):
    """Run the command line in an empty folder; return its exit code, output and lines of errors."""
    monkeypatch.chdir(tmp_path)

    def run_main(*arguments, stdin=b"{}"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = main(list(arguments))
        except SystemExit as ended:
            code = ended.code
        written = capsysbinary.readouterr()
        return code, written.out.decode(), written.err.decode().splitlines()

    return run_main


def assessed(run, stdin):
    """Return the assessments of an input, as JSON."""
    code, out, err = run("assess", *INVENTED, "--format", "json", stdin=stdin)
    assert (code, err) == (0, [])
    return json.loads(out)


def test_one_object_gives_one_assessment(run):
    """An object is answered with an object, whose keys are in the order of the contract."""
    result = assessed(run, b'{"grade": "remote", "registered": "unsure"}')
    assert list(result) == ["policy", "answers", "decisions", "findings", "conflicts", "two_weeks_before"]
    assert result["policy"] == {"title": POLICY.title, "fingerprint": POLICY.fingerprint}
    assert list(result["decisions"]["pilotage"]) == ["value", "clauses", "missing", "blocking"]
    assert list(result["decisions"]["grade_says"]) == ["value", "clauses", "missing"]
    assert {tuple(finding) for finding in result["findings"]} == {("clause", "status", "missing", "detail")}
    assert result["answers"] == {"registered": "unsure", "grade": "remote"}


def test_a_list_gives_a_list(run, tmp_path):
    """A list is answered with a list in the same order, also from a file; an empty one with an empty one."""
    (tmp_path / "sheets.json").write_text('[{"grade": "tended"}, {}]', "utf-8")
    code, out, _ = run("assess", "sheets.json", *INVENTED, "--format", "json")
    assert code == 0
    assert [result["answers"] for result in json.loads(out)] == [{"grade": "tended"}, {}]
    assert assessed(run, b"[]") == []


def test_a_byte_order_mark_null_and_unsure_are_accepted(run):
    """A byte order mark is skipped, `null` is no answer, and "unsure" is allowed and kept for every question."""
    unsure = dict.fromkeys(POLICY.questions, "unsure")
    results = assessed(run, b"\xef\xbb\xbf" + json.dumps([unsure, {"grade": None}]).encode())
    assert [result["answers"] for result in results] == [unsure, {}]


def test_text_is_the_default_and_explain_adds_to_it(run):
    """Text is short; `--explain` adds every question; several results are numbered sections."""
    code, short, _ = run("assess", *INVENTED)
    explained = run("assess", *INVENTED, "--explain")[1]
    assert code == 0
    assert len(short.splitlines()) < 40 < len(explained.splitlines())
    for text in (short, explained):
        assert f"Self-assessment: {POLICY.title}" in text
        assert POLICY.fingerprint[:12] in text
    assert all(question.ask in explained for question in POLICY.questions.values())
    for options in ((), ("--explain",)):
        many = run("assess", *INVENTED, *options, stdin=b"[{}, {}]")[1]
        assert [f"{number}. Self-assessment: " in many for number in (1, 2, 3)] == [True, True, False]


def test_verify_lists_what_was_checked_and_every_problem(run, tmp_path):
    """A sound policy ends with 0; one with a problem ends with 1, and the text has each property and the problem."""
    code, out, err = run("verify", *FILES, "--format", "json")
    result = json.loads(out)
    assert (code, list(result), result["problems"], err) == (0, ["checked", "problems"], [], [])
    code, out, _ = run("verify", *FILES)
    assert code == 0
    assert [line[:4] for line in out.splitlines()[2:]] == ["ok  "] * len(PROPERTIES)
    cases = CASES.read_text("utf-8").replace('pilotage = "unguided"', 'pilotage = "unsaid"', 1)
    (tmp_path / "cases.toml").write_text(cases, "utf-8")
    code, out, _ = run("verify", *FILES, "--cases", "cases.toml", "--format", "json")
    (problem,) = json.loads(out)["problems"]
    assert (code, list(problem)) == (1, ["kind", "where", "message", "witness"])
    code, out, _ = run("verify", *FILES, "--cases", "cases.toml")
    assert code == 1
    assert out.splitlines()[0].endswith(" found 1 problem.")
    assert f"{problem['where']}: {problem['message']}" in out


ALLOWED = "; allowed: a file, or `-`"
REFUSED = {
    "one bad item of a list": (
        ["assess"],
        b'[{}, {"colour": 1, "grade": 3}, {"registered": "yes"}]',
        [
            "standard input: item 2: unknown question `colour`; allowed: ",
            "standard input: item 2: question `grade`: `3` is not one of its answers; allowed: ",
            'standard input: item 3: question `registered`: `"yes"` is not one of its answers; allowed: ',
        ],
    ),
    "a near miss": (
        ["assess"],
        b'{"grad": "remote"}',
        ["standard input: unknown question `grad`; did you mean `grade`?"],
    ),
    "an item that is no object": (["assess"], b"[1]", ["standard input: item 1: found `1`; allowed: an object of "]),
    "a text at the top": (["assess"], b'"x"', ["standard input: found `x`; allowed: an object of answers"]),
    "not JSON": (["assess"], b"{", ["standard input: invalid JSON: "]),
    "a bare NaN": (["assess"], b'{"grade": NaN}', ["standard input: invalid JSON: `NaN` is not a JSON value"]),
    "a duplicate key": (["assess"], b'{"grade": null, "grade": null}', ["standard input: "]),
    "nesting without end": (["assess"], b"[" * 100_000, ["standard input: nested too deep"]),
    "1 for true": (["assess"], b'{"registered": 1}', ["standard input: question `registered`: `1` is not one of"]),
    "no date": (["assess"], b'{"notice_date": "2028-02-30"}', ["standard input: question `notice_date`: "]),
    "a lone surrogate": (["assess"], b'{"\\ud800": 1}', ["standard input: unknown question `\\ud800`"]),
    "no such file": (
        ["assess", "none.json"],
        b"",
        [f"`none.json`: cannot be read: No such file or directory{ALLOWED}"],
    ),
    "a folder": (["assess", "."], b"", [f"`.`: cannot be read: Is a directory{ALLOWED}"]),
    "no such policy": (["assess", "--policy", "none.toml"], b"{}", ["`none.toml`: cannot be read: No such file or "]),
    "no such source": (["verify", "--source", "none"], b"", ["`none`: cannot be read: No such file or directory"]),
    "no such cases": (["verify", "--cases", "none"], b"", ["`none`: cannot be read: No such file or directory"]),
    "two missing versions": (["compare", "none", "none:"], b"", ["`none`: no such file", "`none:`: no such file"]),
    "explained JSON": (
        ["assess", "none.json", "--explain", "--format", "json"],
        b"",
        ["--explain: does not go with `--format json`; allowed: `--format text`"],
    ),
    "no such format": (["assess", "--format", "yaml"], b"", ["python -m checker assess: argument --format: invalid "]),
    "no such command": (["ases"], b"", ["python -m checker: argument COMMAND: invalid choice: 'ases'"]),
}
"""Input that is refused: arguments, standard input, and the beginnings of the lines of errors."""


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_is_refused_in_lines(run, name):
    """Bad input ends with 2, writes nothing on standard output, and one line for each fault."""
    arguments, stdin, beginnings = REFUSED[name]
    policy = INVENTED if arguments[0] == "assess" and "--policy" not in arguments else []
    code, out, lines = run(*arguments, *policy, stdin=stdin)
    assert (code, out, len(lines)) == (2, "", len(beginnings))
    assert all(line.startswith(begin) for line, begin in zip(lines, beginnings, strict=True))


def test_a_broken_policy_is_refused_with_all_of_its_faults(run, tmp_path):
    """A policy file with two faults is refused with both, each with its place."""
    text = PROCEDURES.read_text("utf-8").replace('force = "asks"', 'forse = "asks"', 1)
    (tmp_path / "broken.toml").write_text(text, "utf-8")
    code, out, lines = run("assess", "--policy", "broken.toml")
    assert (code, out, len(lines)) == (2, "", 2)
    assert all(line.startswith("broken.toml: clause `register-first`: ") for line in lines)


def in_shell(redirected, *arguments, **variables):
    """Run `python -m checker` with redirections of the shell; standard input is `{}`."""
    command = ["sh", "-c", f'"$@" {redirected}', "sh", *CHECKER, *arguments]
    return subprocess.run(command, input=b"{}", capture_output=True, check=False, env=ENVIRONMENT | variables)


def test_text_is_utf_8_under_any_locale():
    """Curly quotes are written as they are where the terminal claims to know only ASCII."""
    done = in_shell("", "assess", "--explain", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "Society’s" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_left_ends_it_silently(unbuffered):
    """Where nobody reads any more, the command ends with 141 like other tools, and writes nothing."""
    reading, writing = os.pipe()
    os.close(reading)
    environment = ENVIRONMENT | {"PYTHONUNBUFFERED": unbuffered}
    command = [*CHECKER, "assess"]
    done = subprocess.run(command, input=b"{}", stdout=writing, stderr=subprocess.PIPE, check=False, env=environment)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(
    ("redirected", "arguments", "line"),
    [
        (">/dev/full", ["assess"], "standard output: cannot be written: No space left on device\n"),
        (">&-", ["assess"], "standard output: cannot be written: it is closed\n"),
        ("2>/dev/full", ["assess", "none.json"], ""),
        ("2>&- >&-", ["ases"], ""),
        ("<&-", ["assess"], "standard input: cannot be read: it is closed\n"),
        ("0>/dev/null", ["assess"], "standard input: cannot be read: Bad file descriptor\n"),
    ],
)
def test_a_stream_that_fails_is_a_fault(redirected, arguments, line):
    """Where a stream is full or closed, the command ends with 2, and one line if that can be written."""
    done = in_shell(redirected, *arguments)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", line)


def test_ctrl_c_ends_it_without_a_traceback(tmp_path):
    """Ctrl+C ends the command by that signal, so that a script around it ends too, and writes nothing."""
    pipe = tmp_path / "answers.json"
    os.mkfifo(pipe)
    # Tests that run in the background of a shell ignore Ctrl+C, and so would the command.
    heeding = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
    )
    command = [sys.executable, "-c", heeding, *CHECKER, "assess", str(pipe)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, env=ENVIRONMENT)
    with pipe.open("wb"):  # waits until the command reads
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate()
    assert (running.returncode, errors) == (-signal.SIGINT, b"")
