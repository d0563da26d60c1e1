"""Files that a visitor can keep, made from a result.

In: a View, its assessment, and the request.  Out: a file's name, media type and text.
Must not put anything into a file that the visitor did not give and the result does not say.
"""

from collections.abc import Callable, Mapping
from typing import Any

from checker.engine.assess import Assessment
from checker.render.markdown import markdown_of
from checker.render.view import View

type Maker = Callable[[View, Assessment, Mapping[str, Any]], tuple[str, str, str]]
"""Returns a file's ending, media type and text."""

_STEM = "ase-cpt-self-assessment"


def make_file(view: View, assessment: Assessment, request: Mapping[str, Any]) -> dict[str, str]:
    """Return the file that a request asks for. Raise KeyError if there is none of that kind."""
    ending, media_type, text = MAKERS[request["make"]](view, assessment, request)
    return {"name": f"{_STEM}.{ending}", "type": media_type, "text": text}


def _markdown(view: View, _assessment: Assessment, _request: Mapping[str, Any]) -> tuple[str, str, str]:
    return "md", "text/markdown", markdown_of(view)


def _side_by_side(_view: View, _assessment: Assessment, request: Mapping[str, Any]) -> tuple[str, str, str]:
    # What is needed for this alone is not waited for when another file is asked for.
    from checker.browser.comparing import compared  # noqa: PLC0415

    return "html", "text/html", compared(request.get("technologies"))


MAKERS: Mapping[str, Maker] = {
    "markdown": _markdown,
    "side-by-side": _side_by_side,
}
