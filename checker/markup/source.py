"""The source's own words, as a visible quotation.

In: a clause, or words of it.  Out: markup with the same words.
Must not change, add or leave out a word.
"""

from checker.engine.model import Clause, Publisher
from checker.markup.html import Markup, element, join
from checker.sentences.source import MARKS
from checker.sentences.words import capitalized


def words_of(clause: Clause) -> Markup:
    """Return the clause's words, the source's `*…*` as emphasis and its `[…](#)` as a link."""
    return marked_words(clause, clause.text)


def marked_words(clause: Clause, words: str) -> Markup:
    """Return some of a clause's words, with the source's marks as emphasis and links."""
    parts: list[str] = []
    end = 0
    for match in MARKS.finditer(words):
        parts.append(words[end : match.start()])
        emphasis, link = match.groups()
        if emphasis:
            parts.append(element("em", emphasis))
        elif link in clause.links:
            parts.append(element("a", link, href=clause.links[link].address, rel="noopener"))
        else:
            parts.append(link)
        end = match.end()
    return join([*parts, words[end:]])


def quotation(publisher: Publisher, clause: Clause) -> Markup:
    """Return the clause as a visible quotation."""
    return quoted(publisher, element("p", words_of(clause)))


def quoted(publisher: Publisher, *content: Markup, class_: str = "source") -> Markup:
    """Return words of the source as a quotation; the style sheet shows whose they are as a caption."""
    return element("blockquote", *content, class_=class_, data_caption=caption(publisher))


def caption(publisher: Publisher) -> str:
    """Return the caption of quotations."""
    return capitalized(f"{publisher.possessive} text")


def link_note(clause: Clause) -> Markup:
    """Return the notes on links whose address the site supplied. They belong outside the quotation."""
    return join(element("p", link.note, class_="link-note") for link in clause.links.values())
