"""Measure how fast this site is: each figure a median, beside a baseline of the same run where there is one.

Prints a table and writes `build/bench.json`; with `--record` also `docs/assets/speed.json`, which the site shows.
The machine should have nothing else to do.
"""

import argparse
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from checker.build.places import SCRATCH, SITE
from checker.pages.speed import ROWS
from tests.bench.rows import SECTIONS, Lab
from tests.bench.servers import missing
from tests.bench.table import Measured, record, result_of, show
from tests.bench.visits import Visits, launch

MINIMUM = 5
RUNS = 11


def measure(only: list[str], runs: int) -> dict[str, object]:
    """Measure the rows asked for."""
    measured: dict[str, Measured] = {}
    with sync_playwright() as playwright:
        browser = launch(playwright)
        visits = Visits(browser)
        for names, section in SECTIONS.items():
            wanted = [name for name in names if name in only]
            if wanted:
                print(f"measuring {', '.join(wanted)}", file=sys.stderr, flush=True)
                with TemporaryDirectory() as folder:
                    found = section(Lab(visits, Path(folder), runs))
                measured |= {name: found[name] for name in wanted}
        version = browser.version
        browser.close()
    return result_of(measured, version, dict(visits.refused))


def main() -> int:
    """Measure, print and write; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"runs of each, {MINIMUM} or more (default: {RUNS})")
    parser.add_argument("--only", action="append", choices=[*ROWS], metavar="ROW", help=f"one of: {', '.join(ROWS)}")
    parser.add_argument("--record", action="store_true", help="write the table that the site shows")
    options = parser.parse_args()
    fault = (
        f"--runs: `{options.runs}` is too few for a median; give {MINIMUM} or more"
        if options.runs < MINIMUM
        else "--record: the site shows the whole table; leave --only out"
        if options.record and options.only
        else "site/: there is no built site here; run `make site` first"
        if not (SITE / "index.html").is_file()
        else missing()
    )
    if fault:
        print(fault, file=sys.stderr)
        return 2
    result = measure(options.only or [*ROWS], options.runs)
    SCRATCH.mkdir(exist_ok=True)
    (SCRATCH / "bench.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(show(result))
    if options.record:
        record(result)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
