"""How a clause or the whole text is cited: a sentence, and for a clause also its quotation with that sentence.

In: a policy, one of its clauses or None, and the author.  Out: a fold with slots that `page.js` fills in.
Must name the publisher of the text as its author, and this site only as where it was read.
Must be readable without a script, and must not know the site's address or the day.
"""

import re

from checker.engine.model import Clause, Policy
from checker.result.markup import Markup, element
from checker.result.parts import copy_button, linked
from checker.result.words import plain_words_of

QUOTATION = "cite-quotation"
"""The id of a clause's quotation with its citation."""

_ADDRESS, _DAY = "\x01", "\x02"
_SLOTS = {_ADDRESS: ("address", "address of this page"), _DAY: ("day", "day you read it")}
"""Placeholders for the address and the day: the name of the slot, and what it says without a script."""


def headings_of(policy: Policy, clause: Clause) -> list[str]:
    """Return the source's headings above a clause: its own, and those of the clauses that its number continues."""
    above = (each for each in policy.clauses.values() if f"{clause.number}.".startswith(f"{each.number}."))
    return [each.heading for each in above if each.heading]


def place_of(policy: Policy, clause: Clause) -> str:
    """Return under which headings of the source a clause is, after a comma, if there are any."""
    headings = ", ".join(f"“{each}”" for each in headings_of(policy, clause))
    return f", under {headings}" if headings else ""


def citation(policy: Policy, clause: Clause | None, author: str, address: str, day: str) -> str:
    """Return a citation as medical journals write it for a web page that has no date of its own."""
    where = "Read on an independent site"
    if clause:
        number = f"Clause {clause.number}{place_of(policy, clause)}"
        where = f"{number}, as numbered by the independent site where it was read"
    return f"{author}. {policy.title}. {where} (fingerprint {policy.version}). Accessed {day}. {address}"


def cite_html(policy: Policy, clause: Clause | None, author: str) -> Markup:
    """Return the fold. author: whom the citation names as the author of the text."""
    sentence = citation(policy, clause, author, _ADDRESS, _DAY)
    return element(
        "details",
        element("summary", "Cite the text" if clause is None else "Cite this clause"),
        element(
            "p",
            f"The author is {policy.publisher.name}; this site is only where the text was read. "
            "The fingerprint names the state of this site that was read.",
            " ",
            linked(policy.publisher.page),
            class_="help",
        ),
        _form("Citation", "cite-citation", sentence),
        _form("Quotation with link", QUOTATION, f"“{plain_words_of(clause)}” ({sentence})") if clause else "",
        class_="cite",
        id="cite",
        data_search_exclude=True,
    )


def _form(title: str, name: str, text: str) -> Markup:
    return element(
        "div",
        element(
            "p",
            title,
            copy_button(f"Copy {title.lower()}", name),
            class_="cite-head",
        ),
        element("p", *map(_slot, re.split(f"([{_ADDRESS}{_DAY}])", text)), class_="to-copy", id=name),
    )


def _slot(text: str) -> str:
    if text not in _SLOTS:
        return text
    name, words = _SLOTS[text]
    return element("span", f"[{words}]", data_cite=name)
