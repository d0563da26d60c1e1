"""The source's own words without the marks for emphasis and links.

In: a clause.  Out: its words.  Must not change, add or leave out a word.
"""

import re

from checker.engine.model import Clause

MARKS = re.compile(r"\*([^*]+)\*|\[([^\]]+)\]\(#\)")
"""The source's marks: `*…*` for emphasis, and `[…](#)` for a link."""


def plain_words_of(clause: Clause) -> str:
    """Return the clause's words without the source's marks for emphasis and links."""
    return MARKS.sub(lambda match: match[1] or match[2], clause.text)
