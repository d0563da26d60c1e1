"""The directives: what a line such as `::: clause notice-period` on a page is replaced with.

In: a name and an argument.  Out: markup, or DirectiveError.  Must not contain words for visitors.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from checker.engine.fault import listed, nearest, quote
from checker.engine.model import Clause, Policy, Question
from checker.engine.record import record
from checker.pages.citation import cite_html
from checker.pages.clause import clause_page_html, quote_html, text_html
from checker.pages.facts import Fact, Facts, named_in, sources_html
from checker.pages.form import checker_html
from checker.pages.glossary import Term, abbreviations, glossary_html
from checker.pages.linking import link_keys_html
from checker.pages.rules import decision_table
from checker.pages.silences import silences_html
from checker.pages.verified import verified_html
from checker.pages.versions import changes_html, releases, withdrawn, withdrawn_html
from checker.result.html import Markup
from checker.verify.verify import Verification, verify_files


class DirectiveError(ValueError):
    """A directive or link on a page that refers to something that does not exist."""


@record
class Directives:
    """The directives that a page can use.

    document: the tables of the policy file and of the glossary.  repository: its address; may be empty.
    """

    policy: Policy
    document: Mapping[str, Any]
    terms: tuple[Term, ...]
    facts: Facts
    repository: str

    def expand(self, name: str, argument: str, named: Iterable[Fact] = ()) -> Markup:
        """Return the markup for a directive.

        named: the facts that the page links to.

        Raise DirectiveError if the directive, or what it names, does not exist.
        """
        whole: dict[str, Callable[[], Markup]] = {
            "changes": lambda: changes_html(releases()),
            "checker": lambda: checker_html(self.policy, self.repository),
            "cite": lambda: cite_html(self.policy, None, self._author),
            "link-keys": lambda: link_keys_html(self.policy),
            "glossary": lambda: glossary_html(self.terms, self.policy),
            "text": lambda: text_html(self.policy),
            "silences": lambda: silences_html(self.policy),
            "verified": lambda: verified_html(_verified()),
        }
        of_clause: dict[str, Callable[[Clause], Markup]] = {
            "clause-page": lambda clause: clause_page_html(self.policy, clause, self._author),
            "quote": lambda clause: quote_html(self.policy, clause),
        }
        if name == "facts":  # those named here, or in tables of some kinds, or those that the page links to
            first, *others = argument.split() or [""]
            names = named_in(self.document, others) if first == "in" else argument.split()
            return sources_html(self.facts, [self.fact(each) for each in names] or named)
        if name == "decision":
            return decision_table(self.policy, _named("decision", argument, self.policy.decisions))
        if name == "withdrawn":
            gone = withdrawn(self.policy, releases())
            return withdrawn_html(self.policy, _named("withdrawn clause", argument, gone))
        if name in of_clause:
            return of_clause[name](self.clause(argument))
        if name not in whole:
            raise _unknown("directive", name, [*whole, *of_clause, "decision", "facts", "withdrawn"])
        if argument:
            message = f"directive `{name}` takes nothing after its name; found {quote(argument)}"
            raise DirectiveError(message)
        return whole[name]()

    @property
    def _author(self) -> str:
        """Whom a citation names as the author: the publisher of the text, in full if the glossary knows it."""
        name = self.policy.publisher.name
        return abbreviations(self.terms).get(name, name)

    def fact(self, name: str) -> Fact:
        """Return a fact by its id. Raise DirectiveError if it does not exist."""
        return _named("fact", name, self.facts.facts)

    def clause(self, name: str) -> Clause:
        """Return a clause by its id. Raise DirectiveError if it does not exist."""
        return _named("clause", name, self.policy.clauses)

    def question(self, name: str) -> Question:
        """Return a question by its id. Raise DirectiveError if it does not exist."""
        return _named("question", name, self.policy.questions)


@cache
def _verified() -> Verification:
    """Verify the policy that ships, once for all pages."""
    return verify_files()


def _named[T](kind: str, name: str, known: Mapping[str, T]) -> T:
    if name not in known:
        raise _unknown(kind, name, list(known))
    return known[name]


def _unknown(kind: str, name: str, allowed: list[str]) -> DirectiveError:
    suggestion = nearest(name, allowed)
    rest = f"did you mean {suggestion}?" if suggestion else f"allowed: {listed(allowed)}"
    return DirectiveError(f"unknown {kind} {quote(name)}; {rest}")
