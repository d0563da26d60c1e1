"""How the checker begins: the result of no answers is there at once, and nothing is fetched or started unasked."""

import json

import pytest

from checker.browser.door import answer
from tests.checker_page import RESULTS, checked, holding, ready, value
from tests.shipped import POLICY
from tests.tiers import first_each_time

OUTCOMES = "document.querySelector('[data-outcomes]')"
SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.shift += each.value;
}).observe({type: "layout-shift", buffered: true});
addEventListener("DOMContentLoaded", () => {
  window.first = document.querySelector("[data-outcomes]").innerText;
});
"""
"""Keeps how far the page has moved, and the first result."""

FETCHING = "/^Fetching the checker: .* MB/.test(document.querySelector('.checker-progress').innerText.trim())"


class TestTheResultOfNoAnswers:
    def test_is_in_the_page_as_the_engine_makes_it(self, site_dir):
        """The page holds, byte for byte, what the engine says of no answers."""
        html = json.loads(answer('{"answers": {}}'))["html"]
        assert html in (site_dir / "checker" / "index.html").read_text("utf-8")

    def test_is_seen_without_a_script(self, new_page):
        """Without JavaScript the form, both decisions and every clause can be read, and nothing says that it starts."""
        page = new_page(java_script_enabled=False)
        page.goto("checker/")
        assert page.locator("legend").count() == len(POLICY.questions)
        assert "This checker needs JavaScript" in page.locator("noscript").text_content()
        values = page.locator("[data-decision]:visible").evaluate_all("(all) => all.map((each) => each.dataset.value)")
        assert values == ["undetermined"] * len(POLICY.decisions)
        page.locator("#why > summary").click()
        assert page.locator("[data-clause]:visible").count() == len(POLICY.clauses)
        assert page.locator(".checker :is(button, progress, [data-progress-words]):visible").count() == 0

    @pytest.mark.parametrize(
        ("width", "place"), first_each_time([(360, ""), (1280, "#q-ase_request_date"), (320, "#q-category")], 2)
    )
    def test_is_taken_over_and_nothing_moves(self, new_page, width, place):
        """The engine's own result reads the same, nothing moves when it comes, and progress is shown until then."""
        page = new_page(viewport={"width": width, "height": 800})
        page.add_init_script(SHIFTS)
        with holding(page, "**/*.wasm*"):  # else the start can be over before the scripts that show it have come
            page.goto(f"checker/{place}")
            page.wait_for_function(FETCHING)
        ready(page)
        assert page.evaluate(f"{OUTCOMES}.innerText === first")
        assert page.evaluate("shift") < 0.01
        assert not page.locator(".checker-progress:visible").count()

    def test_is_not_shown_where_there_are_answers(self, page):
        """Until the result of a link's answers is there, progress is seen in its place; what is answered is kept."""
        with holding(page, "**/assets/runtime/**"):
            page.goto("checker/#classification=autonomous")
            page.wait_for_selector("[data-checker=loading][data-waiting]")
            assert page.evaluate(f"getComputedStyle({OUTCOMES}).visibility") == "hidden"
            page.locator('label.option:has(input[name="fda_process_begun"][value="false"])').click()
            page.locator(".form-actions [data-see]").click()
            seen = [page.locator(f"{each}:visible").bounding_box() for each in ("#result", ".checker-progress")]
            assert 0 < seen[0]["y"] < seen[1]["y"] < 720 - seen[1]["height"]
        page.wait_for_function(RESULTS)
        assert page.evaluate(f"getComputedStyle({OUTCOMES}).visibility") == "visible"
        assert value(page, "discussion") == "barred"
        assert checked(page) == {"classification": "autonomous", "fda_process_begun": "false"}


def test_a_page_that_is_read_fetches_nothing_of_the_checker(page):
    """A page without a checker loads one small script of this site, also when a link to the checker is pointed at."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("appendix-s/", wait_until="networkidle")
    page.locator(".md-content a[href*='checker/#']").first.hover()
    page.locator(".md-content a[href*='checker/#']").first.focus()
    page.wait_for_load_state("networkidle")
    scripts = [url.rsplit("/", 1)[1] for url in asked if "/assets/checker/" in url and url.endswith(".js")]
    assert scripts == ["page.js"]
    assert not [url for url in asked if "/runtime/" in url]


def test_a_page_of_an_earlier_deployment_asks_to_be_reloaded(page, site_dir):
    """Where the engine is of a newer policy than the page, no result is shown, and the page offers to be reloaded."""
    html = (site_dir / "checker" / "index.html").read_text("utf-8")
    earlier = html.replace(f'data-policy="{POLICY.fingerprint}"', f'data-policy="{"0" * 64}"')
    assert earlier != html
    page.context.route("**/checker/", lambda route: route.fulfill(body=earlier, content_type="text/html"))
    page.goto("checker/")
    page.evaluate("""document.querySelector('input[name="fda_process_begun"][value="false"]').click()""")
    page.locator("[data-notice=outdated]").wait_for()
    assert value(page, "discussion") == "undetermined"
    page.context.unroute("**/checker/")
    page.locator("[data-reload]").click()
    ready(page)
    assert value(page, "discussion") == "barred"
