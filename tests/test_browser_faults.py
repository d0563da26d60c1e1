"""Faults: whatever does not come as it should, a visitor keeps the answers and has a way on.

What a visitor then has is one of three: the checker `answers`; it `says` in words what failed, or that it is late,
beside a way on; or, without the page's own script, the page says what it `needs`.
"""

import re
from collections.abc import Callable, Collection
from time import perf_counter

import pytest
from playwright.sync_api import Route

from checker.build.places import ROOT
from tests.checker_page import AT_REST, beginning, checked, choose, holding, opened, ready, value
from tests.conftest import PATIENCE_MS
from tests.shipped import LATER, SUBMITTED
from tests.tiers import first_each_time

pytestmark = pytest.mark.console_errors

SCRIPTS = sorted(path.name for path in (ROOT / "docs" / "assets" / "checker").glob("*.js"))
RUNTIME = ["runtime.json", "pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "library", "engine.zip"]
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


def absent(_body: bytes) -> dict:
    """There is no such file."""
    return {"status": 404, "body": ""}


def cut(body: bytes) -> dict:
    """Half of the file."""
    return {"body": body[: len(body) // 2]}


def altered(body: bytes) -> dict:
    """One character or byte in the middle is another."""
    middle = len(body) // 2
    return {"body": body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]}


def of_another_kind(_body: bytes) -> dict:
    """A page in the place of the file, as some hosts answer for what is not there."""
    return {"body": "<!doctype html><title>Welcome</title>", "content_type": "text/html"}


def of_another_deployment(body: bytes) -> dict:
    """A script that lacks what the others import; a file of other content."""
    return {"body": re.sub(rb"^export ", b"", body, flags=re.MULTILINE).replace(b"0", b"1")}


FAULTS: dict[str, Callable[[bytes], dict]] = {
    each.__name__: each for each in (absent, cut, altered, of_another_kind, of_another_deployment)
}


def broken(page, pattern: str, fault: Callable[[bytes], dict]) -> None:
    """Have a file, and its `.gz`, come with a fault."""

    def answer(route: Route) -> None:
        found = route.fetch()
        kind = found.headers.get("content-type", "application/octet-stream")
        route.fulfill(**({"content_type": kind} | fault(found.body())))

    page.context.route(pattern, answer)


def answer_early(page) -> None:
    """Answer a question by its control alone, whether or not the page is laid out."""
    page.evaluate(f"""document.querySelector('input[name="{ANSWERED}"][value="false"]').click()""")


def kept(page) -> bool:
    """Whether that answer is still in the form."""
    return page.locator(f'input[name="{ANSWERED}"][value="false"]').is_checked()


def tried(page, pattern: str, fault: str, *, needed: bool = False) -> str:
    """Open the checker with a fault, answer a question, and see that the answer stays and that there is a way on.

    needed: whether it is the page script, without which an answer that is given is not kept.
    """
    broken(page, pattern, FAULTS[fault])
    page.goto("checker/#classification=autonomous", wait_until="domcontentloaded")
    answer_early(page)
    found = page.wait_for_function(f"() => ({STATE})() || ({str(needed).lower()} && ({NEEDS})() && 'needs')")
    found = found.json_value()
    assert kept(page), "the answer is gone"
    if found == "answers":
        return found
    page.context.unroute(pattern)
    if found == "says":
        assert len(page.locator('[data-notice="failed"]').inner_text().split()) > 10
        page.locator("[data-retry]:visible").click()
    else:
        page.reload()
    ready(page)
    assert kept(page) or found == "needs", "the answer is gone once the checker works"
    assert page.evaluate("sessionStorage.getItem('checker:typed')") is None
    return found


WORST = [("checker.js", "absent"), ("page.js", "absent"), ("store.js", "of_another_deployment")]
HARMLESS = ("page.js", "of_another_deployment")  # nothing imports it
OTHERS = [(name, fault) for name in SCRIPTS for fault in FAULTS if (name, fault) not in [*WORST, HARMLESS]]


@pytest.mark.parametrize(("name", "fault"), first_each_time([*WORST, *OTHERS], len(WORST)))
def test_a_script(page, name: str, fault: str) -> None:
    """A script of the site that is absent, cut, altered, or of another kind or deployment."""
    found = tried(page, f"**/assets/checker/{name}", fault, needed=name == "page.js")
    assert (
        found == {"checker.js": "says", "page.js": "needs", "store.js": "says"}.get(name, found) or fault == "altered"
    )


FIRST_FILES = [("pyodide.asm.wasm", "absent"), ("engine.zip", "altered")]
OTHER_FILES = [
    (part, fault)
    for part in RUNTIME
    for fault in FAULTS
    if (part, fault) not in FIRST_FILES
    # Pyodide's scripts have no digest to be checked by, but are in a folder that is named by their content.
    and not (part.endswith(".js") and fault == "of_another_deployment")
]


@pytest.mark.parametrize(("part", "fault"), first_each_time([*FIRST_FILES, *OTHER_FILES], len(FIRST_FILES)))
def test_a_file_of_the_runtime(page, index: dict, part: str, fault: str) -> None:
    """A file of the runtime with the same faults, in both of its forms, is named beside a way on."""
    name = index.get(part, part)
    found = tried(page, f"**/{name}*", fault)
    assert found == "says" or fault == "altered"


@pytest.mark.parametrize("fault", first_each_time(["of_another_deployment", "absent", "cut", "of_another_kind"], 1))
def test_the_script_of_a_button(page, fault: str) -> None:
    """A button that cannot copy or forget, since its script does not come as it should, says so beside itself."""
    for name in ("copying.js", "forget.js"):
        broken(page, f"**/{name}", FAULTS[fault])
    opened(page, "#classification=autonomous")
    page.locator(".form-actions [data-see]").click()
    button = page.locator(".result-actions [data-copy=result-link]")
    button.click()
    button.locator("+ .copied", has_text="could not be loaded").wait_for()
    page.locator("[data-forget] summary").click()
    page.get_by_role("button", name="Forget now").click()
    page.locator("[data-forget-says]", has_text="nothing was removed").wait_for()


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


@pytest.mark.parametrize("name", first_each_time(["checker.js", "engine.zip", "page.js", *SCRIPTS, *RUNTIME], 3))
def test_a_file_that_is_slow(page, index: dict, name: str) -> None:
    """A script or file that does not come is late after ten seconds, and the start goes on when it comes."""
    needs = f"{str(name == 'page.js').lower()} && ({NEEDS})() && 'needs'"
    with holding(page, f"**/{index.get(name, name)}*") as held:
        page.clock.install()
        page.goto("checker/#classification=autonomous", wait_until="commit")
        page.wait_for_selector("form.checker-form button", state="attached")
        answer_early(page)
        found = passing(page, f"() => ({STATE})() || (({LATE})() && 'late') || ({needs})", held)
        assert kept(page), "the answer is gone"
        assert found != "says", "given up before it was said to be late"
    page.wait_for_selector("[data-checker=ready]")
    page.wait_for_function(AT_REST)  # the page's clock stands still
    assert not page.evaluate(LATE)
    assert kept(page), "the answer is gone once the checker works"


@pytest.mark.parametrize("name", first_each_time(["worker.js", "checker.js", *RUNTIME], 1))
def test_no_network_from_some_step_of_the_start_on(page, index: dict, name: str) -> None:
    """The network goes while a file is on its way: what was answered stays, and with a network all goes on."""
    held: list[Route] = []
    pattern = f"**/{index.get(name, name)}*"
    page.context.route(pattern, lambda route: held.append(route))  # noqa: PLW0108  Playwright marks its handlers
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
    assert page.wait_for_function(STATE).json_value() == "says"
    page.context.set_offline(offline=False)
    again = page.locator("[data-retry]:visible")
    again.focus()
    page.keyboard.press("Enter")
    ready(page)
    assert kept(page), "the answer is gone once the checker works"
    assert value(page, "discussion") == "barred"
    assert name == "checker.js" or page.evaluate("document.activeElement.matches('.checker-form')")


def test_no_network_from_the_first_result_on(page) -> None:
    """Once the checker has started it needs no network: it answers, makes a file, and opens a link."""
    opened(page, f"#classification=autonomous&{LATER}={SUBMITTED}&at=fda_process_begun")
    page.context.set_offline(offline=True)
    choose(page, "fda_process_begun", "false")
    assert value(page, "discussion") == "barred"
    page.locator(".form-actions [data-see]").click()
    with page.expect_download() as saved:
        page.locator("[data-make=calendar]").click()
    assert "BEGIN:VCALENDAR" in saved.value.path().read_text("utf-8")
    page.evaluate("location.hash = 'policy=0123456789ab&category=category_i&all=1'")
    page.locator("[data-notice=other-policy]").wait_for()
    assert checked(page) == {"category": "category_i"}


WORKER = """window.Worker = class extends Worker {
  constructor(address, ...all) {
    super(address, ...all);
    if (String(address).endsWith("/checker/worker.js")) window.engine = this; // the theme's search has one too
  }
};"""


class TestTheWorker:
    def test_that_is_killed_in_mid_answer(self, page) -> None:
        """The answers stay, it is said that the checker stopped, and it starts again on request."""
        page.add_init_script(WORKER)
        opened(page, "#classification=autonomous&at=nowhere")
        page.evaluate(
            "() => { engine.postMessage = () => engine.onerror(new ErrorEvent('error', { message: 'killed' })); }"
        )
        answer_early(page)
        page.wait_for_selector('[data-notice="failed"]:visible')
        assert kept(page)
        page.locator('[data-notice="failed"] [data-retry]').click()
        ready(page)
        assert value(page, "discussion") == "barred"

    def test_that_is_killed_without_a_word(self, page) -> None:
        """Where no answer comes, and no error, that is said within ten seconds, and it starts again on request."""
        page.add_init_script(WORKER)
        page.clock.install()
        page.goto("checker/#classification=autonomous")
        page.wait_for_selector("[data-checker=ready]")
        page.wait_for_function(AT_REST)
        page.evaluate("engine.terminate()")
        answer_early(page)
        assert passing(page, f"() => ({LATE})() && 'late'") == "late"
        assert kept(page)
        page.locator('[data-notice="late"] [data-retry]').click()
        page.wait_for_selector("[data-checker=ready] [data-decision=discussion][data-value=barred]", state="attached")
        assert not page.evaluate(LATE)

    def test_in_a_tab_that_was_asleep(self, page) -> None:
        """A device that sleeps for an hour in the middle of a start is not said to be late."""
        with holding(page, "**/engine.zip*"):
            page.clock.install()
            with page.expect_request("**/engine.zip*"):
                page.goto("checker/#classification=autonomous")
            page.clock.fast_forward("01:00:00")
            assert not page.evaluate(LATE)
            assert page.locator("[data-checker]").get_attribute("data-checker") == "loading"
        page.wait_for_selector("[data-checker=ready]")

    @pytest.mark.parametrize(
        ("lines", "said"),
        [
            ("self.WebAssembly = undefined;", "webassembly"),
            ("WebAssembly.instantiateStreaming = WebAssembly.instantiate = () => Promise.reject(Error('memory'));", ""),
            ("throw new Error('broken');", "worker"),
        ],
    )
    def test_that_cannot_start_python(self, page, lines: str, said: str) -> None:
        """A browser without WebAssembly, without memory, or in which the worker breaks, is told in words."""
        beginning(page, "**/worker.js", lines)
        page.goto("checker/#classification=autonomous")
        answer_early(page)
        assert page.wait_for_function(STATE).json_value() == "says"
        assert kept(page)
        if said:
            assert page.locator(f"[data-failure={said}]").is_visible()


BROKEN = """
export const showNotices = () => { throw new Error("broken"); };
export const markWaiting = showNotices, showUnread = showNotices;
"""


class TestTheBrowser:
    def test_in_which_a_script_breaks(self, page) -> None:
        """Where a script of the page fails as it begins, the message stays when the engine is ready, with a way on."""
        page.context.route("**/notices.js", lambda route: route.fulfill(body=BROKEN, content_type="text/javascript"))
        page.goto("checker/")
        page.wait_for_selector('[data-notice="failed"]:visible')
        page.wait_for_function("performance.getEntriesByName('checker:ready').length")
        page.evaluate("new Promise(requestAnimationFrame)")
        assert page.locator("[data-failure=script]").is_visible()
        assert page.locator("[data-checker]").get_attribute("data-checker") == "failed"
        page.context.unroute("**/notices.js")
        page.locator("[data-retry]:visible").click()
        ready(page)

    @pytest.mark.parametrize("how", ["denied", "full"])
    def test_without_storage(self, page, how: str) -> None:
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
