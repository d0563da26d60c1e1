"""The directives: what a line such as `::: clause notice-period` on a page is replaced with.

In: a name and an argument.  Out: markup, or DirectiveError.  Must not contain words for visitors.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from checker.engine.fault import listed, nearest, quote
from checker.engine.model import Clause, Policy, Question
from checker.engine.record import record
from checker.pages.citation import cite_html
from checker.pages.clause import clause_page_html, quote_html, text_html
from checker.pages.facts import Fact, Facts, named_in, sources_html
from checker.pages.form import checker_html
from checker.pages.glossary import Term, glossary_html
from checker.pages.linking import link_keys_html
from checker.pages.releases import changes_html, releases, withdrawn, withdrawn_html
from checker.pages.silences import silences_html
from checker.pages.verified import verified_html
from checker.result.markup import Markup
from checker.result.parts import table_html
from checker.result.rule_words import rows_of
from checker.verify.verify import verify_files


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
            "verified": lambda: verified_html(verify_files()),
        }
        of_one: dict[str, Callable[[], Markup]] = {
            "clause-page": lambda: clause_page_html(self.policy, self.clause(argument), self._author),
            "decision": lambda: self._decision(argument),
            "facts": lambda: self._sources(argument, named),
            "quote": lambda: quote_html(self.policy, self.clause(argument)),
            "withdrawn": lambda: withdrawn_html(
                self.policy, _named("withdrawn clause", argument, withdrawn(self.policy, releases()))
            ),
        }
        if argument and name in whole:
            message = f"directive `{name}` takes nothing after its name; found {quote(argument)}"
            raise DirectiveError(message)
        return _named("directive", name, whole | of_one)()

    def _decision(self, name: str) -> Markup:
        """Return the table of a decision."""
        decision = _named("decision", name, self.policy.decisions)
        return table_html(rows_of(self.policy, decision.rule), decision.ask)

    def _sources(self, argument: str, named: Iterable[Fact]) -> Markup:
        """Return the sources of the facts named here, or in tables of some kinds, or those that the page links to."""
        first, *kinds = argument.split() or [""]
        names = named_in(self.document, kinds) if first == "in" else argument.split()
        return sources_html(self.facts, [self.fact(each) for each in names] or named)

    @property
    def _author(self) -> str:
        """Whom a citation names as the author: the publisher of the text, in full if the glossary knows it."""
        name = self.policy.publisher.name
        return next((each.long for each in self.terms if each.term == name and each.long), name)

    def fact(self, name: str) -> Fact:
        """Return a fact by its id. Raise DirectiveError if it does not exist."""
        return _named("fact", name, self.facts.facts)

    def clause(self, name: str) -> Clause:
        """Return a clause by its id. Raise DirectiveError if it does not exist."""
        return _named("clause", name, self.policy.clauses)

    def question(self, name: str) -> Question:
        """Return a question by its id. Raise DirectiveError if it does not exist."""
        return _named("question", name, self.policy.questions)


def _named[T](kind: str, name: str, things: Mapping[str, T]) -> T:
    if name in things:
        return things[name]
    suggestion = nearest(name, things)
    rest = f"did you mean {suggestion}?" if suggestion else f"allowed: {listed(things)}"
    raise DirectiveError(f"unknown {kind} {quote(name)}; {rest}")
