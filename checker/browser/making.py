"""Files that a visitor can keep, made from a result.

In: a policy, a View, its assessment, and the request.  Out: a file's name, media type and text.
Must not put anything into a file that the visitor did not give and the result does not say.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from checker.engine.answers import read_date
from checker.engine.assess import Assessment
from checker.engine.model import Policy
from checker.render.link import fragment
from checker.render.made import Made
from checker.render.markdown import markdown_of
from checker.render.saved import saved_json, stem
from checker.render.view import View
from checker.render.words import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a file is made from.  request: what is to stand beside the answers, as it was sent."""

    policy: Policy
    view: View
    assessment: Assessment
    made: Made
    request: Mapping[str, Any]


type Maker = Callable[[Asked], tuple[str, str, str]]
"""Returns a file's ending, media type and text."""


def make_file(policy: Policy, view: View, assessment: Assessment, request: Mapping[str, Any]) -> dict[str, str]:
    """Return the file that a request asks for by `make`. Raise KeyError if there is none of that kind.

    request: its `today` and `address`, that of the checker page, say when and where the file was made.
    """
    made = made_of(policy, assessment, request)
    asked = Asked(policy=policy, view=view, assessment=assessment, made=made, request=request)
    ending, media_type, text = MAKERS[request["make"]](asked)
    return {"name": f"{stem(view.short_name)}.{ending}", "type": media_type, "text": text}


def made_of(policy: Policy, assessment: Assessment, request: Mapping[str, Any]) -> Made:
    """Return what a file or report says of when it was made, and the link to come back."""
    today = read_date(str(request.get("today")))
    address = str(request.get("address", ""))
    return Made(
        day=in_words(today) if today else "",
        link=f"{address}#{fragment(policy, assessment.answers.given)}" if address else "",
    )


def _markdown(asked: Asked) -> tuple[str, str, str]:
    return "md", "text/markdown", markdown_of(asked.view, made=asked.made)


def _json(asked: Asked) -> tuple[str, str, str]:
    text = json.dumps(saved_json(asked.view, asked.assessment, asked.made), ensure_ascii=False, indent=1)
    return "json", "application/json", f"{text}\n"


def _calendar(asked: Asked) -> tuple[str, str, str]:
    # What is needed for this alone is not waited for when another file is asked for.
    from checker.render.calendar_file import calendar_of  # noqa: PLC0415

    return "ics", "text/calendar", calendar_of(asked.view)


def _side_by_side(asked: Asked) -> tuple[str, str, str]:
    # What is needed for this alone is not waited for when another file is asked for.
    from checker.browser.comparing import compared  # noqa: PLC0415

    return "html", "text/html", compared(asked.policy, asked.request.get("files"))


def _earlier(asked: Asked) -> tuple[str, str, str]:
    # What is needed for this alone is not waited for when another file is asked for.
    from checker.browser.earlier import differing  # noqa: PLC0415

    return "html", "text/html", differing(asked.policy, asked.assessment, asked.request)


MAKERS: Mapping[str, Maker] = {
    "calendar": _calendar,
    "earlier": _earlier,
    "json": _json,
    "markdown": _markdown,
    "side-by-side": _side_by_side,
}
