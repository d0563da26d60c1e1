"""Explanations and proof in the visitor's browser, on the built site."""

import hashlib
import json

import pytest

from checker import assess, read_answers
from checker.verify.files import verify_files
from tests.checker_page import STARTED, after, choose, follow
from tests.shipped import POLICY
from tests.test_browser_faults import LATE, holding, passing

RUNTIME = "**/assets/runtime/**"


class TestProof:
    def test_nothing_is_fetched_before_it_is_asked_for(self, page):
        """The page on the proof fetches no file of the runtime until the visitor presses the button."""
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("how/")
        page.wait_for_selector("[data-prove]:not(:disabled)")
        page.wait_for_function(STARTED)
        assert asked
        assert not [address for address in asked if "/runtime/" in address or address.endswith("worker.js")]

    def test_the_same_proof_runs_in_the_browser(self, page):
        """Verifying in the browser goes through as many sheets as here, finds no problem, and gives the same bytes."""
        here = verify_files()
        page.goto("how/")
        page.evaluate(
            """() => { window.seen = new Set();
              new MutationObserver(() => seen.add(document.querySelector(".proof progress").value))
                .observe(document.querySelector(".proof"), {subtree: true, attributes: true, childList: true}); }"""
        )
        page.locator("[data-prove]").click()
        page.wait_for_selector("[data-verified]")
        result = page.locator("[data-verified]")
        assert result.get_attribute("data-verified") == str(here.checked)
        assert result.get_attribute("data-problems") == "0"
        assert result.get_attribute("data-digest") == here.digest
        assert page.locator("[data-published-digest]").inner_text() == here.digest
        said = result.inner_text()
        assert f"{here.checked:,} ways of answering" in said
        assert " seconds: no problem." in said
        assert said.count("Holds.") == 8
        assert page.evaluate("seen.size") > 10
        assert page.locator("[data-prove]").is_enabled()

    @pytest.mark.console_errors
    def test_a_failure_is_told_and_can_be_tried_again(self, page):
        """Where the checker cannot be started, the page says so, and the button works again."""
        page.context.route(RUNTIME, lambda route: route.fulfill(status=500))
        page.goto("how/")
        page.locator("[data-prove]").click()
        page.wait_for_selector("[data-proof=failed]")
        assert "could not be run in this browser" in page.locator("[data-proof-says]").inner_text()
        page.context.unroute(RUNTIME)
        page.locator("[data-prove]").click()
        page.wait_for_selector("[data-proof=working]")

    def test_a_start_that_is_late_is_told_and_can_be_begun_again(self, page):
        """Where Python does not come, that is said within ten seconds, with a button that starts again and proves."""
        page.clock.install()
        page.goto("how/")
        held = holding(page, "**/pyodide.asm.wasm*")
        page.locator("[data-prove]").click()
        assert passing(page, LATE, held)
        page.context.unroute("**/pyodide.asm.wasm*")
        page.get_by_role("button", name="Start again").click()
        page.wait_for_selector("[data-proof=working]")
        assert not page.evaluate(LATE)

    def test_the_engine_in_the_browser_gives_the_same_bytes(self, checker):
        """Over mixed sheets, the public form that the browser's engine gives is that of this Python, byte for byte."""
        sheets = [
            {"classification": kind, "solely_workflow": solely, "category": "category_i", "informed_ase": "unsure"}
            for kind in ("assistive", "augmentative", "autonomous", "unclassified")
            for solely in (True, False, None)
        ]
        there = checker.evaluate(
            """async (sheets) => {
              const { ask } = await import(new URL("../assets/checker/engine.js", location.href).href);
              const results = [];
              for (const answers of sheets) {
                const response = await new Promise((answer) => ask(JSON.stringify({ answers }), answer));
                results.push(JSON.stringify(JSON.parse(response).assessment));
              }
              return results;
            }""",
            sheets,
        )
        for sheet, text in zip(sheets, there, strict=True):
            answers, _ = read_answers(POLICY, sheet)
            here = json.dumps(assess(POLICY, answers).as_json(), ensure_ascii=False, separators=(",", ":"))
            assert hashlib.sha256(text.encode()).hexdigest() == hashlib.sha256(here.encode()).hexdigest()


class TestWhy:
    def test_a_fold_stays_open_when_its_part_changes(self, checker):
        """What a visitor has unfolded stays unfolded, with new words, and keeps the focus."""
        fold = checker.locator("#why")
        fold.locator("summary").first.click()
        choose(checker, "fda_process_begun", "false")
        assert fold.get_attribute("open") is not None
        assert "FDA approval process begun: Yes – your answer: No" in fold.inner_text()
        fold.locator("summary").first.focus()
        no = "document.querySelector('input[name=offered_on_humans][value=false]')"
        after(checker, lambda: checker.evaluate(f"{no}.click()"))
        assert fold.inner_text().count("answer: No") > 1
        assert checker.evaluate("document.activeElement.closest('details')?.id") == "why"

    def test_the_visitors_row_is_marked_in_the_table(self, checker):
        """The row that the visitor is in is marked, in words too; before that, the rows that are still possible."""
        table = checker.locator("#table-position")
        choose(checker, "classification", "augmentative")
        assert table.locator("tr[data-mark=possible]").count() == 4
        choose(checker, "category", "category_iii")
        assert table.locator("tr[data-mark=possible]").count() == 0
        marked = table.locator("tr[data-mark=yours]")
        assert marked.count() == 1
        assert "Your case" in marked.text_content()
        assert "neither sponsor, support, nor interfere" in marked.text_content()
        assert table.locator("tbody tr").count() == len(POLICY.decisions["position"].rule.rows)

    def test_a_question_says_what_it_can_still_change(self, checker):
        """Beside the reason why it is asked, each question says what it can change for the answers given."""
        now = checker.locator('[data-asked-now="solely_workflow"]')
        assert (
            now.text_content() == "With your other answers, it can still change: “ASE’s stated position”, clause 3.1."
        )
        choose(checker, "classification", "augmentative")
        assert now.text_content() == "With your other answers, it can still show that answers do not fit together."
        assert (
            checker.locator('[data-asked-now="involves_physician_work"]').text_content()
            == "With your other answers as they are, no answer to it changes a result; if they change, it can."
        )
        choose(checker, "solely_workflow", "true")
        assert now.text_content() == "Your answer: Yes."

    def test_an_open_decision_says_what_would_settle_it(self, checker):
        """An undetermined decision shows the values still possible, and the single answers that would settle it."""
        follow(checker, "classification=autonomous&involves_physician_work=true")
        assert "Yes: The text does not say." in checker.locator("[data-decision=position]").inner_text()
        checker.locator("#why > summary").click()
        said = checker.locator("[data-why=position]").inner_text()
        assert "Still possible:" in said
        assert "Recognizes specific physician work: Yes – then “The text does not say”" in said
