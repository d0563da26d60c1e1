"""Static parts of pages: templates of the theme, in `theme/parts`.

In: the name of a template.  Out: well-formed markup, like that of `markup.py`.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from checker.result.markup import Markup

FOLDER = Path(__file__).parent / "theme" / "parts"
_templates = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def part(name: str) -> Markup:
    """Return a part, with its links as `page:PATH`."""
    return Markup(_templates.get_template(f"{name}.html").render())
