"""Pages of the built site as element trees."""

from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.open.append(tag)
        if tag in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self.open:
            self.builder.end(closed := self.open.pop())
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if self.open:
            self.builder.data(data)


def parsed(text: str) -> Element:
    """Return the root element of an HTML page."""
    reader = _Reader()
    reader.feed(text)
    return reader.builder.close()


def page(site: Path, address: str) -> Element:
    """Return a page of the built site."""
    return parsed((site / address / "index.html").read_text("utf-8"))


def article(site: Path, address: str) -> Element:
    """Return what a page says, without header, navigation and footer."""
    return next(page(site, address).iter("article"))


def words(element: Element) -> str:
    """Return the text of an element, folds included, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def with_class(root: Element, name: str) -> list[Element]:
    """Return the elements inside another that have a class."""
    return [each for each in root.iter() if name in each.get("class", "").split()]
