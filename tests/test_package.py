"""The engine as a package: the wheel that ships, installed in bare environments of the oldest Python and of this one.

`NEWEST_PYTHON` is the path of another to try.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from checker.build.places import ROOT
from checker.policy import load_policy
from tests.shipped import POLICY

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OLDEST = PROJECT["requires-python"].removeprefix(">=")
PAGE = (ROOT / "docs" / "python.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.+?)```", PAGE, re.DOTALL)
TYPED = """
from checker import Assessment, Policy, assess, load_policy, read_answers

policy: Policy = load_policy()
answers, faults = read_answers(policy, {})
result: Assessment = assess(policy, answers)
reveal_type(result.as_json())
"""


def found(version: str) -> str | None:
    """Return a Python of a version on this machine, if there is one that runs."""
    for name in (f"python{version}", f"/usr/bin/python{version}"):
        path = shutil.which(name)
        if path and subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0:
            return path
    return None


PYTHONS = {OLDEST: found(OLDEST), "this one": sys.executable}
if NEWEST := os.environ.get("NEWEST_PYTHON"):
    PYTHONS["the newest"] = NEWEST
EACH_TIME = [pytest.param(each, marks=pytest.mark.thorough if each == OLDEST else ()) for each in PYTHONS]


def run(*command: str, put_in: str = "", cwd: Path) -> str:
    """Run a command, which ends well; return what it says."""
    done = subprocess.run(command, input=put_in, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as it is published."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(ROOT / "checker", source / "checker", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE", "NOTICE"):
        shutil.copyfile(ROOT / name, source / name)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source), cwd=folder)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module", params=PYTHONS)
def installed(request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in a bare environment; give its folder of commands."""
    python = PYTHONS[request.param]
    if python is None:
        pytest.skip(f"there is no Python {request.param} on this machine")
    folder = tmp_path_factory.mktemp("bare")
    run(python, "-m", "venv", "--without-pip", str(folder), cwd=folder)
    target = run(
        str(folder / "bin" / "python"), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder
    )
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", "--no-index", "--quiet"]
    run(*pip, "--disable-pip-version-check", str(wheel), cwd=folder)
    assert (Path(target.strip()) / "checker" / "py.typed").is_file()
    return folder / "bin"


class TestInstalled:
    @pytest.mark.parametrize("example", EXAMPLES)
    def test_every_example_of_the_page_runs(self, installed: Path, tmp_path: Path, example: str) -> None:
        """Each example in Python on the page of the package runs with nothing else installed, and says something."""
        assert run(str(installed / "python"), "-W", "error", "-", put_in=example, cwd=tmp_path)

    @pytest.mark.parametrize("installed", EACH_TIME, indirect=True)
    def test_the_command_is_there(self, installed: Path, tmp_path: Path) -> None:
        """The console script assesses and verifies as `python -m checker` does."""
        command = str(installed / "ase-cpt-checker")
        answers = json.dumps({"classification": "autonomous", "involves_physician_work": False})
        result = json.loads(run(command, "assess", "--format", "json", put_in=answers, cwd=tmp_path))
        assert result["policy"]["fingerprint"] == POLICY.fingerprint
        assert json.loads(run(command, "verify", "--format", "json", cwd=tmp_path))["problems"] == []

    @pytest.mark.parametrize("installed", EACH_TIME, indirect=True)
    def test_a_type_checker_knows_it(self, installed: Path, tmp_path: Path) -> None:
        """Whoever uses the package has its types."""
        (tmp_path / "uses.py").write_text(TYPED, "utf-8")
        mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(installed / "python")]
        assert 'Revealed type is "dict[str, Any]"' in run(*mypy, "--cache-dir", str(tmp_path), "uses.py", cwd=tmp_path)


class TestTheWheel:
    def test_it_says_what_it_is_and_whose(self, wheel: Path) -> None:
        """The metadata has the licence of the code, says whose the text is, what it needs, and where to read more."""
        with zipfile.ZipFile(wheel) as archive:
            names = archive.namelist()
            (place,) = (name for name in names if name.endswith(".dist-info/METADATA"))
            metadata = archive.read(place).decode()
            (notice,) = (name for name in names if name.endswith("/NOTICE"))
            assert "remain ASE's" in archive.read(notice).decode()
        assert "\nLicense-Expression: MIT\n" in metadata
        assert f"\nRequires-Python: >={OLDEST}\n" in metadata
        assert metadata.count("\nProject-URL: ") == len(PROJECT["urls"]) > 0
        assert "\nRequires-Dist: " not in metadata
        assert not [name for name in names if name.startswith(("checker/pages", "checker/build", "tests"))]

    def test_the_page_shows_every_public_name(self) -> None:
        """The page of the package documents what the package offers, by name, and nothing else."""
        import checker

        shown = re.findall(r"^::: checker\.(\w+)$", PAGE, re.MULTILINE)
        assert sorted([*shown, "read_json"]) == sorted(checker.__all__)
        assert load_policy.__doc__
