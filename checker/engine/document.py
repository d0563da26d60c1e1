"""Reading documents: parses the bytes of a TOML or JSON file, without checking its content.

In: bytes or text, and what to call them in faults.  Out: JSON values (and TOML's dates and times).
Must not accept what parsers read differently: duplicate keys, NaN and infinities are refused.
"""

import json
import tomllib
from collections.abc import Callable
from typing import Any, Never

from checker.engine.fault import Fault, InputError, quote


def read_document(data: bytes, name: str) -> dict[str, Any]:
    """Parse a file: JSON if its name ends in `.json`, else TOML.

    Raise InputError if it cannot be parsed, or if the JSON is not an object.
    """
    if not name.endswith(".json"):
        return _parsed(tomllib.loads, "TOML", data, name)  # type: ignore[no-any-return]
    document = read_json(data, name)
    if not isinstance(document, dict):
        raise InputError([Fault(place=name, problem=f"found {quote(document)}", allowed="a JSON object")])
    return document


def read_json(data: bytes | str, place: str, *, allowed: str = "") -> Any:  # noqa: ANN401  whatever JSON can hold
    """Parse a JSON text, which may begin with a byte order mark.

    place, allowed: for the fault: where the text is from, and what it should hold.
    Raise InputError for anything that is not JSON, for NaN, infinities, duplicate keys, and for nesting or numbers
    that the parser cannot handle.
    """
    return _parsed(_json, "JSON", data, place, allowed)


def _parsed(parse: Callable[[str], Any], form: str, data: bytes | str, place: str, allowed: str = "") -> Any:  # noqa: ANN401
    try:
        return parse(data.decode("utf-8-sig") if isinstance(data, bytes) else data.removeprefix("\ufeff"))
    except RecursionError:
        problem = "nested too deep"
    except UnicodeDecodeError as error:
        problem = f"not UTF-8 at byte {error.start + 1}"
    except ValueError as error:
        problem = f"invalid {form}: {' '.join(str(error).partition(';')[0].split())}"
    raise InputError([Fault(place=place, problem=problem, allowed=allowed)])


def _json(text: str) -> Any:  # noqa: ANN401
    return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        message = f"the key {quote(twice)} is duplicated in one object"
        raise ValueError(message)
    return result


def _constant(name: str) -> Never:
    message = f"`{name}` is not a JSON value"
    raise ValueError(message)
