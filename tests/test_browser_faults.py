"""Faults, as one table: whatever does not come as it should, a visitor keeps the answers and has a way on.

Each row is a part of the site with one fault.  What a visitor then has is one of three: the checker `answers`; it
`says` in words what failed, or that it is late, beside a way on; or, without the page's own script, the page says what
it `needs`.
"""

import json
import re
import tarfile
from collections.abc import Callable, Collection
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import override

import pytest
from playwright.sync_api import Route

from checker.build.places import ROOT
from checker.build.serving import SiteHandler, served
from tests.checker_page import AT_REST, choose, forget, more, opened, ready, value
from tests.conftest import PATIENCE_MS
from tests.shipped import POLICY
from tests.test_browser_checker import checked

pytestmark = [pytest.mark.thorough, pytest.mark.console_errors]

SCRIPTS = sorted(path.name for path in (ROOT / "docs" / "assets" / "checker").glob("*.js"))
RUNTIME = [
    "runtime.json",
    "pyodide.mjs",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "library.zip",
    "engine.zip",
]
ANSWERED = "involves_physician_work"

STATE = """
() => {
  const seen = (selector) => [...document.querySelectorAll(selector)].some((each) => each.checkVisibility());
  const root = document.querySelector("[data-checker]");
  if (root.dataset.checker === "ready" && document.querySelector("[data-result] [data-decision]")) return "answers";
  if (seen('[data-notice="failed"] [data-retry]')) return "says";
  return "";
}
"""
LATE = "() => [...document.querySelectorAll('[data-notice=late]')].some((each) => each.checkVisibility())"
NEEDS = "() => [...document.querySelectorAll('[data-needs-script]')].some((each) => each.checkVisibility())"


def cut(body: bytes, name: str) -> dict:
    """Half of the file."""
    return {"body": body[: len(body) // 2], "content_type": media(name)}


def altered(body: bytes, name: str) -> dict:
    """One character or byte in the middle is another."""
    middle = len(body) // 2
    return {"body": body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :], "content_type": media(name)}


def of_another_kind(_body: bytes, _name: str) -> dict:
    """A page in the place of the file, as some hosts answer for what is not there."""
    return {"body": "<!doctype html><title>Welcome</title>", "content_type": "text/html"}


def of_another_deployment(body: bytes, name: str) -> dict:
    """A script that lacks what the others import; a file of other content."""
    if name.endswith(".js") and name in SCRIPTS:
        return {"body": re.sub(rb"^export ", b"", body, flags=re.MULTILINE), "content_type": media(name)}
    return {"body": body.replace(b"0", b"1"), "content_type": media(name)}


def absent(_body: bytes, _name: str) -> dict:
    """There is no such file."""
    return {"status": 404, "body": ""}


FAULTS: dict[str, Callable[[bytes, str], dict]] = {
    "absent": absent,
    "cut short": cut,
    "altered": altered,
    "of another kind": of_another_kind,
    "of another deployment": of_another_deployment,
}


def media(name: str) -> str:
    """Return the type of a file."""
    return SiteHandler.extensions_map.get(Path(name).suffix, "application/octet-stream")


def broken(page, pattern: str, fault: Callable[[bytes, str], dict]) -> None:
    """Have a file, and its `.gz`, come with a fault."""

    def answer(route) -> None:
        name = route.request.url.rsplit("/", 1)[1].partition("?")[0]
        route.fulfill(**fault(route.fetch().body(), name))

    page.context.route(pattern, answer)


def outcome(page, *, script: bool) -> str:
    """Wait for what a visitor has in the end, and return it."""
    state = f"({STATE})() || ({'true' if script else 'false'} && ({NEEDS})() && 'needs')"
    return page.wait_for_function(f"() => {state}").json_value()


def answer_early(page) -> None:
    """Answer a question by its control alone, whether or not the page is laid out."""
    page.evaluate(f"""document.querySelector('input[name="{ANSWERED}"][value="false"]').click()""")


def answer(page) -> None:
    """Answer the same question with a click, and do not wait for the result."""
    page.locator(f'label.option:has(input[name="{ANSWERED}"][value="false"])').click()


def kept(page) -> bool:
    """Whether the answer that was given while the page came is still in the form."""
    return page.locator(f'input[name="{ANSWERED}"][value="false"]').is_checked()


def tried(page, pattern: str, name: str, fault: str) -> str:
    """Open the checker with a fault, answer a question, and see that the answer stays and that there is a way on."""
    broken(page, pattern, FAULTS[fault])
    start = perf_counter()
    page.goto("checker/#classification=autonomous", wait_until="domcontentloaded")
    answer_early(page)
    found = outcome(page, script=name == "page.js")
    seconds = perf_counter() - start
    assert kept(page), "the answer is gone"
    if found == "says":
        words = page.locator('[data-notice="failed"]').inner_text()
        assert len(words.split()) > 10
        page.context.unroute(pattern)
        page.locator("[data-retry]:visible").click()
        ready(page)
    elif found == "needs":
        page.context.unroute(pattern)
        page.reload()
        ready(page)
    page.wait_for_function(AT_REST)
    assert kept(page) or found == "needs", "the answer is gone once the checker works"  # without a script none is kept
    if found == "answers" and name != "store.js":
        assert value(page, "discussion") in {"barred", "undetermined"}
    return f"{found} in {seconds:.1f} s"


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script(page, record_fault, name: str, fault: str) -> None:
    """A script of the site that is absent, cut, altered, or of another kind or deployment."""
    record_fault(f"{name}, {fault}", tried(page, f"**/assets/checker/{name}", name, fault))


WITHOUT_IT = [fault for fault in FAULTS if fault != "altered"]
"""Faults that a script shows before it does anything: one character that is another may show never."""


@pytest.mark.parametrize("fault", WITHOUT_IT)
def test_the_script_of_the_proof(page, record_fault, fault: str) -> None:
    """Where its script does not come as it should the proof says so, and once it does the proof runs."""
    broken(page, "**/proof.js", FAULTS[fault])
    page.goto("how/")
    again = page.locator('[data-proof] [data-notice="failed"] [data-retry]')
    again.wait_for()
    page.context.unroute("**/proof.js")
    again.click()
    page.locator("[data-prove]").click()
    page.wait_for_selector("[data-proof=working]")
    record_fault(f"the proof's script, {fault}", "says")


def test_the_script_of_the_proof_that_is_slow(page, record_fault) -> None:
    """The same script that does not come is said to be late within ten seconds, and goes on when it comes."""
    held = holding(page, "**/proof.js")
    page.clock.install()
    page.goto("how/")
    assert passing(page, LATE, held)
    release(page, "**/proof.js", held)
    page.locator("[data-prove]").click()
    page.wait_for_selector("[data-proof=working]")
    assert not page.evaluate(LATE)
    record_fault("the proof's script, slow", "late")


@pytest.mark.parametrize("fault", WITHOUT_IT)
def test_the_script_of_a_copy_button(page, record_fault, fault: str) -> None:
    """A button that cannot copy, since its script does not come as it should, says so beside itself."""
    broken(page, "**/copying.js", FAULTS[fault])
    page.goto("clauses/eight-weeks/")
    button = page.locator("[data-copies-address]")
    button.click()
    button.locator("+ .copied", has_text="could not be loaded").wait_for()
    page.context.unroute("**/copying.js")
    page.reload()
    button.click()
    button.locator("+ .copied", has_text=re.compile("Copied|address bar")).wait_for()
    record_fault(f"the script of a copy button, {fault}", "says")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("part", RUNTIME)
def test_a_file_of_the_runtime(page, record_fault, part: str, fault: str) -> None:
    """A file of the runtime with the same faults, in both of its forms."""
    record_fault(f"{part}, {fault}", tried(page, f"**/{part}*", part, fault))


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", ["bundle", "search"])
def test_a_script_of_the_theme(page, record_fault, name: str, fault: str) -> None:
    """The checker needs none of the theme's scripts: without them it answers all the same."""
    with page.expect_request(pattern := f"**/{name}.*.min.js"):
        found = tried(page, pattern, name, fault)
    assert found.startswith("answers")
    record_fault(f"the theme's {name}, {fault}", found)


def passing(page, condition: str, held: Collection[Route | None] = (None,)) -> str:
    """Let the page's clock run four times as fast until a condition holds, and return what it gives.

    held: the requests that are not answered; no time passes until there is one.
    """
    begin = last = perf_counter()
    while not (found := page.evaluate(condition)):
        now = perf_counter()
        assert now < begin + PATIENCE_MS / 1000, f"waited in vain for {condition}"
        if held:
            page.clock.run_for(4_000 * (now - last))
        last = now
    return found


def holding(page, pattern: str) -> list[Route]:
    """Have a file not come; return the requests for it, which can be answered later."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.context.route(pattern, hold)
    return held


def release(page, pattern: str, held: list[Route]) -> None:
    """Have a file come that was held."""
    page.context.unroute(pattern)
    for route in held:
        route.continue_()


def let_go(page, pattern: str, held: list[Route]) -> None:
    """Have a file come that was held, and wait for the result."""
    release(page, pattern, held)
    answering(page)


def answering(page) -> None:
    """Wait for the result of the answers in the form, on a page whose clock stands still."""
    page.wait_for_selector("[data-checker=ready] [data-decision]")
    page.wait_for_function(AT_REST)


def slow(page, pattern: str, *, script: bool) -> str:
    """Open the checker with a file that does not come; once that is said, let it come, and see that all goes on."""
    held = holding(page, pattern)
    page.clock.install()
    page.goto("checker/#classification=autonomous", wait_until="commit")
    page.wait_for_selector("form.checker-form button", state="attached")
    answer_early(page)
    needs = f"{str(script).lower()} && ({NEEDS})() && 'needs'"
    found = passing(page, f"() => ({STATE})() || (({LATE})() && 'late') || ({needs})", held)
    assert kept(page), "the answer is gone"
    assert found != "says", "given up before it was said to be late"
    let_go(page, pattern, held)
    assert not page.evaluate(LATE)
    assert kept(page), "the answer is gone once the checker works"
    return found


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_that_is_slow(page, record_fault, name: str) -> None:
    """A script that does not come is said to be late within ten seconds, and goes on when it comes."""
    record_fault(f"{name}, slow", slow(page, f"**/assets/checker/{name}", script=name == "page.js"))


@pytest.mark.parametrize("part", RUNTIME)
def test_a_file_of_the_runtime_that_is_slow(page, record_fault, part: str) -> None:
    """A file of the runtime that does not come, the same."""
    record_fault(f"{part}, slow", slow(page, f"**/{part}*", script=False))


@pytest.mark.parametrize("name", ["checker.js", "worker.js", *RUNTIME])
def test_offline_from_some_step_of_the_start_on(page, record_fault, name: str) -> None:
    """The network goes while a file is on its way: what was answered stays, and with a network all goes on."""
    held = holding(page, pattern := f"**/{name}*")
    with page.expect_request(pattern):
        page.goto("checker/#classification=autonomous", wait_until="commit")
    page.wait_for_selector("[data-needs-script][hidden]", state="attached")  # the page's own script runs
    if name != "checker.js":
        page.wait_for_selector("[data-checker=loading]")
    answer_early(page)
    page.context.set_offline(offline=True)
    page.context.unroute(pattern)
    for route in held:
        route.abort("internetdisconnected")
    assert outcome(page, script=False) == "says"
    assert kept(page), "the answer is gone"
    page.context.set_offline(offline=False)
    page.locator("[data-retry]:visible").click()
    ready(page)
    assert kept(page), "the answer is gone once the checker works"
    assert value(page, "discussion") == "barred"
    record_fault(f"offline while {name} is on its way", "says")


def test_offline_from_the_first_result_on(page, record_fault) -> None:
    """Once the checker has started it needs no network: it answers, makes files, and says what it cannot fetch."""
    opened(page, "#classification=autonomous")
    page.context.set_offline(offline=True)
    answer(page)
    page.wait_for_selector("[data-decision=discussion][data-value=barred]")
    more(page)
    with page.expect_download() as saved:
        page.locator('[data-share] [data-make="json"]').click()
    assert json.loads(Path(saved.value.path()).read_text("utf-8"))["answers"][ANSWERED] is False
    page.evaluate("location.hash = 'policy=0123456789ab&category=category_i&all=1'")
    page.wait_for_function("document.querySelector('[data-earlier-says]').textContent.includes('could not be fetched')")
    assert checked(page)["category"] == "category_i"
    record_fault("offline from the first result on", "answers")


WORKER = """window.Worker = class extends Worker {
  constructor(address, ...all) {
    super(address, ...all);
    if (String(address).endsWith("/checker/worker.js")) window.engine = this; // the theme's search has one too
  }
};"""


@pytest.fixture
def noted(request: pytest.FixtureRequest, record_fault) -> Callable[[str], None]:
    """Note what the fault of a test's name led to."""
    name = request.node.name.removeprefix("test_").replace("_", " ")
    return partial(record_fault, name)


class TestTheBrowser:
    def test_a_worker_that_is_killed_in_mid_answer(self, page, noted) -> None:
        """The answers stay, it is said that the checker stopped, and it starts again on request."""
        page.add_init_script(WORKER)
        opened(page, "#classification=autonomous")
        page.evaluate(
            "() => { engine.postMessage = () => engine.onerror(new ErrorEvent('error', { message: 'killed' })); }"
        )
        answer(page)
        page.wait_for_selector('[data-notice="failed"]:visible')
        assert kept(page)
        page.locator('[data-notice="failed"] [data-retry]').click()
        ready(page)
        assert value(page, "discussion") == "barred"
        noted("says")

    def test_a_worker_that_is_killed_without_a_word(self, page, noted) -> None:
        """Where no answer comes, and no error, that is said within ten seconds, and it starts again on request."""
        page.add_init_script(WORKER)
        page.clock.install()
        page.goto("checker/#classification=autonomous")
        answering(page)
        page.evaluate("engine.terminate()")
        answer(page)
        assert passing(page, f"() => ({LATE})() && 'late'") == "late"
        assert kept(page)
        page.locator('[data-notice="late"] [data-retry]').click()
        answering(page)
        assert value(page, "discussion") == "barred"
        assert not page.evaluate(LATE)
        noted("late")

    def test_a_tab_that_was_asleep(self, page, noted) -> None:
        """A device that sleeps for an hour in the middle of a start, and again of an answer, is not said to be late."""
        page.add_init_script(WORKER)
        page.clock.install()
        held = holding(page, pattern := "**/engine.zip*")
        with page.expect_request(pattern):
            page.goto("checker/#classification=autonomous")
        page.clock.fast_forward("01:00:00")
        assert not page.evaluate(LATE)
        assert page.locator("[data-checker]").get_attribute("data-checker") == "loading"
        let_go(page, pattern, held)
        page.evaluate(
            """() => {
              const post = engine.postMessage.bind(engine);
              const asleep = [];
              window.wakeUp = () => { engine.postMessage = post; asleep.forEach((each) => post(each)); };
              engine.postMessage = (message) => void asleep.push(message);
            }"""
        )
        answer(page)
        page.clock.fast_forward("01:00:00")
        assert not page.evaluate(LATE)
        page.evaluate("wakeUp()")
        page.wait_for_selector("[data-decision=discussion][data-value=barred]")
        assert kept(page)
        noted("answers")

    def test_two_tabs(self, new_page, noted) -> None:
        """Two tabs that start at once both answer, each its own; forgetting in one leaves the other as it is."""
        one = new_page()
        two = one.context.new_page()
        for page, words in ((one, "#classification=autonomous"), (two, "#classification=assistive")):
            page.goto(f"checker/{words}", wait_until="commit")
        for page in (one, two):
            ready(page)
            choose(page, "fda_process_begun", "false")
        one.bring_to_front()
        forget(one)
        assert checked(one) == {}
        two.bring_to_front()
        two.reload()
        ready(two)
        assert checked(two) == {"classification": "assistive", "fda_process_begun": "false"}
        assert value(two, "discussion") == "barred"
        noted("answers")

    def test_memory_that_is_refused(self, page, noted) -> None:
        """Where WebAssembly gets no memory, that is said, and the answers stay."""
        page.context.route(
            "**/checker/worker.js",
            lambda route: route.fulfill(
                body="WebAssembly.Memory = class { constructor() { throw new RangeError('out of memory'); } };\n"
                "WebAssembly.instantiateStreaming = WebAssembly.instantiate = () => "
                "Promise.reject(new RangeError('out of memory'));\n" + route.fetch().text(),
                content_type="text/javascript",
            ),
        )
        page.goto("checker/#classification=autonomous")
        answer_early(page)
        assert outcome(page, script=False) == "says"
        assert kept(page)
        noted("says")

    @pytest.mark.parametrize("how", ["denied", "full"])
    def test_storage_that_is(self, page, noted, how: str) -> None:
        """Without storage the checker answers; nothing is kept for a reload, and nothing breaks."""
        script = {
            "denied": """for (const name of ["sessionStorage", "localStorage"])
              Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });""",
            "full": """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };""",
        }
        page.add_init_script(script[how])
        opened(page, "#fda_process_begun=false")
        assert value(page, "discussion") == "barred"
        choose(page, "classification", "autonomous")
        assert value(page, "discussion") == "barred"
        noted("answers")

    def test_a_clock_that_is_wrong(self, new_page, noted) -> None:
        """With a clock in another century the checker answers, and says that the date is that of the device."""
        page = new_page()
        page.add_init_script(
            """const Real = Date;
            window.Date = class extends Real {
              constructor(...all) { all.length ? super(...all) : super("1970-01-02T00:00:00Z"); }
            };"""
        )
        opened(page, "#fda_process_begun=false")
        assert value(page, "discussion") == "barred"
        noted("answers")

    def test_a_frame_that_is_sandboxed(self, new_context, site_dir, noted) -> None:
        """In a frame that allows scripts and nothing else, the page answers or says what it needs."""
        with served(site_dir, base="/a/base/") as address:
            page = new_context(base_url=address).new_page()
            page.goto("about/")
            page.evaluate(
                """() => new Promise((resolve) => {
                  const frame = document.createElement("iframe");
                  frame.setAttribute("sandbox", "allow-scripts");
                  frame.src = "../checker/#fda_process_begun=false"; frame.onload = resolve;
                  document.body.prepend(frame);
                })"""
            )
            frame = next(each for each in page.frames if "/checker/" in each.url)
            found = frame.wait_for_function(f"() => ({STATE})() || (({NEEDS})() && 'needs')").json_value()
            words = frame.locator("[data-checker]").inner_text()
            assert "Discussion with ASE" in words
            noted(found)

    def test_a_browser_without_modules(self, page, noted) -> None:
        """A browser that knows no modules runs no script of the site: the page says what it needs, and can be read."""

        def without(route) -> None:
            route.fulfill(
                response=(found := route.fetch()), body=found.text().replace('type="module"', 'type="unknown"')
            )

        page.route("**/checker/", without)
        page.goto("checker/")
        page.wait_for_function(NEEDS)
        assert page.locator("[data-clause]").count() == len(POLICY.clauses)
        noted("needs")

    def test_a_page_that_is_opened_from_disk(self, new_context, site_dir, noted) -> None:
        """Opened as a file, the page says that it needs a server or a script, and can be read."""
        page = new_context().new_page()
        page.goto((site_dir / "checker" / "index.html").as_uri())
        page.wait_for_function(NEEDS)
        assert page.locator("[data-clause]").count() == len(POLICY.clauses)
        noted("needs")


class TestTheHost:
    @pytest.mark.parametrize("base", ["/", "/one/", "/a/longer/path/"])
    def test_served_below(self, new_context, site_dir, noted, base: str) -> None:
        """The site answers at the root of a host and under any path; each link leads to one of its files."""
        with served(site_dir, base=base) as address:
            page = opened(new_context(base_url=address).new_page(), "#fda_process_begun=false")
            assert value(page, "discussion") == "barred"
            links = page.evaluate("[...document.links].map(({ href }) => href.split('#')[0].split('?')[0])")
            for link in {link for link in links if link.startswith(address)}:
                name = link.removeprefix(address)
                assert (site_dir / name / ("index.html" if name.endswith("/") or not name else "")).is_file(), link
        noted("answers")

    def test_the_archive_on_a_server_that_knows_nothing(self, new_context, site_dir, noted, tmp_path) -> None:
        """The packed site, unpacked and served by Python's own server with its types, answers."""
        with tarfile.open(tmp_path / "site.tar.gz", "w:gz", compresslevel=1) as archive:
            archive.add(site_dir, "site")
        with tarfile.open(tmp_path / "site.tar.gz") as archive:
            archive.extractall(tmp_path / "host", filter="data")

        class Quiet(SimpleHTTPRequestHandler):
            @override
            def log_message(self, format: str, *args: object) -> None:
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path / "host")) as server:
            Thread(target=server.serve_forever).start()
            address = f"http://127.0.0.1:{server.server_port}/site/"
            page = opened(new_context(base_url=address).new_page(), "#fda_process_begun=false")
            assert value(page, "discussion") == "barred"
            server.shutdown()
        noted("answers")
