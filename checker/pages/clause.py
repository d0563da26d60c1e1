"""Clauses as markup: the whole text clause by clause, each clause on its own page, and quoted on others.

In: a policy and its clauses.  Out: markup.  Must not mix our words into a quotation of the source.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from checker.engine.model import UNDETERMINED, Clause, Policy
from checker.pages.citation import QUOTATION, cite_html, headings_of
from checker.result.markup import Markup, element, join
from checker.result.parts import copy_button, link_note, linked, quotation, quoted, table_html, words_of
from checker.result.rule_words import rows_of
from checker.result.words import NOT_SURE, enumerated


def text_html(policy: Policy) -> Markup:
    """Return the whole text in the order of the source: its title, then each clause as a block under our topics.

    The topics have no anchors: the clauses have theirs.
    """
    topics = (
        element(
            "section",
            element("p", topic, class_="topic", role="heading", aria_level="2"),
            *(_block(policy, clause) for clause in clauses),
        )
        for topic, clauses in groupby(policy.clauses.values(), key=lambda clause: clause.topic)
    )
    title = quoted(policy.publisher, element("p", policy.title, class_="source-title"))
    return element("div", title, *topics, class_="whole-text")


def clause_page_html(policy: Policy, clause: Clause, author: str) -> Markup:
    """Return the rest of a clause's own page, below its title. Only what is on no other page is indexed by the search.

    author: whom a citation names as the author of the text.
    """
    whole = element("a", policy.title, href=f"page:procedures#{clause.id}")
    return element(
        "section",
        element(
            "div",
            copy_button(f"Copy link to clause {clause.number}", "whole", said="Link copied.", address=True),
            copy_button(f"Copy quotation of clause {clause.number}", QUOTATION, said="Quotation copied."),
            class_="clause-head",
        ),
        element(
            "p",
            "A clause of the ",
            whole,
            ", on an independent site, which numbers the clauses.",
            class_="from",
            data_search_exclude=True,
        ),
        quoted(policy.publisher, *_headings(headings_of(policy, clause)), element("p", words_of(clause))),
        *_reading(clause),
        *_check(policy, clause),
        *_because(clause),
        *_silences(policy, clause),
        cite_html(policy, clause, author),
        class_="clause",
        id="whole",
        data_whole_page=True,
    )


def quote_html(policy: Policy, clause: Clause) -> Markup:
    """Return a clause's quotation with its number, for pages other than its own."""
    figure = element(
        "figure",
        quotation(policy.publisher, clause),
        element("figcaption", element("a", f"Clause {clause.number}: {clause.title}", href=f"clause:{clause.id}")),
        class_="quoted-clause",
        data_search_exclude=True,  # found on the clause's own page
    )
    return join([figure, link_note(clause)])


def denials(clause: Clause) -> str:
    """Return everything that a clause does not say as one sentence."""
    *others, last = clause.not_read_as
    return f"It does not say {', '.join([*others, f'or {last}' if others else last])}."


def _block(policy: Policy, clause: Clause) -> Markup:
    """Return a clause within the whole text, with the source's heading above it, if there is one."""
    number = element("span", clause.number, class_="clause-number")
    return element(
        "section",
        element("h3", number, element("span", f" {clause.title}", class_="clause-title"), id=clause.id),
        quoted(
            policy.publisher, *_headings([clause.heading] if clause.heading else []), element("p", words_of(clause))
        ),
        *_reading(clause),
        element(
            "p",
            element(
                "a",
                "Its questions, its rule, how to cite it",
                element("span", f": clause {clause.number}", class_="visually-hidden"),
                href=f"clause:{clause.id}",
            ),
            class_="clause-links",
        ),
        class_="clause",
        data_search_exclude=True,  # found on the clause's own page
    )


def _headings(headings: Iterable[str]) -> Iterator[Markup]:
    """Yield headings of the source."""
    return (element("p", heading, class_="source-heading") for heading in headings)


def _reading(clause: Clause) -> tuple[Markup, ...]:
    """Return what follows a clause's words: whom it addresses, with what force, and how we read it."""
    return (
        link_note(clause),
        element(
            "p",
            f"Addressed to: {clause.addressed_to} · Force: ",
            element("strong", clause.force),
            class_="clause-facts",
        ),
        element("p", element("strong", "In plain words:"), f" {clause.reading}", class_="reading"),
        element("p", denials(clause), class_="reading") if clause.not_read_as else Markup(),
    )


def _check(policy: Policy, clause: Clause) -> tuple[Markup, ...]:
    """Return the questions of a clause, linked to the checker, and its rule; nothing if it has no rule."""
    if clause.rule is None:
        return ()
    questions = [policy.questions[variable.name] for variable in clause.rule.variables]
    asked = (
        element("li", element("a", each.ask, href=f"question:{each.id}"), *_bracketed(linked(each.link)))
        for each in questions
    )
    counted = [
        f"“{choice.label}”"
        for question, variable in zip(questions, clause.rule.variables, strict=True)
        for choice in question.choices
        if choice.id not in variable.domain
    ]
    open_answers = enumerated([f"“{NOT_SURE}”", *counted])
    return (
        element(
            "section",
            element("h2", "Check your case", id="questions", data_search_exclude=True),
            element("p", "For this clause the checker asks:"),
            element("ul", *asked),
            class_="asks",
        ),
        element("h2", "Rule", id="rule", data_search_exclude=True),
        table_html(rows_of(policy, clause.rule), f"Results for clause {clause.number}, by answer"),
        element(
            "p",
            f"The result is “{policy.statuses[UNDETERMINED].word}” while an unanswered question could change it; "
            f"{open_answers} {'count' if counted else 'counts'} as unanswered.",
        ),
    )


def _bracketed(link: Markup) -> tuple[str, ...]:
    return (" (", link, ")") if link else ()


def _because(clause: Clause) -> tuple[Markup, ...]:
    reasons = (clause.because, f"Not checked: {clause.not_checked}" if clause.not_checked else "")
    found = [element("p", reason) for reason in reasons if reason]
    return (element("h2", "Why we read it this way", id="why"), *found) if found else ()


def _silences(policy: Policy, clause: Clause) -> tuple[Markup, ...]:
    links = [
        element("li", element("a", silence.title, href=f"page:not-stated#{silence.id}"))
        for silence in policy.silences.values()
        if clause.id in silence.clauses
    ]
    heading = element("h2", "The text does not say", id="not-said", data_search_exclude=True)
    return (heading, element("ul", *links)) if links else ()
