"""Faults: what is wrong, where, and what is allowed.

In: the parts of a message.  Out: one line of text, safe to print anywhere.
Must not raise, print, or quote untrusted input at more than a line's length.
"""

from collections.abc import Iterable

from checker.engine.record import record

_LONGEST_QUOTE = 60
LONGEST_PATH = 4096


def quote(thing: object, longest: int = _LONGEST_QUOTE) -> str:
    """Return an input in backticks: one printable line, cut to `longest` characters."""
    text = thing if isinstance(thing, str) else _spelled(thing)
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return "`" + "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text) + "`"


def _spelled(thing: object) -> str:
    """Return a JSON or TOML value as it is written in a file; a container only as `{…}` or `[…]`."""
    if thing is None:
        return "null"
    if isinstance(thing, bool):
        return "true" if thing else "false"
    if isinstance(thing, dict):
        return "{…}"
    if isinstance(thing, list):
        return "[…]"
    try:
        return str(thing)
    except ValueError:  # an integer beyond Python's limit of decimal digits, which TOML can hold in hexadecimal
        return hex(thing) if isinstance(thing, int) else "…"


def nearest(word: object, allowed: Iterable[str]) -> str | None:
    """Return, quoted, the allowed word that a misspelled one most likely meant, if any."""
    if not isinstance(word, str) or len(word) > _LONGEST_QUOTE:
        return None
    import difflib  # noqa: PLC0415  only faults need it, and each import delays the start in the browser

    close = difflib.get_close_matches(word.lower(), list(allowed), n=1, cutoff=0.55)
    if not close:
        return None
    return quote(close[0])


def listed(words: Iterable[str]) -> str:
    """Return words in backticks, joined by commas."""
    return ", ".join(map(quote, words))


@record
class Fault:
    """One fault of a policy file or of a set of answers. As text it is one line.

    place: where it is (a file, `item 3`).  subject: the thing at fault (clause `notice-period`, question `color`).
    allowed: what is allowed there.  suggestion: the nearest match in backticks.
    question: the id of the question concerned, so that the fault can be shown beside its control.
    """

    problem: str
    place: str = ""
    subject: str = ""
    allowed: str = ""
    suggestion: str | None = None
    question: str = ""

    def __str__(self) -> str:
        """Return the fault as one line."""
        return self._line((self.place, self.subject, self.problem))

    def without_subject(self) -> str:
        """Return the fault as shown beside the thing itself."""
        return self._line((self.problem,))

    def _line(self, parts: Iterable[str]) -> str:
        line = ": ".join(part for part in parts if part)
        if self.allowed:
            line += f"; allowed: {self.allowed}"
        if self.suggestion is not None:
            line += f"; did you mean {self.suggestion}?"
        return line


class InputError(ValueError):
    """A file or a text that cannot be used: a policy, worked cases, answers."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Take the faults, in the order in which they were found."""
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
