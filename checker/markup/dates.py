"""The visitor's dates as HTML: a picture, a list, notes, and a button for a calendar file.

In: the days and notes of a View (see `days.py`).  Out: one part (`data-part`) of the result.
Must not say anything that the view does not say.
"""

from checker.markup.daysline import picture, shape_alone
from checker.markup.html import Markup, element, join
from checker.markup.places import Places, clause_link, question_anchor
from checker.markup.share import feedback_html
from checker.markup.silence import caution_html
from checker.sentences.days import Dates, Day, Note, Span


def dates_html(dates: Dates, places: Places) -> Markup:
    """Return the part. `dates` must hold at least one day."""
    drawn = picture(dates.all, dates.spans)
    return element(
        "section",
        element("h3", "Your dates", id="your-dates"),
        element("figure", drawn, *(_caption(span, places) for span in dates.spans)) if drawn else "",
        element("ul", *(_day(day) for day in dates.all), class_="days"),
        *(_note(note) for note in dates.notes),
        caution_html(dates.caution),
        element(
            "p",
            element(
                "button",
                "Save these dates as a calendar file (.ics)",
                type="button",
                class_="md-button",
                data_make="calendar",
            ),
        ),
        feedback_html(),
        class_="dates",
        data_part="dates",
        data_share_group=True,
    )


def _caption(span: Span, places: Places) -> Markup:
    return element(
        "figcaption",
        "The broad part of the line: ",
        clause_link(span.clause, places),
        f" {span.requests} before {span.before}. {span.less}",
    )


def _day(day: Day) -> Markup:
    return element(
        "li",
        shape_alone(day.kind),
        element("span", f"{day.label}: ", element("time", day.words, datetime=day.iso)),
        data_day=day.kind,
    )


def _note(note: Note) -> Markup:
    """Return a note, after links to its questions."""
    links = [element("a", each.label, href=f"#{question_anchor(each.id)}") for each in note.questions]
    named = [links[0], *(part for link in links[1:] for part in (" and ", link))]
    return element("p", join([*named, ": ", note.says]), data_note=note.kind)
