"""Reading documents: from the bytes of a TOML or JSON file to what it holds, unchecked.

In: bytes or text, and what to call them in faults.  Out: values as JSON has them (TOML's dates and times too).
Must not let two readings of one text pass: keys that stand twice, NaN and infinities are refused.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Never

from checker.engine.fault import Fault, PolicyError, quote

_DEEPEST = 100
_STRUCTURE = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{\]}]', re.DOTALL)
"""A text, which may hold brackets that mean nothing, or a bracket."""


class NotJsonError(ValueError):
    """A text that is not the JSON asked for; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        """Keep the fault."""
        self.fault = fault
        super().__init__(str(fault))


def read_json(data: bytes | str, place: str, *, allowed: str = "") -> Any:  # noqa: ANN401  whatever JSON can hold
    """Return the value of a JSON text, which may begin with a byte order mark.

    place, allowed: what the fault says of where the text is from, and of what should stand there.
    Raise NotJsonError for anything that is not JSON, NaN, infinities, keys that stand twice in an object,
    and nesting or numbers beyond what can be read.
    """
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data.removeprefix("\ufeff")
        if not _is_too_deep(text):
            return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
        problem = "nested too deep"
    except UnicodeDecodeError as error:
        problem = f"not UTF-8 at byte {error.start + 1}"
    except json.JSONDecodeError as error:
        problem = f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
    except ValueError as error:
        problem = str(error).partition(";")[0]
    raise NotJsonError(Fault(place=place, problem=problem, allowed=allowed))


def _is_too_deep(text: str) -> bool:
    """Say whether a JSON text nests beyond what any document needs.

    The parser recurses, and where its stack is small, as in a browser, that ends the whole program: so it is counted.
    """
    if text.count("[") + text.count("{") <= _DEEPEST:
        return False
    depth = 0
    for each in _STRUCTURE.finditer(text):
        sign = text[each.start()]
        depth += (sign in "[{") - (sign in "]}")
        if depth > _DEEPEST:
            return True
    return False


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        message = f"the key {quote(twice)} stands twice in one object"
        raise ValueError(message)
    return result


def _constant(name: str) -> Never:
    message = f"not JSON: `{name}` is not a JSON value"
    raise ValueError(message)


def read_document(data: bytes, name: str) -> dict[str, Any]:
    """Return what a file holds: TOML, or where its name ends in `.json`, the same content as a JSON object.

    Raise PolicyError if it is neither.
    """
    if not name.endswith(".json"):
        return _toml(data, name)
    try:
        document = read_json(data, name)
    except NotJsonError as error:
        raise PolicyError([error.fault]) from None
    if not isinstance(document, dict):
        raise PolicyError([Fault(place=name, problem=f"found {quote(document)}", allowed="a JSON object")])
    return document


def _toml(data: bytes, name: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  a start in the browser waits for every import, and reads JSON alone

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        problem = f"not UTF-8 at byte {error.start + 1}; save the file as UTF-8"
    except RecursionError:
        problem = "nested too deep"
    except ValueError as error:
        problem = f"not TOML: {' '.join(str(error).split())}"
    raise PolicyError([Fault(place=name, problem=problem)])


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return a document as canonical JSON: keys sorted, nothing between the tokens, in UTF-8.

    Raise TypeError or ValueError for what JSON cannot hold.
    """
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def fingerprint(document: Mapping[str, Any]) -> str:
    """Return the sha256, in hexadecimal, of a document as canonical JSON."""
    return hashlib.sha256(canonical(document)).hexdigest()
