"""Reasons as HTML.

In: a Why, or decisions in words.  Out: paragraphs and lists, and the fold that holds them for both decisions.
Must not say anything that the reasons do not say.
"""

from checker.engine.model import Clause, Question
from checker.markup.html import Markup, element, join
from checker.markup.places import Places, clause_link, clause_links, question_anchor
from checker.markup.table import lines_html, table_html
from checker.sentences.view import DecisionView
from checker.sentences.why import Why
from checker.sentences.words import count_of, in_quotes


def reasons_html(why: Why, places: Places) -> Markup:
    """Return the conditions that a result comes from."""
    return join(join([element("p", words), lines_html(lines, places, kind="reasons")]) for words, lines in why.rows)


def decision_reasons_html(decisions: tuple[DecisionView, ...], places: Places) -> Markup:
    """Return the fold that explains every decision."""
    return element(
        "details",
        element("summary", "Why"),
        *(_decision(decision, places) for decision in decisions),
        class_="why",
        id="why",
    )


def _decision(decision: DecisionView, places: Places) -> Markup:
    return element(
        "section",
        element("h4", f"{decision.title}: {decision.ask}"),
        element("p", element("strong", decision.headline)),
        *(element("p", *_cited(clauses, places), says) for clauses, says in decision.grounds),
        _listed(decision.blocking_title, [(question, says) for question, says in decision.blocking]),
        _listed(decision.also_blocking_title, [(question, question.label) for question in decision.also_blocking]),
        _listed(
            f"{count_of(decision.open, 'open question', 'open questions')} can still change this",
            [(question, question.ask) for question in decision.open],
        ),
        _settling(decision.why),
        reasons_html(decision.why, places),
        element(
            "details",
            element("summary", "The whole table, with your case marked"),
            table_html(decision.rows, decision.ask, places),
            class_="why",
            id=f"table-{decision.id}",
        ),
        data_why=decision.id,
    )


def _cited(clauses: tuple[Clause, ...], places: Places) -> tuple[str, ...]:
    if len(clauses) == 1:
        return clause_link(clauses[0], places, "Clause"), ": "
    return ("Clauses ", clause_links(clauses, places, ""), ": ") if clauses else ()


def _settling(why: Why) -> Markup:
    """Return the values that an open decision can still have, and the single answers that would settle it."""
    if not why.possible:
        return Markup()
    possible = join(
        [
            element("p", "Still possible:", class_="list-title"),
            element("ul", *(element("li", label) for label in why.possible)),
        ]
    )
    if not why.settling:
        return possible
    return join(
        [
            possible,
            element("p", "One of these answers alone would settle it:", class_="list-title"),
            element(
                "ul",
                *(
                    element(
                        "li",
                        element("a", f"{each.question.label}: {each.answer}", href=_anchor(each.question)),
                        f" – then {in_quotes(each.outcome)}",
                    )
                    for each in why.settling
                ),
            ),
        ]
    )


def _listed(title: str, items: list[tuple[Question, str]]) -> Markup:
    """Return sentences about questions, each a link to its question; nothing if there are none."""
    if not items:
        return Markup()
    return join(
        [
            element("p", f"{title}:", class_="list-title"),
            element("ul", *(element("li", element("a", says, href=_anchor(question))) for question, says in items)),
        ]
    )


def _anchor(question: Question) -> str:
    return f"#{question_anchor(question.id)}"
