"""Running a script of ours under Node.js.

In: the script, and a plan that it reads as JSON from standard input.  Out: what came of it.
Must not judge what came of it: each caller says what failed in its own words.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from checker.build.failure import BuildFailure


def run_script(script: Path, plan: Mapping[str, object]) -> subprocess.CompletedProcess[str]:
    """Run a script on a plan. Raise BuildFailure if there is no Node.js."""
    node = shutil.which("node")
    if node is None:
        message = "`node` is not on the path; install Node.js 20 or newer with npm and run the command again"
        raise BuildFailure(message)
    return subprocess.run(  # noqa: S603  a fixed script of ours
        [node, str(script)], input=json.dumps(plan), capture_output=True, text=True, check=False
    )


def fault_of(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a script that failed said: the line that names an error, or its last one."""
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()] or ["it said nothing"]
    return next((line for line in lines if re.match(r"\w*Error\b", line)), lines[-1])[:200]
