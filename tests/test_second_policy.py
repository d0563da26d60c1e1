"""Another society's policy, with one decision, no dates and other ids, goes through everything with no code changed."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from checker.build.places import ROOT
from checker.build.serving import served
from checker.engine.answers import read_answers
from checker.engine.assess import assess
from checker.markup.places import CHECKER_PAGE
from checker.markup.result import result_html
from checker.policy import load_policy
from checker.sentences.view import View, view_of
from tests.checker_page import choose, follow, forget, fragment, opened, settled, status, value
from tests.checkout import build_site, checkout

SECOND = ROOT / "tests" / "second"
FOLDER = SECOND / "policy"
POLICY = load_policy(FOLDER / "procedures.toml")
CASES = tomllib.loads((FOLDER / "cases.toml").read_text("utf-8"))["case"]
UNTESTED = {"grade": "remote", "line_tested": False}


def run(*command: str, put_in: str = "", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a Python command with this policy in the place of the shipped one."""
    return subprocess.run(
        [sys.executable, *command],
        input=put_in, cwd=cwd, env=os.environ | {"POLICY": str(FOLDER)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def view(answers: dict[str, object]) -> View:
    """Return the result for some answers, in words."""
    return view_of(POLICY, read_answers(POLICY, answers)[0])


class TestTheEngine:
    def test_the_policy_is_sound(self) -> None:
        """Verifying finds no problem, and every worked case comes out as it was written."""
        done = run("-m", "checker", "verify", "--format", "json")
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout)["problems"] == []

    def test_the_control_a_wrong_case_is_found(self, tmp_path: Path) -> None:
        """Verifying this policy is not blind: a case that expects something else is told."""
        cases = (FOLDER / "cases.toml").read_text("utf-8").replace('pilotage = "unguided"', 'pilotage = "unsaid"', 1)
        (tmp_path / "cases.toml").write_text(cases, "utf-8")
        done = run("-m", "checker", "verify", "--cases", str(tmp_path / "cases.toml"), "--format", "json")
        assert done.returncode == 1
        assert [each["kind"] for each in json.loads(done.stdout)["problems"]] == ["contradicted"]

    def test_a_change_of_it_is_compared(self, tmp_path: Path) -> None:
        """A changed copy of it is compared by meaning, in its own words."""
        new = tmp_path / "new.toml"
        text = (FOLDER / "procedures.toml").read_text("utf-8")
        new.write_text(text.replace("not (line_tested and pilot_aboard)", "not line_tested"), "utf-8")
        done = run("-m", "checker", "compare", str(FOLDER / "procedures.toml"), str(new))
        assert (done.returncode, done.stderr) == (0, "")
        assert "Results move: Guidance by pilots (looser); clause 2." in " ".join(done.stdout.split())

    def test_the_command_line_assesses_by_it(self) -> None:
        """`assess` goes by the folder that `POLICY` names, in all three forms."""
        done = run(
            "-m", "checker", "assess", "--format", "json", put_in=json.dumps([each["answers"] for each in CASES])
        )
        assert (done.returncode, done.stderr) == (0, "")
        for case, result in zip(CASES, json.loads(done.stdout), strict=True):
            found = {name: each["value"] for name, each in result["decisions"].items()}
            assert found | case.get("decisions", {}) == found
        explained = run("-m", "checker", "assess", "--explain", put_in=json.dumps(UNTESTED)).stdout
        assert "The Society’s pilots will not guide this berthing" in explained
        short = run("-m", "checker", "assess", put_in=json.dumps(UNTESTED)).stdout
        assert "Pilots “will not guide the berthing of a remote ferry until” both are in place: [2]" in short
        assert "NO   Line tested in fair weather\n" in short

    def test_the_door_answers_by_it(self) -> None:
        """What the browser calls goes by the same folder: an answer, and the calendar file's name."""
        program = (
            "import json; from checker.browser.door import answer, calendar; "
            f"request = json.dumps({{'answers': {UNTESTED!r}}}); "
            "print(json.dumps([json.loads(call(request)) for call in (answer, calendar)]))"
        )
        done = run("-c", program)
        assert done.stderr == ""
        answered, file = json.loads(done.stdout)
        assert answered["assessment"]["decisions"]["pilotage"]["value"] == "unguided"
        assert file["name"] == "ferry-berthing-self-assessment.ics"

    def test_a_folder_that_is_none_is_told_in_a_line(self) -> None:
        """A `POLICY` that names no such folder ends every command in one line that says what it may name."""
        for command in (("-m", "checker", "assess"), ("-m", "checker", "verify"), ("-m", "checker.build", "before")):
            done = subprocess.run(
                [sys.executable, *command],
                input="{}", cwd=ROOT, env=os.environ | {"POLICY": "none"}, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode in {1, 2}
            assert done.stderr == (
                "`none/procedures.toml`: cannot be read: No such file or directory; allowed: in `POLICY`, "
                "a folder with procedures.toml, source.txt, cases.toml and glossary.toml\n"
            )


class TestTheWords:
    def test_the_publisher_is_this_one(self) -> None:
        """Sentences made in code name this publisher, and quotations are captioned with it."""
        result = result_html(view(UNTESTED), CHECKER_PAGE)
        assert "A question ready to send to the Society:" in result
        assert 'data-caption="The Society’s text"' in result
        assert "Pilots “will not guide the berthing of a remote ferry until” both are in place:" in result
        assert "1 question to send the Society" in result

    @pytest.mark.parametrize(
        ("answers", "words"),
        [
            (UNTESTED, "No open question can change this."),
            ({"grade": "remote", "line_tested": True}, "1 open question can still change this."),
        ],
    )
    def test_what_is_open_is_said_of_one_decision(self, answers: dict[str, object], words: str) -> None:
        """Where there is one decision, nothing is said of two."""
        assert view(answers).open_in_words == words

    def test_what_is_open_is_said_of_three_decisions(self) -> None:
        """Where there are more decisions than two, their number is said, and which of them are open."""
        settled, opened_ = (view(each).decisions[0] for each in (UNTESTED, {"grade": "remote", "line_tested": True}))
        for decisions, words in (
            ((settled, settled, settled), "No open question can change these 3."),
            ((opened_, opened_, opened_), "1 open question can still change these 3."),
            (
                (settled, opened_, settled),
                "1 open question can still change “Guidance by pilots”; the others are settled.",
            ),
        ):
            assert replace(view({}), decisions=decisions).open_in_words == words

    def test_words_that_a_policy_leaves_out_leave_nothing_behind(self) -> None:
        """Without a title for what would stand in the way too, nothing is listed under none."""
        (decision,) = view(UNTESTED).decisions
        assert (decision.also_blocking_title, decision.also_blocking) == ("", ())

    def test_a_row_can_look_otherwise_than_its_status(self) -> None:
        """A row with a tone of its own shows that, and any other row that of its status."""
        assessment = assess(POLICY, read_answers(POLICY, UNTESTED | {"registered": True})[0])
        tones = {each.clause: each.tone for each in assessment.findings}
        assert (tones["remote-berthing"], tones["register-first"], tones["night-office"]) == ("stop", "done", "away")


def put_together(folder: Path) -> Path:
    """Make a checkout whose pages are those of the second society, by the steps that CONTRIBUTING.md gives."""
    copy = checkout(folder)
    for page in [*(copy / "docs").rglob("*.md"), copy / "docs" / "moves.toml"]:
        page.unlink()
    shutil.rmtree(copy / "docs" / "assets" / "policies")
    shutil.copytree(SECOND / "docs", copy / "docs", dirs_exist_ok=True)
    shutil.copyfile(SECOND / "mkdocs.yml", copy / "second.yml")
    return copy


@pytest.mark.thorough
def test_its_site_answers_in_the_browser(new_context, tmp_path: Path) -> None:
    """A site built with `POLICY` has a checker that gives every worked case its result, and a visitor an answer."""
    site = build_site(put_together(tmp_path / "copy"), config="second.yml", POLICY=str(FOLDER))
    with served(site, base="/a/base/") as address:
        context = new_context(base_url=address, service_workers="block")
        faults: list[str] = []
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page = opened(context.new_page())
        settled(page)
        for number, case in enumerate(CASES):
            follow(page, fragment(case["answers"], at=f"none-{number}"))
            for name, wanted in case.get("decisions", {}).items():
                assert value(page, name) == wanted, case["says"]
            for name, wanted in case["findings"].items():
                assert status(page, name) == wanted, case["says"]
        forget(page)
        page.wait_for_selector("[data-decision=pilotage][data-value=undetermined]")
        choose(page, "grade", "unattended")
        choose(page, "by_night", "true")
        assert value(page, "pilotage") == "unguided"
        assert page.locator("[data-decision=pilotage]").get_attribute("data-tone") == "stop"
        assert page.locator("[data-conflict], .conflicts").count() == 0
        assert faults == []
