"""A clause on its page: the source's words as a quotation, and ours outside it.

In: a policy and its clauses.  Out: markup.  Must not put a word of ours into a quotation of the source.
"""

from checker.engine.model import Clause, Policy
from checker.markup.html import Markup, element, join
from checker.markup.in_place import check_html, status_html
from checker.markup.places import Places, question_anchor
from checker.markup.question import questions_of
from checker.markup.source import link_note, quotation, quoted, words_of


def clause_html(policy: Policy, clause: Clause, places: Places) -> Markup:
    """Return a clause in full: number, quotation, force, plain reading, what it does not say, and its check."""
    return element(
        "section",
        element(
            "div",
            element("h2", element("span", clause.number, class_="clause-number"), f" {clause.title}", id=clause.id),
            status_html(policy, clause),
            class_="clause-head",
        ),
        quotation(policy.publisher, clause),
        link_note(clause),
        _facts(policy, clause),
        element("p", "In plain words", class_="label"),
        element("p", clause.reading),
        element("p", "The clause does not say", class_="label"),
        element("ul", *(element("li", f"{each};") for each in clause.not_read_as[:-1]), _last(clause)),
        check_html(policy, clause, places),
        _onward(policy, clause, places),
        class_="clause",
    )


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
                    element("td", element("a", clause.title, href=places.clause(clause))),
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


def _facts(policy: Policy, clause: Clause) -> Markup:
    return element(
        "dl",
        element("div", element("dt", "Addressed to"), element("dd", policy.addressees[clause.addressed_to].word)),
        element("div", element("dt", "Force"), element("dd", clause.force)),
        class_="clause-facts",
    )


def _last(clause: Clause) -> Markup:
    return join(element("li", f"{each}.") for each in clause.not_read_as[-1:])


def _onward(policy: Policy, clause: Clause, places: Places) -> Markup:
    return element(
        "p",
        *(
            join(
                [
                    element(
                        "a",
                        f"Answer the questions of clause {clause.number}",
                        href=f"{places.page('checker')}#{question_anchor(question.id)}",
                    ),
                    " ",
                ]
            )
            for question in questions_of(policy, clause)[:1]
        ),
        element("a", f"See clause {clause.number} in the whole text", href=places.clause_in_text(clause)),
        class_="clause-links",
    )


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
