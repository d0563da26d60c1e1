"""Clauses that the text no longer has: each keeps its page, which says so, and its places lead there.

In: a policy, and the records of the versions before it.  Out: withdrawn clauses, their pages, and moves.
Must not show their words as the text's.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from checker.engine.model import Clause, Policy
from checker.markup.html import Markup, element, join
from checker.markup.places import Places, question_anchor
from checker.markup.source import words_of
from checker.pages.moves import Address, Move
from checker.pages.rules import rule_anchor
from checker.pages.versions import FOLDER, RecordedVersion, read_versions, recorded
from checker.sentences.words import in_words

PLACES = ("whole", "rule", "not-said", "around", "cite")
"""The places that the page of a clause has, each of which may have been linked to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A clause that is not in the text any more.

    clause: as it was in the last version that had it.  last: that version.
    without: the first version that no longer had it; None if that is not recorded yet.
    """

    clause: Clause
    last: RecordedVersion
    without: RecordedVersion | None


def withdrawn(policy: Policy, folder: Path = FOLDER) -> dict[str, Withdrawn]:
    """Return the clauses that some recorded version had and a policy has not, by their ids."""
    found: dict[str, Withdrawn] = {}
    for version in read_versions(folder):
        clauses = recorded(version, folder).policy.clauses
        for name, before in found.items():
            if name not in clauses and before.without is None:
                found[name] = replace(before, without=version)
        for name, clause in clauses.items():
            if name not in policy.clauses:
                found[name] = Withdrawn(clause=clause, last=version, without=None)
    return found


def withdrawn_html(policy: Policy, gone: Withdrawn, places: Places) -> Markup:
    """Return the rest of a withdrawn clause's page, below its title."""
    since = f" since the version recorded {in_words(gone.without.day)}" if gone.without else ""
    return join(
        [
            *(element("span", class_="old-place", id=place) for place in (*PLACES, f"check-{gone.clause.id}")),
            element("p", element("strong", f"This clause is not in the text any more{since}.")),
            element(
                "ul",
                element("li", element("a", "The present text", href=places.page("procedures/full-text"))),
                element("li", element("a", "What has changed", href=places.page("changes"))),
            ),
            element(
                "p",
                f"In the version recorded {in_words(gone.last.day)} (",
                element("code", gone.last.name),
                f") {policy.publisher.possessive} text said:",
            ),
            element("blockquote", element("p", words_of(gone.clause)), class_="withdrawn"),
        ]
    )


def moves_of_withdrawn(policy: Policy, folder: Path = FOLDER) -> tuple[Move, ...]:
    """Return where the places of withdrawn clauses, silences and questions on other pages lead."""
    places: dict[str, str] = {}
    for name, gone in withdrawn(policy, folder).items():
        topic = f"procedures/{gone.clause.topic}/#{name}"
        for place in (topic, f"procedures/full-text/#{name}", f"rules/#{rule_anchor(gone.clause)}"):
            places[place] = f"clauses/{name}/"
    silences = {silence.id for silence in policy.silences}
    for version in read_versions(folder):
        old = recorded(version, folder).policy
        said = [f"not-stated/#{each.id}" for each in old.silences if each.id not in silences]
        asked = [f"checker/#{question_anchor(each)}" for each in old.questions if each not in policy.questions]
        places |= dict.fromkeys([*said, *asked], "changes/")
    return tuple(Move(old=Address.parse(old), new=Address.parse(new)) for old, new in places.items())
