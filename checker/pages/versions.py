"""The published versions of the policy in order, and what changed from each to the next.

In: the records in `docs/assets/policies`.  Out: versions, the latest first, and their page.
Must say of a change only what comparing the two versions finds.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from checker.compare.compare import compare
from checker.compare.comparison import Version as ComparedVersion
from checker.compare.report import comparison_in_short
from checker.engine.load import from_document
from checker.markup.html import Markup, element, join
from checker.policy import load_document
from checker.sentences.words import in_words

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
    """A version and how it differs from the one before it, in sentences; None for the first."""

    version: RecordedVersion
    differs: tuple[str, ...] | None


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
        comparison = compare(_loaded(folder, before), _loaded(folder, after))
        found.append(Change(version=after, differs=comparison_in_short(comparison)))
    return tuple(reversed(found))


def anchor(version: RecordedVersion) -> str:
    """Return the anchor of a version on the page of changes."""
    return f"version-{version.name}"


def sentences(change: Change) -> Sequence[str]:
    """Return a change in sentences, for a version that begins the record too."""
    return ("The first version recorded here.",) if change.differs is None else change.differs


def changes_html(found: Sequence[Change]) -> Markup:
    """Return the versions, the latest first, each with what it changed."""
    return join(
        element(
            "section",
            element("h2", f"Recorded {in_words(change.version.day)}", id=anchor(change.version)),
            element("p", "Fingerprint ", element("code", change.version.name)),
            element("ul", *(element("li", each) for each in sentences(change))),
        )
        for change in found
    )


def _loaded(folder: Path, version: RecordedVersion) -> ComparedVersion:
    path = folder / f"{version.name}.json"
    document = load_document(path)
    return ComparedVersion(policy=from_document(document, path.name), document=document)
