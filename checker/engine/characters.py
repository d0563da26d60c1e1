"""Lookalike and invisible characters, which pasted text often contains.

In: a text.  Out: the same text in plain characters.
Must not change how a text reads to a person.
"""

import re

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Invisible characters: soft hyphens, joiners, direction marks, byte order marks, variation selectors."""

_HYPHENS, _SLASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63", "\u2044\u2215\u29f8"
_WIDE, _WIDER_BY = range(0xFF01, 0xFF5F), 0xFEE0
_PLAIN = {
    **dict.fromkeys(map(ord, _HYPHENS), "-"),
    **dict.fromkeys(map(ord, _SLASHES), "/"),
    **{wide: chr(wide - _WIDER_BY) for wide in _WIDE},
    ord("\u2800"): " ",
    ord("\u3001"): ",",
    ord("\u3002"): ".",
    ord("\uff61"): ".",
}


def plain(text: str) -> str:
    """Return a text with plain hyphens, slashes, digits and single spaces, and without invisible characters."""
    return " ".join("".join(map(_plain, _UNSEEN.sub("", text))).split())


def _plain(char: str) -> str:
    if char.isascii():
        return char
    return str(int(char)) if char.isdecimal() else _PLAIN.get(ord(char), char)
