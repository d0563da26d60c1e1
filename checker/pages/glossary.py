"""The glossary: terms for newcomers, and the abbreviations that every page explains in place.

In: glossary.toml.  Out: terms, and their page.  Must not be shipped to the browser.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from checker.engine.fault import Fault, PolicyError
from checker.engine.load_table import Table
from checker.engine.model import Policy
from checker.markup.html import Markup, element, join
from checker.markup.places import Places, clause_links
from checker.policy import load_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term.  long: if it is an abbreviation, what it is short for.  clauses: those in whose text it stands."""

    term: str
    long: str
    says: str
    clauses: tuple[str, ...]


def load_glossary(path: Path, policy: Policy) -> tuple[Term, ...]:
    """Read the terms of a glossary file. Raise PolicyError, with every fault, if there is one."""
    faults: list[Fault] = []
    file = Table(load_document(path), path.name, "", faults)
    terms = tuple(_term(table, policy) for table in file.tables("term"))
    file.finish()
    if faults:
        raise PolicyError(faults)
    return terms


def _term(table: Table, policy: Policy) -> Term:
    name = table.text("term")
    term = Term(
        term=name,
        long=table.text("long", optional=True),
        says=table.text("says"),
        clauses=_clauses_with([name, *(table.texts("also") if table.has("also") else ())], policy),
    )
    table.finish()
    return term


def _clauses_with(forms: list[str], policy: Policy) -> tuple[str, ...]:
    """Return the clauses in whose text a word stands, in one of its forms or in their plural."""
    word = re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})s?\b", re.IGNORECASE)
    return tuple(clause.id for clause in policy.clauses.values() if word.search(clause.text))


def abbreviations(terms: tuple[Term, ...]) -> dict[str, str]:
    """Return what each abbreviation is short for."""
    return {term.term: term.long for term in terms if term.long}


def glossary_html(terms: tuple[Term, ...], policy: Policy, places: Places) -> Markup:
    """Return the terms in alphabetical order, each with an anchor and its clauses."""
    return element(
        "dl",
        *(
            join(
                [
                    element("dt", term.term, id=_anchor(term)),
                    element(
                        "dd",
                        element("strong", term.long + ". ") if term.long else "",
                        term.says,
                        *(
                            (
                                " In the text: ",
                                clause_links((policy.clauses[each] for each in term.clauses), places),
                                ".",
                            )
                            if term.clauses
                            else ()
                        ),
                    ),
                ]
            )
            for term in sorted(terms, key=lambda term: term.term.lower())
        ),
        class_="glossary",
    )


def _anchor(term: Term) -> str:
    return "term-" + "-".join(term.term.lower().split())
