"""The form: answers are kept, read back, put away and cleared, and the focus stays where it was."""

import pytest

from checker.engine.typed_date import A_DATE_LIKE
from tests.checker_page import (
    AT_REST,
    KEY,
    after,
    checked,
    choose,
    follow,
    forget,
    fragment,
    opened,
    ready,
    status,
    stored,
    type_date,
    value,
)
from tests.shipped import DATED, DAYS, EARLIER, LATER, POLICY, SUBMITTED, before

ANNOUNCED_MS = 500
"""More than answers have to rest before a result is announced."""
NOTING = """() => {
  window.said = [];
  const region = document.querySelector("[data-announce]");
  new MutationObserver(() => said.push(region.textContent)).observe(region, {childList: true});
}"""
FOCUSED = "document.activeElement.closest('[data-question]').dataset.question"
PLACE = "document.activeElement.closest('[data-question]').getBoundingClientRect().top + scrollY"


class TestAnswering:
    def test_every_question_can_be_left_answered_unsure_and_cleared(self, checker):
        """Each question takes "not sure" and can be made unanswered again; dates keep what was typed."""
        for question in POLICY.questions.values():
            if question.type == "date":
                type_date(checker, question.id, SUBMITTED)
                box = checker.locator(f'label.option:has(input[name="{question.id}-unsure"])')
                after(checker, box.click)
                assert checked(checker) == {question.id: SUBMITTED, f"{question.id}-unsure": "unsure"}
            else:
                choose(checker, question.id, "unsure")
                assert checked(checker) == {question.id: "unsure"}
            after(checker, checker.locator(f'button[data-clear="{question.id}"]').click)
            assert checked(checker) == {}
        assert value(checker, "discussion") == "undetermined"

    def test_the_sections_ask_every_question_once(self, checker):
        """The form asks every question once, in the order of its sections, and each section has its title."""
        shown = checker.eval_on_selector_all("[data-question]", "all => all.map((each) => each.dataset.question)")
        assert shown == [name for section in POLICY.sections for name in section.questions]
        assert sorted(shown) == sorted(POLICY.questions)

    def test_an_answer_leaves_the_focus_and_the_other_parts_of_the_result_alone(self, checker):
        """By keyboard an answer changes where it is given; a part of the result without news is not replaced."""
        kept = checker.locator("[data-part=always]").element_handle()
        checker.locator('input[name="informed_ase"][value="true"]').focus()
        after(checker, lambda: checker.keyboard.press("Space"))
        after(checker, lambda: checker.keyboard.press("ArrowRight"))
        assert checked(checker) == {"informed_ase": "false"}
        assert checker.evaluate(FOCUSED) == "informed_ase"
        assert kept.evaluate("(each) => each.isConnected")

    def test_an_answer_by_keyboard_moves_nothing(self, checker):
        """Through the answers by arrow keys, the focus stays where it is: no notice and no question above it goes."""
        follow(checker, "classification=assistive")
        for name, keys in (
            ("classification", ("ArrowDown",) * 2),
            ("recognizes_physician_work", ("Space", "ArrowDown")),
        ):
            checker.locator(f'input[name="{name}"]').first.focus()
            place = checker.evaluate(PLACE)
            for key in keys:
                after(checker, lambda key=key: checker.keyboard.press(key))
                assert checker.evaluate(PLACE) == pytest.approx(place, abs=1)

    def test_only_what_changed_is_announced(self, page):
        """A polite region says the outcomes that changed, the shortfall of dates too, and never repeats the others."""
        page.clock.install()
        page.goto("checker/")
        page.wait_for_selector("[data-checker=ready]")
        page.wait_for_function(AT_REST)
        page.clock.run_for(ANNOUNCED_MS)
        region = page.locator("[data-announce][role=status]")
        assert region.text_content() == ""
        page.evaluate(NOTING)
        said = []
        for question, answer in (
            ("fda_process_begun", "false"),
            ("informed_ase", "true"),  # changes no outcome
            (LATER, SUBMITTED),
            (EARLIER, before(DAYS - 1)),
        ):
            options = page.locator(f'label.option:has(input[name="{question}"][value="{answer}"])')
            act = options.click if options.count() else lambda: page.locator(f'[name="{question}"]').fill(answer)  # noqa: B023
            act()
            page.wait_for_function(AT_REST)
            page.clock.run_for(ANNOUNCED_MS)
            said.append(page.evaluate("said.splice(0)"))
        assert [len(each) for each in said] == [1, 0, 1, 1]
        assert "cannot engage in discussion" in said[0][0]
        assert "1 day short" in said[3][0]
        assert not any("discussion" in each[0] for each in said[2:])
        assert all(len(words.split()) < 18 for each in said for words in each)

    def test_each_question_has_its_clause_at_hand(self, checker):
        """The words of its clause, and a link to itself, open in place beside each question."""
        question = checker.locator(f"#q-{LATER}")
        question.locator("summary").click()
        assert question.locator("blockquote").inner_text() == DATED.text
        assert question.get_by_role("link", name="Link to this question").get_attribute("href").endswith(f"#q-{LATER}")


class TestDates:
    @pytest.mark.parametrize(
        "text", ["3/1/2028", "1 march 2028", "2028–03–01", "\uff12\uff10\uff12\uff18-\uff10\uff13-\uff10\uff11 "]
    )
    def test_one_in_any_usual_form_counts_and_is_read_back(self, checker, text):
        """A day counts while it is typed, is read back in words, and is one date once the field is left."""
        field = checker.locator(f'input[name="{LATER}"]')
        after(checker, lambda: field.fill(text))
        assert checker.locator("[data-day=counted] time").get_attribute("datetime") == before(DAYS, "2028-03-01")
        assert checker.locator(f"[data-read-as={LATER}]").inner_text() == "March 1, 2028"
        assert field.input_value() == text
        field.press("Tab")
        checker.wait_for_function(f"document.querySelector('input[name={LATER}]').value === '2028-03-01'")
        assert not checker.locator(f"[data-fault={LATER}]").is_visible()

    @pytest.mark.parametrize("text", ["2027-02-29", "13/1/2027", "<b>x</b>"])
    def test_what_is_no_date_stays_as_typed_with_a_clear_word(self, checker, text):
        """Once the field is left, a text that is no date stays in it with what is wrong, and goes before the result."""
        field = checker.locator(f'input[name="{LATER}"]')
        fault = checker.locator(f"[data-fault={LATER}]")
        after(checker, lambda: field.fill(text))
        assert not fault.is_visible()  # it may not be finished
        field.press("Tab")
        assert text in fault.inner_text()
        assert f"Write a date like {A_DATE_LIKE}" in fault.inner_text()
        assert (field.input_value(), field.get_attribute("aria-invalid")) == (text, "true")
        assert checker.locator(f"[data-read-as={LATER}]").inner_text() == f"like {A_DATE_LIKE}"
        checker.locator(".form-actions [data-see]").click()
        assert checker.evaluate("document.activeElement.name") == LATER
        type_date(checker, LATER, SUBMITTED)
        assert not fault.is_visible()

    def test_a_corrected_one_never_turns_back(self, checker):
        """Another date that is pasted and left at once, while the engine is slow, is the one that stays and counts."""
        field = checker.locator(f'input[name="{LATER}"]')
        for first_left, corrected in ((True, "4/1/2028"), (False, "5/1/2028")):
            after(checker, lambda: field.fill("3/1/2028"))
            checker.evaluate("() => { window.slowness = 300; }")
            if first_left:
                field.press("Tab")
            field.focus()
            field.fill(corrected)
            field.press("Tab")
            checker.evaluate("() => { window.slowness = 0; }")
            day = f"2028-0{corrected[0]}-01"
            checker.wait_for_function(f"document.querySelector('input[name={LATER}]').value === '{day}' && {AT_REST}")
            assert checked(checker) == {LATER: day}
            assert checker.locator("[data-day=later] time").get_attribute("datetime") == day

    def test_typing_one_takes_back_that_it_is_not_sure(self, checker):
        """A date that is typed is an answer again, without anything else to undo."""
        after(checker, checker.locator(f'label.option:has(input[name="{LATER}-unsure"])').click)
        type_date(checker, LATER, SUBMITTED)
        assert checked(checker) == {LATER: SUBMITTED}


def test_what_is_not_needed_is_in_a_fold_and_comes_back(checker):
    """An unanswered question that can change nothing is in a fold; a link opens it, other answers bring it back.

    What is answered stays in its place, and so do the things that a decision names.
    """
    shown = "all => all.map((each) => each.dataset.question)"
    order = checker.eval_on_selector_all("[data-question]", shown)
    fold = checker.locator("[data-settled-fold]")
    assert not fold.is_visible()
    choose(checker, "involves_physician_work", "true")
    choose(checker, "fda_process_begun", "false")
    choose(checker, "classification", "augmentative")
    put_away = checker.eval_on_selector_all("[data-settled] [data-question]", shown)
    assert put_away == ["solely_workflow", "recognizes_physician_work"]
    assert fold.locator("> summary").inner_text() == "Not needed so far (2)"
    for name in ("us_trial_description", "involves_physician_work"):
        assert checker.locator(f"#q-{name}").is_visible()
    checker.locator(".form-actions [data-see]").click()
    checker.evaluate("document.querySelector('.things a').href = '#q-recognizes_physician_work'")
    checker.locator(".things a").first.click()
    assert checker.evaluate("document.activeElement.id") == "q-recognizes_physician_work"
    assert checker.locator("#q-recognizes_physician_work").is_visible()
    choose(checker, "classification", "autonomous")
    checker.locator("#q-classification").focus()
    checker.wait_for_selector("section > #q-recognizes_physician_work")
    in_place = checker.eval_on_selector_all("section > [data-question]", shown)
    assert in_place == [name for name in order if name in in_place]


class TestTakingBack:
    def test_one_answer_can_be_cleared_and_put_back(self, checker):
        """A cleared answer can be put back where it was, a date as it was typed; the focus stays at the question."""
        choose(checker, "classification", "assistive")
        type_date(checker, LATER, "1 March")
        for question, kept in (("classification", "assistive"), (LATER, "1 March")):
            after(checker, checker.locator(f'button[data-clear="{question}"]').click)
            assert question not in checked(checker)
            assert checker.evaluate("document.activeElement.dataset.putBack") == question
            after(checker, lambda: checker.keyboard.press("Enter"))
            assert checked(checker)[question] == kept
            assert checker.evaluate(FOCUSED) == question
            assert not checker.locator(f'button[data-put-back="{question}"]').is_visible()

    def test_clearing_everything_can_be_undone(self, checker):
        """All answers can be cleared at once, and brought back."""
        choose(checker, "classification", "autonomous")
        type_date(checker, EARLIER, "nonsense")
        kept = checked(checker)
        after(checker, checker.get_by_role("button", name="Clear all answers").click)
        assert checked(checker) == {}
        after(checker, checker.locator("[data-notice=cleared] button").click)
        assert checked(checker) == kept


class TestWhatTheTabKeeps:
    def test_answers_survive_a_reload_and_other_pages_but_not_in_another_tab(self, page):
        """Answers, and what was typed and is none yet, are there again; another tab begins empty."""
        opened(page)
        choose(page, "classification", "assistive")
        type_date(page, LATER, "not a date yet")
        kept = checked(page)
        page.reload()
        ready(page)
        assert checked(page) == kept
        page.goto("about/")
        opened(page)
        assert checked(page) == kept
        assert status(page, "taxonomy") == "met"
        other = page.context.new_page()
        other.route("**/assets/runtime/**", lambda _route: None)  # it is not waited for
        other.goto("checker/")
        other.wait_for_selector("[data-checker=loading]")
        assert checked(other) == {}

    def test_a_page_that_is_brought_back_has_the_answers_of_the_tab(self, page):
        """A page from the browser's history shows what another page did meanwhile: here, it has forgotten."""
        opened(page)
        choose(page, "fda_process_begun", "true")
        page.evaluate("(key) => sessionStorage.removeItem(key)", KEY)
        with page.expect_navigation():
            page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
        ready(page)
        assert checked(page) == {}


class TestForgetting:
    @pytest.mark.console_errors  # the browser asks for the icon of that address
    def test_clears_an_address_whose_path_begins_with_two_slashes(self, checker):
        """The path of such an address is not taken for the name of a host, and the answers leave the address."""
        origin = checker.evaluate("location.origin")
        checker.evaluate("history.replaceState(null, '', `${location.origin}//checker/?a#classification=autonomous`)")
        forget(checker)
        assert checker.url == f"{origin}//checker/?a"
        checker.goto("checker/")

    def test_leaves_nothing_to_bring_back(self, checker):
        """What was cleared can be put back until everything is forgotten; that it is, is said in view."""
        choose(checker, "classification", "assistive")
        after(checker, checker.locator('[data-clear="classification"]').click)
        assert checker.locator("[data-put-back]:visible").count() == 1
        choose(checker, "category", "category_i")
        after(checker, checker.get_by_role("button", name="Clear all answers").click)
        follow(checker, fragment({"classification": "assistive"}, POLICY.version))
        assert checker.locator(".when-shared").is_visible()
        forget(checker)
        assert not checker.locator(".when-shared").is_visible()
        assert checker.locator(":is([data-put-back], [data-restore]):visible").count() == 0
        assert stored(checker) is None
        box = checker.locator("[data-forget-says]").bounding_box()
        assert box["y"] + box["height"] <= checker.viewport_size["height"] + 1  # heights are fractions

    def test_is_two_steps_on_any_page(self, page):
        """The fold says what it would do, and does nothing; its button does it, and the focus stays there."""
        page.goto("about/")
        page.evaluate(
            "([key, text]) => sessionStorage.setItem(key, text)", [KEY, '{"controls": {"category": "other"}}']
        )
        fold = page.locator("[data-forget] summary")
        fold.press("Enter")
        assert page.get_by_text("cannot be undone").is_visible()
        fold.press("Enter")
        assert stored(page) is not None
        forget(page)
        assert stored(page) is None
        assert page.evaluate("document.activeElement.matches('[data-forget] summary')")
