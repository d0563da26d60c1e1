"""What the benchmark has the browser do: visits of one kind or another, each timed by the page's own marks.

In: a browser and a site that is served.  Out: milliseconds, or what else the visit showed.
A request for another origin is refused by the browser itself and counted.
"""

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Worker

from checker.build.chromium import launch_options
from checker.build.serving import HOST
from tests.bench.servers import RUNTIME, Served
from tests.bench.slow import GAPS, TRANSFERS, check_network, check_processor, slow_network, slow_processor

RESULT = "checker:result"
RESULTS = f"performance.getEntriesByName({json.dumps(RESULT)})"
PATIENCE_MS = 180_000
PAUSE_S = 1.0
"""Between visits, in which the browser ends what it still compiles in the background for the one before."""

LONG_TASKS = """
window.longTasks = [];
const note = ({ startTime, duration }) => window.longTasks.push([startTime, duration]);
new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: "longtask", buffered: true });
"""
IS_KEPT = """
async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  return registration?.active?.state === "activated" && Boolean(navigator.serviceWorker.controller);
}
"""
HAS_SITEMAP = "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/sitemap.xml'))"
"""The theme has what it goes by when it loads pages in place."""
GO = """
(address) => {
  const link = [...document.querySelectorAll("a[href]")].find(({ href }) => href === address);
  const start = performance.now();
  link.click();
  return start;
}
"""
"""Follows the first link to an address as a click does; returns when."""


def launch(playwright: Playwright) -> Browser:
    """Start the browser so that it finds no host but this machine."""
    options = launch_options()
    only_here = f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}"
    return playwright.chromium.launch(**options | {"args": [*options["args"], only_here]})


class Visits:
    """Opens pages as a new visitor, again and again. refused: requests for other origins, by site."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.refused: Counter[str] = Counter()

    def first(self, site: Served, *, slow: bool = False) -> float:
        """Return when the first result of a first visit was there; slow: connection and processor are slow."""
        with self._visitor(site) as context:
            page = self._page(context, slow_connection=slow)
            session = context.new_cdp_session(page)
            session.send("Network.setCacheDisabled", {"cacheDisabled": True})
            when = self._result(page, site, slow=slow)
            if slow:
                check_network(_worker(page).evaluate(TRANSFERS))
            return when

    def again(self, site: Served) -> tuple[float, float, int]:
        """Return the first results of a first and a second visit, and the runtime's bytes of the second.

        The connection is slow.  Between the two the service worker has kept the site, and was stopped.
        """
        with self._visitor(site, service_workers="allow") as context:
            page = self._page(context, slow_connection=True)
            cold = self._result(page, site)
            check_network(_worker(page).evaluate(TRANSFERS))
            page.close()
            page = self._page(context)  # what is kept need not be kept slowly
            page.goto(site.page)
            _until(page, IS_KEPT)
            session = context.new_cdp_session(page)
            session.send("ServiceWorker.enable")
            session.send("ServiceWorker.stopAllWorkers")
            page.close()
            time.sleep(PAUSE_S)
            site.tally.sent.clear()
            page = self._page(context, slow_connection=True)
            warm = self._result(page, site)
            return cold, warm, site.tally.total(RUNTIME)

    def next_page(self, site: Served) -> tuple[float, float]:
        """Return the first result of a first visit, and that after going to another page and back by links."""
        with self._visitor(site) as context:
            page = self._page(context)
            cold = self._result(page, site)
            page.wait_for_function(HAS_SITEMAP, timeout=PATIENCE_MS)
            page.wait_for_timeout(300)
            page.evaluate("window.stays = true")
            before = page.evaluate(f"{RESULTS}.length")
            page.evaluate(GO, f"{site.root}about/")
            page.wait_for_function("location.pathname.endsWith('/about/') && !document.querySelector('[data-checker]')")
            page.wait_for_load_state("networkidle")
            start = page.evaluate(GO, site.page)
            page.wait_for_function(f"!window.stays || {RESULTS}.length > {before}", timeout=PATIENCE_MS)
            if not page.evaluate("window.stays"):
                raise AssertionError("the pages were loaded anew instead of in place")
            return cold, page.evaluate(f"{RESULTS}[{before}].startTime") - start

    def long_tasks(self, site: Served) -> list[float]:
        """Return how long each task over 50 ms held up the main thread, from navigation to the first result."""
        with self._visitor(site) as context:
            context.add_init_script(LONG_TASKS)
            page = self._page(context)
            result = self._result(page, site)
            page.wait_for_timeout(200)
            return [lasted for begun, lasted in page.evaluate("window.longTasks") if begun < result]

    def load(self, site: Served, address: str, *, result: bool) -> None:
        """Open a page and wait until it asks for nothing more; the site's tally then says what it took."""
        with self._visitor(site) as context:
            page = self._page(context)
            site.tally.sent.clear()
            page.goto(address, wait_until="networkidle")
            if result:
                page.wait_for_function(f"{RESULTS}.length", timeout=PATIENCE_MS)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(500)

    def change(self, site: Served, script: str, changes: int) -> list[float]:
        """Change answers on the page, one after the other; return how long each took, sorted."""
        with self._visitor(site) as context:
            page = self._page(context)
            self._result(page, site)
            page.wait_for_load_state("networkidle")
            return sorted(page.evaluate(script, changes))

    @contextmanager
    def _visitor(self, site: Served, service_workers: str = "block") -> Iterator[BrowserContext]:
        """Give a fresh context: a visitor who was never here."""
        context = self.browser.new_context(service_workers=service_workers)

        def note(address: str) -> None:
            if not address.startswith((site.root, f"blob:{site.root}", "data:")):
                self.refused[site.name] += 1

        context.on("request", lambda request: note(request.url))
        yield context
        context.close()
        time.sleep(PAUSE_S)

    def _page(self, context: BrowserContext, *, slow_connection: bool = False) -> Page:
        page = context.new_page()
        if slow_connection:
            slow_network(context, page)
        return page

    def _result(self, page: Page, site: Served, *, slow: bool = False) -> float:
        """Open the page with the checker; return when its first result was there. slow: the processor is."""
        with slow_processor(self.browser) if slow else nullcontext():
            page.goto(site.page, wait_until="commit")
            page.wait_for_function(f"{RESULTS}.length", timeout=PATIENCE_MS)
            if slow:
                check_processor(_worker(page).evaluate(GAPS))
        return page.evaluate(f"{RESULTS}[0].startTime")


def _worker(page: Page) -> Worker:
    """Return the worker in which Python runs; the theme's search has one too."""
    (worker,) = (each for each in page.workers if each.url.endswith("/worker.js"))
    return worker


def _until(page: Page, condition: str) -> None:
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(condition):
        if time.monotonic() > deadline:
            raise AssertionError(condition)
        page.wait_for_timeout(100)
