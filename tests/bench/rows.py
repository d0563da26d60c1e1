"""How each row of the table is measured.

In: a browser, and how many runs.  Out: what was measured, by row.
What is compared is measured in turn, so that a machine that slows down slows both.
"""

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from checker.build.places import ROOT
from tests.bench.engine import sheets_per_second
from tests.bench.servers import RUNTIME, SCRIPTS, sites
from tests.bench.table import Measured
from tests.bench.visits import Visits

CHANGES = 200
CHANGE = """
async (changes) => {
  const radios = [...document.querySelectorAll(".checker input[type=radio]")];
  const results = () => performance.getEntriesByName("checker:result");
  const times = [];
  let seed = 7;
  for (let number = 0; number < changes; number++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const radio = radios[seed % radios.length];
    const before = results().length;
    const start = performance.now();
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    while (results().length === before) await new Promise((resolve) => setTimeout(resolve));
    times.push(results().at(-1).startTime - start);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return times;
}
"""
"""Changes of answers, one after the other, each timed from its event to the result on the page."""

FEW = 7
"""Runs of what is compared with nothing, or steady."""
MOST_SLOWED = 9
BUILDS = 5


@dataclass(frozen=True)
class Lab:
    """What the rows are measured with. folder: for sites that are made for it."""

    visits: Visits
    folder: Path
    runs: int


def starts(lab: Lab) -> dict[str, Measured]:
    """First results of new visitors: ours, and all that is compared with it."""
    names = ("ours", "stock", "floor", "pyscript", "micropython")
    times: dict[str, list[float]] = {name: [] for name in names}
    with sites(lab.folder, *names) as served:
        for turn in range(lab.runs + 1):
            for name in names:
                taken = lab.visits.first(served[name])
                if turn:  # the first is for warming up
                    times[name].append(taken)
    return {"first-result" if name == "stock" else name: Measured(times["ours"], times[name]) for name in names[1:]}


def slowed(lab: Lab) -> dict[str, Measured]:
    """First visits on a slow connection with a slow processor."""
    ours, stock = [], []
    with sites(lab.folder, "ours", "stock") as served:
        for _ in range(min(lab.runs, MOST_SLOWED)):
            ours.append(lab.visits.first(served["ours"], slow=True))
            stock.append(lab.visits.first(served["stock"], slow=True))
    return {"slow-first-result": Measured(ours, stock)}


def again(lab: Lab) -> dict[str, Measured]:
    """First and second visits on a slow connection."""
    with sites(lab.folder, "ours") as served:
        found = [lab.visits.again(served["ours"]) for _ in range(min(lab.runs, MOST_SLOWED))]
    cold, warm, fetched = zip(*found, strict=True)
    return {"repeat-visit": Measured(warm, cold), "repeat-bytes": Measured(fetched)}


def next_page(lab: Lab) -> dict[str, Measured]:
    """Coming back to the checker by links, against the first result of the same visit."""
    with sites(lab.folder, "ours") as served:
        pairs = [lab.visits.next_page(served["ours"]) for _ in range(min(lab.runs, FEW))]
    return {"next-page": Measured([back for _, back in pairs], [first for first, _ in pairs])}


def sizes(lab: Lab) -> dict[str, Measured]:
    """What is sent for the checker, and for pages that are only read: counted, not timed."""
    with sites(lab.folder, "ours", "stock") as served:
        plain, squeezed = {}, {}
        for name, site in served.items():
            lab.visits.load(site, site.page, result=True)
            plain[name] = site.tally.total(RUNTIME, SCRIPTS)
            squeezed[name] = site.tally.squeezed(RUNTIME, SCRIPTS)
        ours = served["ours"]
        read = []
        for page in sorted((ours.folder / "procedures").rglob("index.html")):
            lab.visits.load(ours, f"{ours.root}{page.parent.relative_to(ours.folder).as_posix()}/", result=False)
            if ours.tally.total(RUNTIME):
                raise AssertionError(f"{page.parent.name}: a page that is only read fetches Python")
            read.append(ours.tally.total(SCRIPTS))
    return {
        "bytes-plain": Measured([plain["ours"]], [plain["stock"]]),
        "bytes-compressing": Measured([squeezed["ours"]], [squeezed["stock"]]),
        "procedures-bytes": Measured([max(read)]),
    }


def tasks(lab: Lab) -> dict[str, Measured]:
    """What holds up the main thread while the checker starts."""
    with sites(lab.folder, "ours") as served:
        found = [lab.visits.long_tasks(served["ours"]) for _ in range(min(lab.runs, FEW))]
    return {
        "longest-task": Measured([max(each, default=0) for each in found]),
        "long-tasks": Measured([len(each) for each in found]),
    }


def changes(lab: Lab) -> dict[str, Measured]:
    """How soon a change of an answer shows, in the browser."""
    with sites(lab.folder, "ours") as served:
        times = lab.visits.change(served["ours"], CHANGE, CHANGES)
    return {"change-median": Measured(times), "change-95": Measured([percentile_95(times)])}


def rate(_lab: Lab) -> dict[str, Measured]:
    """How many sheets the engine assesses in a second, here."""
    return {"rate": Measured([sheets_per_second()])}


def build(_lab: Lab) -> dict[str, Measured]:
    """Make the site again; the first time warms up."""
    times = []
    commands = (("checker.build", "before"), ("mkdocs", "build", "--strict", "--quiet"), ("checker.build", "after"))
    for _ in range(BUILDS + 1):
        start = time.perf_counter()
        for command in commands:
            environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
            subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True, env=environment)
        times.append(time.perf_counter() - start)
    return {"build": Measured(times[1:])}


def percentile_95(times: Iterable[float]) -> float:
    """Return the smallest time that 95 of 100 do not exceed."""
    ordered = sorted(times)
    return ordered[math.ceil(0.95 * len(ordered)) - 1]


SECTIONS: dict[tuple[str, ...], Callable[[Lab], dict[str, Measured]]] = {
    ("first-result", "floor", "pyscript", "micropython"): starts,
    ("slow-first-result",): slowed,
    ("repeat-visit", "repeat-bytes"): again,
    ("next-page",): next_page,
    ("bytes-plain", "bytes-compressing", "procedures-bytes"): sizes,
    ("longest-task", "long-tasks"): tasks,
    ("change-median", "change-95"): changes,
    ("rate",): rate,
    ("build",): build,  # last: it makes the site anew that the others are served
}
"""What is measured together, by the rows that come of it."""
