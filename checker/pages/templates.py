"""Static parts of pages: templates of the theme, in `theme/parts`, with the words that depend on the policy filled in.

In: the name of a template, and what it needs.  Out: well-formed markup, like that of `html.py`.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from checker.result.markup import Markup

FOLDER = Path(__file__).parent / "theme" / "parts"
_templates = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def part(name: str, **values: object) -> Markup:
    """Return a part with its values filled in. Text is escaped, markup is not."""
    return Markup(_templates.get_template(f"{name}.html").render(values))
