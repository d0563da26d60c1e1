"""The benchmark's table: medians, the lines that are printed, and the record that a page of the site shows.

In: what was measured, by row.  Out: text and JSON.
"""

import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from checker.pages.speed import RECORD, ROWS, figure, ratio


@dataclass(frozen=True)
class Row:
    """What a row is measured in, and its goal, if it has one: of the ratio, or of what is measured here."""

    unit: str
    goal: float | None = None
    of_ratio: bool = False


UNITS = {
    "first-result": Row("ms", 0.30, of_ratio=True),
    "slow-first-result": Row("ms", 0.55, of_ratio=True),
    "repeat-visit": Row("ms", 0.25, of_ratio=True),
    "repeat-bytes": Row("B", 0),
    "next-page": Row("ms", 0.10, of_ratio=True),
    "bytes-plain": Row("B", 3_600_000),
    "bytes-compressing": Row("B"),
    "procedures-bytes": Row("B", 12_000),
    "longest-task": Row("ms", 50),
    "long-tasks": Row("", 0),
    "change-median": Row("ms"),
    "change-95": Row("ms"),
    "rate": Row(""),
    "floor": Row("ms"),
    "pyscript": Row("ms"),
    "micropython": Row("ms"),
    "build": Row("s", 3),
}


@dataclass(frozen=True)
class Measured:
    """What was measured for a row, once for each run, here and for the baseline."""

    ours: Sequence[float]
    baseline: Sequence[float] = ()

    def summary(self, unit: str) -> dict[str, float | str | None]:
        """Return the medians."""
        baseline = round(statistics.median(self.baseline), 2) if self.baseline else None
        return {"unit": unit, "ours": round(statistics.median(self.ours), 2), "baseline": baseline}


def result_of(measured: dict[str, Measured], browser: str, refused: dict[str, int]) -> dict[str, object]:
    """Return everything that was measured, with when and on what."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(browser),
        "rows": {name: measured[name].summary(UNITS[name].unit) for name in ROWS if name in measured},
        "other_origins_refused": refused,
        "runs": {name: {"ours": each.ours, "baseline": each.baseline} for name, each in measured.items()},
    }


def machine(browser: str) -> dict[str, object]:
    """Return what kind of machine this is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**30),
        "system": f"{platform.system()} {platform.machine()}",
        "browser": f"Chromium {browser}",
    }


def is_met(name: str, row: dict) -> bool | None:
    """Return whether a row meets its goal; None where it has none."""
    goal = UNITS[name].goal
    if goal is None:
        return None
    return (ratio(row) if UNITS[name].of_ratio else row["ours"]) <= goal


def show(result: dict) -> str:
    """Lay the result out as a table."""
    lines = [("", "here", "beside", "ratio", "goal", "")]
    for name, row in result["rows"].items():
        unit, goal, compared = row["unit"], UNITS[name].goal, ratio(row)
        wanted = "" if goal is None else f"{goal:.2f}" if UNITS[name].of_ratio else figure(goal, unit)
        lines.append(
            (
                f"{name}: {ROWS[name].title}",
                figure(row["ours"], unit),
                figure(row["baseline"], unit) if row["baseline"] is not None else "",
                f"{compared:.2f}" if compared is not None else "",
                wanted,
                {None: "", True: "met", False: "NOT MET"}[is_met(name, row)],
            )
        )
    table = "\n".join(f"{a:62}{b:>15}{c:>12}{d:>8}{e:>11}  {f}".rstrip() for a, b, c, d, e, f in lines)
    refused = sum(result["other_origins_refused"].values())
    about = result["machine"]
    return (
        f"{table}\n\n{result['date']}, {about['cores']} cores, {about['memory_gib']} GiB, {about['browser']};"
        f" from a host that compresses nothing; requests to other origins, all refused: {refused}"
    )


def record(result: dict, path: Path = RECORD) -> None:
    """Write what a page of the site shows."""
    missing = [name for name in ROWS if name not in result["rows"]]
    if missing:
        raise ValueError(f"rows that were not measured: {', '.join(missing)}")
    kept = {name: result[name] for name in ("date", "machine", "rows")}
    path.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
