"""The policy's own files, and opening them: the one place that reads the policy from disk.

In: a path, or nothing for the policy that ships.  Out: a Policy, or PolicyError.
Must not hold any rule or word itself: those stand in procedures.toml.
"""

from pathlib import Path

from checker.engine.fault import LONGEST_PATH, Fault, PolicyError, quote
from checker.engine.load import load
from checker.engine.model import Policy

FOLDER = Path(__file__).parent
PROCEDURES = FOLDER / "procedures.toml"
SOURCE = FOLDER / "source.txt"
CASES = FOLDER / "cases.toml"


def load_policy(path: str | Path = PROCEDURES) -> Policy:
    """Return the policy that a file holds; the one that ships if no path is given.

    Raise PolicyError, with every fault of it, if the file cannot be read or used.
    """
    file = Path(path)
    try:
        data = file.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "no such path"
        raise PolicyError([Fault(place=quote(str(path), LONGEST_PATH), problem=f"cannot be read: {reason}")]) from None
    return load(data, file.name)
