"""How fast the site is: the recorded table of the benchmark, with what each row means in plain words.

In: `docs/assets/speed.json`, which `make bench RECORD=1` writes.  Out: markup.
Must not hold a figure of its own: only the record does.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checker.render.markup import Markup, element, join
from checker.render.words import in_words

RECORD = Path(__file__).parents[2] / "docs" / "assets" / "speed.json"

SECOND = 1000
KB, MB = 1e3, 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a row is called, what it is compared with (nothing where empty), and what it means."""

    title: str
    against: str = ""
    means: str


STOCK = "Pyodide as it is published"

ROWS = {
    "first-result": Words(
        title="First result, first visit",
        against=STOCK,
        means="From opening the page of the checker to the first result, with nothing kept from before.",
    ),
    "slow-first-result": Words(
        title="The same, on a slow phone",
        against=STOCK,
        means="Emulated: 10 megabits a second with 40 ms of delay, a quarter of the processor’s time, and a host that "
        "compresses nothing.",
    ),
    "repeat-visit": Words(
        title="First result, second visit",
        against="the first visit here",
        means="With the same slow connection, once the browser has kept the site for use without a network.",
    ),
    "repeat-bytes": Words(
        title="Fetched for Python on a second visit",
        means="What still comes over the network for Python and the checker’s rules.",
    ),
    "next-page": Words(
        title="Result after another page",
        against="the first visit here",
        means="From the click that leads back to the checker to the result. Python stays while you read other pages, "
        "and its last result is shown again for the same answers.",
    ),
    "bytes-plain": Words(
        title="Fetched for the checker, first visit",
        against=STOCK,
        means="Python, the rules and the checker’s scripts, from a host that compresses nothing.",
    ),
    "bytes-compressing": Words(
        title="The same, from a host that compresses",
        against=STOCK,
        means="Where the host compresses what it sends, much of the difference goes away.",
    ),
    "procedures-bytes": Words(
        title="Scripts on a page that is only read",
        means="What a page of the procedures fetches of the checker: a few scripts, and nothing of Python.",
    ),
    "longest-task": Words(
        title="Longest pause of the page",
        means="The longest time that the page cannot react while the checker starts; 0 where none is over 50 ms.",
    ),
    "long-tasks": Words(title="Pauses over 50 ms", means="How many such pauses there are."),
    "change-median": Words(
        title="New result after a change",
        means="From a change of an answer to the new result on the page, the middle one of 200.",
    ),
    "change-95": Words(title="The same, one of the slowest", means="Of 100 changes 95 are no slower."),
    "rate": Words(
        title="Sheets assessed in a second",
        means="How many sheets of answers the same rules assess outside a browser, on one core.",
    ),
    "floor": Words(
        title="First result, beside Python alone",
        against="the same Python, empty",
        means="What this Python needs to start, with no rules.",
    ),
    "pyscript": Words(
        title="First result, beside PyScript",
        against="PyScript with Pyodide",
        means="PyScript is another way to have Python in a page. Here it gives the answer of the same rules.",
    ),
    "micropython": Words(
        title="First result, beside MicroPython",
        against="PyScript with MicroPython",
        means="MicroPython is another, much smaller Python, and cannot run the checker. It only prints one line here.",
    ),
    "build": Words(
        title="Making the site anew", means="All pages and checks, on a machine that has made the site before."
    ),
}
"""The rows of the table, in its order; the benchmark measures these."""


def figure(value: float, unit: str) -> str:
    """Return a figure as it is read: milliseconds and bytes in the size that suits them."""
    if unit == "ms":
        return f"{value / SECOND:.2f} s" if value >= SECOND else f"{value:.0f} ms"
    if unit == "B":
        return f"{value / MB:.2f} MB" if value >= MB else f"{value / KB:.1f} kB" if value else "0 bytes"
    if unit == "s":
        return f"{value:.1f} s"
    return f"{value:,.0f}" + (f" {unit}" if unit else "")


def ratio(row: dict[str, Any]) -> float | None:
    """Return what a row comes to beside its baseline, if it has one."""
    return row["ours"] / row["baseline"] if row["baseline"] else None


def speed_html(record: dict[str, Any]) -> Markup:
    """Return the recorded table, and when and on what it was measured."""
    machine = record["machine"]
    return join(
        [
            element(
                "p",
                f"Measured on {in_words(date.fromisoformat(record['date']))} with {machine['browser']}, "
                f"on a machine with {machine['cores']} cores and {machine['memory_gib']} GiB of memory, "
                "which also served the pages.",
            ),
            element(
                "table",
                element(
                    "thead",
                    element("tr", *(element("th", name, scope="col") for name in ("What", "Here", "Beside", "Ratio"))),
                ),
                element("tbody", *(_row(words, record["rows"][name]) for name, words in ROWS.items())),
            ),
        ]
    )


def read_record(path: Path = RECORD) -> dict[str, Any]:
    """Return the recorded table."""
    record: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return record


def _row(words: Words, row: dict[str, Any]) -> Markup:
    compared = ratio(row)
    against = f" Beside it: {words.against}." if words.against else ""
    return element(
        "tr",
        element("td", element("strong", words.title), element("br"), words.means, against),
        element("td", _unbroken(row["ours"], row["unit"])),
        element("td", _unbroken(row["baseline"], row["unit"]) if words.against else "–"),
        element("td", f"{compared:.2f}" if compared is not None else "–"),
    )


def _unbroken(value: float, unit: str) -> str:
    return figure(value, unit).replace(" ", "\N{NO-BREAK SPACE}")
