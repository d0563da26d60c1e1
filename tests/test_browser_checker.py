"""What the checker page promises: answers are kept, focus stays, changes are told, failures are survived."""

import json
import re
from itertools import product

import pytest

from checker.exports.link import fragment as link_of
from tests.checker_page import (
    AT_REST,
    STARTED,
    after,
    beginning,
    choose,
    follow,
    forget,
    fragment,
    linked,
    opened,
    ready,
    status,
    travel,
    type_date,
    value,
)
from tests.shipped import DAYS, POLICY, SUBMITTED, before
from tests.tiers import each_time

RUNTIME = "**/assets/runtime/**"
ANNOUNCED_MS = 500
"""More than answers have to rest before a result is announced."""


def checked(page):
    """Return every control that is filled in, by name."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".checker-form input[name]")]
          .filter((each) => each.type === "text" ? each.value : each.checked).map((each) => [each.name, each.value]))"""
    )


class TestTheForm:
    def test_can_be_read_and_filled_in_before_python_is_there(self, page):
        """Answers given while the runtime is still on its way are kept, and assessed when it is ready."""
        held = []
        page.context.route(RUNTIME, lambda route: held.append(route))  # noqa: PLW0108  Playwright marks its handlers
        page.goto("checker/")
        page.wait_for_selector("[data-checker=loading]")
        page.locator('label.option:has(input[name="fda_process_begun"][value="false"])').click()
        assert page.locator("[data-result]").evaluate("(each) => getComputedStyle(each).visibility") == "hidden"
        assert page.locator("legend").count() == len(POLICY.questions)
        page.context.unroute(RUNTIME)
        for route in held:
            route.continue_()
        page.wait_for_selector("[data-decision=discussion][data-value=barred]")
        assert checked(page) == {"fda_process_begun": "false"}

    def test_says_what_it_waits_for_and_then_that_it_is_ready(self, page):
        """Progress is told in words and in a bar, and the page says when it is ready."""
        page.add_init_script(
            """addEventListener("DOMContentLoaded", () => {
              window.told = [];
              const place = document.querySelector(".checker-progress");
              const read = () => told.push(place.innerText.trim());
              new MutationObserver(read).observe(place, {childList: true, subtree: true, attributes: true});
            })"""
        )
        opened(page)
        told = page.evaluate("told")
        assert any(line.startswith("Fetching the checker: ") and " MB" in line for line in told)
        assert not page.locator(".checker-progress").is_visible()
        assert page.get_by_role("button", name="Copy link with your answers").is_visible()

    def test_every_question_can_be_left_answered_unsure_and_cleared(self, checker):
        """Each question takes "not sure" and can be made unanswered again; dates keep what was typed."""
        for question in POLICY.questions.values():
            if question.type == "date":
                type_date(checker, question.id, SUBMITTED)
                box = checker.locator(f'label.option:has(input[name="{question.id}-unsure"])')
                after(checker, box.click)
                assert checked(checker)[question.id] == SUBMITTED
                assert checked(checker)[f"{question.id}-unsure"] == "unsure"
            else:
                choose(checker, question.id, "unsure")
                assert checked(checker)[question.id] == "unsure"
            after(checker, checker.locator(f'button[data-clear="{question.id}"]').click)
            assert checked(checker) == {}
        assert value(checker, "discussion") == "undetermined"

    def test_typing_a_date_takes_back_that_it_is_not_sure(self, checker):
        """A date that is typed is an answer again, without anything else to undo."""
        after(checker, checker.locator('label.option:has(input[name="ama_submission_date-unsure"])').click)
        type_date(checker, "ama_submission_date", "2028-03-01")
        assert checked(checker) == {"ama_submission_date": "2028-03-01"}

    @pytest.mark.parametrize("text", ["2027-02-29", "0202-01-01", "13/1/2027", "<b>x</b>"])
    def test_what_is_no_date_stays_as_typed_with_a_clear_word(self, checker, text):
        """A text that is no date stays in its field; beside it stands what is wrong and what is allowed."""
        type_date(checker, "ama_submission_date", text)
        fault = checker.locator("[data-fault=ama_submission_date]")
        assert fault.is_visible()
        assert text in fault.inner_text()
        assert re.search(r"[Ww]rite .*2027-", fault.inner_text())
        field = checker.locator('input[name="ama_submission_date"]')
        assert field.input_value() == text
        assert field.get_attribute("aria-invalid") == "true"
        assert fault.locator("b").count() == 0
        type_date(checker, "ama_submission_date", "2028-03-01")
        assert not fault.is_visible()

    @pytest.mark.parametrize(
        "text",
        [
            "3/1/2028",
            "March 1, 2028",
            "1 march 2028",
            "2028–03–01",
            "\uff12\uff10\uff12\uff18-\uff10\uff13-\uff10\uff11 ",
        ],
    )
    def test_a_date_is_taken_as_people_write_it(self, checker, text):
        """A day in any usual form counts while it is typed, and is one date once the field is left."""
        field = checker.locator('input[name="ama_submission_date"]')
        after(checker, lambda: field.fill(text))
        assert checker.locator("[data-part=todo] time").get_attribute("datetime") == before(DAYS)
        assert field.input_value() == text
        field.press("Tab")
        checker.wait_for_function("document.querySelector('input[name=ama_submission_date]').value === '2028-03-01'")
        assert not checker.locator("[data-fault=ama_submission_date]").is_visible()

    def test_a_date_that_is_being_typed_is_not_called_wrong(self, checker):
        """What is not finished yet is no fault; once the field is left it is."""
        field = checker.locator('input[name="ama_submission_date"]')
        after(checker, lambda: field.fill("2028-0"))
        fault = checker.locator("[data-fault=ama_submission_date]")
        assert not fault.is_visible()
        field.press("Tab")
        assert fault.is_visible()

    def test_clearing_everything_can_be_undone(self, checker):
        """All answers can be cleared at once, and brought back."""
        choose(checker, "classification", "autonomous")
        type_date(checker, "ama_submission_date", "nonsense")
        kept = checked(checker)
        after(checker, checker.get_by_role("button", name="Clear all answers").click)
        assert checked(checker) == {}
        after(checker, checker.locator("[data-notice=cleared] button").click)
        assert checked(checker) == kept


class TestAnswersAreKept:
    def test_over_a_reload(self, checker):
        """Answers, and what was typed and is none yet, survive a reload in this tab, and so does their result."""
        choose(checker, "classification", "assistive")
        type_date(checker, "ama_submission_date", "not a date yet")
        checker.reload()
        ready(checker)
        assert checked(checker) == {"classification": "assistive", "ama_submission_date": "not a date yet"}
        assert status(checker, "taxonomy") == "met"

    def test_not_in_another_tab(self, checker):
        """Answers are the tab's own: another tab of the same browser begins empty."""
        choose(checker, "classification", "assistive")
        other = checker.context.new_page()
        other.route(RUNTIME, lambda _route: None)  # it is not waited for
        other.goto("checker/")
        other.wait_for_selector("[data-checker]:not([data-checker=idle])")
        assert checked(other) == {}
        other.close()

    def test_one_worker_lives_across_pages(self, checker):
        """After navigation within the site the same worker answers on the checker page, with the answers kept."""
        choose(checker, "classification", "assistive")
        checker.evaluate("window.same = true")
        checker.get_by_role("link", name="About this site").first.click()
        checker.wait_for_selector("h1:has-text('About')")
        checker.get_by_role("link", name="Self-check").first.click()
        checker.wait_for_selector("[data-clause=taxonomy][data-status=met]", state="attached")
        assert checker.evaluate("window.same") is True
        assert checker.evaluate("performance.getEntriesByName('checker:start').length") == 1
        assert checked(checker) == {"classification": "assistive"}

    def test_what_was_answered_last_is_not_asked_again(self, checker):
        """A page that is come back to has its result without a new request; other answers are asked, the last win."""
        choose(checker, "classification", "assistive")
        asked = checker.evaluate("requests.length")
        checker.get_by_role("link", name="About this site").first.click()
        checker.wait_for_selector("h1:has-text('About')")
        checker.get_by_role("link", name="Self-check").first.click()
        checker.wait_for_selector("[data-clause=taxonomy][data-status=met]", state="attached")
        assert not [each for each in checker.evaluate("requests")[asked:] if "make" not in json.loads(each)]
        # Another answer and back at once: the one that is under way comes later than the one that is known.
        checker.evaluate(
            """() => ["unclassified", "assistive"].forEach((value) =>
              document.querySelector(`input[name=classification][value=${value}]`).click())"""
        )
        checker.wait_for_function(AT_REST)
        assert checker.evaluate("requests.length") > asked
        assert status(checker, "taxonomy") == "met"
        assert checked(checker) == {"classification": "assistive"}
        choose(checker, "classification", "unclassified")
        assert status(checker, "taxonomy") != "met"

    def test_what_was_answered_last_is_forgotten_with_all_else(self, checker):
        """Once the visitor had everything forgotten, no page shows the last result again."""
        choose(checker, "classification", "assistive")
        checker.get_by_role("link", name="About this site").first.click()
        checker.wait_for_selector("h1:has-text('About')")
        forget(checker)
        checker.get_by_role("link", name="Self-check").first.click()
        checker.wait_for_selector(
            "[data-checker=ready] [data-clause=taxonomy][data-status=undetermined]", state="attached"
        )
        assert checked(checker) == {}


class TestLinks:
    def test_the_class_pages_lead_to_the_checker_with_the_class_filled_in(self, checker):
        """Each class on the Appendix S page is one step from the checker with that class filled in."""
        for name in ("assistive", "augmentative", "autonomous"):
            travel(checker, "appendix-s/")
            assert checker.locator(f"h2#{name}").count() == 1
            checker.locator(f'a[href*="classification={name}"]').first.click()
            checker.wait_for_selector("[data-checker=ready] [data-clause=taxonomy][data-status=met]", state="attached")
            assert checked(checker) == {"classification": name}
            assert not checker.locator("[data-notice=other-policy]").is_visible()

    def test_earlier_answers_are_set_aside_and_can_be_brought_back(self, checker):
        """A link fills in its own answers; what stood there before is one button away."""
        choose(checker, "classification", "assistive")
        type_date(checker, "ama_submission_date", "half typ")
        own = checked(checker)
        follow(checker, "classification=autonomous")
        assert checked(checker) == {"classification": "autonomous"}
        after(checker, checker.locator("[data-notice=replaced] button").click)
        assert checked(checker) == own
        checker.wait_for_function("location.hash.includes('classification=assistive')")

    def test_what_a_link_holds_in_vain_is_reported_and_never_fatal(self, checker):
        """Unknown keys, values that are not allowed and broken escapes are named; the rest is assessed."""
        linked(checker, "fda_process_begun=false&colour=blue&category=iv&classification=true&x=%E0%A4%A&=&policy=")
        assert value(checker, "discussion") == "barred"
        notice = checker.locator("[data-notice=unread]")
        said = notice.inner_text()
        assert notice.is_visible()
        assert "colour" in said
        assert "iv" in said
        assert "%E0%A4%A" not in checked(checker).values()
        assert checked(checker) == {"fda_process_begun": "false"}

    @pytest.mark.console_errors  # browsers log that there is no record of that version
    def test_a_link_made_under_other_rules_says_so(self, checker):
        """A link with another fingerprint is assessed by the present rules, and says that it was made under others."""
        answers = {"classification": "augmentative", "category": "category_iii"}
        linked(checker, fragment(answers, policy="0123456789ab"))
        assert checker.locator("[data-notice=other-policy]").is_visible()
        assert value(checker, "position") == "neutral"
        checker.evaluate("(hash) => { location.hash = hash; }", link_of(POLICY, answers))
        checker.locator("[data-notice=other-policy]").wait_for(state="hidden")

    def test_a_link_leads_to_a_question(self, checker):
        """Answers and a place together: the page goes to the question that `at` names."""
        linked(checker, "classification=autonomous&at=recognizes_physician_work")
        question = checker.locator("#q-recognizes_physician_work")
        assert question.evaluate("(each) => each === document.activeElement")
        assert question.evaluate("(each) => each.getBoundingClientRect().top < innerHeight")

    def test_dates_and_not_sure_come_through_a_link(self, checker):
        """A date, a date that is not sure, and a choice that is not sure stand in the form as linked."""
        linked(checker, "ama_submission_date=2028-03-01&ase_request_date=unsure&category=unsure")
        assert checked(checker) == {
            "ama_submission_date": "2028-03-01",
            "ase_request_date-unsure": "unsure",
            "category": "unsure",
        }


class TestEveryone:
    def test_the_keyboard_is_enough(self, checker):
        """Question after question can be answered by Tab and arrow keys, and focus stays where it was."""
        checker.locator('input[name="informed_ase"][value="true"]').focus()
        after(checker, lambda: checker.keyboard.press("Space"))
        after(checker, lambda: checker.keyboard.press("ArrowRight"))
        assert checked(checker) == {"informed_ase": "false"}
        focused = "document.activeElement.name + '=' + document.activeElement.value"
        assert checker.evaluate(focused) == "informed_ase=false"

    def test_focus_in_the_result_survives_an_update(self, checker):
        """A link in the result that has the focus keeps it when its part is replaced."""
        choose(checker, "fda_process_begun", "false")
        link = checker.locator('[data-decision=discussion] .things a[href$="#q-fda_process_begun"]')
        no = "document.querySelector('input[name=offered_on_humans][value=false]')"
        checker.evaluate(f"{no}.checked = true")
        link.focus()
        after(checker, lambda: checker.evaluate(f"{no}.dispatchEvent(new Event('input', {{bubbles: true}}))"))
        assert checker.locator("[data-decision=discussion] [data-thing=no]").count() == 2
        assert link.count() == 1
        assert link.evaluate("(each) => each === document.activeElement")

    def test_parts_that_do_not_change_are_left_alone(self, checker):
        """An answer replaces the parts of the result that it changes, and no other."""
        gone = checker.locator("[data-part=todo]").element_handle()
        kept = checker.locator("[data-part=decision-position]").element_handle()
        choose(checker, "informed_ase", "true")
        assert not gone.evaluate("(each) => each.isConnected")
        assert kept.evaluate("(each) => each.isConnected")

    def test_changes_are_told_politely_and_once(self, page):
        """The two decisions are announced in a polite region, and no announcement repeats the one before."""
        page.clock.install()
        page.goto("checker/")
        region = page.locator("[data-announce]")
        assert region.get_attribute("role") == "status"
        page.wait_for_selector("[data-checker=ready]")
        page.wait_for_function(AT_REST)
        page.clock.run_for(ANNOUNCED_MS)
        assert "Still open" in region.text_content()
        page.evaluate(
            """() => { window.changes = 0; new MutationObserver(() => changes++)
              .observe(document.querySelector("[data-announce]"), {childList: true}); }"""
        )
        for question, answer, clause, news in (
            ("fda_process_begun", "false", "discussion-criteria", 1),
            ("informed_ase", "true", "inform-ase", 1),  # neither decision goes by it
        ):
            page.locator(f'label.option:has(input[name="{question}"][value="{answer}"])').click()
            page.wait_for_selector(f"[data-clause={clause}]:not([data-status=undetermined])", state="attached")
            page.clock.run_for(ANNOUNCED_MS)
            assert page.evaluate("changes") == news
            assert "cannot engage in discussion" in region.text_content()

    def test_without_script_the_form_says_so_and_can_be_read(self, new_page):
        """Without JavaScript every question stands on the page, with a word on where else the answers are."""
        page = new_page(java_script_enabled=False)
        page.goto("checker/")
        assert page.locator("legend").count() == len(POLICY.questions)
        assert "This checker needs JavaScript" in page.locator("noscript").text_content()

    @pytest.mark.parametrize("path", ["checker/", "", "procedures/before-you-file/"])
    def test_style_sheets_are_loaded_once(self, page, path):
        """Nothing loads the style sheets anew: until they came, the page would stand there without them."""
        page.context.route(RUNTIME, lambda _route: None)  # it is not waited for
        asked = []
        page.on("request", lambda request: request.resource_type == "stylesheet" and asked.append(request.url))
        page.goto(path)
        page.wait_for_function(STARTED)
        assert asked
        assert len(asked) == len(set(asked))

    @pytest.mark.parametrize(
        ("width", "place"),
        each_time(
            [(320, "#q-recognizes_physician_work"), (1280, "")],
            product((320, 360, 1280), ("", "#q-recognizes_physician_work", "#q-ase_request_date")),
        ),
    )
    def test_nothing_moves_when_results_arrive(self, new_page, width, place):
        """The page does not shift while Python starts and the first result comes (layout shift under 0.02)."""
        page = new_page(viewport={"width": width, "height": 800})
        page.add_init_script(
            """window.shift = 0;
            const count = (all) => { for (const each of all) if (!each.hadRecentInput) window.shift += each.value; };
            window.shifts = new PerformanceObserver((list) => count(list.getEntries()));
            shifts.observe({type: "layout-shift", buffered: true});
            window.painted = async () => { // a shift is told after the next picture
              for (const _ of "12") await new Promise(requestAnimationFrame);
              count(shifts.takeRecords());
              return shift;
            };"""
        )
        opened(page, place)
        assert page.evaluate("painted()") < 0.02
        choose(page, "fda_process_begun", "false")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.console_errors
class TestFailures:
    def test_a_missing_file_is_named_and_trying_again_works(self, page):
        """A runtime file that cannot be had is named; the answers stay; trying again succeeds."""
        page.context.route("**/pyodide.asm.wasm*", lambda route: route.fulfill(status=404))
        page.goto("checker/")
        page.locator('label.option:has(input[name="fda_process_begun"][value="false"])').click()
        page.wait_for_selector("[data-checker=failed]")
        failure = page.locator("[data-notice=failed]")
        assert failure.is_visible()
        said = failure.inner_text()
        assert "could not be fetched" in said
        assert "pyodide.asm.wasm" in said
        assert failure.get_by_role("link", name="the procedures").is_visible()
        assert checked(page) == {"fda_process_begun": "false"}
        page.context.unroute("**/pyodide.asm.wasm*")
        page.get_by_role("button", name="Try again").click()
        page.wait_for_selector("[data-decision=discussion][data-value=barred]")
        assert not failure.is_visible()

    def test_files_of_an_older_deployment_are_told_and_trying_again_works(self, page):
        """Where the index is older than the files, the page says which file is missing; the next try reads it anew."""

        def older(route):
            page.context.unroute("**/runtime.json")
            response = route.fetch()
            index = response.json()
            route.fulfill(response=response, json=index | {"folder": "0123456789ab"})

        page.context.route("**/runtime.json", older)
        page.goto("checker/")
        choose_before = page.locator('input[name="fda_process_begun"][value="false"]')
        choose_before.check()
        page.wait_for_selector("[data-checker=failed]")
        assert choose_before.is_checked()
        page.locator("[data-retry]:visible").click()
        page.wait_for_selector("[data-decision=discussion][data-value=barred]")

    def test_without_webassembly_the_page_says_so(self, page):
        """A browser without WebAssembly is told in words, and keeps what was answered."""
        beginning(page, "**/worker.js", "self.WebAssembly = undefined;")
        page.goto("checker/")
        page.wait_for_selector("[data-checker=failed]")
        assert "WebAssembly" in page.locator("[data-failure=webassembly]").inner_text()

    def test_a_worker_that_cannot_start_is_told(self, page):
        """A worker script that cannot be had is a failure with words, not silence."""
        page.context.route("**/worker.js", lambda route: route.fulfill(status=404))
        page.goto("checker/")
        page.wait_for_selector("[data-checker=failed]")
        assert page.locator("[data-failure=worker]").is_visible()

    def test_a_page_whose_script_never_comes_says_so(self, page):
        """Where the page's first script is blocked, nothing is promised, and after a while the page says so."""
        page.context.route(RUNTIME, lambda _route: None)  # it is not waited for
        page.context.route("**/assets/checker/page.js", lambda route: route.abort())
        page.goto("checker/")
        words = page.locator(".checker-progress [data-needs-script]")
        assert not words.is_visible()
        assert page.locator("[data-progress-words]:visible").count() == 0
        page.evaluate("document.getAnimations().forEach((each) => each.finish())")
        assert words.is_visible()
        assert "has not been loaded" in words.inner_text()

    def test_a_script_that_cannot_be_had_is_told(self, page):
        """Even where the checker's own script is missing, the page says that a file could not be fetched."""
        page.context.route(RUNTIME, lambda _route: None)  # it is not waited for
        page.context.route("**/assets/checker/checker.js", lambda route: route.fulfill(status=404))
        page.goto("checker/")
        page.wait_for_selector("[data-checker=failed]")
        assert page.locator("[data-failure=script]").is_visible()


@pytest.mark.parametrize("address", ["", "procedures/full-text/", "not-stated/", "about/"])
def test_no_runtime_file_is_asked_for_outside_the_checker_page(page, address):
    """A page without a checker asks for none of the runtime, and for the one script that looks for checkers."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_function(STARTED)
    assert [url for url in asked if "/runtime/" in url or "worker.js" in url] == []
    scripts = [url.rsplit("/", 1)[1] for url in asked if "/assets/checker/" in url and url.endswith(".js")]
    assert sorted(scripts) == ["keys.js", "page.js"]
