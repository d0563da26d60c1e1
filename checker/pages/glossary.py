"""The glossary: terms for newcomers, and what abbreviations are short for.

In: glossary.toml.  Out: terms, and their page.  Must not be shipped to the browser.
"""

import re
from pathlib import Path

from checker.engine.fault import InputError
from checker.engine.model import Clause, Policy
from checker.engine.read import Reader
from checker.engine.record import record
from checker.policy import load_document
from checker.result.markup import Markup, element, join
from checker.result.parts import clause_links


@record
class Term:
    """A term.  long: if it is an abbreviation, what it is short for.  also: other forms of the word."""

    term: str
    says: str
    long: str = ""
    also: tuple[str, ...] = ()


@record
class _Glossary:
    terms: tuple[Term, ...]


def load_glossary(path: Path) -> tuple[Term, ...]:
    """Return the terms of a glossary file. Raise InputError with every fault."""
    reader = Reader(path.name)
    found = reader.read(_Glossary, load_document(path), "", {"terms": "term"})
    if reader.faults:
        raise InputError(reader.faults)
    return found.terms


def _clauses_with(term: Term, policy: Policy) -> tuple[Clause, ...]:
    """Return the clauses whose text uses a term, in any of its forms, singular or plural."""
    forms = "|".join(map(re.escape, (term.term, *term.also)))
    word = re.compile(rf"\b(?:{forms})s?\b", re.IGNORECASE)
    return tuple(clause for clause in policy.clauses.values() if word.search(clause.text))


def glossary_html(terms: tuple[Term, ...], policy: Policy) -> Markup:
    """Return the terms in alphabetical order, each with an anchor and its clauses."""
    by_letters = sorted(terms, key=lambda term: term.term.lower())
    return element("dl", *(_entry(term, _clauses_with(term, policy)) for term in by_letters))


def _entry(term: Term, clauses: tuple[Clause, ...]) -> Markup:
    long = element("strong", f"{term.long}. ") if term.long else ""
    used = join([" In the text: ", clause_links(clauses), "."]) if clauses else ""
    return join([element("dt", term.term, id=_anchor(term)), element("dd", long, term.says, used)])


def _anchor(term: Term) -> str:
    return "term-" + "-".join(term.term.lower().split())
