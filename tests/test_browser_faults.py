"""Faults, as one table: whatever does not come as it should, a visitor keeps the answers and has a way on.

Each row is a part of the site with one fault.  What a visitor then has is one of three: the checker `answers`; it
`says` in words what failed, beside a way on; or, without the page's own script, the page says what it `needs`.
"""

import re
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from checker.build.places import ROOT
from checker.build.serving import SiteHandler, served
from tests.checker_page import AT_REST, choose, opened, ready, value
from tests.shipped import POLICY

pytestmark = [pytest.mark.thorough, pytest.mark.console_errors]

SCRIPTS = sorted(path.name for path in (ROOT / "docs" / "assets" / "checker").glob("*.js"))
RUNTIME = [
    "runtime.json",
    "pyodide.mjs",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "library",
    "engine",
    "pyodide-lock.json",
]
ANSWERED = "involves_physician_work"

STATE = """
() => {
  const seen = (selector) => [...document.querySelectorAll(selector)].some((each) => each.checkVisibility());
  const root = document.querySelector("[data-checker]");
  if (root.dataset.checker === "ready" && document.querySelector("[data-result] [data-decision]")) return "answers";
  if (seen('[data-notice="failed"]') && seen("[data-retry]")) return "says";
  return "";
}
"""
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


def kept(page) -> bool:
    """Whether the answer that was given while the page came is still in the form."""
    return page.locator(f'input[name="{ANSWERED}"][value="false"]').is_checked()


def tried(page, pattern: str, name: str, fault: str) -> str:
    """Open the checker with a fault, answer a question, and see that the answer stays and that there is a way on."""
    broken(page, pattern, FAULTS[fault])
    start = perf_counter()
    page.goto("checker/#classification=autonomous", wait_until="domcontentloaded")
    page.evaluate(f"""document.querySelector('input[name="{ANSWERED}"][value="false"]').click()""")
    found = outcome(page, script=name == "page.js")
    seconds = perf_counter() - start
    assert kept(page), "the answer is gone"
    if found == "says":
        words = page.locator('[data-notice="failed"]').inner_text()
        assert len(words.split()) > 10
        page.context.unroute(pattern)
        page.locator("[data-retry]").click()
        ready(page)
    elif found == "needs":
        page.context.unroute(pattern)
        page.reload()
        ready(page)
    page.wait_for_function(AT_REST)
    if found == "answers" and name != "store.js":
        assert value(page, "discussion") in {"barred", "undetermined"}
    return f"{found} in {seconds:.1f} s"


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script(page, record_fault, name: str, fault: str) -> None:
    """A script of the site that is absent, cut, altered, or of another kind or deployment."""
    record_fault(f"{name}, {fault}", tried(page, f"**/assets/checker/{name}", name, fault))


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("part", RUNTIME)
def test_a_file_of_the_runtime(page, record_fault, index: dict, part: str, fault: str) -> None:
    """A file of the runtime with the same faults, in both of its forms."""
    name = index.get(part, part)
    record_fault(f"{part}, {fault}", tried(page, f"**/{name}*", part, fault))


class TestTheBrowser:
    def test_a_worker_that_is_killed_in_mid_answer(self, page) -> None:
        """The answers stay, it is said that the checker stopped, and it starts again on request."""
        page.add_init_script(
            """window.Worker = class extends Worker {
              constructor(...all) { super(...all); (window.made ??= []).push(this); }
            };"""
        )
        opened(page, "#classification=autonomous")
        page.evaluate(
            "made.at(-1).postMessage = () => made.at(-1).onerror(new ErrorEvent('error', {message: 'killed'}))"
        )
        page.locator(f'label.option:has(input[name="{ANSWERED}"][value="false"])').click()
        page.wait_for_selector('[data-notice="failed"]:visible')
        assert kept(page)
        page.locator("[data-retry]").click()
        ready(page)
        assert value(page, "discussion") == "barred"

    def test_memory_that_is_refused(self, page) -> None:
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
        page.evaluate(f"""document.querySelector('input[name="{ANSWERED}"][value="false"]').click()""")
        assert outcome(page, script=False) == "says"
        assert kept(page)

    @pytest.mark.parametrize("how", ["denied", "full"])
    def test_storage_that_is_denied_or_full(self, page, how: str) -> None:
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

    def test_a_clock_that_is_wrong(self, new_page) -> None:
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

    def test_a_frame_that_is_sandboxed(self, new_context, site_dir) -> None:
        """In a frame that allows scripts and nothing else, the page answers or says what it needs."""
        with served(site_dir, base="/a/base/") as address:
            page = new_context(base_url=address, service_workers="block").new_page()
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
            frame.wait_for_function(f"() => ({STATE})() || ({NEEDS})()")
            words = frame.locator("[data-checker]").inner_text()
            assert "Discussion with ASE" in words

    def test_a_page_that_is_opened_from_disk(self, new_context, site_dir) -> None:
        """Opened as a file, the page says that it needs a server or a script, and can be read."""
        page = new_context().new_page()
        page.goto((site_dir / "checker" / "index.html").as_uri())
        page.wait_for_function(NEEDS)
        assert page.locator("[data-clause]").count() == len(POLICY.clauses)
