"""The Markdown extension `checker.pages`: puts the policy on the pages of the site.

In: Markdown.  Out: the page, with directives and links to clauses and to the checker replaced.
No plugin and no hook of MkDocs, so that another generator can build the pages.
"""

from typing import Any

from checker.pages.extension import PolicyPages

__all__ = ["PolicyPages", "makeExtension"]


def makeExtension(**options: Any) -> PolicyPages:  # noqa: N802, ANN401  the name and signature that Python-Markdown requires
    """Return the extension; Python-Markdown calls this."""
    return PolicyPages(**options)
