"""What the page asks for besides the result: files to save, and markup that compares.

In: a policy, a View, its assessment, and the request.  Out: a file's name, media type and text.
Must not put anything into a file but the visitor's input and the result.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from checker.engine.answers import read_date
from checker.engine.assess import Assessment
from checker.engine.model import Policy
from checker.exports.link import fragment
from checker.exports.markdown import markdown_of
from checker.exports.saved import saved_json, stem
from checker.sentences.provenance import Provenance
from checker.sentences.view import View
from checker.sentences.words import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What a file is made from.  request: the parsed request, for what is needed besides the answers."""

    policy: Policy
    view: View
    assessment: Assessment
    provenance: Provenance
    request: Mapping[str, Any]


Maker: TypeAlias = Callable[[Export], tuple[str, str, str]]
"""Returns a file's extension, media type and text."""


def make_file(policy: Policy, view: View, assessment: Assessment, request: Mapping[str, Any]) -> dict[str, str]:
    """Return the file that a request's `make` names. Raise KeyError if there is no such kind.

    request: its `today` and `address` (of the checker page) become the file's provenance.
    """
    provenance = provenance_of(policy, assessment, request)
    export = Export(policy=policy, view=view, assessment=assessment, provenance=provenance, request=request)
    extension, media_type, text = MAKERS[request["make"]](export)
    return {"name": f"{stem(view.short_name)}.{extension}", "type": media_type, "text": text}


def provenance_of(policy: Policy, assessment: Assessment, request: Mapping[str, Any]) -> Provenance:
    """Return the provenance of a file or report that a request asks for."""
    today = read_date(str(request.get("today")))
    address = str(request.get("address", ""))
    return Provenance(
        day=in_words(today) if today else "",
        link=f"{address}#{fragment(policy, assessment.answers.given)}" if address else "",
    )


def _markdown(export: Export) -> tuple[str, str, str]:
    return "md", "text/markdown", markdown_of(export.view, provenance=export.provenance)


def _json(export: Export) -> tuple[str, str, str]:
    saved = saved_json(export.view, export.assessment, export.provenance)
    text = json.dumps(saved, ensure_ascii=False, indent=1)
    return "json", "application/json", f"{text}\n"


def _calendar(export: Export) -> tuple[str, str, str]:
    # Imported here, because no other export needs it.
    from checker.exports.calendar_file import calendar_of  # noqa: PLC0415

    return "ics", "text/calendar", calendar_of(export.view)


def _side_by_side(export: Export) -> tuple[str, str, str]:
    # Imported here, because no other export needs it.
    from checker.browser.comparing import compared  # noqa: PLC0415

    return "html", "text/html", compared(export.policy, export.request.get("files"))


def _earlier(export: Export) -> tuple[str, str, str]:
    # Imported here, because no other export needs it.
    from checker.browser.earlier import differing  # noqa: PLC0415

    return "html", "text/html", differing(export.policy, export.assessment, export.request)


MAKERS: Mapping[str, Maker] = {
    "calendar": _calendar,
    "earlier": _earlier,
    "json": _json,
    "markdown": _markdown,
    "side-by-side": _side_by_side,
}
