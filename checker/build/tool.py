"""Running the tools of the build: Python modules, and our scripts under Node.js.

In: what to run, and the beginning of the message if it fails.  Out: what it printed.
If a tool fails, the message ends with its last line, and `build/build.log` has all of its output.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from checker.build.failure import BuildFailure
from checker.build.places import SCRATCH

LOG = SCRATCH / "build.log"


def run_python(arguments: list[str], fault: str, settings: Mapping[str, str]) -> str:
    """Run a Python module; return what it printed.

    settings: environment variables to add.  Raise BuildFailure, which begins with `fault`, if it fails.
    """
    return _run([sys.executable, "-m", *arguments], fault, settings=settings)


def run_node(script: Path, plan: Mapping[str, object], fault: str) -> str:
    """Run a script that reads its plan as JSON from standard input; return what it printed.

    Raise BuildFailure if it fails, or if there is no Node.js.
    """
    node = shutil.which("node")
    if node is None:
        raise BuildFailure("`node` is not on the path; install Node.js 20 or newer with npm and run the command again")
    return _run([node, str(script)], fault, given=json.dumps(plan))


def _run(command: list[str], fault: str, *, given: str = "", settings: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(  # noqa: S603 - fixed commands
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
        lines = (done.stdout + done.stderr).split("\n")
        last = next((line for line in reversed(lines) if line.strip()), f"exit code {done.returncode}")
        raise BuildFailure(f"{fault}: {last.strip()}; details: build/build.log")
    return done.stdout
