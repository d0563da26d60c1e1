"""Measure how fast the site is, and how small: `make bench`.

A claim of speed is a ratio of medians: stock Pyodide (`bench.html`) answers the same request in turn with ours, each
visit in a new browser profile, from one server on this machine.  The machine should have nothing else to do.
Prints a table; where there is a goal, it says whether it is met.
"""

import argparse
import gzip
import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlencode

from playwright.sync_api import Browser, Page, Response, sync_playwright

from checker.build.chromium import launch_options
from checker.build.places import PYODIDE, SITE
from checker.build.runtime.engine import ENGINE, build_engine, modules
from checker.build.serving import served
from checker.policy import CASES, load_document

RUNS = 7
PATIENCE_MS = 180_000
ANSWERS = max((case["answers"] for case in load_document(CASES)["case"]), key=len)
LINK = "checker/#" + urlencode({name: str(value).lower() for name, value in ANSWERS.items()})
STOCK = "stock/#" + quote(json.dumps(ANSWERS))
STOCK_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
RESULT = "performance.getEntriesByName('checker:result').length"
READ = ("procedures/", "glossary/")
"""Pages that are only read."""


@dataclass(frozen=True)
class Row:
    """What was measured.  beside: what it is compared with.  most: the goal, for the ratio where there is one."""

    title: str
    here: float
    unit: str = ""
    beside: float | None = None
    most: float | None = None

    @property
    def verdict(self) -> str:
        """Say whether the goal is met; nothing if there is none."""
        found = self.here if self.beside is None else self.here / self.beside
        return "" if self.most is None else "met" if found <= self.most else "MISSED"

    def __str__(self) -> str:
        beside = "" if self.beside is None else f"{self.beside:.0f} {self.unit}"
        ratio = "" if self.beside is None else f"{self.here / self.beside:.2f}"
        goal = "" if self.most is None else f"{self.most:g}"
        return f"{self.title:44}{f'{self.here:.0f} {self.unit}':>10}{beside:>10}{ratio:>7}{goal:>7}  {self.verdict}"


@contextmanager
def site_with_stock() -> Iterator[str]:
    """Serve a copy of the built site with the stock page in it; yield its address."""
    with TemporaryDirectory() as folder:
        site = shutil.copytree(SITE, Path(folder) / "site")
        stock = site / "stock"
        stock.mkdir()
        for name in STOCK_FILES:
            shutil.copyfile(PYODIDE / name, stock / name)
        shutil.copyfile(Path(__file__).with_suffix(".html"), stock / "index.html")
        wheel = stock / "engine-0-py3-none-any.whl"
        build_engine(wheel)
        with zipfile.ZipFile(wheel, "a") as archive:
            archive.writestr("engine-0.dist-info/METADATA", "Metadata-Version: 2.1\nName: engine\nVersion: 0\n")
            archive.writestr("engine-0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
            archive.writestr("engine-0.dist-info/RECORD", "")
        with served(site) as address:
            yield address


@contextmanager
def visitor(browser: Browser) -> Iterator[Page]:
    """Give a page of a visitor who was never here."""
    context = browser.new_context(bypass_csp=True)
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


def fetched(browser: Browser, address: str, *, checks: bool = False) -> tuple[int, float]:
    """Return how many requests a visit makes, and how many KiB it gets from a host that compresses."""
    responses: list[Response] = []
    with visitor(browser) as page:
        page.context.on("response", lambda response: responses.append(response))  # noqa: PLW0108  it is given attributes
        page.goto(address)
        if checks:
            page.wait_for_function(RESULT)
        page.wait_for_load_state("networkidle")
        bodies = [each.body() for each in responses if each.ok]
        return len(responses), sum(min(len(each), len(gzip.compress(each))) for each in bodies) / 1024


def measure(browser: Browser, root: str, runs: int) -> Iterator[Row]:
    """Yield what is measured, row by row."""
    ours, stock = [], []
    for _ in range(runs):
        here, values = first_result(browser, root + LINK)
        beside, expected = first_result(browser, root + STOCK)
        if not values or values != expected:
            raise AssertionError(f"not what stock Pyodide answers: {values}, {expected}")
        ours.append(here)
        stock.append(beside)
    yield Row("A link’s first result, beside stock Pyodide", median(ours), "ms", median(stock), 0.5)
    for name in READ:
        requests, size = fetched(browser, root + name)
        yield Row(f"Requests of {name}, which is only read", requests, most=15)
        yield Row(f"Size of {name}", size, "KiB", most=110)
    _, size = fetched(browser, root + LINK, checks=True)
    _, beside = fetched(browser, root + STOCK, checks=True)
    yield Row("Size of a first check, beside stock Pyodide", size, "KiB", beside)
    yield Row("Modules of the engine", len(modules()), most=36)
    (engine,) = SITE.glob(f"assets/runtime/*/{ENGINE}.gz")
    yield Row("Size of the engine", engine.stat().st_size / 1000, "kB", most=90)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"visits of each (default: {RUNS})")
    options = parser.parse_args()
    print(f"{'':44}{'here':>10}{'beside':>10}{'ratio':>7}{'goal':>7}")
    with sync_playwright() as playwright, site_with_stock() as root:
        browser = playwright.chromium.launch(**launch_options())
        for row in measure(browser, root, options.runs):
            print(row, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
