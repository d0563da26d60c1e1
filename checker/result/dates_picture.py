"""A picture of the visitor's dates: a line of time, to scale, with a shape for each day and the time counted back.

In: a box of dates.  Out: an inline SVG, and the same shapes to go beside the days in words.
Must not distinguish days by color alone. The words are beside it, so that no label can overlap another.
"""

from checker.result.dates import DateBox, DayKind
from checker.result.markup import Markup, element

_WIDTH, _HEIGHT, _EDGE, _MIDDLE = 320.0, 44.0, 12.0, 30.0

_SHAPES = {
    "today": "M-6 -6 L6 0 L-6 6 Z",
    "counted": "M0 -7 L7 0 L0 7 L-7 0 Z",
    "earlier": "M-6 0 A6 6 0 1 1 6 0 A6 6 0 1 1 -6 0 Z",
    "later": "M-6 -6 H6 V6 H-6 Z",
}


def picture(box: DateBox) -> Markup:
    """Return the picture of a box's days, which are at least two: the later date and the day counted back from it."""
    first, last = box.days[0].day, box.days[-1].day
    scale = (_WIDTH - 2 * _EDGE) / max((last - first).days, 1)
    places = {each.kind: _EDGE + (each.day - first).days * scale for each in box.days}
    described = "; ".join(f"{each.label}: {each.words}" for each in box.days)
    start, end = places["counted"], places["later"]
    return element(
        "svg",
        element("title", f"Your dates on a line of time: {described}."),
        element("path", d=f"M{_EDGE:g} {_MIDDLE:g} H{_WIDTH - _EDGE:g}", class_="axis"),
        element("path", d=f"M{start:.1f} {_MIDDLE:g} H{end:.1f}", class_="stretch"),
        element(
            "text",
            box.length,
            x=f"{min(max((start + end) / 2, 40), _WIDTH - 40):.1f}",
            y="14",
            text_anchor="middle",
        ),
        *(_shape(each.kind, places[each.kind], _MIDDLE) for each in box.days),
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
        role="img",
        class_="days-picture",
    )


def shape_alone(kind: DayKind) -> Markup:
    """Return the shape for a kind of day as a separate picture, to go beside words."""
    return element("svg", _shape(kind, 8, 8), viewBox="0 0 16 16", class_="shape", aria_hidden="true")


def _shape(kind: DayKind, x: float, y: float) -> Markup:
    return element("path", d=_SHAPES[kind], transform=f"translate({x:.1f} {y:g})", class_=f"day {kind}")
