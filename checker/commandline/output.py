"""Writing to the terminal: results as UTF-8 in any locale, and faults, one line each.

In: a text, or faults.  Out: bytes on standard output or standard error.
Must not raise for any character, nor show a traceback if the reader has gone or the disk is full: the command exits.
"""

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from checker.engine.fault import Fault

WRONG_INPUT = 2

BROKEN_PIPE = 141
"""The exit code that a shell reports for a tool ended by SIGPIPE (128 + 13); 1 is taken, by `verify`."""


def refuse(faults: Iterable[Fault]) -> int:
    """Write faults to standard error, one line each, and return the exit code for them."""
    write_message("".join(f"{fault}\n" for fault in faults))
    return WRONG_INPUT


def write_result(text: str) -> None:
    """Write a whole result to standard output.

    Raise SystemExit if that fails: silently if the reader has gone, else after a line that says why.
    """
    try:
        _write(sys.stdout, text)
    except BrokenPipeError:
        raise SystemExit(BROKEN_PIPE) from None
    except OSError as error:
        problem = f"cannot be written: {error.strerror or error}"
        raise SystemExit(refuse([Fault(place="standard output", problem=problem)])) from None


def json_text(data: object) -> str:
    """Return a result as indented JSON, without escapes for non-ASCII characters, and with a final newline."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def write_message(text: str) -> None:
    """Write to standard error; if that fails, only the exit code shows that there was a fault."""
    with suppress(OSError):
        _write(sys.stderr, text)


def _write(stream: TextIO | None, text: str) -> None:
    """Write a whole text to a stream. Raise OSError if that fails."""
    if stream is None:
        raise OSError("it is closed")
    try:
        stream.buffer.write(text.encode(errors="backslashreplace"))
        stream.flush()
    except OSError:
        # At exit, Python would try to write the rest again, and print the failure.
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
        raise
