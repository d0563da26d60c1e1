"""Stands in for hashlib, which looks for OpenSSL and every hash there is: SHA-256 alone, from Python's own core."""

from _sha2 import sha256

__all__ = ["sha256"]
