"""Reasons as HTML, in a fold.

In: a Why.  Out: a fold.  Must not say anything that the reasons do not say.
"""

from checker.markup.html import Markup, element, join
from checker.markup.places import Places
from checker.markup.table import lines_html
from checker.sentences.why import Why


def reasons_html(why: Why, name: str, places: Places, quoted: Markup | None = None) -> Markup:
    """Return the reasons.

    name: the id of the fold.  quoted: the clause as a quotation, for the reasons of one clause.
    """
    return element(
        "details",
        element("summary", "Why is this?"),
        quoted or "",
        *(join([element("p", words), lines_html(lines, places, kind="reasons")]) for words, lines in why.rows),
        class_="why",
        id=name,
    )
