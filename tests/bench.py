"""Measure what a visitor feels of the site's speed, beside stock Pyodide in the same run: `make bench`.

Each figure is a median of several turns; a turn does in a row what is compared, each visit as a browser that was never
here, from one server on this machine that compresses nothing.  The machine should have nothing else to do.
Prints a table with the goals; `--record` also writes `docs/assets/speed.json`, which the about page shows.
"""

import argparse
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread
from typing import TypeAlias, override
from urllib.parse import quote, urlencode

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from checker.build.chromium import launch_options
from checker.build.places import PYODIDE, ROOT, SITE
from checker.build.runtime.wheel import build_wheel
from checker.build.serving import LocalSiteHandler, served
from checker.pages.speed import RECORD
from checker.policy import CASES, load_document

RUNS = 7
CHANGES = 60
BYTES_PER_S, LATENCY_S, CHUNK = 1_250_000, 0.04, 16_384  # a slow connection: 10 Mbit/s
SLOWER, SLICE_S = 4, 0.005  # a slow phone has one part in so many of the processor, a slice at a time
REST_S = 1.0  # between visits: the browser ends what it still compiles for the one before
PHONE = {"width": 412, "height": 915}

ANSWERS = max((case["answers"] for case in load_document(CASES)["case"]), key=len)
EMPTY, LINK = "checker/", "checker/#" + urlencode({name: str(value).lower() for name, value in ANSWERS.items()})
STOCK = "stock/#" + quote(json.dumps(ANSWERS))
RUNTIME, SCRIPTS = "assets/runtime/", "assets/checker/"


@dataclass
class Connection:
    """What the server sends through: fast, or slow for whoever asks, workers too. sent: bytes of bodies, by file."""

    slow: bool = False
    sent: Counter[str] = field(default_factory=Counter)
    _free_at: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def wait_for(self, size: int) -> None:
        """Wait as long as these bytes take after all that is on its way."""
        if self.slow:
            with self._lock:
                self._free_at = max(self._free_at, time.perf_counter()) + size / BYTES_PER_S
                until = self._free_at
            time.sleep(max(0.0, until - time.perf_counter()))

    def bytes_of(self, folder: str, kind: str = "") -> int:
        """Return how many bytes were sent of the files below a folder with this in their name."""
        return sum(size for name, size in self.sent.items() if name.startswith(folder) and kind in name)


@dataclass(frozen=True)
class Lab:
    """A browser, and the built site with the stock page in it while it is served."""

    browser: Browser
    root: str
    connection: Connection

    @contextmanager
    def visitor(self, *, slow: bool = False, phone: bool = False, keeps: bool = False) -> Iterator[BrowserContext]:
        """Give a context of a visitor who was never here. keeps: whether the site may be kept for use offline."""
        self.connection.sent.clear()
        self.connection.slow = slow or phone
        screen = {"viewport": PHONE} if phone else {}
        context = self.browser.new_context(service_workers="allow" if keeps else "block", **screen)
        context.add_init_script(path=Path(__file__).with_suffix(".js"))
        with slow_processor(self.browser) if phone else nullcontext():
            yield context
            context.close()
        time.sleep(REST_S)

    def open(self, context: BrowserContext, address: str) -> Page:
        """Open an address of the site."""
        page = context.new_page()
        page.goto(self.root + address, wait_until="commit")
        return page


@contextmanager
def slow_processor(browser: Browser) -> Iterator[None]:
    """Let the whole browser stand still for three quarters of the time while the block runs.

    The browser's own slowing of the processor reaches a page's main thread only; this reaches its worker too.
    """
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    (group,) = {os.getpgid(int(each["id"])) for each in processes}
    if group == os.getpgrp():
        raise AssertionError("the browser has no process group of its own")
    over = Event()

    def slow() -> None:
        begin, ran = time.perf_counter(), 0.0
        while not over.is_set():
            start = time.perf_counter()
            os.killpg(group, signal.SIGCONT)
            time.sleep(SLICE_S)
            os.killpg(group, signal.SIGSTOP)
            ran += time.perf_counter() - start
            time.sleep(max(0.0, begin + ran * SLOWER - time.perf_counter()))  # by the time that it really ran

    thread = Thread(target=slow, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        os.killpg(group, signal.SIGCONT)


Found: TypeAlias = Mapping[str, float | tuple[float, float]]
"""What a turn found, by row: a figure, or one and what it is compared with."""


def result(page: Page) -> float:
    """Return when the engine's first result was on the page."""
    return page.evaluate("bench.first(['mark', 'checker:result'])")


def first_visits(lab: Lab, *, phone: bool = False) -> Found:
    """Open the empty form, a link with answers, and stock Pyodide with the same answers."""
    with lab.visitor(phone=phone) as context:
        empty = lab.open(context, EMPTY).evaluate("bench.first(['element', 'text-paint'])")
    found = []
    for address in (LINK, STOCK):
        with lab.visitor(phone=phone) as context:
            page = lab.open(context, address)
            found.append((result(page), page.evaluate("bench.values()")))
    (link, values), (stock, expected) = found
    if not values or values != expected:
        raise AssertionError(f"not what stock Pyodide answers: {values}, {expected}")
    return {"empty": (empty, stock), "link": (link, stock)}


def second_visit(lab: Lab) -> Found:
    """Open a link on a slow connection, let the site be kept, and open the link again."""
    with lab.visitor(slow=True, keeps=True) as context:
        page = lab.open(context, LINK)
        cold = result(page)
        lab.connection.slow = False  # what is kept need not be kept slowly
        page.evaluate("bench.kept()")
        session = context.new_cdp_session(page)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        page.close()
        time.sleep(REST_S)
        lab.connection.sent.clear()
        lab.connection.slow = True
        again = result(lab.open(context, LINK))
    return {"again": (again, cold), "again-bytes": lab.connection.bytes_of(RUNTIME)}


def answering(lab: Lab, *, phone: bool = False) -> Found:
    """Give a first answer five seconds after the first paint, on a slow connection, and then others."""
    with lab.visitor(slow=True, phone=phone) as context:
        page = lab.open(context, EMPTY)
        ours, theme = page.evaluate("bench.pauses()")
        wait, *changes = page.evaluate("bench.changes", 3 if phone else 1 + CHANGES)
    slowest = quantiles(changes, n=20, method="inclusive")[-1]
    return {"wait": wait, "change": median(changes), "change-95": slowest, "pauses": ours, "theme-pauses": theme}


def sizes(lab: Lab) -> Found:
    """Count what is sent for a first check, here and with stock Pyodide, and the scripts of pages only read."""

    def visit(address: str, *, checks: bool = False) -> int:
        with lab.visitor() as context:
            page = lab.open(context, address)
            if checks:
                result(page)
            page.wait_for_load_state("networkidle")
        return sum(lab.connection.bytes_of(*each) for each in ((RUNTIME,), (SCRIPTS, ".js"), ("stock/",)))

    pages = [page.parent.relative_to(SITE).as_posix() for page in SITE.glob("procedures/**/index.html")]
    stock, ours = visit(STOCK, checks=True), visit(EMPTY, checks=True)
    engine = lab.connection.bytes_of(RUNTIME, ".whl")
    return {"bytes": (ours, stock), "engine": engine, "read": max(visit(f"{page}/") for page in pages)}


def build(_lab: Lab) -> Found:
    """Build the site anew, where it was built before."""
    start = time.perf_counter()
    for command in ("checker.build before", "mkdocs build --strict --quiet", "checker.build after"):
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        subprocess.run([sys.executable, "-m", *command.split()], cwd=ROOT, check=True, env=environment)
    return {"build": time.perf_counter() - start}


def on_phone(turn: Callable[..., Found]) -> Callable[[Lab], Found]:
    """Return the same turn on a slow phone, its rows named so."""
    return lambda lab: {f"phone-{name}": value for name, value in turn(lab, phone=True).items()}


phone_visits, phone_answering = on_phone(first_visits), on_phone(answering)


@dataclass(frozen=True)
class Row:
    """A row of the table. most, ratio: goals, of the figure and of what it comes to beside the other.

    shown: whether the about page shows it.
    """

    name: str
    title: str
    unit: str
    turn: Callable[[Lab], Found]
    most: float | None = None
    ratio: float | None = None
    beside: str = ""
    shown: bool = False


PLAIN, COLD = "Pyodide as published", "the first visit"
ROWS = [
    Row("empty", "Result of the empty form", "ms", first_visits, ratio=0.15, beside=PLAIN, shown=True),
    Row("link", "Result of a link with answers", "ms", first_visits, ratio=0.45, beside=PLAIN, shown=True),
    Row("phone-empty", "The empty form, slow phone", "ms", phone_visits, ratio=0.10, beside=PLAIN, shown=True),
    Row("phone-link", "A link with answers, slow phone", "ms", phone_visits, ratio=0.40, beside=PLAIN, shown=True),
    Row("again", "The link on a second visit, slow connection", "ms", second_visit, None, 0.45, COLD, shown=True),
    Row("again-bytes", "Fetched for Python on a second visit", "B", second_visit, 0),
    Row("wait", "Wait after a first answer, slow connection", "ms", answering, 100, shown=True),
    Row("phone-wait", "Wait after a first answer, slow phone", "ms", phone_answering),
    Row("change", "New result after a change of an answer", "ms", answering, shown=True),
    Row("change-95", "The same, and 95 of 100 are no slower", "ms", answering),
    Row("pauses", "Longest pause before a first answer", "ms", answering, 0),
    Row("theme-pauses", "Longest pause by the theme's own script", "ms", answering),
    Row("bytes", "Fetched for the checker, first visit", "B", sizes, 4_100_000, beside=PLAIN, shown=True),
    Row("engine", "Of these for the engine", "B", sizes, 150_000),
    Row("read", "Scripts of a page that is only read", "B", sizes),
    Row("build", "Building the site anew", "s", build),
]


@dataclass(frozen=True)
class Measured:
    """The medians of a row: here, and of what it is compared with."""

    row: Row
    here: float
    beside: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.here / self.beside if self.beside else None

    @property
    def verdict(self) -> str:
        """Say whether the goal is met; nothing where there is none."""
        found, goal = (self.here, self.row.most) if self.row.ratio is None else (self.ratio, self.row.ratio)
        return "" if goal is None or found is None else "met" if found <= goal else "MISSED"

    def cells(self) -> tuple[str, ...]:
        """Return the row as text: what, here, beside, ratio, goal, verdict."""
        row, unit = self.row, self.row.unit
        goal = f"{row.ratio:.2f}" if row.ratio is not None else figure(row.most, unit)
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return f"{row.name}: {row.title}", figure(self.here, unit), figure(self.beside, unit), ratio, goal, self.verdict


def medians(row: Row, turns: list[Found]) -> Measured:
    """Return the medians of what the turns found for a row."""
    found = [turn[row.name] for turn in turns]
    return Measured(row, *map(median, zip(*found, strict=True))) if row.beside else Measured(row, median(found))


def figure(value: float | None, unit: str) -> str:
    """Return a figure as it is read: times and sizes in the unit that suits them; nothing for None."""
    if value is None:
        return ""
    if unit == "B":
        return f"{value / 1e6:.2f} MB" if value >= 1e6 else f"{value / 1000:.0f} kB"
    seconds = value / 1000 if unit == "ms" else value
    return f"{seconds:.2f} s" if unit == "s" or seconds >= 1 else f"{value:.0f} ms"


def table(measured: list[Measured]) -> str:
    """Lay out what was measured, and name the goals that are missed."""
    lines = [("", "here", "beside", "ratio", "goal", ""), *(each.cells() for each in measured)]
    missed = [each.row.name for each in measured if each.verdict == "MISSED"]
    rows = [f"{a:62}{b:>10}{c:>10}{d:>7}{e:>9}  {f}".rstrip() for a, b, c, d, e, f in lines]
    return "\n".join([*rows, "", f"goals missed: {', '.join(missed) or 'none'}"])


def record(measured: list[Measured], browser: str) -> dict[str, object]:
    """Return what the about page shows: text only."""
    rows = []
    for each in measured:
        _, here, beside, *_ = each.cells()
        if each.row.shown:
            rows.append([each.row.title, here, f"{beside}: {each.row.beside}" if beside else ""])
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{os.cpu_count()} cores and {memory:.0f} GiB of memory ({platform.system()})"
    return {"date": datetime.now(UTC).date().isoformat(), "browser": browser, "machine": machine, "rows": rows}


@contextmanager
def lab_with(folder: Path, browser: Browser) -> Iterator[Lab]:
    """Serve a copy of the built site with the stock page in it."""
    site = shutil.copytree(SITE, folder / "site")
    stock = shutil.copytree(PYODIDE, site / "stock", ignore=shutil.ignore_patterns("*.map", "*.html", "*.ts"))
    page = Path(__file__).with_suffix(".html").read_text("utf-8")
    (stock / "index.html").write_text(page.replace("WHEEL", build_wheel(stock).name), "utf-8")
    connection = Connection()

    class Handler(LocalSiteHandler):
        @override
        def do_GET(self):
            if connection.slow:
                time.sleep(LATENCY_S)
            super().do_GET()

        @override
        def copyfile(self, source, outputfile):
            name = Path(source.name).relative_to(site).as_posix()
            while part := source.read(CHUNK):
                connection.wait_for(len(part))
                connection.sent[name] += len(part)
                outputfile.write(part)

    with served(site, kind=Handler) as root:
        yield Lab(browser, root, connection)


def measure(rows: list[Row], runs: int) -> tuple[list[Measured], str]:
    """Measure rows; return their medians, and the browser's name."""
    turns: dict[Callable[[Lab], Found], list[Found]] = {}
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        with lab_with(Path(folder), browser) as lab:
            for turn in dict.fromkeys(row.turn for row in rows):
                print("measuring", *(row.name for row in rows if row.turn is turn), file=sys.stderr, flush=True)
                turns[turn] = [turn(lab) for _ in range(1 if turn is sizes else runs)]
        version = f"Chromium {browser.version}"
        browser.close()
    return [medians(row, turns[row.turn]) for row in rows], version


def main() -> int:
    """Measure, print and record; return the exit code."""
    names = [row.name for row in ROWS]
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"turns of each (default: {RUNS})")
    parser.add_argument("--only", action="append", choices=names, metavar="ROW", help=f"one of: {', '.join(names)}")
    parser.add_argument("--record", action="store_true", help="write the table that the about page shows")
    options = parser.parse_args()
    if options.record and options.only:
        parser.error("--record: the site shows the whole table; leave --only out")
    measured, browser = measure([row for row in ROWS if row.name in (options.only or names)], options.runs)
    print(table(measured))
    if options.record:
        RECORD.write_text(json.dumps(record(measured, browser), indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
