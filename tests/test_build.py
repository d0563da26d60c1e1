"""What the build makes: the engine's wheel, the runtime and the trimmed library."""

import base64
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from checker import load_policy
from checker.build.archive import rewrite
from checker.build.failure import BuildFailure
from checker.build.places import PYODIDE, ROOT
from checker.build.runtime.fill import LARGE, PROGRAM, SCRIPTS, STAMP, build_runtime, library_to_ship
from checker.build.runtime.library import LIBRARY, STOCK, build_library, read_list
from checker.build.runtime.recording import SAFETY, record_members, requests
from checker.build.runtime.wheel import build_wheel, modules, sources
from checker.engine.load import load

PYTHON = (ROOT / ".python-version").read_text("ascii").strip()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Build the wheel as the runtime does."""
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def runtime(site_dir: Path) -> Path:
    """Give the runtime folder of the built site."""
    return site_dir / "assets" / "runtime"


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run_from(archive: Path, folder: Path, code: str, given: str) -> str:
    """Run code on standard input with a wheel's content and the standard library alone; return what it prints."""
    with zipfile.ZipFile(archive) as wheel:
        wheel.extractall(folder)
    command = [sys.executable, "-S", "-W", "error", "-c", code]
    done = subprocess.run(command, cwd=folder, input=given, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


class TestWheel:
    def test_holds_what_the_door_imports_and_the_policy(self, wheel):
        """The browser's wheel holds the modules that its door imports, and the policy's data, and nothing else."""
        names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
        data = {"checker/policy/procedures.json"}
        assert names == {str(path.relative_to(ROOT)) for path in modules().values()} | data
        assert "checker/browser/door.py" in names
        assert not [name for name in names if name.startswith(("checker/pages/", "checker/build/"))]

    def test_modules_are_those_that_are_imported(self, wheel, tmp_path):
        """From the wheel alone the door imports, answers and makes a calendar file; no module is there in vain."""
        code = """
import json, sys
from checker.browser.door import answer, calendar
for request in json.load(sys.stdin):
    answer(json.dumps(request))
    calendar(json.dumps(request))
print(json.dumps(sorted(name for name in sys.modules if name.partition(".")[0] == "checker")))
"""
        imported = json.loads(run_from(wheel, tmp_path, code, json.dumps([*requests(load_policy())])))
        assert imported == [*modules()]

    def test_holds_the_policy_under_its_fingerprint(self, wheel):
        """The policy is in the wheel as the JSON whose sha256 is its fingerprint, with all that the file says."""
        content = zipfile.ZipFile(wheel).read("checker/policy/procedures.json")
        assert hashlib.sha256(content).hexdigest() == load_policy().fingerprint
        assert load(content, "procedures.json").fingerprint == load_policy().fingerprint

    def test_needs_nothing(self, wheel):
        """The wheel names no dependency."""
        archive = zipfile.ZipFile(wheel)
        (name,) = [name for name in archive.namelist() if name.endswith("/METADATA")]
        assert "Requires-Dist" not in archive.read(name).decode()

    def test_same_sources_same_bytes(self, wheel, tmp_path):
        """The wheel of the same sources has the same bytes, whatever the files' dates and permissions."""
        copy = tmp_path / "copy"
        for path in sources():
            target = copy / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            target.chmod(0o600)
            os.utime(target, (1_000_000_000, 1_000_000_000))
        assert build_wheel(tmp_path, copy).read_bytes() == wheel.read_bytes()

    def test_the_engine_can_be_installed_anywhere(self, tmp_path):
        """The wheel that pip builds of the checkout holds the command line too, and needs the standard library only."""
        copy = tmp_path / "copy"
        shutil.copytree(ROOT / "checker", copy / "checker", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "LICENSE", "NOTICE"):
            shutil.copyfile(ROOT / name, copy / name)
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, copy]
        subprocess.run(command, capture_output=True, check=True)
        (built,) = tmp_path.glob("*.whl")
        code = "from checker.commandline.main import main; main(['assess', '--format', 'json'])"
        assert '"undetermined"' in run_from(built, tmp_path / "installed", code, "{}")


class TestRuntime:
    @pytest.mark.thorough
    def test_is_made_anew_only_where_that_is_needed_and_then_with_the_same_bytes(self, runtime, tmp_path):
        """A build of what is there does nothing; one after a file was damaged makes all anew, byte for byte."""
        target, stamp = tmp_path / "runtime", tmp_path / "stamp"
        shutil.copytree(runtime, target)
        shutil.copyfile(STAMP, stamp)
        assert not build_runtime(target, stamp)
        next(target.glob("*/pyodide-lock.json")).write_text("{}")
        assert build_runtime(target, stamp)
        assert contents(target) == contents(runtime)

    def test_pyodide_is_its_makers(self, runtime, index):
        """Every file of Pyodide's that is served is that of the npm package, byte for byte."""
        folder = runtime / index["folder"]
        for name in (PROGRAM, *SCRIPTS):
            assert (folder / name).read_bytes() == (PYODIDE / name).read_bytes()
        ours = {index["library"], index["engine"], "pyodide-lock.json"}
        assert {name.removesuffix(".gz") for name in index["files"]} - ours == {PROGRAM, *SCRIPTS}

    def test_index_is_true(self, runtime, index):
        """Every size and digest in `runtime.json` is true, and it names every file of its folder."""
        folder = runtime / index["folder"]
        assert {path.name for path in folder.iterdir()} == set(index["files"])
        for name, entry in index["files"].items():
            content = (folder / name).read_bytes()
            assert len(content) == entry["size"], name
            assert entry["integrity"] == f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}", name
        assert [path.name for path in runtime.iterdir() if path.is_dir()] == [index["folder"]]

    def test_compressed_files_inflate_to_the_plain_ones(self, runtime, index):
        """Each `.gz` inflates to the plain file, and every large file has one."""
        folder = runtime / index["folder"]
        for name in [name for name in index["files"] if not name.endswith(".gz")]:
            large = (folder / name).stat().st_size >= LARGE
            assert large == (f"{name}.gz" in index["files"]), name
            if large:
                assert gzip.decompress((folder / f"{name}.gz").read_bytes()) == (folder / name).read_bytes()

    def test_lock_file_holds_the_wheel(self, runtime, index):
        """The lock file holds the one compiled wheel, with its true sha256."""
        folder = runtime / index["folder"]
        packages = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))["packages"]
        assert list(packages) == ["ase-cpt-checker"]
        package = packages["ase-cpt-checker"]
        assert package["file_name"] == index["engine"]
        assert package["file_name"].endswith(f"-cp{PYTHON.replace('.', '')}-none-any.whl")
        assert package["sha256"] == hashlib.sha256((folder / package["file_name"]).read_bytes()).hexdigest()
        assert package["depends"] == []

    def test_ships_bytecode(self, runtime, index):
        """The wheel and the trimmed library hold bytecode and no source of Python."""
        for name in {index["engine"], LIBRARY} & set(index["files"]):
            names = zipfile.ZipFile(runtime / index["folder"] / name).namelist()
            assert [member for member in names if member.endswith(".pyc")]
            assert not [member for member in names if member.endswith(".py")]

    def test_is_small(self, index):
        """A first check downloads less than 3.9 MB of Python and engine, the engine alone less than 0.2 MB."""
        if index["library"] == STOCK:
            pytest.skip("the site was built with Pyodide's whole library")
        files = index["files"]
        sizes = {name: entry["size"] for name, entry in files.items() if f"{name}.gz" not in files}
        assert sum(sizes.values()) < 3_900_000
        assert sizes[f"{index['engine']}.gz"] < 200_000

    def test_the_switch_is_trimmed_or_stock(self, monkeypatch):
        """`RUNTIME` takes two words, means ours where it is empty, and refuses another word in one line."""
        for word, library in (("", LIBRARY), ("trimmed", LIBRARY), ("stock", STOCK)):
            monkeypatch.setenv("RUNTIME", word)
            assert library_to_ship() == library
        monkeypatch.setenv("RUNTIME", "whole")
        with pytest.raises(BuildFailure, match=r"^RUNTIME: `whole` is not allowed; allowed: `trimmed`, `stock`$"):
            build_runtime()


class TestLibrary:
    @pytest.mark.thorough
    def test_list_is_what_start_up_and_the_engine_import(self):
        """The list of kept modules is exactly what a recording of the whole library gives."""
        assert read_list() == record_members(), "run `.venv/bin/python -m checker.build library`"

    def test_list_holds_what_tells_of_faults(self):
        """The modules that format a fault are on the list, whether or not a good run needs them."""
        assert {f"{name}.py" for name in SAFETY} <= set(read_list())

    def test_every_listed_module_is_shipped(self, tmp_path):
        """The trimmed library has exactly the listed modules."""
        build_library(tmp_path / LIBRARY, read_list())
        shipped = zipfile.ZipFile(tmp_path / LIBRARY).namelist()
        assert sorted(re.sub("c$", "", name) for name in shipped) == read_list()

    def test_unknown_module_is_told(self, tmp_path):
        """A listed module that Pyodide does not have ends in one line that says what to run."""
        with pytest.raises(BuildFailure) as caught:
            build_library(tmp_path / "library.zip", [*read_list(), "antigravity_2.py"])
        assert str(caught.value) == (
            "library.txt: `antigravity_2.py` is not in Pyodide's standard library;"
            " run `.venv/bin/python -m checker.build library`"
        )

    def test_requests_answer_every_question(self):
        """What the recording asks of the engine answers every question of the policy, in more than one way."""
        policy = load_policy()
        sheets = [request["answers"] for request in requests(policy)]
        for question in policy.questions:
            assert len({str(sheet.get(question)) for sheet in sheets}) > 2, question

    def test_rewriting_keeps_content(self, tmp_path):
        """Rewriting an archive changes neither names nor content of what is kept."""
        source, target = tmp_path / "a.zip", tmp_path / "b.zip"
        with zipfile.ZipFile(source, "w") as archive:
            for name in ("b/two.txt", "one.txt", "drop.txt"):
                archive.writestr(name, name * 100)
        rewrite(source, target, compress=True, keep=lambda name: name != "drop.txt")
        with zipfile.ZipFile(target) as archive:
            assert archive.namelist() == ["b/two.txt", "one.txt"]
            assert archive.read("one.txt") == b"one.txt" * 100
