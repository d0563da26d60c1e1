"""Clauses where they are read: on the page of their topic, in the full text, quoted; and each on its own page.

In: a policy and its clauses.  Out: markup.  Must not put a word of ours into a quotation of the source.
"""

from checker.engine.model import Clause, Policy
from checker.markup.copying import copy_button
from checker.markup.html import Markup, element, join
from checker.markup.places import Places
from checker.markup.source import link_note, quotation, quoted, words_of
from checker.pages.cite import cite_html
from checker.pages.in_place import check_html, status_html
from checker.pages.rules import rule_anchor, rule_table


def clause_html(policy: Policy, clause: Clause, places: Places) -> Markup:
    """Return a clause on the page of its topic: number, quotation, addressee and force, plain reading, denials."""
    return element(
        "section",
        element(
            "div",
            element("h2", element("span", clause.number, class_="clause-number"), f" {clause.title}", id=clause.id),
            copy_button("Copy link", clause.id, described_by=clause.id, class_="copy-link", address=True),
            status_html(policy, clause, places),
            class_="clause-head",
        ),
        *_reading(
            policy, clause, element("a", _about("Check it, see its rule, cite it", clause), href=places.clause(clause))
        ),
        class_="clause",
    )


def clause_page_html(policy: Policy, clause: Clause, author: str, places: Places) -> Markup:
    """Return the rest of a clause's own page, below its title.

    author: whom a citation names as the author of the text.
    """
    whole = element("a", policy.title, href=places.page("procedures/full-text"))
    links = (
        (f"On the page “{policy.topics[clause.topic].title}”", places.clause_in_topic(clause)),
        ("In the full text", places.clause_in_text(clause)),
        ("Among the rules", f"{places.page('rules')}#{rule_anchor(clause)}"),
    )
    return element(
        "section",
        element(
            "div",
            copy_button("Copy link", "whole", class_="copy-link", address=True),
            status_html(policy, clause, places),
            class_="clause-head",
        ),
        element("p", "A clause of the ", whole, ", on an independent site, which numbers the clauses.", class_="from"),
        *_reading(policy, clause),
        element("div", check_html(policy, clause, places), cite_html(policy, clause, author), class_="clause-folds"),
        *_rule(policy, clause, places),
        *_silences(policy, clause, places),
        element("h2", "Where it stands", id="around"),
        element(
            "ul",
            *(element("li", element("a", words, href=address)) for words, address in links),
            *(
                element("li", f"{words}: ", element("a", f"{other.number} {other.title}", href=places.clause(other)))
                for words, other in _neighbors(policy, clause)
            ),
        ),
        class_="clause",
        id="whole",
        data_whole_page=True,
    )


def _neighbors(policy: Policy, clause: Clause) -> list[tuple[str, Clause]]:
    """Return the clauses before and after one in the order of the source, each with words for where it is."""
    clauses = list(policy.clauses.values())
    at = clauses.index(clause)
    before = [("Previous", each) for each in clauses[max(at - 1, 0) : at]]
    return before + [("Next", each) for each in clauses[at + 1 : at + 2]]


def _reading(policy: Policy, clause: Clause, *links: Markup) -> tuple[Markup, ...]:
    """Return a clause's words, and what we read in them. links: what its facts end with."""
    return (
        quotation(policy.publisher, clause),
        link_note(clause),
        _facts(policy, clause, *links),
        element("p", element("strong", "In plain words:"), f" {clause.reading}"),
        element("p", denials(clause)) if clause.not_read_as else Markup(),
    )


def denials(clause: Clause) -> str:
    """Return everything that a clause does not say as one sentence."""
    *others, last = clause.not_read_as
    return f"It does not say {', '.join([*others, f'or {last}' if others else last])}."


def quote_html(policy: Policy, clause: Clause, places: Places) -> Markup:
    """Return a clause's quotation with its number, for pages other than its own."""
    return element(
        "figure",
        quotation(policy.publisher, clause),
        element(
            "figcaption",
            element("a", f"Clause {clause.number}: {clause.title}", href=places.clause(clause)),
        ),
        link_note(clause),
        class_="quoted-clause",
    )


def contents_html(policy: Policy, places: Places) -> Markup:
    """Return a table of all clauses: number, title, addressee and force."""
    heads = ("No.", "Clause", "Addressed to", "Force")
    return element(
        "table",
        element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
        element(
            "tbody",
            *(
                element(
                    "tr",
                    element("td", clause.number),
                    element("td", element("a", clause.title, href=places.clause_in_topic(clause))),
                    element("td", policy.addressees[clause.addressed_to].word),
                    element("td", clause.force),
                )
                for clause in policy.clauses.values()
            ),
        ),
    )


def full_text_html(policy: Policy, places: Places) -> Markup:
    """Return the whole text in source order, with an anchor and our number for each clause."""
    items: list[tuple[int, Markup]] = []
    for clause in policy.clauses.values():
        level = clause.number.count(".") + 1
        if clause.heading is not None:
            items.append((level, element("p", clause.heading, class_="source-heading")))
            level += 1
        number = element(
            "a",
            clause.number,
            href=places.clause(clause),
            class_="clause-number",
            aria_label=f"Clause {clause.number}",
        )
        items.append(
            (
                level,
                element("div", number, element("p", words_of(clause)), id=clause.id, class_="source-clause"),
            )
        )
    return join(
        [
            quoted(
                policy.publisher,
                element("p", policy.title, class_="source-title"),
                _nested(items),
                class_="source full-text",
            ),
            *(link_note(clause) for clause in policy.clauses.values()),
        ]
    )


def _facts(policy: Policy, clause: Clause, *links: Markup) -> Markup:
    return element(
        "div",
        element(
            "p",
            element("span", "Addressed to: ", class_="visually-hidden"),
            policy.addressees[clause.addressed_to].word,
            " · ",
            element("span", "force: ", class_="visually-hidden"),
            element("strong", clause.force),
        ),
        *(element("p", link) for link in links),
        class_="clause-facts",
    )


def _silences(policy: Policy, clause: Clause, places: Places) -> tuple[Markup, ...]:
    links = [
        element("li", element("a", silence.title, href=f"{places.page('not-stated')}#{silence.id}"))
        for silence in policy.silences
        if clause.id in silence.clauses
    ]
    if not links:
        return (element("span", class_="old-place", id="not-said"),)  # another version may have had some
    return element("h2", "The text does not say", id="not-said"), element("ul", *links)


def _rule(policy: Policy, clause: Clause, places: Places) -> tuple[Markup, ...]:
    if clause.rule is None:
        return ()
    return element("h2", "Rule", id="rule"), rule_table(policy, clause, clause.rule, places)


def _about(words: str, clause: Clause) -> Markup:
    """Return words of a link with what only screen readers need to tell it from others."""
    return join([words, element("span", f", clause {clause.number}", class_="visually-hidden")])


def _nested(items: list[tuple[int, Markup]], level: int = 1) -> Markup:
    """Return items as nested lists, each deeper item inside the one above it."""
    entries: list[Markup] = []
    index = 0
    while index < len(items):
        deeper = index + 1
        while deeper < len(items) and items[deeper][0] > level:
            deeper += 1
        inner = _nested(items[index + 1 : deeper], level + 1) if deeper > index + 1 else Markup()
        entries.append(element("li", items[index][1], inner))
        index = deeper
    return element("ul", *entries)
