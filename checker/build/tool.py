"""Running the tools of the build.

In: a command, and the beginning of the message if it fails.  Out: what it printed.
If it fails, the message ends with its last line, and `build/build.log` has all of its output.
"""

import os
import subprocess
from collections.abc import Mapping

from checker.build import BuildFailure
from checker.build.places import SCRATCH

LOG = SCRATCH / "build.log"


def run(command: list[str], fault: str, *, given: str = "", settings: Mapping[str, str] = os.environ) -> str:
    """Run a command; return what it printed.

    given: its standard input.  settings: its environment variables.
    Raise BuildFailure, which begins with `fault`, if it fails.
    """
    done = subprocess.run(  # noqa: S603 - fixed commands
        command, input=given, env=settings, capture_output=True, text=True, check=False
    )
    SCRATCH.mkdir(exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n{done.stdout}{done.stderr}")
    if done.returncode:
        lines = (done.stdout + done.stderr).rstrip().split("\n")
        raise BuildFailure(f"{fault}: {lines[-1].strip()}; details: build/build.log")
    return done.stdout
