"""The released versions of the policy: what changed from each to the next, and the clauses that are gone.

In: the records in `checker/policy/versions/`: the `policy.json` of each release, named by its day, `YYYY-MM-DD.json`.
Out: versions, the page of changes, and the pages of withdrawn clauses.
Must report only changes that comparing two versions finds, and not show withdrawn words as part of the present text.
Records are never edited: where keys of the policy file have changed since, `_read` has to translate them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from checker.engine.load import from_document
from checker.engine.model import Clause, Policy
from checker.engine.record import record, replace
from checker.policy import load_document
from checker.result.markup import Markup, element, join
from checker.result.parts import words_of
from checker.result.words import capitalized, enumerated, in_words
from checker.verify.compare import compare
from checker.verify.report import in_short

FOLDER = Path(__file__).parents[1] / "policy" / "versions"


@record
class Release:
    """A released version: its day, its parsed file, and the policy in it."""

    day: date
    document: Mapping[str, Any]
    policy: Policy


def releases(folder: Path = FOLDER) -> tuple[Release, ...]:
    """Return the released versions, the earliest first."""
    return tuple(map(_read, sorted(folder.glob("*.json"))))


def _read(path: Path) -> Release:
    published = load_document(path)
    policy = replace(from_document(published["policy"], path.name), fingerprint=published["fingerprint"])
    return Release(day=date.fromisoformat(path.stem), document=published["policy"], policy=policy)


def changes_html(found: Sequence[Release]) -> Markup:
    """Return the releases, the latest first, each with what it changed."""
    if not found:
        return element("p", "Nothing has been released yet: this list begins with the first release.")
    first = _release(found[0], ["The first release."])
    later = [
        _release(new, [_text(old.policy, new.policy), *in_short(compare(old.document, new.document))])
        for old, new in pairwise(found)
    ]
    return join([*reversed(later), first])


def _text(old: Policy, new: Policy) -> str:
    """Say where the text itself differs, apart from this site's wording and rules."""
    whose = f"{capitalized(new.publisher.possessive)} text"
    was, now = ({each.id: (each.heading, each.text) for each in policy.clauses.values()} for policy in (old, new))
    every = {**old.clauses, **new.clauses}
    differing = [f"clause {each.number}" for name, each in every.items() if was.get(name) != now.get(name)]
    return f"{whose} differs: {enumerated(differing)}." if differing else f"{whose} is the same."


def _release(release: Release, differs: Sequence[str]) -> Markup:
    name = release.policy.version
    return element(
        "section",
        element("h2", f"{in_words(release.day)} ({name})", id=f"version-{name}"),
        element("ul", *(element("li", each) for each in differs)),
    )


@record
class Withdrawn:
    """A clause as it was in the last release that had it, and the day of that release."""

    clause: Clause
    released: date


def withdrawn(policy: Policy, found: Iterable[Release]) -> Mapping[str, Withdrawn]:
    """Return the clauses that were in a release but are not in a policy, by id."""
    return {
        name: Withdrawn(clause=clause, released=release.day)
        for release in found
        for name, clause in release.policy.clauses.items()
        if name not in policy.clauses
    }


def withdrawn_html(policy: Policy, gone: Withdrawn) -> Markup:
    """Return the rest of a withdrawn clause's page, below its title."""
    links = (("The present text", "procedures"), ("What has changed", "changes"))
    return join(
        [
            element("p", element("strong", "This clause is not in the text any more.")),
            element("ul", *(element("li", element("a", words, href=f"page:{page}")) for words, page in links)),
            element("p", f"In the release of {in_words(gone.released)}, {policy.publisher.possessive} text said:"),
            element("blockquote", element("p", words_of(gone.clause))),
        ]
    )
