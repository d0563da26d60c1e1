"""Counting the words that a page of the built site shows, ours apart from the source's.

Counted is what is seen while every fold is closed, in the page's article.  Headings, controls and navigation are not
counted: a line that is nothing but links, and the number of a clause as a link, lead somewhere and say nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})
_UNSEEN = frozenset({"script", "style", "template", "title", "desc"})
_APART = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "button", "nav", "summary", "form", "progress"})
_LINES = frozenset({"p", "li", "td", "th", "dt", "dd", "figcaption", "text", "div"})


@dataclass
class Node:
    """An element, with its words and its elements in order."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    content: list["Node | str"] = field(default_factory=list)

    def all(self) -> Iterator["Node"]:
        """Yield this element and every one inside it."""
        yield self
        for each in self.content:
            if isinstance(each, Node):
                yield from each.all()

    def first(self, tag: str) -> "Node":
        """Return the first element with a tag."""
        return next(each for each in self.all() if each.tag == tag)

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return (self.attributes.get("class") or "").split()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        self._open[-1].content.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].content.append(Node(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in {each.tag for each in self._open[1:]}:
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].content.append(data)


def article(page: str) -> Node:
    """Return the article of a page."""
    reader = _Reader()
    reader.feed(page)
    return next(each for each in reader.root.all() if each.tag == "article")


def count(page: str) -> tuple[int, int]:
    """Return how many words of ours a page shows, and how many of the source's."""
    ours: list[str] = []
    source: list[str] = []
    _count(article(page), ours, source)
    return number_of(["".join(ours)]), number_of(source)


def _count(node: Node, ours: list[str], into_source: list[str]) -> None:
    if not _seen(node) or node.tag in _APART or (node.tag in _LINES and _only_links(node)):
        return
    if "tag" in node.classes or (node.tag == "details" and "open" not in node.attributes):
        return
    if node.tag == "blockquote" and "source" in node.classes:
        into_source += [f"{words_of(node)} "]
        return
    for each in node.content:
        if isinstance(each, Node):
            _count(each, ours, into_source)
        else:
            ours.append(each)
    if node.tag in _LINES:
        ours.append(" ")


def _seen(node: Node) -> bool:
    hidden = "hidden" in node.attributes or not {"visually-hidden", "headerlink", "moved"}.isdisjoint(node.classes)
    return node.tag not in _UNSEEN and not hidden and "data-needs-script" not in node.attributes


def _only_links(node: Node) -> bool:
    return any(each.tag == "a" for each in node.all()) and number_of([words_of(node, without="a")]) == 0


def words_of(node: Node, without: str = "") -> str:
    """Return the text of an element as it stands, folds and headings included, without what is hidden."""
    if node.tag == without or not _seen(node):
        return ""
    return "".join(each if isinstance(each, str) else words_of(each, without) for each in node.content)


def number_of(parts: list[str]) -> int:
    """Count what has a letter or a digit, between spaces."""
    return sum(any(each.isalnum() for each in word) for word in " ".join(parts).split())


def quotations(words: str) -> list[str]:
    """Return what stands in quotation marks."""
    return [part.partition("”")[0] for part in words.split("“")[1:]]
