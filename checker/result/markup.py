"""Building HTML. Text is escaped here and nowhere else.

In: tags, attributes, text and other markup.  Out: well-formed markup (each element closed, each attribute with a
value), which can be put into a page and parsed as XML.
Must not know what it marks up, nor where the site's pages are: links to clauses, questions and pages are written as
`clause:ID`, `question:ID` and `page:PATH`, and `resolved` replaces them once, at the edge.
"""

import re
from collections.abc import Callable, Iterable

_LINK = re.compile(r'href="(clause|question|page):([^"]*)"')
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Markup(str):
    """A text that is already markup."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the text as it is, for templates that escape any other."""
        return self


def element(tag: str, *content: str, **attributes: str | bool | None) -> Markup:
    """Return an element.

    content: text, which is escaped, or markup, which is not.
    attributes: `class_` stands for `class`, `_` for `-`; True writes the name as its value, None and False
        leave the attribute out.
    """
    written = "".join(
        f' {name}="{_escaped(name if value is True else value)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
        for name in (key.rstrip("_").replace("_", "-"),)
    )
    if tag in _VOID:
        return Markup(f"<{tag}{written}/>")
    return Markup(f"<{tag}{written}>{join(content)}</{tag}>")


def join(content: Iterable[str]) -> Markup:
    """Concatenate the parts, with text escaped."""
    return Markup("".join(part if isinstance(part, Markup) else _escaped(part) for part in content))


def _escaped(text: str) -> str:
    # Not `html.escape`: importing it would load a table of all entities (75 kB).
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def resolved(markup: str, address: Callable[[str, str], str]) -> Markup:
    """Return markup with each link to a clause, question or page as an address.

    address: returns the address for a kind (`clause`, `question`, `page`) and an id or path.
    """
    return Markup(_LINK.sub(lambda match: f'href="{_escaped(address(match[1], match[2]))}"', markup))


def code(text: str) -> Markup:
    """Return a sentence with the words in backticks as code."""
    parts = re.split(r"`([^`]*)`", text)
    return join(element("code", part) if index % 2 else part for index, part in enumerate(parts))
