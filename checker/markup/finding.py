"""Findings as HTML, in one list per addressee; and the badge that every status and value is shown as.

In: a View.  Out: markup.  Must not say anything that the view does not say.
"""

from checker.engine.model import Publisher
from checker.engine.rule import Tone
from checker.markup.html import Markup, element
from checker.markup.places import Places
from checker.markup.reasons import reasons_html
from checker.markup.source import quotation
from checker.sentences.view import FindingView, View


def finding_lists_html(view: View, places: Places) -> Markup:
    """Return the fold with every clause, a line each, in one list per addressee; each line opens to its finding."""
    return element(
        "div",
        element(
            "details",
            element("summary", f"All {len(view.findings)} clauses"),
            *(
                part
                for each in view.lists
                for part in (
                    element("h4", each.title, id=f"list-{each.addressee}"),
                    element(
                        "ol",
                        *(_finding(finding, view.publisher, places) for finding in each.findings),
                        class_="findings",
                    ),
                )
            ),
            element("p", view.disclaimer, class_="disclaimer"),
            class_="why",
            id="all-clauses",
        ),
        data_part="findings",
    )


def status_badge(tone: Tone, word: str) -> Markup:
    """Return the badge for a status: the word, with a shape and a color that the style sheet picks by `data-tone`."""
    return element("span", word, class_="status", data_tone=tone)


def _finding(finding: FindingView, publisher: Publisher, places: Places) -> Markup:
    """Return a finding as a line that opens to its sentence, its reasons and the clause's words."""
    clause = finding.clause
    return element(
        "li",
        element(
            "details",
            element(
                "summary",
                element("span", clause.number, " ", class_="number"),
                element("span", clause.title, class_="title"),
                " ",
                element("span", clause.force, class_="force"),
                " ",
                status_badge(finding.tone, finding.word),
            ),
            element("p", finding.detail, class_="detail"),
            _date(finding),
            reasons_html(finding.why, places),
            quotation(publisher, clause),
            element("p", element("a", f"Clause {clause.number} on its page", href=places.clause(clause))),
            id=f"why-{clause.id}",
        ),
        data_clause=clause.id,
        data_status=finding.status,
        data_tone=finding.tone,
        data_missing=" ".join(question.id for question in finding.open),
    )


def _date(finding: FindingView) -> Markup:
    if finding.date is None:
        return Markup()
    label, iso, day = finding.date
    return element("p", f"{label}: ", element("time", day, datetime=iso), class_="finding-date")
