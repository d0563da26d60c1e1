"""The policy as it was last committed, to compare a change with.

In: the path of a policy's file.  Out: what the last commit has of it.  Must not change the repository.
"""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.engine.document import read_document
from checker.engine.fault import PolicyError


def committed(procedures: Path) -> Mapping[str, Any] | None:
    """Return the file as the last commit has it; None if there is no commit, no such file in it, or no git."""
    command = ["git", "show", f"HEAD:./{procedures.name}"]
    try:
        done = subprocess.run(command, cwd=procedures.parent, capture_output=True, check=False)  # noqa: S603  fixed
        return read_document(done.stdout, procedures.name) if done.returncode == 0 else None
    except (OSError, PolicyError):
        return None
