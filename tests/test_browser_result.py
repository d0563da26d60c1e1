"""A result in a minute: what is seen first, how much is said, and where a link with answers begins."""

import pytest

from checker.exports.link import fragment
from tests.checker_page import VISIBLE_WORDS, choose, linked, ready, type_date
from tests.checker_page import fragment as fragment_by_hand
from tests.shipped import BEYOND, LATER, POLICY
from tests.test_browser_checker import checked

TYPICAL = {
    "classification": "augmentative",
    "category": "category_iii",
    "fda_process_begun": True,
    "offered_on_humans": True,
    "us_trial_description": False,
    "ama_submission_date": "2027-03-01",
    "ase_request_date": "2027-01-20",
    "wants_guidance": True,
}
LINK = fragment(POLICY, TYPICAL)
BOTTOM = "(each) => each.getBoundingClientRect().bottom - document.querySelector('#result').getBoundingClientRect().top"


class TestALinkWithAnswers:
    def test_begins_at_the_result_with_the_form_in_a_fold(self, checker):
        """Whoever opens a shared link sees the result; the answers are one step away, and can be changed there."""
        linked(checker, LINK)
        assert not checker.locator("#q-classification").is_visible()
        assert checker.locator("#result").bounding_box()["y"] < 400
        before = checker.locator("[data-before-checking]")
        assert not before.is_visible()
        summary = checker.locator("[data-form-summary]")
        assert summary.inner_text() == "Your 8 answers: change"
        summary.click()
        assert before.bounding_box()["y"] < checker.locator("#q-classification").bounding_box()["y"]
        choose(checker, "us_trial_description", "true")
        assert checker.locator("[data-decision=discussion]").get_attribute("data-value") == "not_barred"

    @pytest.mark.parametrize(
        "hash_", ["classification=augmentative", "classification=augmentative&category=category_i"]
    )
    def test_that_was_written_by_hand_to_begin_a_check_begins_at_the_form(self, checker, hash_):
        """A link of another site that gives the class, or category too, sends to the form, which goes on from there."""
        linked(checker, hash_)
        assert checker.locator("#q-classification").is_visible()
        assert not checker.locator("[data-form-summary]").is_visible()
        assert fragment_by_hand(checked(checker)) == hash_

    def test_that_was_written_by_hand_for_a_case_begins_at_the_result(self, checker):
        """A link with three answers or more is somebody’s case, whoever wrote it, and begins where theirs do."""
        linked(checker, fragment_by_hand(TYPICAL))
        assert not checker.locator("#q-classification").is_visible()
        assert checker.locator("#result").bounding_box()["y"] < 400
        assert checker.locator("[data-form-summary]").inner_text() == "Your 8 answers: change"

    def test_that_names_a_question_begins_there(self, checker):
        """A link with answers and a question to go to begins at that question, however many answers it has."""
        linked(checker, fragment_by_hand(TYPICAL, at="informed_ase"))
        assert checker.evaluate("document.activeElement.closest('[data-question]').dataset.question") == "informed_ase"

    def test_that_was_cut_shows_the_form_too(self, checker):
        """With one answer the fold says so in the singular."""
        linked(checker, fragment(POLICY, {"informed_ase": True}))
        assert checker.locator("[data-form-summary]").inner_text() == "Your 1 answer: change"


class TestOneCardForBoth:
    def test_what_one_clause_says_of_both_decisions_is_said_once(self, checker):
        """Where one clause settles both decisions, one card holds both, and screen readers are told of the second."""
        linked(checker, "classification=autonomous&involves_physician_work=false")
        both = checker.locator("[data-decision]").evaluate_all("(all) => all.map((each) => each.dataset.value)")
        assert both == ["barred", "will_not_discuss"]
        assert checker.locator("[data-decision] h3").count() == 1
        second = checker.locator("[data-decision=position]")
        assert second.bounding_box()["height"] <= 1
        assert second.text_content() == "This is also ASE’s stated position."


class TestHowMuchIsSaid:
    def test_a_typical_result(self, checker):
        """The result of a typical case has about 220 words, those of the source included, with all folds closed."""
        linked(checker, LINK)
        assert checker.locator("[data-result]").evaluate(VISIBLE_WORDS) <= 234 + 15 * BEYOND

    def test_the_form(self, checker):
        """The form, unanswered, with folds closed and options included, has about 13 words for each question."""
        assert checker.locator(".checker-form").evaluate(VISIBLE_WORDS) <= 14 * len(POLICY.questions)

    def test_words_are_counted(self, checker):
        """With a fold opened the count is larger: the control."""
        before = checker.locator("[data-result]").evaluate(VISIBLE_WORDS)
        checker.locator("#all-clauses > summary").click()
        assert checker.locator("[data-result]").evaluate(VISIBLE_WORDS) > before + 50


class TestOnAPhone:
    @pytest.fixture
    def phone(self, checker):
        """Give the checker on a screen of a phone's size."""
        checker.set_viewport_size({"width": 360, "height": 800})
        return checker

    def test_the_decisions_and_the_first_date_are_within_the_first_screen(self, phone):
        """From the head of the result, both decisions and the first date fit one screen."""
        linked(phone, LINK)
        assert phone.locator("[data-decision]").last.evaluate(BOTTOM) < 800
        assert phone.locator("[data-todo] time").first.evaluate(BOTTOM) < 800

    def test_one_low_bar_says_both_decisions_and_leads_to_the_result(self, phone):
        """From the first answer on, a bar of two lines and 64 px at most has both decisions; it leads to them."""
        assert not phone.locator(".bar").is_visible()
        choose(phone, "fda_process_begun", "false")
        bar = phone.locator(".bar")
        box = bar.bounding_box()
        assert box["height"] <= 64
        assert box["y"] + box["height"] == 800
        lines = [line.inner_text() for line in bar.locator("span").all()]
        assert "cannot engage in discussion" in lines[0]
        assert lines[1] == POLICY.decisions["position"].open
        bar.click()
        assert phone.evaluate("document.activeElement.id") == "result"
        assert phone.locator("#result").evaluate("(each) => each.getBoundingClientRect().top") < 100


@pytest.mark.parametrize("width", [360, 1280])
def test_a_date_is_a_few_steps_away(checker, width):
    """From the head of the form, the first date is fewer than 60 steps of the Tab key away."""
    checker.set_viewport_size({"width": width, "height": 800})
    checker.locator("input[name=classification]").first.focus()
    for _ in range(60):
        if checker.evaluate("document.activeElement.name") == LATER:
            return
        checker.keyboard.press("Tab")
    pytest.fail("the first date is further away")


def test_a_date_is_said_back(checker):
    """A date that is typed is said back in words beside its field, and follows what is typed."""
    said = checker.locator(f"[data-read-as={LATER}]")
    type_date(checker, LATER, "3/1/2027")
    assert said.inner_text() == "March 1, 2027"
    type_date(checker, LATER, "13/1/2027")
    assert said.inner_text() == ""


def test_a_reload_keeps_the_form_folded(checker):
    """Whoever reloads a page that a link opened finds the result first again."""
    linked(checker, LINK)
    checker.reload()
    ready(checker)
    assert checker.locator("[data-form-summary]").is_visible()
