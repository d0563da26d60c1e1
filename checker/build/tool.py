"""Running the tools of the build: Python modules, and our scripts under Node.js.

In: what to run, and the beginning of the message if it fails.  Out: what it printed.
Must not hide why a tool failed: the message repeats the end of its output, and `build/build.log` has all of it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from checker.build.failure import BuildFailure
from checker.build.places import SCRATCH

LOG = SCRATCH / "build.log"
_LONGEST = 200
_MOST = 3
_ERROR = re.compile(r"(\w+\.)*\w*(Error|Exception|Failure|Warning)\b|(ERROR|Error|error|fatal)\b")
_STACK = re.compile(r"at .*[)\d]|\^+|Node\.js v\S+|[{}\[\]]+")
"""Lines of a stack trace, which say where something failed, not what."""


def run_python(arguments: list[str], fault: str, settings: Mapping[str, str] | None = None) -> str:
    """Run a Python module; return what it printed.

    settings: environment variables to add.  Raise BuildFailure, which begins with `fault`, if it fails.
    """
    return _run([sys.executable, "-m", *arguments], fault, settings=settings or {})


def run_node(script: Path, plan: Mapping[str, object], fault: str) -> str:
    """Run a script that reads its plan as JSON from standard input; return what it printed.

    Raise BuildFailure if it fails, or if there is no Node.js.
    """
    node = shutil.which("node")
    if node is None:
        message = "`node` is not on the path; install Node.js 20 or newer with npm and run the command again"
        raise BuildFailure(message)
    return _run([node, str(script)], fault, given=json.dumps(plan))


def _run(command: list[str], fault: str, *, given: str = "", settings: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(  # noqa: S603 - fixed commands of ours
        command,
        input=given,
        env=os.environ | (settings or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    SCRATCH.mkdir(exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n{done.stdout}{done.stderr}")
    if done.returncode:
        words = last_words(done.stderr) or last_words(done.stdout) or f"it ended with {done.returncode} and no word"
        raise BuildFailure(f"{fault}: {words}; details: build/build.log")
    return done.stdout


def last_words(output: str) -> str:
    """Return, on one line, the end of a tool's output that says what went wrong; empty if there is no output.

    It begins at the last line that names an error; if there is none, it is the last line.
    """
    lines = [line.strip() for line in output.splitlines()]
    lines = [line[:_LONGEST] for line in lines if line and not _STACK.fullmatch(line)]
    named = [number for number, line in enumerate(lines) if _ERROR.match(line)]
    return " ".join(lines[named[-1] if named else -1 :][:_MOST])
