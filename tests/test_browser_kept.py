"""What stays with answers, and what goes: where nothing can be kept, while others are tried, and with a link."""

import json

import pytest

from tests.checker_page import after, choose, follow, forget, printed, ready, status, travel
from tests.test_browser_checker import checked

FULL = """() => {
  window.setItem = Storage.prototype.setItem;
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""
BACK = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"


class TestAStorageThatIsFull:
    @pytest.fixture
    def fills_up(self, checker):
        """Give the checker, and what has its storage full from then on."""
        yield checker, lambda: checker.evaluate(FULL)
        checker.evaluate("() => { Storage.prototype.setItem = window.setItem; }")

    def test_a_page_that_is_brought_back_keeps_what_it_shows(self, fills_up):
        """What could not be kept is not replaced by the older answer that could."""
        page, fill = fills_up
        choose(page, "fda_process_begun", "true")
        fill()
        choose(page, "fda_process_begun", "false")
        page.evaluate(BACK)
        assert checked(page) == {"fda_process_begun": "false"}
        assert status(page, "discussion-criteria") == "not_met"

    def test_a_clause_is_checked_by_the_answers_in_its_form(self, fills_up):
        """A check in place goes by what its form shows, and not by an older answer that is kept."""
        page, fill = fills_up
        choose(page, "fda_process_begun", "true")
        travel(page, "clauses/discussion-criteria/")
        fill()
        check = page.locator("[data-checks=discussion-criteria]")
        check.locator("summary").first.click()
        page.wait_for_selector("[data-checks=discussion-criteria][data-checker=ready] [data-status]", state="attached")
        no = 'input[name="fda_process_begun"][value="false"]'
        after(page, lambda: check.locator(f"label.option:has({no})").click())
        assert status(page, "discussion-criteria") == "not_met"

    def test_answers_that_only_the_page_holds_can_be_forgotten(self, fills_up):
        """Forgetting empties a form whose answers the browser never kept."""
        page, fill = fills_up
        fill()
        choose(page, "fda_process_begun", "false")
        forget(page)
        assert checked(page) == {}
        page.wait_for_selector("[data-clause=discussion-criteria][data-status=undetermined]", state="attached")


class TestForgetting:
    def test_what_could_be_brought_back_cannot_any_more(self, checker):
        """Answers that were cleared wait to be put back until all is forgotten, and not longer."""
        choose(checker, "classification", "assistive")
        after(checker, checker.locator('[data-clear="classification"]').click)
        assert checker.locator("[data-put-back]:visible").count() == 1
        forget(checker)
        assert checker.locator(":is([data-put-back], [data-restore]):visible").count() == 0
        choose(checker, "classification", "autonomous")
        after(checker, checker.get_by_role("button", name="Clear all answers").click)
        forget(checker)
        assert checker.locator(":is([data-put-back], [data-restore]):visible").count() == 0

    def test_its_outcome_comes_into_view(self, checker):
        """That the answers are forgotten is said where it is seen."""
        choose(checker, "classification", "assistive")
        forget(checker)
        box = checker.locator("[data-forget-says]").bounding_box()
        assert box["y"] + box["height"] <= checker.viewport_size["height"]

    def test_what_was_cleared_is_not_put_back_among_other_answers(self, checker):
        """What was cleared in a trial cannot be put back into the own answers."""
        choose(checker, "classification", "assistive")
        checker.locator("button[data-try]").click()
        choose(checker, "category", "category_i")
        after(checker, checker.locator('[data-clear="category"]').click)
        after(checker, checker.locator("[data-try-no-more]").click)
        assert checker.locator("[data-put-back]:visible").count() == 0
        assert checked(checker) == {"classification": "assistive"}


class TestALink:
    def test_what_is_said_of_it_goes_with_its_answers(self, checker):
        """What could not be read of a link is told no longer once its answers are cleared, or others brought back."""
        choose(checker, "classification", "assistive")
        follow(checker, "wibble=1&fda_process_begun=maybe&category=category_i")
        unread = checker.locator("[data-notice=unread]")
        assert "FDA approval process begun" in unread.inner_text()
        after(checker, checker.locator("[data-notice=replaced] button").click)
        assert not unread.is_visible()
        assert checker.locator("[data-fault]:visible").count() == 0
        follow(checker, "wibble=2&category=category_iii")
        assert unread.is_visible()
        after(checker, checker.get_by_role("button", name="Clear all answers").click)
        assert not unread.is_visible()


class TestAFile:
    def test_answers_of_another_kind_are_named_and_left_out(self, checker, tmp_path):
        """A text that reads "true" is no yes, as on the command line; a name that is none is left out."""
        answers = {"offered_on_humans": ["true"], "us_trial_description": "true", "category": "category_i"}
        saved = tmp_path / "saved.json"
        saved.write_text(json.dumps({"answers": answers, "name": {"a": 1}}), "utf-8")
        after(checker, lambda: checker.locator("[data-load]").set_input_files(saved))
        assert checked(checker) == {"category": "category_i"}
        assert checker.locator("[name=technology]").input_value() == ""
        told = checker.locator("[data-notice=unread]").inner_text()
        assert "Offered on humans" in told
        assert "Description of a US clinical trial" in told


@pytest.mark.console_errors
def test_the_focus_is_kept_when_the_start_is_tried_again(page):
    """Whoever presses "Try again" by keyboard is at the form then, and not at the beginning of the page."""
    page.route("**/pyodide.asm.wasm*", lambda route: route.abort())
    page.goto("checker/")
    again = page.get_by_role("button", name="Try again")
    again.focus()
    page.unroute("**/pyodide.asm.wasm*")
    page.keyboard.press("Enter")
    ready(page)
    assert page.evaluate("document.activeElement.matches('.checker-form')")


def test_the_report_is_of_the_own_answers_also_while_others_are_tried(checker):
    """What is printed during a trial is what was answered last before it, and nothing that is only tried."""
    choose(checker, "classification", "augmentative")
    assert "Augmentative" in printed(checker)
    choose(checker, "classification", "autonomous")
    checker.locator("button[data-try]").click()
    choose(checker, "category", "category_i")
    answers = printed(checker)
    assert "Autonomous" in answers
    assert "CPT category sought" not in answers or "CPT category soughtNot answered" in answers


def test_a_name_in_any_script_is_shown(checker):
    """A name with characters of every width is shown over the result."""
    for name in ("Zwölf", "心エコー", "🫀 heart"):
        after(checker, lambda: checker.locator("[name=technology]").fill(name))  # noqa: B023  called at once
        assert checker.locator(".result-name").inner_text() == name
