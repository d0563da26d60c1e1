"""The digest of a file, in the form in which browsers check it."""

import base64
import hashlib


def integrity(content: bytes) -> str:
    """Return the digest of a content as in an `integrity` attribute, such as `sha256-47DE…=`."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"
