"""The result: where a link opens, what is seen first, and what can be opened, done and saved in its place."""

import pytest
from icalendar import Calendar

from checker.result.link import fragment
from tests.checker_page import VISIBLE_WORDS, after, checked, choose, follow, opened, ready, status
from tests.checker_page import fragment as fragment_by_hand
from tests.shipped import DATED, DAYS, EARLIER, LATER, POLICY, SUBMITTED, before, written

PLAN = {
    "classification": "augmentative",
    "category": "category_iii",
    "requirements_familiar": False,
    "fda_process_begun": True,
    "offered_on_humans": True,
    "us_trial_description": False,
    "informed_ase": False,
    "ama_submission_date": "2027-03-01",
    "ase_request_date": "2027-01-20",
    "wants_guidance": True,
    "engaged_irt": False,
}
LINK = fragment(POLICY, PLAN)
DATES = {LATER: SUBMITTED, EARLIER: before(DAYS - 1), "informed_ase": True}
CLIPBOARD = "navigator.clipboard.readText()"


@pytest.fixture
def plan(checker):
    """Give the checker at the result of a whole plan."""
    checker.context.grant_permissions(["clipboard-read", "clipboard-write"])
    follow(checker, LINK)
    return checker


class TestALinkWithAnswers:
    def test_begins_at_the_result_after_a_reload_too(self, page):
        """Whoever opens a shared link, or reloads it, sees the result first; its answers are one step away."""
        opened(page, f"#{LINK}")
        page.reload()
        ready(page)
        assert not page.locator("#q-classification").is_visible()
        assert page.locator("#result").bounding_box()["y"] < 200
        choose(page, "us_trial_description", "true")
        assert page.locator("#q-classification").is_visible()
        assert page.locator("[data-decision=discussion]").get_attribute("data-value") == "not_barred"

    def test_is_the_visitors_own_once_an_answer_is_another(self, page):
        """Whoever changes an answer of a shared result, in its list too, has their own result, also after a reload."""
        opened(page, f"#{LINK}")
        assert page.locator(".when-shared").is_visible()
        after(page, page.locator("[data-done=informed_ase]").click)
        for _ in range(2):
            assert page.locator("#result .when-own").is_visible()
            assert page.locator("[data-todo=inform-ase] .how").is_visible()
            page.reload()
            ready(page)

    @pytest.mark.parametrize(
        ("hash_", "shown"),
        [
            ("classification=augmentative&category=category_i", "form"),
            (fragment_by_hand(PLAN), "result"),
            (fragment(POLICY, {"informed_ase": True}), "result"),
            (fragment_by_hand(PLAN, at="informed_ase"), "form"),
        ],
    )
    def test_opens_at_the_form_if_it_begins_a_check(self, checker, hash_, shown):
        """Three answers, or a link of this site, are somebody's case; fewer, or a question to go to, begin a check."""
        follow(checker, hash_)
        assert checker.locator("#result").is_visible() is (shown == "result")
        assert checker.locator("#q-classification").is_visible() is (shown == "form")
        if "&at=" in hash_:
            assert checker.evaluate("document.activeElement.id") == "q-informed_ase"

    def test_has_two_columns_where_there_is_room(self, plan):
        """What to do is beside the boxes on a wide screen, and below them on a narrow one."""
        for width, beside in ((1280, True), (360, False)):
            plan.set_viewport_size({"width": width, "height": 800})
            boxes = plan.locator(".two-columns > :first-child").bounding_box()
            todo = plan.locator("#todo").bounding_box()
            assert (todo["x"] >= boxes["x"] + boxes["width"]) is beside


class TestHowMuchIsSaid:
    def test_words_are_few(self, checker):
        """A whole plan has at most 240 visible words, for 11 clauses; an open fold counts."""
        follow(checker, LINK)
        count = checker.locator("[data-result]").evaluate(VISIBLE_WORDS)
        assert 100 < count <= 240 * len(POLICY.clauses) / 11
        checker.locator("#why > summary").click()
        assert checker.locator("[data-result]").evaluate(VISIBLE_WORDS) > count + 50

    def test_on_a_phone_the_outcomes_stay_in_sight_of_the_form(self, checker):
        """A bar at the foot of the screen has each outcome in few words and opens the result; low screens have none."""
        checker.set_viewport_size({"width": 640, "height": 360})
        follow(checker, fragment_by_hand(PLAN, at="classification"))
        bar = checker.locator(".so-far")
        assert bar.bounding_box()["y"] > 360
        checker.set_viewport_size({"width": 360, "height": 740})
        box = bar.bounding_box()
        assert box["y"] + box["height"] == 740
        assert box["height"] <= 140
        assert bar.locator(".short:visible").count() == 3
        bar.locator("[data-see]").click()
        assert checker.locator("#result").is_visible()

    @pytest.mark.parametrize("text", [SUBMITTED, "no date"])
    def test_a_tap_that_ends_the_typing_of_a_date_counts(self, checker, text):
        """Between the beginning and the end of a tap neither the bar comes back nor is a fault said above its place."""
        checker.set_viewport_size({"width": 360, "height": 740})
        field = checker.locator(f'input[name="{LATER}"]')
        field.fill(text)
        option = checker.locator('label.option:has(input[name="informed_ase"][value="true"])')
        foot = option.bounding_box()["y"] + 60
        checker.evaluate("(foot) => scrollBy({ top: foot - innerHeight, behavior: 'instant' })", foot)
        place = option.bounding_box()
        after(checker, lambda: checker.mouse.click(place["x"] + 20, place["y"] + 20))
        assert checker.locator(f"[data-fault={LATER}]").is_visible() is (text != SUBMITTED)
        assert checked(checker)["informed_ase"] == "true"

    def test_what_one_clause_says_of_both_decisions_is_said_once(self, checker):
        """Where one clause settles both decisions, one box holds both, and screen readers are told of the second."""
        follow(checker, "classification=autonomous&involves_physician_work=false")
        values = checker.locator("[data-decision]").evaluate_all("(all) => all.map((each) => each.dataset.value)")
        assert values == ["barred", "will_not_discuss"]
        assert checker.locator("[data-decision] h3").count() == 1
        assert checker.locator("[data-decision=position]").text_content().startswith("ASE’s stated position: ")


class TestWhatCanBeDoneInPlace:
    def test_what_is_done_is_marked_where_it_is_listed(self, plan):
        """What is to do can be marked as done, and as not done, where it is listed; the focus stays in its entry."""
        entry = plan.locator("[data-todo=inform-ase]")
        button = entry.get_by_role("button", name="Mark as done")
        button.focus()
        after(plan, lambda: plan.keyboard.press("Enter"))
        assert checked(plan)["informed_ase"] == "true"
        assert entry.locator(".how").inner_text() == POLICY.statuses["met"].word
        assert status(plan, "inform-ase") == "met"
        assert plan.evaluate("document.activeElement.closest('[data-todo]').dataset.todo") == "inform-ase"
        assert not button.count()
        after(plan, lambda: plan.keyboard.press("Enter"))
        assert checked(plan)["informed_ase"] == "false"
        assert button.is_visible()

    def test_the_words_of_a_clause_open_where_its_number_is(self, plan):
        """Each number opens its clause's words, keeps them open as answers change, and closes them again."""
        tag = plan.locator("[data-decision=discussion] h3 .tag")
        name = tag.get_attribute("data-words")
        here = plan.locator(f"[data-decision=discussion] [data-words-here={name}]")
        tag.click()
        after(plan, plan.locator("[data-done=informed_ase]").click)
        assert here.locator("blockquote p").inner_text() == POLICY.clauses[name].text.replace("*", "")
        assert tag.get_attribute("aria-expanded") == "true"
        tag.click()
        assert here.count() == 0
        links = plan.eval_on_selector_all(
            "[data-result] .tag", "all => all.map((each) => [each.dataset.words, each.href])"
        )
        assert len(links) >= 4
        assert [words for words, address in links if not address.endswith(f"/clauses/{words}/")] == []

    def test_a_silence_leads_to_the_question_to_send_which_can_be_copied(self, plan):
        """What the text does not say is listed; each title opens the fold with a question to send, which is copied."""
        plan.locator(".titles a[href='#silence-which-trial']").click()
        asked = plan.locator("#questions-to-send [data-silence=which-trial]")
        assert asked.is_visible()
        asked.get_by_role("button", name="Copy this question").click()
        asked.locator(".copied", has_text="Copied.").wait_for()
        assert plan.evaluate(CLIPBOARD) == POLICY.silences["which-trial"].ask

    def test_answers_that_look_odd_together_are_named(self, checker):
        """Answers that sit oddly beside each other are named in the result, with the clause."""
        follow(checker, "classification=augmentative&solely_workflow=true&category=other")
        assert checker.locator(".conflicts p:visible").count() == 1
        assert checker.locator(".conflicts .tag").get_attribute("data-words") == "assistive"


class TestDates:
    def test_each_day_is_in_the_picture_and_in_words(self, checker):
        """A result with both dates has them, the day counted back and today, as shapes on a line and in a list."""
        follow(checker, fragment_by_hand(DATES))
        box = checker.locator(f"[data-dates={DATED.id}]")
        assert f"{DAYS - 1} days before" in box.locator("h3").inner_text()
        shown = box.locator(".days time").all_inner_texts()
        assert {written(SUBMITTED), written(before(DAYS)), written(before(DAYS - 1))} < set(shown)
        assert box.locator(".days-picture .day").count() == len(shown) == 4

    def test_are_saved_as_a_calendar_file(self, checker):
        """The button hands over a file, made by the engine in the browser, that a calendar can read."""
        follow(checker, fragment_by_hand(DATES))
        with checker.expect_download() as waiting:
            checker.get_by_role("button", name="Add to calendar").click()
        assert waiting.value.suggested_filename.endswith(".ics")
        events = Calendar.from_ical(waiting.value.path().read_bytes()).walk("VEVENT")
        assert {before(DAYS), SUBMITTED} <= {each["dtstart"].dt.isoformat() for each in events}
        checker.locator("[data-made]", has_text="handed to your browser").wait_for()
