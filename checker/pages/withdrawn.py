"""Clauses that the text no longer has: each keeps its page, which says so.

In: a policy, and the releases before it.  Out: withdrawn clauses, and their pages.
Must not show their words as part of the present text.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from checker.engine.model import Clause, Policy
from checker.engine.record import record
from checker.pages.versions import Release
from checker.result.html import Markup, element, join
from checker.result.parts import words_of
from checker.result.words import in_words


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
