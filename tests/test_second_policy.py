"""The invented policy goes through everything, from `verify` to a checker in the browser, with no code changed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker.build.places import ROOT
from tests.checker_page import choose, follow, forget, fragment, opened, status, value
from tests.checkout import build_site, checkout
from tests.invented import CASES_TABLE, ENVIRONMENT, FOLDER
from tests.served import served

SECOND = FOLDER.parent
UNTESTED = {"grade": "remote", "line_tested": False}


def run(*command: str, put_in: str = "", policy: Path | str = FOLDER) -> subprocess.CompletedProcess[str]:
    """Run a Python command with a policy in the place of the shipped one."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        input=put_in, cwd=ROOT, env=ENVIRONMENT | {"POLICY": str(policy)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_it_is_sound() -> None:
    """Verifying finds no problem, and every worked case has the expected result."""
    done = run("checker", "verify", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["problems"] == []


def test_the_command_line_assesses_by_it() -> None:
    """`assess` uses the folder that `POLICY` names: for every worked case, and in this publisher's words."""
    answers = json.dumps([dict(each.answers) for each in CASES_TABLE])
    done = run("checker", "assess", "--format", "json", put_in=answers)
    assert (done.returncode, done.stderr) == (0, "")
    for case, result in zip(CASES_TABLE, json.loads(done.stdout), strict=True):
        found = {name: each["value"] for name, each in result["decisions"].items()}
        assert found | case.expected.get("decisions", {}) == found
    shown = run("checker", "assess", put_in=json.dumps(UNTESTED)).stdout
    assert "Pilots “will not guide the berthing of a remote ferry until” both are in place" in shown


@pytest.mark.parametrize("command", [("checker", "assess"), ("checker", "verify"), ("checker.build", "before")])
def test_a_folder_that_does_not_exist_is_one_line(command: tuple[str, ...]) -> None:
    """A `POLICY` that names no such folder ends every command in one line that says what it may name."""
    done = run(*command, put_in="{}", policy="none")
    assert done.returncode in {1, 2}
    assert done.stderr.startswith("`none/procedures.toml`: cannot be read: ")
    assert done.stderr.count("\n") == 1


def put_together(folder: Path) -> Path:
    """Make a checkout whose pages are those of the second society, by the steps that CONTRIBUTING.md gives."""
    copy = checkout(folder)
    for page in (copy / "docs").rglob("*.md"):
        page.unlink()
    shutil.copytree(SECOND / "docs", copy / "docs", dirs_exist_ok=True)
    shutil.copyfile(SECOND / "mkdocs.yml", copy / "second.yml")
    return copy


@pytest.mark.thorough
def test_its_site_answers_in_the_browser(new_context, tmp_path: Path) -> None:
    """A site built with `POLICY` has a checker that gives every worked case its result, and a visitor an answer."""
    site = build_site(put_together(tmp_path / "copy"), config="second.yml", POLICY=str(FOLDER))
    with served(site, base="/a/base/") as address:
        context = new_context(base_url=address)
        faults: list[str] = []
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page = opened(context.new_page())
        for number, case in enumerate(CASES_TABLE):
            follow(page, fragment(case.answers, at=f"none-{number}"))
            for name, wanted in case.expected.get("decisions", {}).items():
                assert value(page, name) == wanted, case.says
            for name, wanted in case.expected.get("findings", {}).items():
                assert status(page, name) == wanted, case.says
        forget(page)
        page.wait_for_selector("[data-decision=pilotage][data-value=undetermined]", state="attached")
        choose(page, "grade", "unattended")
        choose(page, "in_daylight", "false")
        assert value(page, "pilotage") == "unguided"
        assert page.locator("[data-decision=pilotage]").get_attribute("data-tone") == "stop"
        assert page.locator(".conflicts:visible").count() == 0
        assert faults == []
