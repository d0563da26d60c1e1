"""The one line that each fault of setting up and building ends in, each with its control."""

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker.build.check import check_site
from checker.build.chromium import NONE_HERE, provide_browser
from checker.build.failure import BuildFailure
from checker.build.places import ROOT
from checker.build.tool import last_words, run_node

MAKE = shutil.which("make")
BOOTSTRAP = ROOT / "checker" / "build" / "setup.py"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy what the build runs on, without what is installed."""
    copy = tmp_path / "checkout"
    shutil.copytree(ROOT / "checker", copy / "checker", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs", copy / "docs", ignore=shutil.ignore_patterns("assets", "clauses"))
    for name in (
        ".python-version",
        "Makefile",
        "pyproject.toml",
        "LICENSE",
        "NOTICE",
        "package.json",
        "package-lock.json",
    ):
        shutil.copyfile(ROOT / name, copy / name)
    for path in ROOT.glob("requirements*.txt"):
        shutil.copyfile(path, copy / path.name)
    return copy


class TestFailures:
    def test_broken_policy(self, run_build, checkout):
        """A broken policy ends the build in a line for each fault; a whole one gets further."""
        sound = run_build(checkout, "before")
        assert sound.stderr == "node_modules/pyodide is not there; run `make site`, which installs it\n"
        policy = checkout / "checker" / "policy" / "procedures.toml"
        policy.write_text(policy.read_text("utf-8") + "\n[nonsense]\nword = 1\n", "utf-8")
        broken = run_build(checkout, "before")
        assert (broken.returncode, broken.stdout) == (1, "")
        lines = broken.stderr.splitlines()
        assert lines
        assert all(line.startswith("procedures.toml: ") for line in lines)
        assert any("nonsense" in line for line in lines)

    def test_broken_or_missing_glossary(self, run_build, checkout):
        """A glossary with an unknown key, or that is not there itself, ends the build in a line."""
        glossary = checkout / "checker" / "policy" / "glossary.toml"
        glossary.write_text(glossary.read_text("utf-8") + '\n[[term]]\nterm = "a"\nsays = "b"\nclauses = ["none"]\n')
        broken = run_build(checkout, "before")
        assert broken.returncode == 1
        assert re.fullmatch(r"glossary\.toml: .*unknown key `clauses`.*\n", broken.stderr)
        glossary.unlink()
        missing = run_build(checkout, "before")
        assert missing.returncode == 1
        assert missing.stderr == f"`{glossary}`: cannot be read: No such file or directory\n"

    def test_wheel_that_cannot_be_built(self, run_build, checkout):
        """A project file that cannot be built from ends in one line that says what the tool said, and names the log."""
        (checkout / "node_modules").symlink_to(ROOT / "node_modules")
        (ROOT / "build" / "gz").mkdir(parents=True, exist_ok=True)
        (checkout / "build").mkdir()
        (checkout / "build" / "gz").symlink_to(ROOT / "build" / "gz")  # what was compressed is kept there
        (checkout / "pyproject.toml").write_text("[build-system]\nrequires = []\nbuild-backend = 'none'\n")
        done = run_build(checkout, "before")
        assert done.returncode == 1
        assert done.stderr == (
            "the wheel could not be built: ERROR Backend 'none' is not available.; details: build/build.log\n"
        )
        assert (checkout / "build" / "build.log").read_text("utf-8")

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ("", ""),
            ("one\ntwo\n\n", "two"),
            (
                'Traceback (most recent call last):\n  File "x.py", line 1\nOSError: [Errno 2] gone\n',
                "OSError: [Errno 2] gone",
            ),
            ("x.mjs:3\nlet x;\n  ^\n\nError: no list\n    at main (x.mjs:3:1)\n\nNode.js v20.1.0\n", "Error: no list"),
            ("Error: first\nerror: then\nmore\n", "error: then more"),
        ],
    )
    def test_the_last_words_of_a_tool(self, said, words):
        """A fault repeats the error that a tool named last, without its stack, or else the last line."""
        assert last_words(said) == words

    def test_a_script_that_fails(self, tmp_path):
        """A script that fails under Node.js ends in one line that says what it said."""
        script = tmp_path / "x.mjs"
        script.write_text("throw new TypeError('no such thing')")
        with pytest.raises(BuildFailure) as caught:
            run_node(script, {}, "it could not be made")
        assert str(caught.value) == "it could not be made: TypeError: no such thing; details: build/build.log"

    def test_site_without_the_runtime(self, site_dir, tmp_path):
        """A finished site that lacks a file of the runtime, or holds it cut short, is told file by file."""
        site = tmp_path / "site"
        shutil.copytree(site_dir / "assets", site / "assets")
        check_site(site)
        folder = next(path for path in (site / "assets" / "runtime").iterdir() if path.is_dir())
        (folder / "pyodide.mjs").write_text("cut")
        (folder / "pyodide.asm.wasm.gz").unlink()
        (site / "assets" / "checker" / "worker.js").unlink()
        with pytest.raises(BuildFailure) as caught:
            check_site(site)
        place = f"site/assets/runtime/{folder.name}"
        assert str(caught.value).splitlines() == [
            "site/assets/checker/worker.js: is missing; run `make clean site`",
            f"{place}/pyodide.asm.wasm.gz: is missing; run `make clean site`",
            f"{place}/pyodide.mjs: has 3 bytes, not 17616; run `make clean site`",
        ]
        (site / "assets" / "runtime" / "runtime.json").unlink()
        with pytest.raises(BuildFailure, match=r"runtime\.json: is missing or cut short; run `make clean site`$"):
            check_site(site)

    @pytest.mark.parametrize("missing", ["npm", "node"])
    def test_missing_node(self, checkout, tmp_path, missing):
        """Without npm or Node.js, setting up ends in one line that says what to install."""
        done = self.set_up(checkout, tmp_path, without=missing)
        assert done.returncode == 1
        assert done.stderr == (
            f"setup: `{missing}` is not on the path; install Node.js 20 or newer with npm and run make again\n"
        )

    def test_failing_npm(self, checkout, tmp_path):
        """An npm that fails ends in one line, and its own words are in the log."""
        done = self.set_up(checkout, tmp_path, npm="#!/bin/sh\necho broken on purpose >&2\nexit 3\n")
        assert done.returncode == 1
        assert done.stderr == (
            "setup: the pinned npm packages could not be installed; see that npm (of Node.js 20 or newer)"
            " reaches its registry, then run make again; details: build/setup.log\n"
        )
        assert "broken on purpose" in (checkout / "build" / "setup.log").read_text("utf-8")

    def test_missing_version(self, checkout, tmp_path):
        """Without the file that states Python's version, setting up ends in one line that names it."""
        (checkout / ".python-version").unlink()
        done = self.set_up(checkout, tmp_path, npm="#!/bin/sh\nmkdir -p node_modules\n")
        assert done.returncode == 1
        assert re.fullmatch(r"setup: \.python-version: cannot be read \(.*\); restore it from git\n", done.stderr)

    def test_set_up_is_quiet_when_done(self, checkout, tmp_path):
        """Where everything is set up, setting up says nothing and succeeds."""
        first = self.set_up(checkout, tmp_path, npm="#!/bin/sh\nmkdir -p node_modules\n")
        assert (first.returncode, first.stderr) == (0, "")
        second = self.set_up(checkout, tmp_path, npm="#!/bin/sh\nexit 3\n")
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")

    @staticmethod
    def set_up(checkout, tmp_path, *, without="", npm=""):
        """Run the bootstrap of a checkout whose `.venv` is done, with this npm on the path."""
        (checkout / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
        python = checkout / ".venv" / "bin" / "python"
        if not python.exists():
            python.symlink_to(sys.executable)
        requirements = checkout / "requirements.txt"
        pins = hashlib.sha256(b"requirements.txt\0" + hashlib.sha256(requirements.read_bytes()).digest())
        (checkout / ".venv" / "stamp").write_text(pins.hexdigest())
        path = tmp_path / "path"
        path.mkdir(exist_ok=True)
        for name in {"npm", "node"} - {without}:
            program = path / name
            program.write_text(npm or "#!/bin/sh\nexit 0\n")
            program.chmod(0o755)
        return subprocess.run(
            [sys.executable, "-I", str(checkout / "checker" / "build" / "setup.py")],
            env={"PATH": f"{path}:/usr/bin:/bin" if npm else str(path)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def test_no_python(self, checkout):
        """Without any Python 3, make ends in one line that says what to install; help still works."""
        nothing = {"PATH": "/nowhere"}
        command = [MAKE, "--silent", "setup", "BOOT="]
        done = subprocess.run(command, cwd=checkout, env=nothing, capture_output=True, text=True, check=False)
        assert done.returncode
        assert done.stderr.splitlines()[0] == (
            "setup: there is no Python 3 on the path; install Python 3 and run make again"
        )

    def test_no_browser(self, monkeypatch):
        """Without a browser, and with no way to one, there is one line that says what to install."""
        monkeypatch.setattr("checker.build.chromium.installed", lambda: None)
        monkeypatch.setattr("checker.build.chromium._quietly", lambda _command: False)
        with pytest.raises(BuildFailure, match="^" + re.escape(NONE_HERE) + "$"):
            provide_browser()

    def test_bootstrap_is_old_python(self):
        """The bootstrap is Python 3.8 and imports only the standard library, so that any Python runs it."""
        tree = ast.parse(BOOTSTRAP.read_text("utf-8"), feature_version=(3, 8))
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        assert imported <= set(sys.stdlib_module_names)

    def test_broken_link_fails_the_site(self, tmp_path):
        """A broken link or anchor fails `mkdocs build --strict`, as make runs it; sound ones pass."""
        (tmp_path / "docs").mkdir()
        (tmp_path / "mkdocs.yml").write_text(
            "site_name: x\nvalidation: {not_found: warn, anchors: warn, unrecognized_links: warn}\n"
        )
        outcomes = {}
        for text in ("# A\n[ok](#a)\n", "# A\n[no](b.md)\n", "# A\n[no](#b)\n"):
            (tmp_path / "docs" / "index.md").write_text(text)
            done = subprocess.run(
                [sys.executable, "-m", "mkdocs", "build", "--strict"],
                cwd=tmp_path, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, check=False,
            )  # fmt: skip
            outcomes[text] = done.returncode
        assert list(outcomes.values()) == [0, 1, 1]
        assert "GENERATOR ?= mkdocs\n" in (ROOT / "Makefile").read_text("utf-8")
