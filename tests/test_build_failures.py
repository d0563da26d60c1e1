"""The one line in which each fault of the set-up and of the build ends."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker.build import BuildFailure
from checker.build.check import check_sources
from checker.build.places import ROOT
from checker.build.runtime.fill import build_runtime
from checker.build.runtime.library import build_library, read_list
from checker.build.tool import run
from tests.checkout import checkout
from tests.chromium import NONE_HERE, provide_browser

SETUP = Path("checker", "build", "setup.py")
PINS = (".python-version", "requirements.txt", "requirements-uv.txt", "package-lock.json")
WORKS = "#!/bin/sh\nmkdir -p node_modules .uv/bin .venv/bin && touch .venv/bin/python\n"
FAILS = "#!/bin/sh\necho broken on purpose\nexit 3\n"


class TestSetup:
    """The script runs for real; npm, uv and pip are stand-ins that do what a test says."""

    @pytest.fixture
    def set_up(self, tmp_path):
        """Give a function that runs the set-up of a copy: `set_up(npm=…, pip=…, uv=…)`; None leaves a program out."""
        copy = tmp_path / "copy"
        (copy / SETUP).parent.mkdir(parents=True)
        for name in (SETUP, *PINS):
            shutil.copyfile(ROOT / name, copy / name)

        def run(npm=WORKS, pip=WORKS, uv=WORKS):
            for path, script in {"path/npm": npm, "path/node": WORKS, "uv": uv, "python": pip}.items():
                (tmp_path / path).parent.mkdir(exist_ok=True)
                (tmp_path / path).write_text(script or "")
                (tmp_path / path).chmod(0o755 if script else 0o644)
            # In the place of `python -m venv`, links to the stand-ins.
            venv = f"#!/bin/sh\nmkdir -p .uv/bin && ln -sf {tmp_path}/uv {tmp_path}/python .uv/bin\n"
            (tmp_path / "venv").write_text(venv)
            (tmp_path / "venv").chmod(0o755)
            code = f"import sys, runpy; sys.executable = '{tmp_path}/venv'; runpy.run_path('{SETUP}', {{}}, '__main__')"
            path = f"{tmp_path}/path:/usr/bin:/bin" if npm else f"{tmp_path}/path"
            command = [sys.executable, "-I", "-c", code]
            return subprocess.run(command, cwd=copy, env={"PATH": path}, capture_output=True, text=True, check=False)

        return run

    def test_a_second_time_it_does_nothing(self, set_up, tmp_path):
        """Where everything is set up, it prints nothing and runs nothing; where a pin has changed, it starts anew."""
        first = set_up()
        assert (first.returncode, first.stderr) == (0, "")
        assert first.stdout == "setup: installing the pinned packages into .venv and node_modules\n"
        second = set_up(npm=FAILS, pip=FAILS, uv=FAILS)
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
        for pins in PINS:
            (tmp_path / "copy" / pins).write_text("changed\n")
            assert set_up().stdout == first.stdout

    @pytest.mark.parametrize(
        ("broken", "line"),
        [
            ({"npm": None}, r"Node\.js with npm is not on the path; install Node\.js 20 or newer and run make again"),
            (
                {"npm": FAILS},
                r"the npm packages could not be installed; check .* registry and run make again; details.*",
            ),
            ({"pip": FAILS}, r"uv could not be installed; check that pip reaches .* and run make again; details: .*"),
            ({"uv": FAILS}, r"Python \S+ was neither found nor fetched; install it and run make again; details: .*"),
        ],
    )
    def test_a_fault_is_one_line(self, set_up, broken, line):
        """Each program that is missing or fails ends the set-up in one line, and the next run tries again."""
        done = set_up(**broken)
        assert done.returncode == 1
        assert re.fullmatch(f"setup: {line}\n", done.stderr)
        again = set_up()
        assert (again.returncode, again.stdout[:17]) == (0, "setup: installing")

    def test_any_python_runs_it(self):
        """The script is Python 3.8 and imports only the standard library."""
        tree = ast.parse((ROOT / SETUP).read_text("utf-8"), feature_version=(3, 8))
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        assert imported <= set(sys.stdlib_module_names)

    def test_no_python(self):
        """Without any Python 3, make ends in one line that says what to install."""
        command = [shutil.which("make"), "--silent", "setup", "BOOT="]
        done = subprocess.run(command, cwd=ROOT, env={"PATH": "/nowhere"}, capture_output=True, text=True, check=False)
        assert done.returncode
        assert done.stderr.startswith("setup: there is no Python 3 on the path; install Python 3 and run make again\n")

    def test_no_browser(self, monkeypatch):
        """Without a browser, and with no way to one, there is one line that says what to install."""
        monkeypatch.setattr("tests.chromium.installed", lambda: None)
        monkeypatch.setattr("tests.chromium._quietly", lambda _command: False)
        with pytest.raises(SystemExit, match="^" + re.escape(NONE_HERE) + "$"):
            provide_browser()


class TestBuild:
    def test_faults_of_the_policy_and_missing_packages(self, run_build, tmp_path):
        """A broken policy ends the build in a line for each fault; a valid one gets as far as the missing packages."""
        copy = checkout(tmp_path / "copy")
        (copy / "node_modules").unlink()
        valid = run_build(copy, "before")
        assert valid.stderr == "node_modules/pyodide is missing; run `make site`, which installs it\n"
        policy = copy / "checker" / "policy" / "procedures.toml"
        policy.write_text(policy.read_text("utf-8") + "\n[nonsense]\nword = 1\n", "utf-8")
        broken = run_build(copy, "before")
        assert (broken.returncode, broken.stdout) == (1, "")
        assert re.fullmatch(r"(procedures\.toml: .*\n)+", broken.stderr)

    def test_a_tool_that_fails(self, tmp_path):
        """A script that fails under Node.js ends in one line with the last line that it printed."""
        (tmp_path / "x.mjs").write_text("console.error('one\\nno such thing\\n'); process.exit(1)")
        with pytest.raises(BuildFailure) as caught:
            run(["node", str(tmp_path / "x.mjs")], "it could not be made")
        assert str(caught.value) == "it could not be made: no such thing; details: build/build.log"

    def test_a_module_that_pyodide_does_not_have(self, tmp_path):
        """A listed module that Pyodide does not have ends in one line that says what to run."""
        with pytest.raises(
            BuildFailure, match=r"^library\.txt: `no\.py` is not in Pyodide's .*; run `\.venv/.* library`$"
        ):
            build_library(tmp_path / "library.zip", [*read_list(), "no.py"])

    def test_another_word_for_the_runtime(self, monkeypatch):
        """`RUNTIME` refuses what is not a runtime in one line."""
        monkeypatch.setenv("RUNTIME", "whole")
        with pytest.raises(BuildFailure, match=r"^RUNTIME: `whole` is not allowed; allowed: `trimmed`, `stock`$"):
            build_runtime()

    @pytest.mark.parametrize(
        ("name", "address"),
        [
            ("CONTACT", "name@example.org"),
            ("REPOSITORY_URL", "git@example.org:owner/name"),
            ("SITE_URL", "example.org/policy/"),
            ("SITE_URL", "ftp://example.org/"),
            ("SITE_URL", "https://example.org/?policy"),
        ],
    )
    def test_an_address_that_is_none(self, monkeypatch, name, address):
        """A setting refuses what is not an address in one line, since every page would have it."""
        monkeypatch.setenv(name, address)
        with pytest.raises(BuildFailure, match=rf"^{name}: `{re.escape(address)}` is not an address; begin it with "):
            check_sources()
