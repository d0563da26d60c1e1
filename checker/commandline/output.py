"""Writing to the terminal: results as UTF-8 whatever the locale, faults one line each.

In: a text, or faults.  Out: bytes on standard output or standard error.  Must not raise for any character.
"""

import json
import sys
from collections.abc import Iterable

from checker.engine.fault import Fault

WRONG_INPUT = 2


def refuse(faults: Iterable[Fault]) -> int:
    """Write faults, and return the exit code for them."""
    write_faults(faults)
    return WRONG_INPUT


def write_result(text: str) -> None:
    """Write a whole result to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(errors="backslashreplace"))
    sys.stdout.buffer.flush()


def json_text(data: object) -> str:
    """Return a result as JSON for people and programs: indented, in its own characters, ending with a line end."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def write_faults(faults: Iterable[Fault]) -> None:
    """Write faults to standard error, one line each."""
    sys.stderr.flush()
    sys.stderr.buffer.write("".join(f"{fault}\n" for fault in faults).encode(errors="backslashreplace"))
    sys.stderr.buffer.flush()
