"""Reading a version of the policy from a file or from a git revision.

In: a path, a revision, or a revision and a path.  Out: the parsed file, which loads; or InputError.
Must not change anything in a repository, nor let a name be taken for an option of git.
"""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.engine.document import read_document
from checker.engine.fault import LONGEST_PATH, Fault, InputError, quote
from checker.engine.load import from_document
from checker.policy import read_bytes

PATH = "checker/policy/procedures.toml"
"""The file that is read if only a revision is given, from the top of the repository."""

ALLOWED = "a file, a git revision such as `HEAD~1` or `main`, or `REVISION:PATH`"


def read_version(name: str) -> Mapping[str, Any]:
    """Return a policy file that loads.

    name: a path; or, if there is no such file, a revision, for the policy at that revision, or `REVISION:PATH`, with
        the path from the top of the repository.
    Raise InputError, with every fault, if it cannot be read or does not load.
    """
    data, place = _bytes_of(name)
    document = read_document(data, place)
    from_document(document, place)
    return document


def _bytes_of(name: str) -> tuple[bytes, str]:
    """Return the bytes of a version, and what to call it in faults."""
    if _is_file(name):
        return read_bytes(name), quote(name, LONGEST_PATH)[1:-1]
    revision, _, path = name.partition(":")
    is_name = revision and "\0" not in name and not revision.startswith("-")
    commit = _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") if is_name else None
    if commit is None:
        raise _refused(name, "no such file, and no such revision in the git repository here", ALLOWED)
    content = _git("cat-file", "blob", f"{commit.decode().strip()}:{path or PATH}")
    if content is None:
        raise _refused(name, f"the revision has no file {quote(path or PATH, LONGEST_PATH)}", "`REVISION:PATH`")
    return content, quote(f"{revision}:{path or PATH}", LONGEST_PATH)[1:-1]


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def _git(*arguments: str) -> bytes | None:
    """Return the output of a git command; None if it fails."""
    try:
        done = subprocess.run(  # noqa: S603  the arguments are ours, except for a name that cannot be an option
            ["git", *arguments],  # noqa: S607  git is found on the PATH
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError:
        problem = "cannot run git, so only files can be compared; install git, or give two files"
        raise InputError([Fault(problem=problem)]) from None
    return done.stdout if done.returncode == 0 else None


def _refused(name: str, problem: str, allowed: str) -> InputError:
    return InputError([Fault(place=quote(name, LONGEST_PATH), problem=problem, allowed=allowed)])
