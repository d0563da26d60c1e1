"""Messages of the checker page: templates in `theme/messages`, without a word of a policy.

In: the name of a template.  Out: well-formed markup, like that of `markup.py`.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from checker.result.markup import Markup

FOLDER = Path(__file__).parent / "theme" / "messages"
_templates = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def message(name: str) -> Markup:
    """Return a message, with its links as `page:PATH`."""
    return Markup(_templates.get_template(f"{name}.html").render())
