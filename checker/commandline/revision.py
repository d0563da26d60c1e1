"""Reading a policy file from disk, or from a git revision.

In: a path, a revision, or a revision and a path.  Out: the file's bytes, or PolicyError with one line per fault.
Must not change anything in a repository, nor let a name be taken for an option of git.
"""

import subprocess
from pathlib import Path

from checker.engine.fault import LONGEST_PATH, Fault, PolicyError, quote
from checker.policy import read_bytes

PATH = "checker/policy/procedures.toml"
"""The file that is read if only a revision is given, from the top of the repository."""

ALLOWED = "a file, a git revision such as `HEAD~1` or `main`, or `REVISION:PATH`"


def read_version(name: str) -> tuple[bytes, str]:
    """Return the bytes of a policy file, and what to call it in faults.

    name: a path; or, if there is no such file, a revision, for the policy at that revision, or `REVISION:PATH`, with
        the path from the top of the repository.
    Raise PolicyError, with what to do, if nothing can be read.
    """
    if _is_file(name):
        return read_bytes(name), quote(name, LONGEST_PATH)[1:-1]
    revision, colon, path = name.partition(":")
    if "\0" in name or not revision or revision.startswith("-") or (colon and not path):
        raise _refused(name, "no such file, and it cannot be a revision", ALLOWED)
    commit = _commit(name, revision)
    content = _git("cat-file", "blob", f"{commit}:{path or PATH}")
    if content is None:
        raise _refused(name, f"the revision has no file {quote(path or PATH, LONGEST_PATH)}", "`REVISION:PATH`")
    return content, quote(f"{revision}:{path or PATH}", LONGEST_PATH)[1:-1]


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def _commit(name: str, revision: str) -> str:
    """Return the commit that a revision resolves to."""
    if _git("rev-parse", "--git-dir") is None:
        raise _refused(name, "no such file, and git finds no repository here to look for a revision in", ALLOWED)
    found = _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if found is not None:
        return found.decode().strip()
    problem = "no such file, and no such revision"
    if (_git("rev-parse", "--is-shallow-repository") or b"").strip() == b"true":
        problem += " in what was fetched of the history; `git fetch --unshallow` fetches the rest"
    raise _refused(name, problem, ALLOWED)


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
        problem = "git cannot be run, so only files can be compared; install git, or give two files"
        raise PolicyError([Fault(problem=problem)]) from None
    return done.stdout if done.returncode == 0 else None


def _refused(name: str, problem: str, allowed: str) -> PolicyError:
    return PolicyError([Fault(place=quote(name, LONGEST_PATH), problem=problem, allowed=allowed)])
