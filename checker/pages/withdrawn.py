"""Clauses that the text no longer has: each keeps its page, which says so.

In: a policy, and the releases before it.  Out: withdrawn clauses, and their pages.
Must not show their words as the text's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from checker.engine.model import Clause, Policy
from checker.markup.html import Markup, element, join
from checker.markup.places import Places
from checker.markup.source import words_of
from checker.pages.versions import Release
from checker.sentences.words import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A clause as it was in the last release that had it, and the day of that release."""

    clause: Clause
    released: date


def withdrawn(policy: Policy, found: Iterable[Release]) -> Mapping[str, Withdrawn]:
    """Return the clauses that some release had and a policy has not, by their ids."""
    return {
        name: Withdrawn(clause=clause, released=release.day)
        for release in found
        for name, clause in release.policy.clauses.items()
        if name not in policy.clauses
    }


def withdrawn_html(policy: Policy, gone: Withdrawn, places: Places) -> Markup:
    """Return the rest of a withdrawn clause's page, below its title."""
    links = (("The present text", "procedures"), ("What has changed", "changes"))
    return join(
        [
            element("p", element("strong", "This clause is not in the text any more.")),
            element("ul", *(element("li", element("a", words, href=places.page(page))) for words, page in links)),
            element("p", f"In the release of {in_words(gone.released)}, {policy.publisher.possessive} text said:"),
            element("blockquote", element("p", words_of(gone.clause)), class_="withdrawn"),
        ]
    )
