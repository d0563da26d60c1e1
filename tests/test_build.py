"""What the build makes: the engine's archive, the runtime, the trimmed library, and the same bytes every time."""

import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from checker import load_policy
from checker.build.places import PYODIDE, ROOT
from checker.build.runtime.engine import ENGINE, build_engine, module_of, modules
from checker.build.runtime.fill import COPIED
from checker.build.runtime.library import LIBRARY, STOCK, read_list
from checker.build.runtime.library_list import SAFETY, record_members, requests
from tests.checkout import build_site, checkout


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def runtime(site_dir: Path, index: dict) -> Path:
    """Give the folder of the runtime's files in the built site."""
    return site_dir / "assets" / "runtime" / index["folder"]


class TestEngine:
    def test_holds_what_the_door_imports(self, runtime):
        """The archive has the modules that its door imports, as bytecode, and nothing else."""
        names = set(zipfile.ZipFile(runtime / ENGINE).namelist())
        assert names == {f"{path.relative_to(ROOT)}c" for path in modules().values()}

    def test_has_the_policy_loaded(self):
        """The module that takes the place of loading gives the same policy, fingerprint included."""
        module: dict = {}
        exec(module_of(load_policy()), module)  # noqa: S102  our own code
        assert module["load_policy"]() == load_policy()

    def test_modules_are_those_that_are_imported(self, tmp_path):
        """From the archive alone the door answers, with all modules and none that is slow."""
        code = """
import json, sys
from checker.browser.door import answer
for request in json.load(sys.stdin):
    answer(json.dumps(request))
slow = {"dataclasses", "tomllib"}
print(json.dumps(sorted(name for name in sys.modules if name.partition(".")[0] == "checker" or name in slow)))
"""
        build_engine(tmp_path / ENGINE)
        with zipfile.ZipFile(tmp_path / ENGINE) as archive:
            archive.extractall(tmp_path)
        command = [sys.executable, "-S", "-W", "error", "-c", code]
        given = json.dumps(requests())
        done = subprocess.run(command, cwd=tmp_path, input=given, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        assert json.loads(done.stdout) == [*modules()]


class TestRuntime:
    def test_pyodide_is_unchanged(self, runtime, index):
        """Every file of Pyodide's that is served is that of the npm package, byte for byte."""
        for name, ours in COPIED.items():
            assert (runtime / ours).read_bytes() == (PYODIDE / name).read_bytes()
        names = {name.removesuffix(".gz") for name in index["files"]}
        assert names == {index["library"], ENGINE, *COPIED.values()}

    def test_index_is_true(self, runtime, index):
        """Every size and digest in `runtime.json` is true, it names every file, and all but scripts have a `.gz`."""
        assert {path.name for path in runtime.iterdir()} == set(index["files"])
        for name, entry in index["files"].items():
            content = (runtime / name).read_bytes()
            assert len(content) == entry["size"], name
            assert entry["integrity"] == f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}", name
            if name.endswith(".gz"):
                assert gzip.decompress(content) == (runtime / name.removesuffix(".gz")).read_bytes()
            else:
                assert name.endswith(".js") != (f"{name}.gz" in index["files"]), name

    def test_is_small(self, index):
        """Beside scripts, a first check downloads less than 3.5 MB, the engine alone less than 0.2 MB."""
        if index["library"] == STOCK:
            pytest.skip("the site was built with Pyodide's whole library")
        sizes = {name: entry["size"] for name, entry in index["files"].items() if name.endswith(".gz")}
        assert sum(sizes.values()) < 3_500_000
        assert sizes[f"{ENGINE}.gz"] < 200_000


class TestLibrary:
    def test_every_listed_module_is_shipped(self, runtime, index):
        """The trimmed library has exactly the listed modules, as bytecode, with those that report faults."""
        if index["library"] == STOCK:
            pytest.skip("the site was built with Pyodide's whole library")
        shipped = zipfile.ZipFile(runtime / LIBRARY).namelist()
        assert sorted(shipped) == sorted(re.sub(r"\.py$", ".pyc", name) for name in read_list())
        assert {f"{name}.py" for name in SAFETY} <= set(read_list())

    @pytest.mark.thorough
    def test_list_is_what_start_up_and_the_engine_import(self):
        """The list of kept modules is exactly what a recording of the whole library gives."""
        assert read_list() == record_members(), "run `.venv/bin/python -m checker.build library`"


def test_two_builds_give_the_same_bytes(tmp_path):
    """Whoever builds a commit, anywhere, gets every file of the site, byte for byte."""
    (tmp_path / "deeper").mkdir()
    one, two = (
        contents(build_site(checkout(folder), SOURCE_DATE_EPOCH="1800000000"))
        for folder in (tmp_path / "one", tmp_path / "deeper" / "two")
    )
    assert len(one) > 80
    assert [name for name in one.keys() | two.keys() if one.get(name) != two.get(name)] == []
