"""The visitor's dates as HTML: a picture, a list, notes, and a button for a calendar file.

In: the days and notes of a View (see `days.py`).  Out: one part (`data-part`) of the result.
Must not say anything that the view does not say.
"""

from checker.markup.daysline import picture, shape_alone
from checker.markup.html import Markup, element
from checker.markup.places import Places, clause_link
from checker.sentences.days import Dates, Day, Span


def dates_html(dates: Dates, places: Places) -> Markup:
    """Return the part. `dates` must hold at least one day."""
    drawn = picture(dates.all, dates.spans)
    return element(
        "div",
        element(
            "details",
            element("summary", "Calendar"),
            element("figure", drawn, *(_caption(span, places) for span in dates.spans)) if drawn else "",
            element("ul", *(_day(day) for day in dates.all), class_="days"),
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
            element("p", role="status", class_="share-says", data_share_says=True),
            class_="why dates",
            id="your-dates",
            data_share_group=True,
        ),
        data_part="dates",
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
