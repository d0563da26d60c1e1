"""A picture of the time that a clause asks for between two dates, for the site's pages.

`daysline.py` draws the picture of a visitor's own dates.

In: a policy and a clause.  Out: a figure, with its description.
Must not say more than the clause: the words about the time are the policy's own.
"""

from checker.engine.model import Clause, Policy
from checker.markup.html import Markup, element
from checker.sentences.words import duration

_WEEK = 7
_LEFT, _RIGHT, _LINE = 40, 320, 92


def timeline_html(policy: Policy, clause: Clause) -> Markup:
    """Return the picture; nothing if the clause compares no dates."""
    if clause.compares is None or clause.dates is None:
        return Markup()
    earlier, later, days = clause.compares
    first, last = policy.questions[earlier], policy.questions[later]
    weeks = duration(days)
    words = (
        f"A line of time. On the left, the day marked “{first.label}”; on the right, the day marked "
        f"“{last.label}”. Between them, a bracket: {weeks} or more."
    )
    return element(
        "figure",
        element(
            "svg",
            element("title", f"{clause.title}: {weeks} or more", id=f"timeline-{clause.id}"),
            element("desc", words, id=f"timeline-{clause.id}-words"),
            element("line", x1="12", y1=str(_LINE), x2="348", y2=str(_LINE), class_="axis"),
            *(
                element("rect", x=f"{x:.1f}", y=str(_LINE - 4), width="2", height="8", class_="tick")
                for x in _weeks(days)
            ),
            element(
                "path",
                d=f"M{_LEFT} {_LINE - 14} v-12 h{_RIGHT - _LEFT} v12",
                class_="bracket",
            ),
            _words(180, _LINE - 52, f"at least {weeks}", "strong"),
            _words(180, _LINE - 36, clause.dates.picture, ""),
            element("circle", cx=str(_LEFT), cy=str(_LINE), r="8", class_="day first"),
            element("rect", x=str(_RIGHT - 8), y=str(_LINE - 8), width="16", height="16", class_="day last"),
            _words(12, _LINE + 28, first.label, "start"),
            _words(348, _LINE + 44, last.label, "end"),
            viewBox="0 0 360 146",
            role="img",
            aria_labelledby=f"timeline-{clause.id}",
            aria_describedby=f"timeline-{clause.id}-words",
        ),
        class_="timeline",
    )


def _weeks(days: int) -> list[float]:
    """Return the positions of the weeks between the two dates on the line."""
    return [_LEFT + (_RIGHT - _LEFT) * day / days - 1 for day in range(_WEEK, days, _WEEK)]


def _words(x: int, y: int, text: str, kind: str) -> Markup:
    return element("text", text, x=str(x), y=str(y), class_=f"label {kind}".strip())
