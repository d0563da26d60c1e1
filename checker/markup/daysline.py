"""A picture of the visitor's dates: a vertical timeline with labels.

In: days in chronological order.  Out: an inline SVG.
The timeline is to scale. The labels beside it are in the same order, moved apart where they would overlap, and each is
connected to its place on the line, so that any dates can be read on the narrowest screen.
Must not distinguish days by color alone, and must not let a label overlap another or leave the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from checker.markup.html import Markup, element
from checker.sentences.days import Day, DayKind, Span
from checker.sentences.words import in_words

WIDTH = 280
"""The width of the result on a screen of 320 px, so that the picture is not scaled down there."""

LETTER, LINE = 7.2, 15.0
"""The largest average width of a letter over a line of words, and the height of a line."""

_AXIS, _SHAPE, _LABEL = 10, 36, 50
_EDGE, _GAP, _SPARE = 4.0, 9.0, 40.0
_RISE = 11.5
"""The distance from the top of a line of words to its baseline."""

_SHAPES = {
    "today": "M-6 -6 L6 0 L-6 6 Z",
    "counted": "M0 -7 L7 0 L0 7 L-7 0 Z",
    "earlier": "M-6 0 A6 6 0 1 1 6 0 A6 6 0 1 1 -6 0 Z",
    "later": "M-6 -6 H6 V6 H-6 Z",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A day in the picture: its place on the line, and the box that holds its words."""

    day: Day
    at: float
    left: float
    top: float
    width: float
    height: float
    lines: tuple[str, ...]


def laid_out(days: Sequence[Day]) -> tuple[tuple[Label, ...], float]:
    """Return the labels of chronologically ordered days, and the height of the picture."""
    lines = [(in_words(day.day), *_cut(day.label)) for day in days]
    heights = [len(each) * LINE for each in lines]
    total = 2 * _EDGE + sum(heights) + _GAP * (len(days) - 1) + _SPARE
    first, last = _EDGE + LINE / 2, total - _EDGE - heights[-1] + LINE / 2
    span = (days[-1].day - days[0].day).days
    at = [
        first + (last - first) * ((day.day - days[0].day).days / span if span else 0.5)  # the middle, if all are equal
        for day in days
    ]
    labels = tuple(
        Label(
            day=day,
            at=place,
            left=_LABEL,
            top=top,
            width=max(map(len, words)) * LETTER,
            height=height,
            lines=words,
        )
        for day, place, top, words, height in zip(days, at, _apart(at, heights, total), lines, heights, strict=True)
    )
    return labels, total


def _apart(at: Sequence[float], heights: Sequence[float], total: float) -> list[float]:
    """Return the tops of labels: at their places, then moved down, then up, until none overlap."""
    tops: list[float] = []
    least = _EDGE
    for place, height in zip(at, heights, strict=True):
        tops.append(max(place - LINE / 2, least))
        least = tops[-1] + height + _GAP
    most = total - _EDGE
    for index in range(len(tops) - 1, -1, -1):
        tops[index] = min(tops[index], most - heights[index])
        most = tops[index] - _GAP
    return tops


def _cut(text: str) -> list[str]:
    """Break a label into as few lines as fit into the picture, of similar length."""
    most = int((WIDTH - _LABEL) / LETTER)
    words = [piece[start : start + most] for piece in text.split() for start in range(0, len(piece), most)]
    fewest = len(_filled(words, most))
    filled = (_filled(words, width) for width in range(max(map(len, words)), most + 1))
    return next(lines for lines in filled if len(lines) == fewest)


def _filled(words: Sequence[str], most: int) -> list[str]:
    lines = [""]
    for word in words:
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) > most:
            lines.append(word)
        else:
            lines[-1] = joined
    return lines


def picture(days: Sequence[Day], spans: Sequence[Span]) -> Markup:
    """Return the picture of chronologically ordered days; nothing for fewer than two."""
    if len(days) < 2:  # noqa: PLR2004  a line needs two ends
        return Markup()
    labels, height = laid_out(days)
    described = "; then ".join(f"{label.day.label}, {in_words(label.day.day)}" for label in labels)
    end = height - _EDGE
    return element(
        "svg",
        element("title", f"Your dates on a line of time, in their order: {described}.", id="your-dates-picture"),
        element("path", d=f"M{_AXIS} {_EDGE} V{end - 1:.1f} m-5 -7 l5 7 l5 -7", class_="axis"),
        *(_stretch(labels, span) for span in spans),
        *(_marked(label) for label in labels),
        viewBox=f"0 0 {WIDTH} {height:.0f}",
        role="img",
        aria_labelledby="your-dates-picture",
    )


def shape(kind: DayKind, x: float, y: float) -> Markup:
    """Return the shape for a kind of day, centered on a point."""
    return element("path", d=_SHAPES[kind], transform=f"translate({x:g} {y:.1f})", class_=f"day {kind}")


def shape_alone(kind: DayKind) -> Markup:
    """Return the same shape as a separate picture, to go beside words."""
    return element("svg", shape(kind, 8, 8), viewBox="0 0 16 16", class_="shape", aria_hidden="true")


def _stretch(labels: Sequence[Label], span: Span) -> Markup:
    """Return the part of the line between the ends of a span."""
    top = next(label.at for label in labels if label.day.label == span.first.label)
    foot = next(label.at for label in labels if label.day.label == span.last.label)
    return element("rect", x=str(_AXIS - 4), y=f"{top:.1f}", width="8", height=f"{foot - top:.1f}", class_="stretch")


def _marked(label: Label) -> Markup:
    """Return a day: its mark on the line, the connector to its label, its shape and its words."""
    middle = label.top + LINE / 2
    return element(
        "g",
        element("path", d=f"M{_AXIS - 6} {label.at:.1f} h12 L{_SHAPE - 9} {middle:.1f}", class_="mark"),
        shape(label.day.kind, _SHAPE, middle),
        *(
            element(
                "text",
                words,
                x=f"{label.left:g}",
                y=f"{label.top + index * LINE + _RISE:.1f}",
                class_="label" if index else "label strong",
            )
            for index, words in enumerate(label.lines)
        ),
    )
