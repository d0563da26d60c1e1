"""The fingerprint of a policy: the SHA-256 of its content as canonical JSON, so comments and line ends do not count."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return a document as canonical JSON: keys sorted, no whitespace between tokens, UTF-8.

    Raise TypeError or ValueError for values that JSON cannot hold.
    """
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def fingerprint(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a document's canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(document)).hexdigest()
