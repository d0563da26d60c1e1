"""Facts from outside the text: where each was read, and when.

In: facts.toml.  Out: facts, the address for a link to one, and the list that stands at the foot of a page.
Must not be shipped to the browser: what a result says of them stands in the policy, with its source and day.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checker.engine.fault import Fault, PolicyError, quote
from checker.engine.load_table import Table
from checker.markup.html import Markup, element, join
from checker.policy import load_document
from checker.sentences.words import in_words

_ALLOWED = "a real day written `YYYY-MM-DD`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where facts were read."""

    id: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact, in our words.

    sources: at least one, the first of which a link leads to.
    """

    id: str
    says: str
    sources: tuple[Source, ...]
    looked_up: date


def load_facts(path: Path) -> Mapping[str, Fact]:
    """Return the facts of a file by their ids; none where there is no such file.

    Raise PolicyError with every fault of it.
    """
    if not path.is_file():
        return {}
    faults: list[Fault] = []
    file = Table(load_document(path), path.name, "", faults)
    sources = {source.id: source for source in map(_source, file.identified("source"))}
    facts = {fact.id: fact for fact in (_fact(table, sources) for table in file.identified("fact"))}
    file.finish()
    if faults:
        raise PolicyError(faults)
    return facts


def _source(table: Table) -> Source:
    source = Source(id=table.text("id"), name=table.text("name"), address=table.text("address"))
    if source.address and not source.address.startswith("https://"):
        table.fault(f"`address` is {quote(source.address)}", allowed="an address that begins with `https://`")
    table.finish()
    return source


def _fact(table: Table, sources: Mapping[str, Source]) -> Fact:
    names = table.texts("sources")
    if table.has("sources") and not names:
        table.fault("`sources` names none")
    fact = Fact(
        id=table.text("id"),
        says=table.text("says"),
        sources=tuple(sources[name] for name in names if table.known(name, "unknown source", sources)),
        looked_up=_day(table, "looked_up"),
    )
    table.finish()
    return fact


def _day(table: Table, name: str) -> date:
    written = table.text(name)
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = date.min
    if written and day.isoformat() != written:
        table.fault(f"`{name}` is {quote(written)}", allowed=_ALLOWED)
    return day


def named_in(document: Mapping[str, Any], kinds: Iterable[str]) -> list[str]:
    """Return the facts that tables of some kinds name, such as `silence`, in the order of the file."""

    def names(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value.get("facts", ())
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from names(each)

    return list(dict.fromkeys(name for kind in kinds for name in names(document.get(kind))))


def sources_html(facts: Iterable[Fact]) -> Markup:
    """Return where facts were read and when: each source once, with every day that it was looked up."""
    found: dict[Source, set[date]] = {}
    for fact in facts:
        for source in fact.sources:
            found.setdefault(source, set()).add(fact.looked_up)
    entries = (
        element(
            "li",
            element("a", source.name, href=source.address),
            f", looked up {' and '.join(map(in_words, sorted(days)))}",
        )
        for source, days in found.items()
    )
    return element("ul", join(entries), class_="facts") if found else Markup()
