"""A slow connection and a slow processor, for the page and its worker alike.

The connection is slowed by the browser's own developer tools; what a page is given, its workers get.
Their slowing of the processor reaches a page's main thread only (asked for a worker, they say that it is for pages
only), and the checker works in a worker.  So here the page's whole process is stopped for three quarters of the time,
a few milliseconds at a time: main thread, worker and compiling in the background all get a quarter of the processor.
"""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread

from playwright.sync_api import Browser, BrowserContext, Page

MBIT_S = 10
LATENCY_MS = 40
FACTOR = 4
SLICE_S = 0.005
TOLERANCE = 1.1

TRANSFERS = """
() => performance.getEntriesByType("resource").filter(({ encodedBodySize }) => encodedBodySize)
  .map(({ encodedBodySize, requestStart, responseEnd }) => [encodedBodySize, requestStart, responseEnd])
"""
"""What a page or worker has fetched: bytes, start and end in milliseconds."""

GAPS = """
() => {
  const begin = performance.now();
  let last = begin;
  let stood = 0;
  while (last < begin + 2000) {
    const now = performance.now();
    if (now - last > 5) stood += now - last;
    last = now;
  }
  return stood / (last - begin);
}
"""
"""For which share of the time a script that only looks at the clock was made to stand still."""


class SlowProcess(Thread):
    """Stops processes again and again, so that they run for one part in `factor` of the time."""

    def __init__(self, processes: Sequence[int], factor: int = FACTOR) -> None:
        super().__init__(daemon=True)
        self.processes = processes
        self.factor = factor
        self.share = 1.0
        """How much of the time they ran, once they run freely again."""
        self._over = Event()

    def run(self) -> None:
        """Let them run for a slice and stand for the rest, by the time that really went by."""
        begin, ran = time.perf_counter(), 0.0
        try:
            while not self._over.is_set():
                start = time.perf_counter()
                self._signal(signal.SIGCONT)
                time.sleep(SLICE_S)
                self._signal(signal.SIGSTOP)
                ran += time.perf_counter() - start
                time.sleep(max(0.0, begin + ran * self.factor - time.perf_counter()))
        finally:
            self._signal(signal.SIGCONT)
        self.share = ran / (time.perf_counter() - begin)

    def end(self) -> None:
        """Let them run freely."""
        self._over.set()
        self.join()

    def _signal(self, number: int) -> None:
        for process in self.processes:
            try:
                os.kill(process, number)
            except ProcessLookupError:  # it has ended
                continue


def page_processes(browser: Browser) -> list[int]:
    """Return the processes in which the pages of a browser run, their workers among them."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return sorted(int(each["id"]) for each in found if each["type"] == "renderer")


def slow_network(context: BrowserContext, page: Page) -> None:
    """Slow the connection of a page and its workers."""
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    rate = MBIT_S * 1_000_000 / 8
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY_MS, "downloadThroughput": rate, "uploadThroughput": rate},
    )


@contextmanager
def slow_processor(browser: Browser) -> Iterator[None]:
    """Slow the pages that a browser has open while the block runs, and what it holds ready for the next."""
    slow = SlowProcess(page_processes(browser))
    slow.start()
    try:
        yield
    finally:
        slow.end()
    if slow.share > TOLERANCE / FACTOR:
        raise AssertionError(f"the processor was slowed to {slow.share:.2f} of its speed, not to {1 / FACTOR}")


def check_network(transfers: Sequence[tuple[float, float, float]]) -> None:
    """Fail where what was fetched came, as a whole, faster than the slow connection lets it."""
    size = sum(each for each, _, _ in transfers)
    seconds = (max(end for _, _, end in transfers) - min(start for _, start, _ in transfers)) / 1000
    if size > TOLERANCE * seconds * MBIT_S * 1_000_000 / 8:
        raise AssertionError(f"{size:,.0f} bytes came in {seconds:.2f} s: the slow connection did not reach them")


def check_processor(share: float) -> None:
    """Fail where a script stood still for a smaller share of its time than the slow processor makes it."""
    if share < (1 - 1 / FACTOR) / TOLERANCE:
        raise AssertionError(f"the script stood still for {share:.2f} of the time: the slow processor did not reach it")
