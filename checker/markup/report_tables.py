"""The tables of a printed report: a line for each clause, and each clause in the source's words.

In: a View.  Out: markup without ids.  Must not say anything that the view does not say.
"""

from collections.abc import Iterable

from checker.markup.finding import status_badge
from checker.markup.html import Markup, element
from checker.markup.source import caption, words_of
from checker.sentences.view import FindingView, View


def clauses_html(view: View) -> Markup:
    """Return a line for each clause."""
    return _table(
        ("Clause", "Title", "Force", "By these answers"),
        (
            (
                element("td", finding.clause.title),
                element("td", finding.clause.force),
                element("td", status_badge(finding.tone, finding.word)),
            )
            for finding in view.findings
        ),
        view.findings,
    )


def text_html(view: View) -> Markup:
    """Return the second page: every clause in the source's words, and the sentence on how it stands."""
    return element(
        "section",
        element("h2", f"Clause by clause, in {view.publisher.possessive} words and by these answers"),
        _table(
            ("Clause", caption(view.publisher), "By these answers"),
            (
                (
                    element("td", element("blockquote", words_of(finding.clause), class_="source-words")),
                    element("td", status_badge(finding.tone, finding.word), element("p", finding.detail)),
                )
                for finding in view.findings
            ),
            view.findings,
        ),
        class_="report-text",
    )


def _table(heads: Iterable[str], rows: Iterable[tuple[Markup, ...]], findings: Iterable[FindingView]) -> Markup:
    """Return a table with a row for each finding, which begins with its clause's number."""
    return element(
        "table",
        element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
        element(
            "tbody",
            *(
                element("tr", element("th", finding.clause.number, scope="row"), *cells)
                for finding, cells in zip(findings, rows, strict=True)
            ),
        ),
    )
