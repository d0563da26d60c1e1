"""The source's own words, as a visible quotation.

In: a clause or heading, with the source's own characters.  Out: markup with the same words.
Must not change, add or leave out a word.
"""

import re

from checker.engine.model import Clause
from checker.render.markup import Markup, element, join

_MARKS = re.compile(r"\*([^*]+)\*|\[([^\]]+)\]\(#\)")


def words_of(clause: Clause) -> Markup:
    """Return the clause's words, the source's `*…*` as emphasis and its `[…](#)` as a link."""
    return marked_words(clause, clause.text)


def marked_words(clause: Clause, words: str) -> Markup:
    """Return some of a clause's words, with its marks as emphasis and links."""
    parts: list[str] = []
    end = 0
    for match in _MARKS.finditer(words):
        parts.append(words[end : match.start()])
        emphasis, link = match.groups()
        if emphasis:
            parts.append(element("em", emphasis))
        elif link in clause.links:
            parts.append(element("a", link, href=clause.links[link], rel="noopener"))
        else:
            parts.append(link)
        end = match.end()
    return join([*parts, words[end:]])


def plain_words_of(clause: Clause) -> str:
    """Return the clause's words without the source's marks for emphasis and links."""
    return _MARKS.sub(lambda match: match[1] or match[2], clause.text)


def quotation(clause: Clause) -> Markup:
    """Return the clause as a visible quotation."""
    return element("blockquote", element("p", words_of(clause)), class_="source")


def link_note(clause: Clause) -> Markup:
    """Return the note, to stand outside the quotation, that the site supplied the address of a link."""
    return join(
        element(
            "p",
            f"The source gives no address for “{words}”; the link to AMA’s page is this site’s addition.",
            class_="link-note",
        )
        for words in clause.links
    )
