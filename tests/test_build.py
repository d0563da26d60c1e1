"""What the build makes: the wheel, the runtime and the trimmed library."""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from checker import load_policy
from checker.build.archive import rewrite
from checker.build.failure import BuildFailure
from checker.build.functions import record_functions
from checker.build.interpreter import PROGRAM, SCRIPT, build_interpreter, names_used, trim, without_exports
from checker.build.library import ENGINE, SAFETY, build_library, read_list, record_members
from checker.build.places import PYODIDE, ROOT
from checker.build.runtime import STAMP, build_runtime
from checker.build.started import LIST as FUNCTIONS
from checker.build.started import (
    MEMORY,
    STARTED_PROGRAM,
    STARTED_SCRIPT,
    lean_script,
    modules_used,
    read_functions,
)
from checker.build.wheel import build_wheel, sources
from checker.engine.load import load


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


class TestWheel:
    def test_holds_the_engine_and_its_data_only(self, wheel):
        """The wheel holds everything of `checker` but its pages and its build, with the policy's data."""
        names = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
        expected = {str(path.relative_to(ROOT)) for path in sources() if "checker" in path.parts[-3:-1] + path.parts}
        expected -= {"pyproject.toml", "LICENSE"}
        expected = {re.sub(r"(/policy/.*)\.toml$", r"\1.json", name) for name in expected}
        assert set(names) == expected
        assert "checker/policy/procedures.json" in names
        assert "checker/browser/door.py" in names
        assert not [name for name in names if name.startswith(("checker/pages/", "checker/build/"))]

    def test_holds_the_policy_under_its_fingerprint(self, wheel):
        """The policy is in the wheel as the JSON whose sha256 is its fingerprint, with all that the file says."""
        content = zipfile.ZipFile(wheel).read("checker/policy/procedures.json")
        assert hashlib.sha256(content).hexdigest() == load_policy().fingerprint
        assert load(content, "procedures.json").fingerprint == load_policy().fingerprint

    def test_needs_nothing(self, wheel):
        """The wheel names no dependency, and the one minor version of Python that it runs on."""
        archive = zipfile.ZipFile(wheel)
        (name,) = [name for name in archive.namelist() if name.endswith("/METADATA")]
        metadata = archive.read(name).decode()
        assert "Requires-Dist" not in metadata
        assert re.search(r"^Requires-Python: (>=3\.13,<3\.14|<3\.14,>=3\.13)$", metadata, re.MULTILINE)

    def test_works_without_the_checkout(self, wheel, tmp_path):
        """The wheel alone, with no other package, answers on the command line."""
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(tmp_path)
        done = subprocess.run(
            [sys.executable, "-S", "-W", "error", "-m", "checker", "assess", "--format", "json"],
            cwd=tmp_path, input="{}", capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.stderr == ""
        assert json.loads(done.stdout)["decisions"]["discussion"]["value"] == "undetermined"

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


class TestRuntime:
    def test_is_made_anew_only_where_that_is_needed_and_then_with_the_same_bytes(self, runtime, tmp_path):
        """A build of what is there does nothing; one after a file was damaged makes all anew, byte for byte."""
        target, stamp = tmp_path / "runtime", tmp_path / "stamp"
        shutil.copytree(runtime, target)
        shutil.copyfile(STAMP, stamp)
        assert not build_runtime(target, stamp)
        next(target.glob("*/pyodide-lock.json")).write_text("{}")
        assert build_runtime(target, stamp)
        assert contents(target) == contents(runtime)

    def test_index_is_true(self, runtime, index):
        """Every size and digest in `runtime.json` is true, and it names every file of its folder."""
        folder = runtime / index["folder"]
        for name, entry in index["files"].items():
            content = (folder / name).read_bytes()
            assert len(content) == entry["size"], name
            assert hashlib.sha256(content).hexdigest() == entry["sha256"], name
            if "gz" in entry:
                compressed = (folder / f"{name}.gz").read_bytes()
                assert len(compressed) == entry["gz"], name
                assert hashlib.sha256(compressed).hexdigest() == entry["gz_sha256"], name
        there = {path.name.removesuffix(".gz") for path in folder.iterdir()}
        assert there == set(index["files"])
        assert [path.name for path in runtime.iterdir() if path.is_dir()] == [index["folder"]]

    def test_compressed_files_inflate_to_the_plain_ones(self, runtime, index):
        """Each `.gz` inflates to the plain file, and every file over 200 kB has one."""
        folder = runtime / index["folder"]
        for name, entry in index["files"].items():
            assert ("gz" in entry) == (entry["size"] > 200_000), name
            if "gz" in entry:
                assert gzip.decompress((folder / f"{name}.gz").read_bytes()) == (folder / name).read_bytes()

    def test_lock_file_holds_the_wheel(self, runtime, index):
        """The lock file holds the one compiled wheel, with its true sha256."""
        folder = runtime / index["folder"]
        packages = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))["packages"]
        assert list(packages) == ["ase-cpt-checker"]
        package = packages["ase-cpt-checker"]
        assert package["file_name"].endswith("-cp313-none-any.whl")
        assert package["sha256"] == hashlib.sha256((folder / package["file_name"]).read_bytes()).hexdigest()
        assert package["depends"] == []

    def test_ships_bytecode(self, runtime, index):
        """The wheel and the library hold bytecode and no source of Python."""
        for name in index["files"]:
            if name.endswith((".whl", ".zip")):
                names = zipfile.ZipFile(runtime / index["folder"] / name).namelist()
                assert [member for member in names if member.endswith(".pyc")]
                assert not [member for member in names if member.endswith(".py")]

    def test_pyodides_loader_is_its_makers(self, runtime, index):
        """Pyodide's loader is that of the npm package, unchanged."""
        name = "pyodide.mjs"
        assert (runtime / index["folder"] / name).read_bytes() == (PYODIDE / name).read_bytes()

    def test_is_small(self, index):
        """A first visit downloads less than 3.5 MB for the checker's runtime."""
        files = {name: entry for name, entry in index["files"].items() if name.startswith(("started.", "pyodide.mjs"))}
        assert len(files) == 4
        assert sum(entry.get("gz", entry["size"]) for entry in files.values()) < 3_500_000


def node(script: str, *arguments: Path) -> str:
    """Run a script under Node.js where the packages are; return what it prints."""
    command = ["node", "--input-type=module", "--eval", script, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def exports_of() -> Callable[[Path], dict[str, set[str]]]:
    """Return what a WebAssembly file exports, and the names whose addresses it looks up among its own exports."""
    script = """
      import { readFileSync } from "node:fs";
      const program = new WebAssembly.Module(readFileSync(process.argv[1]));
      const exports = WebAssembly.Module.exports(program).map(({ name }) => name);
      const imports = WebAssembly.Module.imports(program).filter(({ module }) => module.startsWith("GOT."));
      console.log(JSON.stringify({ exports, addresses: imports.map(({ name }) => name) }));
    """

    def read(program: Path) -> dict[str, set[str]]:
        return {key: set(names) for key, names in json.loads(node(script, program)).items()}

    return read


class TestInterpreter:
    def test_of_the_script_only_lines_that_fetch_an_export_are_left_out(self, runtime, index):
        """Pyodide's script and ours differ in nothing but lines that give an export a name."""
        original = (PYODIDE / SCRIPT).read_text("utf-8")
        shipped = (runtime / index["folder"] / SCRIPT).read_text("utf-8")
        assert len(shipped) < len(original)
        assert without_exports(original, set()) == without_exports(shipped, set())

    def test_every_export_that_the_script_names_is_there(self, exports_of, runtime, index):
        """What the script fetches, the WebAssembly exports; and no export is left that is not asked for."""
        original = exports_of(PYODIDE / PROGRAM)
        shipped = exports_of(runtime / index["folder"] / PROGRAM)
        named = names_used((PYODIDE / SCRIPT).read_text("utf-8"))
        assert shipped["exports"] < original["exports"]
        assert original["exports"] & named <= shipped["exports"] <= named | original["addresses"]
        assert shipped["addresses"] <= shipped["exports"] | original["addresses"] - original["exports"]

    def test_a_script_that_names_an_export_keeps_it(self):
        """A line that fetches an export does not keep it; any other word of its name does: the control."""
        line = 'var _f=Module["_f"]=wasmExports["f"];'
        assert "f" not in names_used(line)
        assert {"f", "_f"} <= names_used(line + "_f();")
        assert without_exports(line + "_f();", set()) == "_f();"
        assert without_exports(line, {"f"}) == line

    def test_what_is_no_webassembly_is_told(self, tmp_path):
        """A program that cannot be read ends in one line that says what to run."""
        (tmp_path / PROGRAM).write_bytes(b"no program")
        (tmp_path / SCRIPT).write_text("")
        with pytest.raises(BuildFailure, match=r"^pyodide\.asm\.wasm: could not be trimmed: .*; run `make setup`"):
            build_interpreter(tmp_path, tmp_path / "out")


RUN = """
  import { readFileSync } from "node:fs";
  const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[1]), { env: {} });
  for (const name of Object.keys(instance.exports).sort()) {
    try { console.log(name, instance.exports[name]()); } catch (error) { console.log(name, String(error)); }
  }
"""
MAKE = """
  import { writeFileSync } from "node:fs";
  import binaryen from "binaryen";
  const program = new binaryen.Module();
  for (const number of [0, 1, 2]) {
    program.addFunction(`f${number}`, binaryen.none, binaryen.i32, [], program.i32.const(10 + number));
    program.addFunctionExport(`f${number}`, `f${number}`);
  }
  const read = program.i32.load(0, 4, program.i32.const(8), "0");
  program.addFunction("read", binaryen.none, binaryen.i32, [], read);
  program.addFunctionExport("read", "read");
  const segments = [{ offset: program.i32.const(8), data: Uint8Array.of(1, 2, 3, 4) }];
  program.setMemory(1, 1, "memory", segments, false, false, "0");
  writeFileSync(process.argv[1], program.emitBinary());
"""


class TestStarted:
    def test_a_function_that_is_not_kept_stops_the_program(self, tmp_path):
        """Of a program that keeps some functions, these answer as before, and any other stops it."""
        program, target = tmp_path / "program.wasm", tmp_path / "target.wasm"
        node(MAKE, program)
        names = {"f0", "f1", "f2", "read"}
        trim(program, target, names, functions=[0, 2, 3])
        assert node(RUN, target).splitlines() == [
            "f0 10",
            "f1 RuntimeError: unreachable",
            "f2 12",
            f"read {0x04030201}",
        ]

    def test_the_memory_that_a_program_begins_with_can_be_another(self, tmp_path):
        """The parts stand in place of the program's own memory, and the program says how much is there already."""
        program, target = tmp_path / "program.wasm", tmp_path / "target.wasm"
        node(MAKE, program)
        trim(program, target, {"read"}, begins={"length": 300, "parts": [[9, "BwA="], [11, "AQ=="]]})
        assert node(RUN, target).split() == ["read", str(0x01000700)]
        section = (
            'WebAssembly.Module.customSections(new WebAssembly.Module(readFileSync(process.argv[1])), "memory-taken")'
        )
        script = f'import {{ readFileSync }} from "node:fs"; console.log(...new Uint32Array({section}[0]));'
        assert node(script, target).split() == ["300"]

    def test_the_beginning_is_pyodides_own(self, runtime, index):
        """What the worker puts together for the program to begin with is the memory of Pyodide's own, byte for byte."""
        folder = runtime / index["folder"]
        script = """
          import { readFileSync } from "node:fs";
          const [own, started, memory] = process.argv.slice(1).map((path) => readFileSync(path));
          const begin = async (program, taken) => {
            const module = new WebAssembly.Module(program);
            const number = (name) => ({ __memory_base: 1024, __table_base: 1 })[name] ?? 8_000_000;
            const made = {
              function: () => () => {},
              memory: () => new WebAssembly.Memory({ initial: 320, maximum: 32768 }),
              table: () => new WebAssembly.Table({ initial: 6076, element: "anyfunc" }),
              tag: () => new WebAssembly.Tag({ parameters: ["i32"] }),
              global: (from, name) => {
                if (from.startsWith("GOT.")) return new WebAssembly.Global({ value: "i32", mutable: true }, 0);
                return new WebAssembly.Global({ value: "i32", mutable: name === "__stack_pointer" }, number(name));
              },
            };
            const imports = {};
            for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
              (imports[from] ??= {})[name] = made[kind](from, name);
            }
            const bytes = new Uint8Array(imports.env.memory.buffer);
            if (taken) bytes.set(taken(module));
            await WebAssembly.instantiate(module, imports);
            return Buffer.from(bytes);
          };
          const [, at] = new Uint32Array(memory.buffer, memory.byteOffset, 2);
          const taken = (module) => {
            const [section] = WebAssembly.Module.customSections(module, "memory-taken");
            return memory.subarray(at, at + new Uint32Array(section)[0]);
          };
          console.log(Buffer.compare(await begin(own), await begin(started, taken)));
        """
        assert node(script, PYODIDE / PROGRAM, folder / STARTED_PROGRAM, folder / MEMORY).strip() == "0"

    def test_neither_this_machine_nor_chance_is_in_the_memory(self, runtime, index):
        """The started memory holds the rules, and no path of the machine that made it."""
        memory = (runtime / index["folder"] / MEMORY).read_bytes()
        assert b"fda_process_begun" in memory
        assert ENGINE.encode() in memory
        assert f"{ROOT}".encode() not in memory
        assert not re.search(f"{tempfile.gettempdir()}/\\w+/".encode(), memory)

    def test_the_script_offers_what_the_program_asks_for(self, runtime, index):
        """Of Pyodide's script nothing is left out that the program asks for; and much is left out."""
        folder = runtime / index["folder"]
        script = (folder / STARTED_SCRIPT).read_text("utf-8")
        (offered,) = re.findall(r"wasmImports\s*=\s*\{([^{}]*)\}", script)
        names = {item.split(":")[0] for item in offered.split(",")}
        listing = """
          import { readFileSync } from "node:fs";
          const imports = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(process.argv[1])));
          for (const { module, kind, name } of imports) if (kind === "function" && module === "env") console.log(name);
        """
        asked = set(node(listing, folder / STARTED_PROGRAM).split())
        assert asked <= names | {name for name in asked if name.startswith("invoke_")}
        assert len(script) < len((folder / SCRIPT).read_text("utf-8")) / 2
        assert "eval(" not in script.replace("globalThis.eval(", "")

    def test_a_script_that_is_another_is_told(self):
        """A script that does not say what it offers is not cut at a guess."""
        with pytest.raises(BuildFailure, match=r"^pyodide\.asm\.js: does not say what it offers"):
            lean_script("var other = {};", "", set())

    def test_functions_of_the_list_are_the_programs(self):
        """The list is sorted, and every number on it is one of the program's functions."""
        numbers = [int(line) for line in FUNCTIONS.read_text("ascii").splitlines() if not line.startswith("#")]
        assert numbers == sorted(read_functions())
        count = 'import b from "binaryen"; import { readFileSync } from "node:fs";'
        count += "console.log(b.readBinary(readFileSync(process.argv[1])).getNumFunctions());"
        assert 1_000 < len(numbers) < max(numbers) < int(node(count, PYODIDE / PROGRAM))

    @pytest.mark.thorough
    @pytest.mark.parametrize("seed", ["one", "two", "three"])
    def test_the_list_holds_every_function_that_other_requests_meet(self, seed):
        """A recording with other requests meets no function that the list has not."""
        assert set(record_functions(seed)) <= read_functions(), "run `.venv/bin/python -m checker.build functions`"

    def test_modules_are_those_that_the_door_can_come_to_need(self):
        """The started memory has what is imported inside functions too, and not what only pages need."""
        modules = modules_used()
        assert {"checker.browser.door", "checker.render.calendar_file", "checker.verify.files"} <= set(modules)
        assert not [name for name in modules if name.startswith(("checker.pages", "checker.build"))]
        assert "checker.render.form" not in modules


class TestLibrary:
    def test_list_is_what_start_up_and_the_engine_import(self):
        """The list of kept modules is exactly what a recording of the whole library gives."""
        assert read_list() == record_members(), "run `.venv/bin/python -m checker.build library`"

    def test_list_holds_what_tells_of_faults(self):
        """The modules that format a fault are on the list, whether or not a good run needs them."""
        assert {f"{name}.py" for name in SAFETY} <= set(read_list())

    def test_every_listed_module_is_shipped(self, runtime, index):
        """The shipped library has exactly the listed modules."""
        shipped = zipfile.ZipFile(runtime / index["folder"] / "python_stdlib.zip").namelist()
        assert sorted(name.removesuffix("c") for name in shipped) == read_list()

    def test_unknown_module_is_told(self, tmp_path):
        """A listed module that Pyodide does not have ends in one line that says what to run."""
        with pytest.raises(BuildFailure) as caught:
            build_library(tmp_path / "library.zip", [*read_list(), "antigravity_2.py"])
        assert str(caught.value) == (
            "checker/build/library.txt: `antigravity_2.py` is not in Pyodide's standard library;"
            " run `.venv/bin/python -m checker.build library`"
        )

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
