"""Addresses of pages, clauses and questions on the site.

In: a page, clause or question.  Out: a relative address, in one of two forms:
`from_source` for Markdown pages (the site generator turns addresses of Markdown files into those of pages),
`CHECKER_PAGE` for markup that is rendered in the visitor's browser on the checker page.
Must not depend on where the site is published.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from checker.engine.model import Clause
from checker.markup.html import Markup, element
from checker.sentences.words import enumerated


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """How addresses are written: what goes before and after the path of a page."""

    before: str
    after: str

    def page(self, path: str) -> str:
        """Return the address of a page, such as `procedures`."""
        return f"{self.before}{path}{self.after}"

    def asset(self, name: str) -> str:
        """Return the address of one of the checker's own files."""
        return f"{self.before}assets/checker/{name}"

    def clause(self, clause: Clause) -> str:
        """Return the permanent address of a clause: its own page."""
        return self.page(f"clauses/{clause.id}")


def from_source(path: str) -> Places:
    """Return how the Markdown file at this path, relative to the folder of all pages, writes addresses."""
    return Places(before="../" * path.count("/"), after=".md")


CHECKER_PAGE = Places(before="../", after="/")


def clause_link(clause: Clause, places: Places, word: str = "clause") -> Markup:
    """Return a link to a clause: a word, which may be empty, and the clause's number."""
    return element("a", f"{word} {clause.number}".strip(), href=places.clause(clause))


def clause_links(clauses: Iterable[Clause], places: Places, word: str = "clause") -> Markup:
    """Return links to clauses as part of a sentence: `a`, `a and b`, `a, b and c`."""
    return Markup(enumerated([clause_link(clause, places, word) for clause in clauses]))


def clause_tags(clauses: Iterable[Clause], places: Places) -> tuple[Markup, ...]:
    """Return the numbers of clauses as links, each after a space; `words.js` opens the clause's words there."""
    tags = (
        element(
            "a",
            element("span", "Clause ", class_="visually-hidden"),
            clause.number,
            href=places.clause(clause),
            class_="tag",
            data_words=clause.id,
        )
        for clause in clauses
    )
    return tuple(part for tag in tags for part in (Markup(" "), tag))


def question_anchor(question: str) -> str:
    """Return the anchor of a question on the checker page."""
    return f"q-{question}"
