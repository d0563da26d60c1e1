"""Findings as HTML, in one list per addressee; and the badge that every status and value is shown as.

In: the lists of a View.  Out: markup.  Must not say anything that the view does not say.
"""

from checker.engine.model import Publisher
from checker.engine.rule import Tone
from checker.markup.html import Markup, element, join
from checker.markup.places import Places
from checker.markup.reasons import reasons_html
from checker.markup.source import quotation
from checker.sentences.view import FindingList, FindingView

_FORCE = "Below, the force of each clause says how strongly it speaks, as near to the text’s own words as can be."


def finding_lists_html(lists: tuple[FindingList, ...], publisher: Publisher, places: Places) -> Markup:
    """Return every list under its title, and before the first a note on what "force" is."""
    return join(
        part
        for each in lists
        for part in (
            element("p", _FORCE, class_="force", data_part="force") if each is lists[0] else "",
            element("h3", each.title, id=f"list-{each.addressee}", data_part=f"list-{each.addressee}-heading"),
            element(
                "ol",
                *(_finding(finding, publisher, places) for finding in each.findings),
                class_="findings",
                data_part=f"list-{each.addressee}",
            ),
        )
    )


def status_badge(tone: Tone, word: str) -> Markup:
    """Return the badge for a status: the word, with a shape and a color that the style sheet picks by `data-tone`."""
    return element("span", word, class_="status", data_tone=tone)


def _finding(finding: FindingView, publisher: Publisher, places: Places) -> Markup:
    clause = finding.clause
    return element(
        "li",
        element(
            "p",
            element(
                "a",
                element("span", clause.number, " ", class_="number"),
                clause.title,
                href=places.clause(clause),
            ),
            class_="finding-title",
        ),
        element("p", f"Force: {clause.force}", class_="force"),
        status_badge(finding.tone, finding.word),
        element("p", finding.detail, class_="detail"),
        _date(finding),
        reasons_html(finding.why, f"why-{clause.id}", places, quotation(publisher, clause)),
        data_part=f"finding-{clause.id}",
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
