"""Measure how fast the site is, and how small: `make bench`.

A claim of speed is a ratio of medians, measured in turn in one run, each visit in a new browser profile:
- a link's first result beside stock Pyodide (`bench.html`), which answers the same request;
- a page on a phone beside the bare page: the same words, with Material as it comes, as a site of these pages alone.
The machine should have nothing else to do.  Prints a table; where there is a goal, it says whether it is met.
"""

import argparse
import gzip
import json
import logging
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlencode

from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, sync_playwright

from checker.build.places import DOCS, PYODIDE, ROOT, SITE
from checker.build.runtime.engine import ENGINE, build_engine, modules
from checker.policy import CASES, load_document
from tests.chromium import launch_options
from tests.served import served

RUNS = 5
PATIENCE_MS = 180_000
ANSWERS = max((case["answers"] for case in load_document(CASES)["case"]), key=len)
LINK = "checker/#" + urlencode({name: str(value).lower() for name, value in ANSWERS.items()})
STOCK = "stock/#" + quote(json.dumps(ANSWERS))
STOCK_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
RESULT = "performance.getEntriesByName('checker:result').length"

PAGES = {"": "index.md", "clauses/inform-ase/": "clauses/inform-ase.md", "procedures/": "procedures.md"}
"""Pages that are only read, with their sources."""

PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True, "has_touch": True}
MOBILE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
SLOWDOWN = 8
BLOCKS_FROM_MS = 50
"""A slow phone: its network, how much slower it is than this machine, and the time from which a task blocks it."""

PAINTED = """new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
    .observe({type: "largest-contentful-paint", buffered: true});
})"""


@dataclass(frozen=True)
class Row:
    """What was measured.  beside: what it is compared with.  most: the goal, for the ratio where there is one."""

    title: str
    here: float
    unit: str = ""
    beside: float | None = None
    most: float | None = None

    def __str__(self) -> str:
        found = self.here / (self.beside or 1)
        beside, ratio = ("", "") if self.beside is None else (f"{self.beside:.0f} {self.unit}", f"{found:.2f}")
        goal, verdict = ("", "") if self.most is None else (f"{self.most:g}", "met" if found <= self.most else "MISSED")
        return f"{self.title:50}{f'{self.here:.0f} {self.unit}':>10}{beside:>10}{ratio:>7}{goal:>7}  {verdict}"


@contextmanager
def sites() -> Iterator[str]:
    """Serve a copy of the built site with the stock page and the bare pages in it; yield its address."""
    with TemporaryDirectory() as folder:
        site = shutil.copytree(SITE, Path(folder) / "site")
        add_stock(site / "stock")
        build_bare(Path(folder) / "docs", site / "bare")
        compress(site)
        with served(site) as address:
            yield address


def add_stock(folder: Path) -> None:
    """Put the stock page into a folder, with Pyodide's files and the engine as a wheel."""
    folder.mkdir()
    for name in STOCK_FILES:
        shutil.copyfile(PYODIDE / name, folder / name)
    shutil.copyfile(Path(__file__).with_suffix(".html"), folder / "index.html")
    wheel = folder / "engine-0-py3-none-any.whl"
    build_engine(wheel)
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("engine-0.dist-info/METADATA", "Metadata-Version: 2.1\nName: engine\nVersion: 0\n")
        archive.writestr("engine-0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr("engine-0.dist-info/RECORD", "")


def build_bare(docs: Path, site: Path) -> None:
    """Build the measured pages with Material as it comes: no option, style or script of ours."""
    for source in (*PAGES.values(), "checker/index.md"):
        (docs / source).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(DOCS / source, docs / source)
    logging.getLogger("mkdocs").setLevel(logging.ERROR)  # links to pages that are not there
    material = {"name": "material", "font": False}
    ours = {"nav": None, "not_in_nav": "", "plugins": ["search"], "extra_css": []}
    build(load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(site), theme=material, **ours))


def compress(site: Path) -> None:
    """Compress what hosts compress, and have the server say so."""
    suffixes = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".wasm"}
    for file in [each for each in site.rglob("*") if each.suffix in suffixes]:
        file.write_bytes(gzip.compress(file.read_bytes(), 6))
    with (site / "_headers").open("a") as headers:
        headers.writelines(f"{each}\n  Content-Encoding: gzip\n" for each in ["*/", *(f"*{end}" for end in suffixes)])


@contextmanager
def visitor(browser: Browser, **device: object) -> Iterator[Page]:
    """Give a page of a visitor who was never here."""
    context = browser.new_context(bypass_csp=True, **device)
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def first_result(browser: Browser, address: str) -> tuple[float, list[str]]:
    """Return after how many milliseconds a page has a result of the engine, and its values."""
    with visitor(browser) as page:
        page.goto(address, wait_until="commit")
        page.wait_for_function(RESULT)
        values = "[...document.querySelectorAll('[data-result] [data-decision]')].map(({dataset}) => dataset.value)"
        return page.evaluate("performance.getEntriesByName('checker:result')[0].startTime"), page.evaluate(values)


def size_of(browser: Browser, address: str, until: str = "true") -> float:
    """Return how many KiB a visit gets, compressed as most hosts do."""
    sizes: list[str] = []
    with visitor(browser) as page:
        page.context.on("response", lambda response: sizes.append(response.headers.get("content-length", "0")))
        page.goto(address)
        page.wait_for_function(until)
        page.wait_for_load_state("networkidle")
    return sum(map(int, sizes)) / 1024


def painted(browser: Browser, address: str) -> float:
    """Return after how many milliseconds the largest part of a page is painted, on a slow network and processor."""
    with visitor(browser, **PHONE) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.emulateNetworkConditions", MOBILE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        page.goto(address, wait_until="networkidle")
        return page.evaluate(PAINTED)


def blocked(browser: Browser, address: str, until: str = "true") -> float:
    """Return for how many milliseconds a page's tasks would block a slow phone: Lighthouse's total blocking time.

    Computed from the processor's time, in which nothing counts that the machine does beside.
    """
    with visitor(browser, **PHONE) as page:
        browser.start_tracing(page=page, categories=["toplevel"])
        page.goto(address)
        page.wait_for_function(until)
        page.wait_for_load_state("networkidle")
        events = json.loads(browser.stop_tracing())["traceEvents"]
    thread = {each["tid"] for each in events if each["args"].get("name") == "CrRendererMain"}
    tasks = [each for each in events if each["tid"] in thread and each["name"] == "ThreadControllerImpl::RunTask"]
    return sum(max(0, task.get("tdur", 0) / 1000 * SLOWDOWN - BLOCKS_FROM_MS) for task in tasks)


def start(browser: Browser, root: str, runs: int) -> Iterator[Row]:
    """Yield what a link's first result costs, beside stock Pyodide."""
    ours, stock = [], []
    for _ in range(runs):
        here, values = first_result(browser, root + LINK)
        beside, expected = first_result(browser, root + STOCK)
        if not values or values != expected:
            raise AssertionError(f"not what stock Pyodide answers: {values}, {expected}")
        ours.append(here)
        stock.append(beside)
    yield Row("A link’s first result, beside stock Pyodide", median(ours), "ms", median(stock), 0.5)
    here, beside = (size_of(browser, root + each, RESULT) for each in (LINK, STOCK))
    yield Row("Size of a first check, beside stock Pyodide", here, "KiB", beside)
    yield Row("Modules of the engine", len(modules()), most=36)
    (engine,) = SITE.glob(f"assets/runtime/*/{ENGINE}.gz")
    yield Row("Size of the engine", engine.stat().st_size / 1000, "kB", most=90)


def in_turn(runs: int, *costs: Callable[[], float]) -> list[float]:
    """Return the median of each cost, measured in turn."""
    return [median(each) for each in zip(*([cost() for cost in costs] for _ in range(runs)), strict=True)]


def phone(browser: Browser, root: str, runs: int) -> Iterator[Row]:
    """Yield what pages cost on a phone, beside the bare pages."""
    for name in PAGES:
        costs = (("Painted", painted, "ms", 1.1), ("Blocked", blocked, "ms", 1.5), ("Size", size_of, "KiB", 1.3))
        for title, cost, unit, most in costs:
            here, bare = in_turn(runs, *(partial(cost, browser, root + each + name) for each in ("", "bare/")))
            yield Row(f"{title} beside the bare page: /{name}", here, unit, bare, most)
    result = partial(blocked, browser, root + LINK, RESULT)
    here, bare = in_turn(runs, result, partial(blocked, browser, f"{root}bare/checker/"))
    yield Row("Blocked beside the bare form: a link’s result", here, "ms", bare)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"visits of each (default: {RUNS})")
    options = parser.parse_args()
    print(f"{'':50}{'here':>10}{'beside':>10}{'ratio':>7}{'goal':>7}")
    with sync_playwright() as playwright, sites() as root:
        browser = playwright.chromium.launch(**launch_options())
        for row in chain(start(browser, root, options.runs), phone(browser, root, options.runs)):
            print(row, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
