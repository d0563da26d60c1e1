"""The Markdown extension `checker.pages`: what the policy says, on the pages of the site.

In: Markdown.  Out: the same with directives, links to clauses and links to the checker filled in.
Must work with MkDocs and with Zensical alike: no plugin and no hook.
"""

from typing import Any

from checker.pages.extension import PolicyPages

__all__ = ["PolicyPages", "makeExtension"]


def makeExtension(**options: Any) -> PolicyPages:  # noqa: N802, ANN401  the name and form Python-Markdown asks for
    """Return the extension."""
    return PolicyPages(**options)
