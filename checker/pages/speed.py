"""How fast the site is: the table that `make bench RECORD=1` recorded.

In: `docs/assets/speed.json`.  Out: markup.  Must not hold a figure or a row of its own: only the record does.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from checker.markup.html import Markup, element, join
from checker.sentences.words import in_words

RECORD = Path(__file__).parents[2] / "docs" / "assets" / "speed.json"


def speed_html(record: dict[str, Any]) -> Markup:
    """Return the recorded table, and when and on what it was measured."""
    on = f"Measured on {in_words(date.fromisoformat(record['date']))} with {record['browser']}"
    heads = (element("th", each, scope="col") for each in ("What", "Here", "Beside"))
    rows = (_row(*cells) for cells in record["rows"])
    return join(
        [
            element("table", element("thead", element("tr", *heads)), element("tbody", *rows)),
            element("p", f"{on}, on a machine with {record['machine']}, which also served the pages."),
        ]
    )


def read_record(path: Path = RECORD) -> dict[str, Any]:
    """Return the recorded table."""
    record: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return record


def _row(title: str, *figures: str) -> Markup:
    cells = (each.replace(" ", "\N{NO-BREAK SPACE}", 1) or "–" for each in figures)
    return element("tr", *(element("td", each) for each in (title, *cells)))
