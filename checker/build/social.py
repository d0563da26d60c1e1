"""The picture that a pasted link to the site is shown with: the title, and the clauses by number.

In: a policy, and the site's typefaces.  Out: `docs/assets/social.png`, 1200 by 630, as Open Graph asks for.
Must not look like the publisher's own: it says what the site is.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from checker.build.places import FONTS, SOCIAL
from checker.engine.model import Policy

SIZE = (1200, 630)
_MARGIN, _WIDTH = 90, 1020
_PAPER, _INK, _SOFT, _LINE = "#17474b", "#ffffff", "#bfd6d4", "#5d8b8b"
_INDEPENDENT = "Clause by clause, with a self-check. An independent publication."


def draw_social_picture(policy: Policy, target: Path = SOCIAL) -> None:
    """Draw the picture. The same policy gives the same bytes."""
    picture = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(picture)
    title = _font("serif", 76, 700)
    top = 110
    for line in _lines(policy.title, title):
        draw.text((_MARGIN, top), line, font=title, fill=_INK)
        top += 94
    draw.text((_MARGIN, top + 24), _INDEPENDENT, font=_font("sans", 34, 400), fill=_SOFT)
    _numbers(draw, policy)
    picture.save(target, optimize=True)


def _numbers(draw: ImageDraw.ImageDraw, policy: Policy) -> None:
    """Draw the number of each clause in a frame, in rows from the foot of the picture upward."""
    font = _font("sans", 30, 600)
    rows: list[list[tuple[str, float]]] = [[]]
    for clause in policy.clauses.values():
        wide = font.getlength(clause.number) + 36
        if sum(each + 16 for _, each in rows[-1]) + wide > _WIDTH:
            rows.append([])
        rows[-1].append((clause.number, wide))
    top = SIZE[1] - 70 - 72 * len(rows)
    for row in rows:
        left: float = _MARGIN
        for number, wide in row:
            draw.rounded_rectangle((left, top, left + wide, top + 56), radius=10, outline=_LINE, width=3)
            draw.text((left + wide / 2, top + 28), number, font=font, fill=_INK, anchor="mm")
            left += wide + 16
        top += 72


def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / f"{name}.woff2", size)
    font.set_variation_by_axes([weight])
    return font


def _lines(words: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) > _WIDTH and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
