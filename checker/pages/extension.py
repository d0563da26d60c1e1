"""The Python-Markdown side: finds directives and links in a page, and replaces them with markup.

In: a document tree.  Out: the same tree, changed.  Must not know what the markup says.

    ::: quote notice-period                         a paragraph of its own: see directives.py
    [clause 2](clause:notice-period)                a link to a clause's own page
    [the day](question:filing_date)                 a link to a question in the checker
    [check](checker:licensed=true)                  a link to the checker with answers filled in
    [a revision](fact:sea-trials)                   a link to where a fact from outside was read; see facts.py
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import parse_qsl
from xml.etree.ElementTree import Element, SubElement, fromstring

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from checker.engine.answers import read_answers
from checker.pages.directives import DirectiveError, Directives
from checker.pages.facts import Fact, load_facts
from checker.pages.glossary import load_glossary
from checker.policy import FACTS, GLOSSARY, PROCEDURES, load_document, load_policy
from checker.result.addresses import in_source
from checker.result.link import pairs

_DIRECTIVE = re.compile(r"::: (?P<name>[a-z-]+)(?: (?P<argument>[^\n]+))?\s*")
_PLACE = "policy-directive"
_FRAGMENT = "policy-fragment"
_AS_IS = "data-as-is"
"""On an element whose content no processor may change, because the browser renders the same markup."""
_UNINDEXED = "data-search-exclude"
"""On an element whose text the search must not index; Material removes the attribute."""
# Priorities of others: inline text is processed at 20, contents at 5; MkDocs resolves links at 0.
_AFTER_INLINE, _AFTER_LINKS = 15, -10


@cache
def _directives(repository: str) -> Directives:
    return Directives(
        policy=load_policy(),
        document=load_document(PROCEDURES) | load_document(GLOSSARY),
        terms=load_glossary(GLOSSARY),
        facts=load_facts(FACTS),
        repository=repository,
    )


class PolicyPages(Extension):
    """Fills pages from the policy that ships."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  Python-Markdown's signature
        self.config = {"repository": ["", "address of the repository, where a result can be reported"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Python-Markdown's name
        """Register the parts of the extension."""
        directives = _directives(self.getConfig("repository"))
        md.parser.blockprocessors.register(_Blocks(md.parser), "policy-directives", 175)
        md.treeprocessors.register(_Fill(md, directives), "policy-fill", _AFTER_INLINE)
        md.treeprocessors.register(_Fragments(md), "policy-fragments", _AFTER_LINKS)


class _Blocks(BlockProcessor):
    """Replaces a block of directive lines with placeholders, one a line."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002  Python-Markdown's signature
        return all(_DIRECTIVE.fullmatch(line) for line in block.split("\n"))

    def run(self, parent: Element, blocks: list[str]) -> None:
        for line in blocks.pop(0).split("\n"):
            match = _DIRECTIVE.fullmatch(line)
            if match is not None:
                place = SubElement(parent, _PLACE)
                place.set("name", match["name"])
                place.set("argument", match["argument"] or "")


class _Fill(Treeprocessor):
    """Replaces directives with markup, and the targets of links to clauses, questions, facts and the checker."""

    def __init__(self, md: Markdown, directives: Directives) -> None:
        super().__init__(md)
        self._directives = directives

    def run(self, root: Element) -> None:
        address = in_source(_page_of(self.md))
        named = [fact for link in root.iter("a") for fact in self._fact(link)]
        for parent in list(root.iter()):
            for index, child in reversed(list(enumerate(parent))):
                if child.tag == _PLACE:
                    markup = self._directives.expand(child.get("name", ""), child.get("argument", ""), named)
                    parent[index : index + 1] = list(self._parsed(markup))
        for link in root.iter("a"):
            self._address(link, address)

    def _fact(self, link: Element) -> list[Fact]:
        """Give a link to a fact its address, and return the fact."""
        scheme, _, name = link.get("href", "").partition(":")
        if scheme != "fact":
            return []
        fact = self._directives.fact(name)
        link.set("href", self._directives.facts.sources[fact.sources[0]].address)
        return [fact]

    def _parsed(self, markup: str) -> Element:
        """Return markup as a tree. Keep buttons out of the search, and processors out of what is `data-as-is`."""
        tree = fromstring(f"<div>{markup}</div>")  # noqa: S314  our own markup
        for button in tree.iter("button"):
            button.set(_UNINDEXED, _UNINDEXED)
        for place in tree.iter():
            if place.attrib.pop(_AS_IS, None) is not None:
                place.text = self.md.htmlStash.store(place.text or "")
        return tree

    def _address(self, link: Element, address: Callable[[str, str], str]) -> None:
        scheme, _, rest = link.get("href", "").partition(":")
        if scheme == "clause":
            link.set("href", address(scheme, self._directives.clause(rest).id))
        elif scheme == "question":
            link.set("href", address(scheme, self._directives.question(rest).id))
        elif scheme == "page":
            link.set("href", address(scheme, rest))
        elif scheme == "checker":
            link.set("href", address("page", "checker/index"))
            if rest:
                link.set(_FRAGMENT, self._answers(rest))

    def _answers(self, written: str) -> str:
        """Return the fragment for answers written as `question=answer&…`."""
        words: dict[str, Any] = dict(parse_qsl(written, keep_blank_values=True))
        data = {name: {"true": True, "false": False}.get(word, word) for name, word in words.items()}
        answers, faults = read_answers(self._directives.policy, data, f"link `checker:{written}`")
        if faults:
            raise DirectiveError("\n".join(map(str, faults)))
        return "&".join(pairs(self._directives.policy, answers.given))


class _Fragments(Treeprocessor):
    """Adds answers to links after the generator has resolved them: it would take the answers for an anchor."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            answers = link.attrib.pop(_FRAGMENT, None)
            if answers is not None:
                link.set("href", f"{link.get('href', '')}#{answers}")


def _page_of(md: Markdown) -> str:
    """Return the path of the page that is being rendered, as MkDocs gives it; without MkDocs, of one at the top."""
    if "relpath" not in md.treeprocessors:
        return ""
    return str(md.treeprocessors["relpath"].file.src_uri)  # type: ignore[attr-defined]
