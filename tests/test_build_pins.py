"""What the lock files and workflows hold, and what no file of the repository may."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from checker.build.places import ROOT


class TestPins:
    def test_no_registry_is_named(self):
        """No file of the repository names a package registry's host, nor a path of someone's machine."""
        hosts = [
            "registry.npm" + "js.org",
            "py" + "pi.org",
            "files.python" + "hosted.org",
            "yarn" + "pkg.com",
        ]
        paths = ["/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/"]
        found = [
            f"{path.relative_to(ROOT)}: {word}"
            for path in tracked()
            for word in (*hosts, *paths)
            if word.encode() in path.read_bytes()
        ]
        assert found == []

    def test_style_is_checked_in_every_module(self):
        """Ruff, which leaves out folders of some names by itself, looks at every Python file of the repository."""
        command = [sys.executable, "-m", "ruff", "check", "--show-files"]
        seen = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
        assert {str(path) for path in tracked() if path.suffix == ".py"} <= set(seen)

    def test_every_python_pin_has_a_hash(self):
        """Every Python package is pinned to one version with hashes, and no index is named."""
        for path in ROOT.glob("requirements*.txt"):
            text = path.read_text("utf-8")
            assert not re.search(r"^-|^\s+--(?!hash=)", text, re.MULTILINE)
            for entry in re.split(r"\n(?=\S)", text.strip()):
                assert re.match(r"[a-z0-9-]+==\S+( ; [^\\]+)? \\\n    --hash=sha256:[0-9a-f]{64}", entry), entry

    def test_every_npm_pin_has_a_digest(self):
        """Every npm package is pinned with its digest and without an address."""
        locks = [path for path in tracked() if path.name == "package-lock.json"]
        folders = {path.parent.relative_to(ROOT).as_posix() for path in locks}
        assert folders == {".", "tests/engines", "tests/lighthouse"}
        for path in locks:
            packages = json.loads(path.read_text("utf-8"))["packages"]
            assert packages.pop("")["version"]
            for name, package in packages.items():
                assert package["integrity"].startswith("sha512-"), name
                assert "resolved" not in package, name

    def test_pythons_version_is_stated_once(self):
        """The version of the browser's Python stands in `.python-version` alone, and the site is built with it."""
        version = (ROOT / ".python-version").read_text("ascii").strip()
        assert version == f"{sys.version_info.major}.{sys.version_info.minor}"
        pattern = stated(version)
        locks = {"package-lock.json", "requirements.txt", "requirements-uv.txt"}  # versions of other things
        found = [
            f"{path.relative_to(ROOT)}: {match[0]}"
            for path in tracked()
            if path.name not in {".python-version", *locks} and path.suffix not in {".png", ".ico"}
            for match in pattern.finditer(path.read_text("utf-8", "replace"))
        ]
        assert found == []

    @pytest.mark.parametrize(
        "text", ["Python 4.16", "python4.16", "py416", "cp416", ">=4.16,<5", "(4, 16)", "python416.zip"]
    )
    def test_a_version_that_is_stated_is_seen(self, text):
        """A version of Python is found however it is written: the control."""
        assert stated("4.16").search(text)
        assert not stated("4.1").search(text)

    def test_no_private_name_of_pyodide_is_used(self):
        """Of Pyodide's names only those are used that it documents."""
        suffixes = {".py", ".js", ".mjs", ".html", ".md"}
        found = [
            f"{path.relative_to(ROOT)}: {match[0]}"
            for path in tracked()
            if path.suffix in suffixes and path != Path(__file__)
            for match in private(path.suffix).finditer(path.read_text("utf-8"))
        ]
        assert found == []

    @pytest.mark.parametrize(
        ("text", "suffix"),
        [("takeHeapSnapshot()", ".py"), ("wasmThings[0]", ".md"), ("_anyPyodideThing", ".html"), ("api._inner", ".js")],
    )
    def test_a_private_name_is_seen(self, text, suffix):
        """A name of such a kind is found, though it be none of Pyodide's: the control."""
        assert private(suffix).search(text)

    def test_actions_are_pinned_by_commit(self):
        """Every action of a workflow is pinned by a full commit with its version beside it."""
        used = [
            line
            for path in (ROOT / ".github" / "workflows").glob("*.yml")
            for line in path.read_text("utf-8").splitlines()
            if "uses:" in line
        ]
        assert used
        for line in used:
            assert re.search(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def private(suffix):
    """Return the kinds of names that Pyodide keeps to itself; in a script, whatever begins with an underscore."""
    kinds = [r"\w*Snapshot\b", r"\bwasm[A-Z]\w*\[", r"\b_\w*Pyodide\w*", r"[Pp]yodide\W_\w", r"\._[a]pi\b"]
    return re.compile("|".join([*kinds, *([r"\._[a-z]"] if suffix in {".js", ".mjs"} else [])]))


class TestWorkflows:
    def test_each_tier_runs_once_for_each_occasion(self):
        """A push runs `make test` once, and what passed on `main` is published; each night, and a release, the rest."""
        flows = {path.stem: path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").glob("*.yml")}
        runs = {name: re.findall(r"run: make (\w+)", text) for name, text in flows.items()}
        assert runs == {"test": ["test"], "thorough": ["thorough"], "release": ["thorough"], "weekly": []}
        # Of YAML 1.1 the key `on` is yes.
        occasions = {name: yaml.safe_load(text)[True] for name, text in flows.items()}
        assert set(occasions["test"]) == {"push", "pull_request", "workflow_dispatch"}
        assert set(occasions["thorough"]) == set(occasions["weekly"]) == {"schedule", "workflow_dispatch"}
        assert set(occasions["release"]) == {"workflow_dispatch"}
        assert yaml.safe_load(flows["test"])["jobs"]["publish"]["needs"] == "test"

    def test_it_is_what_a_newcomer_runs(self):
        """What runs before a change is taken is what a newcomer is told to run."""
        assert (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1] == "make test"


def stated(version: str) -> re.Pattern[str]:
    """Return what finds a minor version of Python, as people and tools write it."""
    major, minor = version.split(".")
    return re.compile(rf"(?<![\d.]){major}\.{minor}(?![\d])|\b(py|cp|python){major}{minor}\b|\({major}, {minor}\b")


def tracked() -> list[Path]:
    """Return the files of the repository: what git tracks, and what it would not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]
