"""What the page's end of the worker promises: one worker, its latest answers, and failures that are contained.

Most tests put a worker in its place that says what the test tells it to.
"""

import pytest

from tests.checker_page import served_instead
from tests.tiers import first_each_time

SETUP = """
async () => {
  window.workers = [];
  window.Worker = class {
    constructor() { this.sent = []; this.ended = false; workers.push(this); }
    postMessage(message) { if (message.index) this.indexed = true; else this.sent.push(message); }
    terminate() { this.ended = true; }
    say(data) { this.onmessage({ data }); }
  };
  window.engine = await import(new URL("assets/checker/engine.js", document.baseURI).href);
  window.heard = [];
  engine.listen(({ phase, trouble, late }) =>
    heard.push([phase, ...(trouble ? [trouble.detail] : []), ...(late ? ["late"] : [])].join(": ")));
  window.came = [];
  window.ask = (request) => engine.ask(request, (response) => came.push(`${request}: ${response}`));
}
"""


@pytest.fixture
def engine(page):
    """Give a function that runs a script with the engine in a page whose workers are the test's."""
    page.goto("./")
    page.evaluate(SETUP)
    return lambda script: page.evaluate(f"async () => {{ {script} }}")


class TestOneWorker:
    def test_is_started_once_and_asked_for_the_latest_only(self, engine):
        """Starting twice starts one worker; of requests that come while one is pending only the last is sent."""
        found = engine(
            """ask("a"); engine.start(); engine.start(); ask("b");
            const [worker] = workers;
            worker.say({type: "progress", step: "download", loaded: 1, total: 2, file: "x"});
            worker.say({type: "ready"});
            ask("c"); ask("d");
            worker.say({type: "done", response: 1});
            worker.say({type: "done", response: 2});
            return [workers.length, heard, worker.sent.map(({request}) => request), came];"""
        )
        assert found == [1, ["idle", "loading", "loading", "ready"], ["b", "d"], ["b: 1", "d: 2"]]

    def test_an_ended_worker_counts_for_nothing(self, engine):
        """What a worker says after it was ended changes nothing, neither without another one nor beside it."""
        found = engine(
            """engine.start(); const [old] = workers;
            old.say({type: "failed", step: "engine", detail: "broken"});
            old.say({type: "ready"}); old.onerror({message: "late"});
            const first = heard.at(-1);
            engine.start(); ask("a"); workers[1].say({type: "ready"});
            old.say({type: "progress"}); old.say({type: "failed", step: "engine", detail: "again"});
            old.say({type: "done", response: "wrong"});
            return [first, old.ended, heard.at(-1), came];"""
        )
        assert found == ["failed: broken", True, "ready", []]


class TestFailures:
    def test_an_answer_that_fails_ends_the_worker_and_is_asked_of_the_next(self, engine):
        """An answer that fails is shown, and ends the worker; the next gets the same request."""
        found = engine(
            """engine.start(); const [worker] = workers; worker.say({type: "ready"});
            ask("a");
            worker.say({type: "failed", step: "assess", detail: "broken"});
            const then = [worker.ended, workers.length, heard.at(-1), ...came];
            engine.start(); workers[1].say({type: "ready"});
            return [...then, workers[1].sent.map(({request}) => request)];"""
        )
        assert found == [True, 1, "failed: broken", ["a"]]

    def test_a_worker_that_cannot_be_made_is_shown(self, engine):
        """Where the browser refuses to start a worker, the status says so."""
        found = engine(
            """window.Worker = class { constructor() { throw new Error("refused"); } };
            engine.start();
            return heard.at(-1);"""
        )
        assert found == "failed: Error: refused"


class TestPatience:
    @pytest.mark.parametrize(
        ("name", "pattern"), first_each_time([("pyodide.js", "**/pyodide*.js"), ("runtime.json", "**/runtime.json")], 1)
    )
    def test_a_download_that_stalls_is_named(self, page, name, pattern):
        """A download without a byte is late after ten seconds, and has failed after thirty; trying again works."""
        page.context.route(pattern, lambda _route: None)
        page.clock.install()
        with page.expect_request(f"**/{name}"):
            page.goto("checker/")
        if name != "runtime.json":  # everything else has come; the scripts, which the bar does not count, all stall
            page.wait_for_function("document.querySelector('.checker-progress progress').value === 1")
        late = page.locator('[data-notice="late"]')
        page.clock.run_for(9_000)
        assert not late.is_visible()
        page.clock.run_for(2_000)
        assert late.is_visible()
        assert page.locator("[data-checker]").get_attribute("data-checker") == "loading"
        page.clock.run_for(20_000)
        page.wait_for_selector("[data-checker=failed]")
        assert not late.is_visible()
        detail = page.locator("[data-failure-detail]").inner_text()
        assert detail == f"{name}: no data for 30 seconds"
        page.context.unroute(pattern)
        page.locator("[data-retry]:visible").click()
        page.wait_for_selector("[data-checker=ready]")

    def test_a_worker_that_is_late_is_waited_for_or_replaced(self, page):
        """Late is no failure: a message ends it, and starting again asks a new worker what the late one was asked."""
        page.clock.install()
        page.goto("./")
        page.evaluate(SETUP)
        page.evaluate("engine.start()")
        page.wait_for_function("workers[0].indexed")
        page.evaluate("() => { workers[0].say({ type: 'ready' }); ask('a'); }")
        page.clock.run_for(10_500)
        assert page.evaluate("heard.at(-1)") == "ready: late"
        page.evaluate("workers[0].say({ type: 'done', response: 0 })")
        assert page.evaluate("heard.at(-1)") == "ready"
        page.evaluate("ask('b')")
        page.clock.run_for(10_500)
        assert page.evaluate("heard.at(-1)") == "ready: late"
        page.evaluate("engine.startAgain()")
        page.wait_for_function("workers[1].indexed")
        page.evaluate("workers[1].say({ type: 'ready' })")
        assert page.evaluate("[workers[0].ended, workers[1].sent.map(({ request }) => request)]") == [True, ["b"]]
        page.evaluate("workers[1].say({ type: 'done', response: 1 })")
        page.clock.run_for(120_000)
        assert page.evaluate("[came, heard.at(-1)]") == [["a: 0", "b: 1"], "ready"]

    def test_a_start_that_says_nothing_is_given_up(self, page, index):
        """A start that hangs once all files are here has failed after a minute; trying again works."""
        stop = served_instead(page, index, "pyodide.js", "export const loadPyodide = () => new Promise(() => {});")
        page.clock.install()
        page.goto("checker/")
        page.locator("[data-progress-words=interpreter]:visible").wait_for()
        page.clock.run_for(45_000)
        assert page.locator("[data-checker]").get_attribute("data-checker") == "loading"
        page.clock.run_for(16_000)
        page.wait_for_selector("[data-checker=failed]")
        assert page.locator("[data-failure-detail]").inner_text() == "no response for 60 seconds"
        stop()
        page.locator("[data-retry]:visible").click()
        page.wait_for_selector("[data-checker=ready]")
