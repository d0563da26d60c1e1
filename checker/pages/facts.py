"""Facts from outside the text: where each was read, and when.

In: facts.toml.  Out: facts, the address for a link to one, and the list of sources at the foot of a page.
Must not be shipped to the browser: a result gets its facts from the policy, with source and day.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from checker.engine.answers import A_DATE, read_date
from checker.engine.fault import InputError, quote
from checker.engine.read import Reader
from checker.engine.record import record
from checker.policy import load_document
from checker.result.markup import Markup, element, join
from checker.result.words import in_words


@record
class Source:
    """Where facts were read."""

    id: str
    name: str
    address: str


@record
class Fact:
    """A fact, in our words.

    sources: the ids of at least one source; a link leads to the first.  looked_up: the day, as `YYYY-MM-DD`.
    """

    id: str
    says: str
    sources: tuple[str, ...]
    looked_up: str


@record
class Facts:
    """The facts of a file, and their sources, by id."""

    sources: Mapping[str, Source] = {}
    facts: Mapping[str, Fact] = {}


def load_facts(path: Path) -> Facts:
    """Return the facts of a file, or no facts if there is no file. Raise InputError with every fault."""
    if not path.is_file():
        return Facts()
    reader = Reader(path.name)
    found = reader.read(Facts, load_document(path), "", {"sources": "source", "facts": "fact"})
    for source in found.sources.values():
        if source.address and not source.address.startswith("https://"):
            problem, allowed = f"`address` is {quote(source.address)}", "an address that begins with `https://`"
            reader.fault(f"source {quote(source.id)}", problem, allowed=allowed)
    for fact in found.facts.values():
        subject = f"fact {quote(fact.id)}"
        if not fact.sources:
            reader.fault(subject, "`sources` is empty")
        for name in fact.sources:
            reader.is_one_of(subject, name, "unknown source", found.sources)
        if fact.looked_up and read_date(fact.looked_up) is None:
            reader.fault(subject, f"`looked_up` is {quote(fact.looked_up)}", allowed=A_DATE)
    if reader.faults:
        raise InputError(reader.faults)
    return found


def named_in(document: Mapping[str, Any], kinds: Iterable[str]) -> list[str]:
    """Return the facts named in tables of some kinds, such as `silence`, in the order of the file."""

    def names(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value.get("facts", ())
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from names(each)

    return list(dict.fromkeys(name for kind in kinds for name in names(document.get(kind))))


def sources_html(table: Facts, facts: Iterable[Fact]) -> Markup:
    """Return where facts were read and when: each source once, with every day it was looked up."""
    found: dict[str, set[str]] = {}
    for fact in facts:
        for name in fact.sources:
            found.setdefault(name, set()).add(fact.looked_up)
    entries = (
        element(
            "li",
            element("a", table.sources[name].name, href=table.sources[name].address),
            f", looked up {' and '.join(in_words(date.fromisoformat(day)) for day in sorted(days))}",
        )
        for name, days in found.items()
    )
    return element("ul", join(entries), data_search_exclude=True) if found else Markup()
