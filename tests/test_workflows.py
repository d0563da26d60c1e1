"""Workflows: linted by zizmor, and by actionlint where it is installed; and what they run is there."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
import yaml

from checker.build.failure import BuildFailure
from checker.build.places import ROOT
from checker.build.release import release

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
ZIZMOR = Path(sys.executable).with_name("zizmor")
BROKEN = """\
on: push
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - run: echo ${{ github.event.issue.title }}
"""


def zizmor(*paths: Path) -> subprocess.CompletedProcess[str]:
    """Run zizmor, without a network."""
    command = [str(ZIZMOR), "--offline", "--no-progress", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.thorough
def test_zizmor_finds_nothing() -> None:
    """No workflow lets in what a stranger writes, keeps credentials, or takes an action by a name that can move."""
    done = zizmor(*WORKFLOWS)
    assert done.returncode == 0, done.stdout


@pytest.mark.thorough
def test_zizmor_is_not_blind(tmp_path: Path) -> None:
    """A workflow that runs what a stranger writes is found: the control."""
    (tmp_path / "bad.yml").write_text(BROKEN, "utf-8")
    assert zizmor(tmp_path / "bad.yml").returncode != 0


@pytest.mark.thorough
def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    """Every expression, label and command of a workflow is right; a wrong one is found: the control."""
    actionlint = shutil.which("actionlint", path=f"{ZIZMOR.parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if actionlint is None:
        pytest.skip("no actionlint here; the nightly run installs it")
    done = subprocess.run([actionlint, *map(str, WORKFLOWS)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    (tmp_path / "bad.yml").write_text(BROKEN.replace("event.issue.title", "nothing"), "utf-8")
    assert subprocess.run([actionlint, str(tmp_path / "bad.yml")], capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_permissions_few(path: Path) -> None:
    """Each action is named by its commit, with its version beside it; a workflow as a whole can only read."""
    text = path.read_text("utf-8")
    uses = re.findall(r"uses: (\S+)(.*)", text)
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action) and re.match(r" # v\d", rest) for action, rest in uses)
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}


def test_make_targets_that_workflows_run_are_there() -> None:
    """Each `make` target of a workflow is one of the Makefile's."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    texts = [path.read_text("utf-8") for path in (*WORKFLOWS, ROOT / ".github" / "newest.sh")]
    used = {target for text in texts for target in re.findall(r"\bmake ([a-z]+)", text)}
    assert {"test", "thorough", "lock"} <= used <= targets


def test_the_oldest_python_is_there_where_the_package_is_tested() -> None:
    """Each workflow that runs the tests has the oldest Python that the package promises."""
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    texts = {path.stem: path.read_text("utf-8") for path in WORKFLOWS}
    testing = {name for name, text in texts.items() if re.search("make (test|thorough)", text)}
    assert testing >= {"test", "thorough", "release"}
    assert [each for each in testing if f'python-version: "{oldest.removeprefix(">=")}"' not in texts[each]] == []


class TestNewest:
    @pytest.mark.parametrize(
        "said",
        [
            ["setup: installing", "FAILED tests/test_x.py::test_y - boom", "1 failed", "make: *** [test] Error 1"],
            ["setup: installing", "x.js: No such file", "make[1]: *** [site] Error 1", "make: *** [test] Error 2"],
            ["setup: installing", "gone"],
        ],
    )
    def test_says_what_broke_in_one_line(self, tmp_path: Path, said: list[str]) -> None:
        """The first line names what was tried and what broke it, here the second; the rest is the end of the log."""
        lines = "".join(f"echo '{line}'; " for line in said)
        done = run_newest("packages", tmp_path, f"{lines}exit 2")
        assert done.returncode == 1
        assert done.stdout.splitlines()[0] == f"With the newest packages: {said[1]}"

    def test_says_that_all_pass(self, tmp_path: Path) -> None:
        """Where nothing broke it says so, and succeeds."""
        done = run_newest("packages", tmp_path, "exit 0")
        assert (done.returncode, done.stdout.splitlines()[0]) == (0, "With the newest packages, all tests pass.")

    def test_the_newest_python_is_one_that_is_named(self, tmp_path: Path) -> None:
        """Nothing else is tried in its place."""
        done = run_newest("python", tmp_path, "exit 0")
        assert done.returncode == 1
        assert done.stdout.startswith("With the newest python: error: NEWEST_PYTHON is not the path of a Python\n")


def run_newest(what: str, folder: Path, make: str) -> subprocess.CompletedProcess[str]:
    """Run the script with another `make`, in a folder of its own."""
    (folder / "make").write_text(f"#!/bin/sh\n{make}\n", "utf-8")
    (folder / "make").chmod(0o755)
    environment = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    command = ["sh", str(ROOT / ".github" / "newest.sh"), what]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


class TestARelease:
    DAY = date(2027, 2, 3)

    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        """Give a folder with the files that a release writes."""
        for name in ("CHANGELOG.md", "pyproject.toml"):
            shutil.copyfile(ROOT / name, tmp_path / name)
        return tmp_path

    def test_gives_version_day_and_notes(self, root: Path) -> None:
        """The package has the version, the changelog its day, and the notes are what the changelog says of it."""
        release("9.8.7", self.DAY, root)
        assert tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"] == "9.8.7"
        changelog = (root / "CHANGELOG.md").read_text("utf-8")
        assert "## [9.8.7] - 2027-02-03\n" in changelog
        assert "Unreleased" not in changelog
        notes = (root / "build" / "release-notes.md").read_text("utf-8")
        assert notes.startswith("### ")
        assert notes.strip() in changelog

    @pytest.mark.parametrize(
        ("version", "text", "fault"),
        [
            ("next", None, "is not a version"),
            ("9.8.7", "# Changelog\n\n## [9.8.7] - 2027-01-01\n\n- A\n", "is released already"),
            ("9.8.7", "# Changelog\n", "has no part"),
            ("9.8.7", "# Changelog\n\n## [1.0.0] - Unreleased\n\n## [0.9.0] - 2026-01-01\n\n- A\n", "says nothing"),
        ],
    )
    def test_what_cannot_be_released_is_told(self, root: Path, version: str, text: str | None, fault: str) -> None:
        """No version, a version twice, and a changelog that says nothing are each refused, and nothing is written."""
        if text is not None:
            (root / "CHANGELOG.md").write_text(text, "utf-8")
        before = (root / "pyproject.toml").read_bytes()
        with pytest.raises(BuildFailure, match=fault):
            release(version, self.DAY, root)
        assert (root / "pyproject.toml").read_bytes() == before
