"""Places of pages that were published under another name: each still leads to what it led to, without a script.

In: moves.toml, and the tree of a page.  Out: the tree with the old names in it.
Must not leave a name out, nor lead to a place of the same page that is not there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from xml.etree.ElementTree import Element, SubElement

from checker.engine.fault import Fault, PolicyError, quote
from checker.engine.load_table import Table
from checker.policy import load_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A page, such as `about/`, and the id of a place on it, which may be empty."""

    page: str
    place: str

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read an address such as `about/#privacy`."""
        page, _, place = written.partition("#")
        return cls(page=page, place=place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An address that was published, and where it leads now."""

    old: Address
    new: Address


def load_moves(path: Path) -> tuple[Move, ...]:
    """Read the moves; none if there is no such file. Raise PolicyError, with every fault, if there is one."""
    if not path.is_file():
        return ()
    faults: list[Fault] = []
    file = Table(load_document(path), path.name, "", faults)
    moves = tuple(_move(table) for table in file.tables("move"))
    file.finish()
    if faults:
        raise PolicyError(faults)
    return moves


def _move(table: Table) -> Move:
    old, new = (Address.parse(table.text(end)) for end in ("from", "to"))
    table.finish()
    return Move(old=old, new=new)


def address_of(source: str) -> str:
    """Return the address of the page that a Markdown file becomes: `about.md` becomes `about/`, `index.md` empty."""
    path = source.removesuffix(".md").removesuffix("index")
    return f"{path.rstrip('/')}/" if path else ""


def lead_on(root: Element, moves: Iterable[Move], source: str, docs: Path) -> None:
    """Give a page a line for each of its places that is on another page now.

    source: its Markdown file, below the folder `docs`.  The links are to Markdown files: the site generator turns them
    into addresses.
    """
    page = address_of(source)
    for move in moves:
        if move.old.page == page != move.new.page:
            line = SubElement(root, "p", {"class": "moved", "id": move.old.place, "data-search-exclude": ""})
            line.text = "What was at this address is now "
            address = f"{'../' * source.count('/')}{_source_of(move.new.page, docs)}"
            link = SubElement(line, "a", {"href": f"{address}#{move.new.place}".rstrip("#")})
            link.text = "on another page"
            link.tail = "."


def keep_names(root: Element, moves: Iterable[Move], page: str) -> None:
    """Give the places of a page their old names beside their own.  page: its address.

    Raise LookupError if a place that a move leads to is not on the page.
    """
    for move in moves:
        if move.old.page == page == move.new.page:
            _alias(root, move)


def _source_of(page: str, docs: Path) -> str:
    """Return the Markdown file of the page with an address, below `docs`."""
    name = page.rstrip("/")
    return f"{name}.md" if name and (docs / f"{name}.md").is_file() else f"{name}/index.md".lstrip("/")


def _alias(root: Element, move: Move) -> None:
    place = next((each for each in root.iter() if each.get("id") == move.new.place), None)
    if place is None:
        message = f"moves.toml: {quote(move.old.place)}: there is no {quote(move.new.place)} on the page to lead to"
        raise LookupError(message)
    alias = Element("span", {"class": "old-place", "id": move.old.place})
    alias.tail, place.text = place.text, None
    place.insert(0, alias)
