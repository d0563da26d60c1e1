"""What the benchmark promises, but for its figures: it counts right, slows what it says, and its record is shown."""

import json
import re
import subprocess
import sys
import time
import urllib.request
from xml.etree import ElementTree as ET

import pytest

from checker.build.places import ROOT
from checker.build.serving import served
from checker.pages.speed import RECORD, ROWS, figure, ratio, read_record, speed_html
from tests.bench.rows import SECTIONS, percentile_95
from tests.bench.servers import RUNTIME, SCRIPTS, Tally, counting, kind_of
from tests.bench.slow import (
    FACTOR,
    GAPS,
    TRANSFERS,
    SlowProcess,
    check_network,
    check_processor,
    slow_network,
    slow_processor,
)
from tests.bench.table import UNITS, Measured, is_met, record, result_of, show

SIZE = 300_000
WORKER = f"""
const body = await (await fetch("large.bin?" + Math.random())).arrayBuffer();
if (body.byteLength !== {SIZE}) throw new Error("cut short");
postMessage("done");
"""
PAGE = """<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>A worker</title>
<script type="module">
  const worker = new Worker("worker.js", { type: "module" });
  worker.addEventListener("message", () => performance.mark("done"));
</script></html>"""


@pytest.fixture
def small(tmp_path):
    """Serve a page whose worker fetches a file; gives the address and what is sent."""
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "worker.js").write_text(WORKER)
    (tmp_path / "large.bin").write_bytes(bytes(SIZE))
    tally = Tally()
    with served(tmp_path, kind=counting(tmp_path, tally)) as address:
        yield address, tally


@pytest.fixture
def visitor(browser):
    """Give a page of a visitor who was never here."""
    context = browser.new_context(service_workers="block")
    yield context.new_page()
    context.close()


def worker_of(page, address):
    """Open the page, wait until its worker has fetched its file, and return the worker."""
    page.goto(address)
    page.wait_for_function("performance.getEntriesByName('done').length")
    return page.workers[0]


class TestCounting:
    @pytest.mark.parametrize(
        ("path", "kind"),
        [
            ("assets/runtime/runtime.json", RUNTIME),
            ("assets/runtime/0123456789ab/pyodide.asm.wasm.gz", RUNTIME),
            ("assets/stock/pyodide.asm.wasm", RUNTIME),
            ("assets/checker/worker.js", SCRIPTS),
            ("assets/checker/checker.css", "rest"),
            ("assets/javascripts/bundle.min.js", "rest"),
            ("checker/index.html", "rest"),
        ],
    )
    def test_every_file_has_its_kind(self, path, kind):
        """Python, the checker's scripts and the look of the site are told apart."""
        assert kind_of(path) == kind

    def test_bytes_are_counted_as_sent_and_as_compressed(self, small):
        """A server counts each body it sent, by kind, and what a host that compresses would have sent."""
        address, tally = small
        for name in ("worker.js", "large.bin"):
            urllib.request.urlopen(address + name).read()  # noqa: S310  this machine
        assert [each[:3] for each in tally.sent] == [("worker.js", "rest", len(WORKER)), ("large.bin", "rest", SIZE)]
        assert tally.total("rest") == len(WORKER) + SIZE
        assert SIZE < tally.squeezed("rest") < SIZE + len(WORKER)
        assert tally.total(RUNTIME) == 0


class TestSlowing:
    def test_the_slow_connection_reaches_the_worker(self, visitor, small):
        """What a worker fetches comes no faster than the slow connection lets it, and unslowed it does: the control."""
        address, _ = small
        quick = worker_of(visitor, address).evaluate(TRANSFERS)
        with pytest.raises(AssertionError, match="the slow connection did not reach them"):
            check_network([(size, 0, 1) for size, _, _ in quick])
        slow_network(visitor.context, visitor)
        transfers = worker_of(visitor, address).evaluate(TRANSFERS)
        assert sum(size for size, _, _ in transfers) == SIZE
        check_network(transfers)

    def test_the_slow_processor_reaches_the_worker(self, visitor, browser, small):
        """A worker's script is made to stand still for three quarters of the time."""
        address, _ = small
        worker = worker_of(visitor, address)
        with slow_processor(browser):
            check_processor(worker.evaluate(GAPS))

    def test_a_processor_that_is_not_slow_is_seen(self):
        """A script that ran half of the time was not slowed four times: the control."""
        with pytest.raises(AssertionError, match=r"stood still for 0\.50 of the time"):
            check_processor(0.5)

    def test_a_process_gets_its_share_and_is_let_go(self):
        """A process that is slowed four times runs a quarter of the time, and freely afterwards."""
        command = [sys.executable, "-c", "print(input())"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            slow = SlowProcess([process.pid])
            slow.start()
            time.sleep(0.5)
            slow.end()
            assert slow.share <= 1.1 / FACTOR
            assert process.communicate("it runs\n", timeout=60)[0] == "it runs\n"


class TestTheTable:
    def test_every_row_is_measured_once(self):
        """The rows with words, those with units and those that are measured are the same."""
        assert list(ROWS) == list(UNITS)
        assert sorted(name for names in SECTIONS for name in names) == sorted(ROWS)

    def test_medians_and_percentiles(self):
        """A row shows the middle of its runs; of 200 times the 190th is the one that 95 of 100 do not exceed."""
        assert Measured([9, 1, 2], [8, 4]).summary("ms") == {"unit": "ms", "ours": 2, "baseline": 6}
        assert Measured([1.0]).summary("s") == {"unit": "s", "ours": 1.0, "baseline": None}
        assert percentile_95(range(200, 0, -1)) == 190

    @pytest.mark.parametrize(
        ("value", "unit", "shown"),
        [
            (0, "ms", "0 ms"),
            (999.4, "ms", "999 ms"),
            (1370, "ms", "1.37 s"),
            (0, "B", "0 bytes"),
            (4961, "B", "5.0 kB"),
            (3_389_214, "B", "3.39 MB"),
            (2.64, "s", "2.6 s"),
            (12_345.6, "", "12,346"),
        ],
    )
    def test_figures_are_read_in_their_unit(self, value, unit, shown):
        """Times and sizes are shown in the unit that suits them."""
        assert figure(value, unit) == shown

    def test_goals_are_told_where_they_are_missed(self):
        """A goal of a ratio goes by the ratio, another by the figure, and a row without a goal has none to meet."""
        measured = {
            "first-result": Measured([300], [1000]),
            "next-page": Measured([300], [1000]),
            "longest-task": Measured([50.4]),
            "rate": Measured([5]),
        }
        result = result_of(measured, "1.2", {"pyscript": 2})
        met = {name: is_met(name, row) for name, row in result["rows"].items()}
        assert met == {"first-result": True, "next-page": False, "longest-task": False, "rate": None}
        shown = show(result)
        assert re.search(r"^next-page.* 300 ms +1\.00 s +0\.30 +0\.10  NOT MET$", shown, re.MULTILINE)
        assert shown.endswith("compresses nothing; requests to other origins, all refused: 2")

    def test_a_table_with_rows_missing_is_not_recorded(self, tmp_path):
        """Only a whole table is recorded, and what is recorded is what the page reads."""
        result = result_of({"rate": Measured([5])}, "1.2", {})
        with pytest.raises(ValueError, match="rows that were not measured: first-result, slow-first-result"):
            record(result, tmp_path / "speed.json")
        whole = result_of({name: Measured([5], [10]) for name in ROWS}, "1.2", {})
        record(whole, tmp_path / "speed.json")
        assert read_record(tmp_path / "speed.json") == {name: whole[name] for name in ("date", "machine", "rows")}


class TestTheRecord:
    def test_it_has_what_the_page_needs(self):
        """The recorded table has its day, its machine and every row; a row that is compared has its baseline."""
        recorded = json.loads(RECORD.read_text("utf-8"))
        assert set(recorded) == {"date", "machine", "rows"}
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", recorded["date"])
        assert {"cores", "memory_gib", "browser"} <= set(recorded["machine"])
        assert list(recorded["rows"]) == list(ROWS)
        for name, row in recorded["rows"].items():
            assert row["unit"] == UNITS[name].unit, name
            assert row["ours"] >= 0, name
            assert (row["baseline"] is not None) == bool(ROWS[name].against), name

    def test_the_page_shows_it(self, site_dir):
        """The page of the built site has a row for every row of the record, with its figures and ratio, and the day."""
        recorded = read_record()
        page = (site_dir / "speed" / "index.html").read_text("utf-8")
        table = speed_html(recorded)
        assert table.count("<tr>") == len(ROWS) + 1
        for name, row in recorded["rows"].items():
            assert ROWS[name].title in page, name
            shown = figure(row["ours"], row["unit"]).replace(" ", "\N{NO-BREAK SPACE}")
            assert f"<td>{shown}</td>" in page, name
            compared = ratio(row)
            assert compared is None or f"<td>{compared:.2f}</td>" in page, name
        assert re.search(
            rf"Measured on \d+ [A-Z][a-z]+ {recorded['date'][:4]} with {recorded['machine']['browser']}", page
        )
        words = " ".join("".join(ET.fromstring(f"<div>{table}</div>").itertext()).split())  # noqa: S314  our own
        assert "None" not in words


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--runs", "2"], "--runs: `2` is too few for a median; give 5 or more"),
        (["--record", "--only", "rate"], "--record: the site shows the whole table; leave --only out"),
    ],
)
def test_what_cannot_be_measured_is_told_in_a_line(arguments, told):
    """A run that could not give a median or a whole table is refused before anything is measured."""
    command = [sys.executable, "-m", "tests.bench", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (2, told)
