"""The policy's own files, and opening them: the one place that reads the policy from disk.

In: a path, or nothing for the policy that ships.  Out: a Policy, or InputError.
Must not hold any rule or word itself: those are in procedures.toml.

The policy that ships is in this folder, or in the folder that the environment variable `POLICY` names: then
everything uses that one, the built site too.

In the browser's archive another module takes the place of this one: it has the policy already loaded.
"""

import os
from pathlib import Path
from typing import Any

from checker.engine.document import read_document
from checker.engine.fault import LONGEST_PATH, Fault, InputError, quote
from checker.engine.load import load
from checker.engine.model import Policy

FOLDER = Path(os.environ.get("POLICY") or Path(__file__).parent)
PROCEDURES = FOLDER / "procedures.toml"
SOURCE = FOLDER / "source.txt"
CASES = FOLDER / "cases.toml"
GLOSSARY = FOLDER / "glossary.toml"
"""Only the pages read it."""
FACTS = FOLDER / "facts.toml"
"""Only the pages read it, and a policy can do without."""


def load_policy(path: str | Path = PROCEDURES) -> Policy:
    """Return the policy that a TOML or JSON file holds, checked as a whole; the one that ships if no path is given.

    Raise InputError, with every fault of the file, if it cannot be read or used.
    """
    return load(read_bytes(path), Path(path).name)


def load_document(path: str | Path) -> dict[str, Any]:
    """Return what a policy's file, or one of its cases, holds, unchecked.

    Raise InputError if the file cannot be read.
    """
    return read_document(read_bytes(path), Path(path).name)


def load_source(path: str | Path = SOURCE) -> str:
    """Return the source text. Raise InputError if the file cannot be read."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([Fault(place=Path(path).name, problem=f"not UTF-8 at byte {error.start + 1}")]) from None


def read_bytes(path: str | Path, *, allowed: str = "") -> bytes:
    """Return the bytes of a file. Raise InputError, with the reason, if it cannot be read.

    allowed: what the fault says may be given instead.
    """
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "no such path"
        place = quote(str(path), LONGEST_PATH)
        if Path(path).parent == FOLDER and "POLICY" in os.environ:
            allowed = "in `POLICY`, a folder with procedures.toml, source.txt, cases.toml and glossary.toml"
        raise InputError([Fault(place=place, problem=f"cannot be read: {reason}", allowed=allowed)]) from None
