"""The published versions of the policy in order, and what changed from each to the next.

In: the records in `docs/assets/policies`.  Out: versions, the latest first, and their page.
Must say of a change only what comparing the two versions finds.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from checker.engine.load import from_document
from checker.engine.model import Clause, Policy
from checker.markup.html import Markup, element, join
from checker.markup.places import Places
from checker.policy import load_document
from checker.sentences.source import plain_words_of
from checker.sentences.words import in_words
from checker.verify.compare import compare
from checker.verify.report import in_short

VERSIONS = "versions.json"
"""The list of versions, beside their records: the earliest first, each with the day on which it was recorded."""

FOLDER = Path(__file__).parents[2] / "docs" / "assets" / "policies"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedVersion:
    """A version.  name: the first digits of its fingerprint, and its record's name.  day: when it was recorded."""

    name: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A version and how it differs from the one before it, in sentences; None for the first.

    texts: the clauses of which the text differs, each as it was and as it is; None where there was or is none.
    """

    version: RecordedVersion
    differs: tuple[str, ...] | None
    texts: tuple[tuple[Clause | None, Clause | None], ...] = ()


def read_versions(folder: Path = FOLDER) -> tuple[RecordedVersion, ...]:
    """Return the versions in the order in which they were published."""
    path = folder / VERSIONS
    entries = json.loads(path.read_text("utf-8")) if path.is_file() else []
    return tuple(RecordedVersion(name=entry["version"], day=date.fromisoformat(entry["recorded"])) for entry in entries)


def changes(folder: Path = FOLDER) -> tuple[Change, ...]:
    """Return every version with what it changed, the latest first."""
    versions = read_versions(folder)
    found = [Change(version=version, differs=None) for version in versions[:1]]
    for before, after in pairwise(versions):
        old, new = recorded(before, folder), recorded(after, folder)
        differs = tuple(in_short(compare(old.document, new.document)))
        found.append(Change(version=after, differs=differs, texts=tuple(_texts(old.policy, new.policy))))
    return tuple(reversed(found))


def anchor(version: RecordedVersion) -> str:
    """Return the anchor of a version on the page of changes."""
    return f"version-{version.name}"


def sentences(change: Change) -> Sequence[str]:
    """Return a change in sentences, for a version that begins the record too."""
    if change.differs is None:
        return ("The first version recorded here.",)
    return (*change.differs, *(f"{_what(old, new)}: “{plain_words_of(new)}”" for old, new in change.texts if new))


def changes_html(found: Sequence[Change], places: Places) -> Markup:
    """Return the versions, the latest first, each with what it changed."""
    return join(
        element(
            "section",
            element(
                "h2", f"Recorded {in_words(change.version.day)} ({change.version.name})", id=anchor(change.version)
            ),
            element(
                "ul",
                *(element("li", each) for each in change.differs or sentences(change)),
                *(element("li", *_told(old, new, places)) for old, new in change.texts),
            ),
        )
        for change in found
    )


def _texts(old: Policy, new: Policy) -> Iterator[tuple[Clause | None, Clause | None]]:
    for name in dict.fromkeys([*old.clauses, *new.clauses]):
        was, now = old.clauses.get(name), new.clauses.get(name)
        if was is None or now is None or was.text != now.text:
            yield was, now


def _what(old: Clause | None, new: Clause | None) -> str:
    if old is None:
        return "New in the text"
    return "No longer in the text" if new is None else "The text now says"


def _told(old: Clause | None, new: Clause | None, places: Places) -> tuple[Markup | str, ...]:
    """Return what happened to a clause's text: what was added is marked, and what was removed."""
    clause = new or old
    if clause is None:
        return ()
    was, now = (plain_words_of(each).split() if each else [] for each in (old, new))
    parts: list[Markup | str] = []
    for operation, first, last, start, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if operation == "equal":
            parts += [" ".join(now[start:end]), " "]
            continue
        parts += [element("del", " ".join(was[first:last])), " "] if last > first else []
        parts += [element("ins", " ".join(now[start:end])), " "] if end > start else []
    link = element("a", f"clause {clause.number}", href=places.clause(clause))
    return (f"{_what(old, new)}, ", link, ": ", element("q", *parts[:-1]))


class Recorded(NamedTuple):
    """A version, loaded from its record."""

    policy: Policy
    document: Mapping[str, Any]


@cache
def recorded(version: RecordedVersion, folder: Path = FOLDER) -> Recorded:
    """Return a version from its record; each is read once for all pages."""
    path = folder / f"{version.name}.json"
    document = load_document(path)
    return Recorded(policy=from_document(document, path.name), document=document)
