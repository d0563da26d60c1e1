"""How the checker begins: the result of no answers is there at once, and nothing is fetched or started unasked."""

import json
from threading import Event
from typing import override

import pytest

from checker.browser.door import answer
from checker.build.serving import SiteHandler, served
from checker.sentences.cards import always_named
from tests.checker_page import RESULTS, choose, give_sitemap, linked, opened, ready, status, travel, value
from tests.conftest import PATIENCE_MS
from tests.shipped import POLICY
from tests.test_browser_walk import FOCUS
from tests.tiers import first_each_time

RESULT = "document.querySelector('[data-result]')"


class TestTheResultOfNoAnswers:
    def test_is_in_the_page_as_the_engine_makes_it(self, site_dir):
        """The page holds, byte for byte, what the engine says of no answers."""
        html = json.loads(answer('{"answers": {}}'))["html"]
        assert html in (site_dir / "checker" / "index.html").read_text("utf-8")

    def test_is_seen_without_a_script(self, new_page):
        """Without JavaScript both decisions and every clause can be read, all open, and nothing says that it starts."""
        page = new_page(java_script_enabled=False)
        page.goto("checker/")
        values = page.locator("[data-decision]:visible").evaluate_all("(all) => all.map((each) => each.dataset.value)")
        assert set(values) == {"undetermined"}
        for_everyone = [advice for advice in POLICY.advice if advice.when is None]
        shown = page.locator(".things li:visible, [data-todo]:visible").count()
        assert shown == len(always_named(POLICY)) + len(for_everyone)
        page.locator("#all-clauses > summary").click()
        assert page.locator("[data-clause]:visible").count() == len(POLICY.clauses)
        assert page.locator("[data-progress-words]:visible, progress:visible, [data-share]:visible").count() == 0

    @pytest.mark.parametrize("width", first_each_time([360, 1280], 1))
    def test_is_taken_over_and_nothing_moves(self, new_page, width):
        """The engine's own result reads the same, and nothing moves when it comes."""
        page = new_page(viewport={"width": width, "height": 800})
        page.add_init_script(
            """window.shift = 0; new PerformanceObserver((list) => {
              for (const each of list.getEntries()) if (!each.hadRecentInput) window.shift += each.value;
            }).observe({type: "layout-shift", buffered: true});
            addEventListener("DOMContentLoaded", () => {
              window.first = document.querySelector("[data-result]").innerText;
            });"""
        )
        opened(page)
        assert page.evaluate(f"{RESULT}.innerText === first")
        assert page.evaluate("shift") < 0.01

    def test_is_not_shown_where_there_are_answers(self, page):
        """Until the result of a link's answers is there, no other is seen in its place."""
        held = []
        page.context.route("**/assets/runtime/**", lambda route: held.append(route))  # noqa: PLW0108
        page.goto("checker/#fda_process_begun=false")
        page.wait_for_selector("[data-checker=loading][data-waiting]")
        assert page.evaluate(f"getComputedStyle({RESULT}).visibility") == "hidden"
        page.context.unroute("**/assets/runtime/**")
        for route in held:
            route.continue_()
        page.wait_for_function(RESULTS)
        assert page.evaluate(f"getComputedStyle({RESULT}).visibility") == "visible"
        assert value(page, "discussion") == "barred"


class TestFetchingAhead:
    @pytest.mark.parametrize("how", ["hover", "focus"])
    def test_a_link_into_the_checker_has_the_runtime_fetched(self, page, how):
        """Pointing at such a link, or coming to it by keyboard, fetches the runtime's files, and starts nothing."""
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("appendix-s/", wait_until="networkidle")
        assert not [url for url in asked if "/runtime/" in url]
        with page.expect_request("**/assets/runtime/**/*.wasm.gz"):
            getattr(page.locator(".md-content a[href*='checker/#']").first, how)()
        assert not [url for url in asked if url.endswith("/worker.js")]
        assert page.evaluate("performance.getEntriesByName('checker:start').length") == 0

    def test_no_other_link_does(self, page):
        """Pointing at any other link fetches nothing for the checker."""
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("appendix-s/", wait_until="networkidle")
        page.locator(".md-content a[href*='not-stated']").first.hover()
        page.goto("about/", wait_until="networkidle")
        assert not [url for url in asked if "/runtime/" in url]


@pytest.mark.parametrize("width", [360, 1280])
def test_what_has_the_focus_is_seen_while_other_answers_are_tried(checker, width):
    """In a trial, every stop of the Tab key in the checker is in view, outlined, and covered by nothing."""
    page = checker
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 720})
    linked(page, "classification=augmentative&category=category_iii&ama_submission_date=2028-03-01")
    page.locator("button[data-try]").click()
    choose(page, "category", "category_i")
    page.locator("[data-notice=trying] button").first.focus()
    stops = 0
    for _ in range(200):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None or not page.evaluate("document.activeElement.closest('.checker') !== null"):
            break
        assert focus["outlined"], focus
        assert focus["inside"], focus
        assert not focus["covered"], focus
        stops += 1
    assert stops > 40


def test_a_page_that_is_left_before_its_script_comes_attaches_nothing(new_page, base_url, site_dir):
    """A visitor who goes on while the checker's script is still on its way gets no error by what comes too late."""
    page = new_page()
    give_sitemap(page.context, base_url, site_dir)
    held = []
    page.goto("about/")
    page.context.route("**/assets/checker/checker.js", lambda route: held.append(route))  # noqa: PLW0108  Playwright needs it
    travel(page, "checker/")
    page.wait_for_selector("[data-checker=idle]")
    travel(page, "how/")
    for route in held:
        route.continue_()
    page.evaluate(
        "(address) => import(address).then(() => new Promise(requestAnimationFrame))",
        f"{base_url}assets/checker/checker.js",
    )
    assert held
    assert page.evaluate("performance.getEntriesByName('checker:result').length") == 0


def of_an_earlier_policy(page, site_dir, address):
    """Have a page come as it would be with an earlier policy; return the pattern of its address."""
    html = (site_dir / address / "index.html").read_text("utf-8")
    earlier = html.replace(f'data-policy="{POLICY.fingerprint}"', f'data-policy="{"0" * 64}"')
    assert earlier != html
    page.context.route(pattern := f"**/{address}", lambda route: route.fulfill(body=earlier, content_type="text/html"))
    return pattern


@pytest.mark.console_errors  # the version that it was made under has no record
def test_a_page_of_an_earlier_deployment_offers_to_reload(page, site_dir):
    """Where the engine is of a newer policy than the page, no result is shown, and reloading is offered."""
    pattern = of_an_earlier_policy(page, site_dir, "checker/")
    page.goto("checker/")
    page.evaluate("""document.querySelector('input[name="fda_process_begun"][value="false"]').click()""")
    page.wait_for_selector("[data-version]:not([hidden])")
    assert "This site has changed" in page.locator("[data-version]").inner_text()
    assert value(page, "discussion") == "undetermined"
    page.context.unroute(pattern)
    page.locator("[data-reload]").click()
    ready(page)
    page.wait_for_selector("[data-decision=discussion][data-value=barred]")


def test_a_fold_of_an_earlier_deployment_offers_to_reload(page, site_dir):
    """A clause's page with an engine of a newer policy, which may not have the clause, shows no finding of it."""
    address = f"clauses/{next(iter(POLICY.clauses))}/"
    of_an_earlier_policy(page, site_dir, address)
    page.goto(address)
    page.locator("details[data-checks] > summary").click()
    page.wait_for_selector("[data-version]:not([hidden])")
    assert page.locator("[data-result] [data-clause]").count() == 0


BROKEN = """
export const showNotices = () => { throw new Error("broken"); };
export const markWaiting = showNotices, showUnread = showNotices;
"""


@pytest.mark.console_errors
def test_a_script_that_breaks_is_told_whatever_the_engine_says_later(page):
    """Where a script of the page fails as it begins, the message stays when the engine is ready, with a way on."""
    page.context.route(
        "**/checker/notices.js", lambda route: route.fulfill(body=BROKEN, content_type="text/javascript")
    )
    page.goto("checker/")
    page.wait_for_selector('[data-notice="failed"]:visible')
    page.wait_for_function("performance.getEntriesByName('checker:ready').length && new Promise(requestAnimationFrame)")
    assert page.locator('[data-notice="failed"]').is_visible()
    assert page.locator("[data-checker]").get_attribute("data-checker") == "failed"
    page.context.unroute("**/checker/notices.js")
    page.locator("[data-retry]:visible").click()
    ready(page)


PIECES = """
customElements.whenDefined("page-end").then(() => fetch("/defined"));
document.addEventListener("toggle", async () => {
  await import(new URL("../assets/checker/checker.js", document.baseURI));
  requestAnimationFrame(() => requestAnimationFrame(() => fetch("/toggled")));
}, { capture: true, once: true });
"""
"""Tells the server when the page script runs, and when an open fold has been noticed and whatever follows is done."""


def test_a_page_that_comes_in_pieces_starts_when_it_is_whole(new_context, site_dir):
    """A form of which a slow connection has brought the first half is left alone until the other half is there."""
    page_text = (site_dir / "checker" / "index.html").read_bytes()
    fold, middle = page_text.index(b"data-form-fold"), page_text.index(b'id="q-informed_ase"')
    cuts = [page_text.rindex(b"<details", 0, fold), middle]
    told = {"/defined": Event(), "/toggled": Event()}

    class Handler(SiteHandler):
        @override
        def do_GET(self):
            if self.path in told:
                told[self.path].set()
            if self.path != "/a/base/checker/":
                super().do_GET()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page_text)))
            self.end_headers()
            start = 0
            for cut, event in zip(cuts, told.values(), strict=True):
                self.wfile.write(page_text[start:cut])
                self.wfile.flush()
                assert event.wait(PATIENCE_MS / 1000)
                start = cut
            self.wfile.write(page_text[start:])

    with served(site_dir, base="/a/base/", kind=Handler) as address:
        context = new_context(base_url=address)
        faults = []
        context.on("weberror", lambda error: faults.append(str(error.error)))
        page = context.new_page()
        page.add_init_script(PIECES)
        page.goto("checker/")
        ready(page)
        choose(page, "informed_ase", "true")
        assert status(page, "inform-ase") == "met"
        assert faults == []
