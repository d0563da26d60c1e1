"""Measure how long a first-time visitor waits for the first result: this site against stock Pyodide.

The two are the same built site; in the second, the worker is `stock-worker.js`: it loads Pyodide's own files
and the engine's wheel as source. Runs alternate, each in a fresh context with the cache off, and with a pause
between them, in which the browser ends what it still compiles in the background for the one before.
Also: how many sheets the engine assesses in a second here, and how long the page takes from a change of an answer
to the updated result.
Prints a table and writes `build/bench.json`.
"""

import argparse
import gzip
import json
import math
import shutil
import statistics
import sys
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import override

from playwright.sync_api import Browser, sync_playwright

from checker.build.chromium import launch_options
from checker.build.places import PYODIDE, SCRATCH, SITE
from checker.build.serving import SiteHandler, served
from checker.build.wheel import build_wheel
from tests.bench.engine import SHEETS, sheets_per_second

PAGE = "checker/"
RESULT = "checker:result"
MARKS = ("checker:start", "checker:ready", RESULT)
STOCK_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
HOST_COMPRESSES = {".js", ".mjs", ".json", ".wasm", ".html", ".css", ".svg"}
MINIMUM = 5
PAUSE_S = 1.0
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


class CountingHandler(SiteHandler):
    """Counts the bodies it sends, as they are and as a host would send them that compresses text and wasm."""

    plain: Counter[int] = Counter()
    squeezed: Counter[int] = Counter()
    sizes: dict[str, int] = {}

    @override
    def copyfile(self, source, outputfile):
        content = source.read()
        name = source.name
        if name not in self.sizes:
            compresses = Path(name).suffix in HOST_COMPRESSES
            self.sizes[name] = len(gzip.compress(content, 6)) if compresses else len(content)
        port = self.server.server_address[1]
        self.plain[port] += len(content)
        self.squeezed[port] += self.sizes[name]
        outputfile.write(content)


def make_stock(folder: Path) -> Path:
    """Copy the built site and put the stock worker and its files in; return the copy."""
    site = folder / "site"
    shutil.copytree(SITE, site, ignore=shutil.ignore_patterns("runtime"))
    stock = site / "assets" / "stock"
    stock.mkdir()
    for name in STOCK_FILES:
        shutil.copyfile(PYODIDE / name, stock / name)
    wheel = build_wheel(stock)
    script = Path(__file__).with_name("stock-worker.js").read_text("utf-8").replace("WHEEL", wheel.name)
    (site / "assets" / "checker" / "worker.js").write_text(script, "utf-8")
    return site


def run_once(browser: Browser, address: str) -> dict[str, float]:
    """Open the checker as a new visitor; return when each mark was set, in milliseconds after navigation."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(address + PAGE)
    page.wait_for_function(f"performance.getEntriesByName({json.dumps(RESULT)}).length", timeout=120_000)
    marks = page.evaluate("performance.getEntriesByType('mark').map(({name, startTime}) => [name, startTime])")
    context.close()
    time.sleep(PAUSE_S)
    return {name: round(when, 1) for name, when in reversed(marks) if name in MARKS}


def change_times(browser: Browser, address: str) -> list[float]:
    """Change answers on the page, one after the other; return how long each took, in milliseconds, sorted."""
    page = browser.new_page()
    page.goto(address + PAGE)
    page.wait_for_function(f"performance.getEntriesByName({json.dumps(RESULT)}).length", timeout=120_000)
    page.wait_for_load_state("networkidle")
    times: list[float] = page.evaluate(CHANGE, CHANGES)
    page.close()
    return sorted(times)


def measure(runs: int) -> dict[str, object]:
    """Run both sites in turn; return every time, the medians and the bytes of one visit."""
    times: dict[str, list[dict[str, float]]] = {"ours": [], "stock": []}
    plain: dict[str, int] = {}
    squeezed: dict[str, int] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        addresses = {
            name: stack.enter_context(served(site, kind=CountingHandler))
            for name, site in (("ours", SITE), ("stock", make_stock(folder)))
        }
        browser = stack.enter_context(sync_playwright()).chromium.launch(**launch_options())
        for turn in range(runs + 1):
            for name, address in addresses.items():
                port = int(address.split(":")[2].split("/")[0])
                CountingHandler.plain[port] = CountingHandler.squeezed[port] = 0
                marks = run_once(browser, address)
                plain[name], squeezed[name] = CountingHandler.plain[port], CountingHandler.squeezed[port]
                if turn:  # the first is for warming up
                    times[name].append(marks)
        changes = change_times(browser, addresses["ours"])
        browser.close()
    medians = {name: statistics.median(run[RESULT] for run in taken) for name, taken in times.items()}
    return {
        "first_result_ms": medians,
        "ratio": round(medians["ours"] / medians["stock"], 3),
        "change_ms": {
            "median": round(statistics.median(changes), 1),
            "95th percentile": round(changes[math.ceil(0.95 * len(changes)) - 1], 1),
        },
        "sheets_per_second": round(sheets_per_second()),
        "bytes_plain_host": plain,
        "bytes_compressing_host": squeezed,
        "runs": times,
    }


def show(result: dict[str, object]) -> str:
    """Lay the result out as a table."""
    rows = [("", "ours", "stock", "ours / stock")]
    for title, key, unit in (
        ("first result, median", "first_result_ms", "ms"),
        ("bytes sent, plain host", "bytes_plain_host", "B"),
        ("bytes sent, host that compresses", "bytes_compressing_host", "B"),
    ):
        ours, stock = result[key]["ours"], result[key]["stock"]
        rows.append((title, f"{ours:,.0f} {unit}", f"{stock:,.0f} {unit}", f"{ours / stock:.2f}"))
    table = "\n".join(f"{row[0]:34}{row[1]:>14}{row[2]:>15}{row[3]:>14}" for row in rows)
    change = result["change_ms"]
    return (
        f"{table}\n\n"
        f"From a change of an answer to the updated page, {CHANGES} changes: "
        f"median {change['median']} ms, 95th percentile {change['95th percentile']} ms\n"
        f"Sheets assessed on one core, {SHEETS:,} mixed ones: {result['sheets_per_second']:,} a second"
    )


def main() -> int:
    """Measure, print and write; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help=f"runs of each, {MINIMUM} or more (default: 15)")
    runs = parser.parse_args().runs
    if runs < MINIMUM:
        print(f"--runs: `{runs}` is too few for a median; give {MINIMUM} or more", file=sys.stderr)
        return 2
    result = measure(runs)
    SCRATCH.mkdir(exist_ok=True)
    (SCRATCH / "bench.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(show(result))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
