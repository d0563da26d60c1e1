"""What the lock files and workflows pin, and what no file of the repository may name."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from checker.build.places import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def tracked() -> list[Path]:
    """Return the files of the repository: what git tracks, and what it would not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_registry_is_named():
    """No file of the repository names a package registry's host, nor a path of someone's machine."""
    hosts = ["registry.npm" + "js.org", "py" + "pi.org", "files.python" + "hosted.org", "yarn" + "pkg.com"]
    paths = ["/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/"]
    contents = {path: path.read_bytes() for path in tracked()}
    assert [
        (path, word) for path, content in contents.items() for word in hosts + paths if word.encode() in content
    ] == []


def test_every_python_pin_has_a_hash():
    """Every Python package is pinned to one version with hashes, and no index is named."""
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text("utf-8")
        assert not re.search(r"^-|^\s+--(?!hash=)", text, re.MULTILINE)
        for entry in re.split(r"\n(?=\S)", text.strip()):
            assert re.match(r"[a-z0-9-]+==\S+( ; [^\\]+)? \\\n    --hash=sha256:[0-9a-f]{64}", entry), entry


def test_every_npm_pin_has_a_digest():
    """Every npm package is pinned with its digest and without an address."""
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert packages.pop("")["version"]
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name


def test_the_version_of_python_is_stated_once():
    """The version of the browser's Python is in `.python-version` alone, and the site is built with it."""
    version = (ROOT / ".python-version").read_text("ascii").strip()
    assert version == f"{sys.version_info.major}.{sys.version_info.minor}"
    locks = {"package-lock.json", "requirements.txt", "requirements-uv.txt"}  # versions of other things
    others = [path for path in tracked() if path.name not in {".python-version", *locks} and path.suffix != ".png"]
    assert [path for path in others if stated(version).search(path.read_text("utf-8", "replace"))] == []


def stated(version: str) -> re.Pattern[str]:
    """Return what finds a minor version of Python, as people and tools write it."""
    major, minor = version.split(".")
    return re.compile(rf"(?<![\d.]){major}\.{minor}(?![\d])|\b(py|cp|python){major}{minor}\b|\({major}, {minor}\b")


@pytest.mark.parametrize("text", ["Python 4.16", "python4.16", "py416", "cp416", ">=4.16,<5", "(4, 16)"])
def test_a_version_that_is_stated_is_found(text):
    """A version of Python is found however it is written."""
    assert stated("4.16").search(text)
    assert not stated("4.1").search(text)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_are_pinned_and_may_only_read(path):
    """Each action is pinned by its commit, with its version beside it; a workflow as a whole can only read."""
    text = path.read_text("utf-8")
    for action, rest in re.findall(r"uses: (\S+)(.*)", text):
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", rest), action
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}


def test_what_is_published_has_passed():
    """The workflow runs what a newcomer is told to run, and publishes only what has passed."""
    flow = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text("utf-8"))
    assert "make test" in [step.get("run") for step in flow["jobs"]["test"]["steps"]]
    assert flow["jobs"]["publish"]["needs"] == "test"
    assert (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1] == "make test"
