"""Writing to the terminal: results as UTF-8 whatever the locale, faults one line each.

In: a text, or faults.  Out: bytes on standard output or standard error.
Must not raise for any character, nor end in a traceback where nobody reads or the disk is full: the command ends then.
"""

import json
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from checker.engine.fault import Fault

WRONG_INPUT = 2

NOBODY_READS = 141
"""What a shell says of a tool that ended because its reader did (128, and 13 for SIGPIPE); `verify` has its own 1."""


def refuse(faults: Iterable[Fault]) -> int:
    """Write faults, and return the exit code for them."""
    write_faults(faults)
    return WRONG_INPUT


def write_result(text: str) -> None:
    """Write a whole result to standard output.

    Raise SystemExit if that cannot be done: without a word where nobody reads any more, else with a line that says why.
    """
    try:
        _write(sys.stdout, text)
    except BrokenPipeError:
        raise SystemExit(NOBODY_READS) from None
    except OSError as error:
        problem = f"cannot be written: {error.strerror or error}"
        raise SystemExit(refuse([Fault(place="standard output", problem=problem)])) from None


def json_text(data: object) -> str:
    """Return a result as JSON for people and programs: indented, in its own characters, ending with a line end."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def write_faults(faults: Iterable[Fault]) -> None:
    """Write faults to standard error, one line each; the exit code alone tells where that cannot be done."""
    write_message("".join(f"{fault}\n" for fault in faults))


def write_message(text: str) -> None:
    """Write to standard error, if that can be done."""
    try:
        _write(sys.stderr, text)
    except OSError:
        return


def _write(stream: TextIO | None, text: str) -> None:
    """Write to a stream, to the end. Raise OSError if that cannot be done."""
    if stream is None:
        raise OSError("it is closed")
    try:
        stream.flush()
        left = memoryview(text.encode(errors="backslashreplace"))
        while left:
            left = left[stream.buffer.write(left) :]  # a stream without a buffer may take a part at a time
        stream.buffer.flush()
    except OSError:
        _give_up(stream)
        raise


def _give_up(stream: TextIO) -> None:
    """Let what is still to be written go nowhere: Python would try once more when it ends, and fail aloud."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
