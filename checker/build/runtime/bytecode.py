"""Bytecode for Pyodide's Python, made by Pyodide's own tool.

Must run under the same minor version of Python as Pyodide's, which `.python-version` states.
"""

from pathlib import Path

from checker.build.archive import read, write
from checker.build.tool import run_python


def compile_python(path: Path) -> None:
    """Compile the Python files of an archive to bytecode, in place and reproducibly.

    Docstrings, assertions and the columns of instructions are left out: nothing that ships uses them, and they are half
    of the bytes.  Line numbers are kept for tracebacks.
    SOURCE_DATE_EPOCH makes Python write the source's digest into the bytecode instead of its time.
    """
    settings = {"SOURCE_DATE_EPOCH": "315532800", "PYTHONOPTIMIZE": "2", "PYTHONNODEBUGRANGES": "1"}
    command = ["pyodide_cli", "py-compile", "--silent", "--no-keep", str(path)]
    run_python(command, f"{path.name} could not be compiled", settings)
    write(path, read(path))
