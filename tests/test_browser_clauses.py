"""Clauses on their own pages: checked in place, marked with the visitor's own result, and forgotten on request."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from checker import assess, load_policy, read_answers
from checker.build.places import SITE
from tests.checker_page import after, choose, opened, status
from tests.test_browser_pages import problems

POLICY = load_policy()
RUNTIME = "**/assets/runtime/**"
BUDGET = {False: 12_000, True: 18_000}
"""How many bytes of script a page of the procedures may load before anything is opened, without and with answers."""

PAGES = {f"procedures/{topic}/": [c for c in POLICY.clauses.values() if c.topic == topic] for topic in POLICY.topics}
EVERY_KIND = {address: PAGES[address] for address in ("procedures/before-you-file/", "procedures/augmentative/")}
"""Pages that together hold every kind of question and, with the case below, the longest words of a status."""
CASE = {
    "informed_ase": "true",
    "wants_guidance": "true",
    "fda_process_begun": "false",
    "classification": "augmentative",
    "category": "category_i",
    "category_iii_awarded": "false",
}


def page_of(clause):
    """Return the address of the page that a clause stands on."""
    return f"procedures/{POLICY.clauses[clause].topic}/"


def fold(page, clause):
    """Return the fold in which a clause can be checked."""
    return page.locator(f'[data-checks="{clause}"]')


def unfold(page, clause):
    """Open the fold of a clause, and wait for its finding."""
    fold(page, clause).locator("> summary").click()
    page.wait_for_selector(f'[data-checks="{clause}"][data-checker=ready] [data-clause="{clause}"]')
    return fold(page, clause)


def answer(page, clause, question, value):
    """Choose an answer in the fold of a clause, as a visitor does, and wait for the result that follows."""
    control = f'input[name="{question}"][value="{value}"]'
    after(page, fold(page, clause).locator(f"label.option:has({control})").click)


def kept(page):
    """Return the answers that the tab keeps."""
    return json.loads(page.evaluate("sessionStorage.getItem('checker:state') ?? '{}'")).get("controls", {})


def answered_before(page, answers):
    """Have answers given on the checker page, then leave it."""
    opened(page, "#" + "&".join(f"{name}={value}" for name, value in answers.items()))


def shown(page):
    """Return the statuses that a page shows beside its clauses, by clause: the words that are seen."""
    page.wait_for_load_state("networkidle")
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("[data-standing]")]
          .filter((each) => each.checkVisibility())
          .map((each) => [each.dataset.standing,
            [...each.querySelectorAll("[data-when]")].filter((word) => word.checkVisibility()).map((word) =>
              word.dataset.when).join()]))"""
    )


def expected(answers):
    """Return what the engine says of answers, by clause."""
    read, faults = read_answers(POLICY, {n: {"true": True, "false": False}.get(a, a) for n, a in answers.items()})
    assert not faults
    return {finding["clause"]: finding for finding in assess(POLICY, read).as_json()["findings"]}


class TestWhatStandsOnThePages:
    def test_every_clause_with_a_rule_asks_exactly_the_questions_of_its_rule(self):
        """In the fold of each clause stand the controls that its rule needs, named by question, and no other."""
        for address, clauses in PAGES.items():
            text = (SITE / address / "index.html").read_text("utf-8")
            folds = re.findall(r'<details[^>]*data-checks="([^"]+)"[^>]*>(.*?)</form>', text, re.DOTALL)
            assert [name for name, _ in folds] == [clause.id for clause in clauses if clause.rule]
            for name, inside in folds:
                names = {each.removesuffix("-unsure") for each in re.findall(r'<input[^>]* name="([^"]+)"', inside)}
                assert names == {variable.name for variable in POLICY.clauses[name].rule.variables}
            assert text.count("data-standing-switch=") == 1

    def test_nothing_answered_means_that_all_questions_of_a_clause_are_open(self):
        """With no answer every question of every clause can change it, so that fewer open ones tell of an answer."""
        for clause in POLICY.clauses.values():
            settled = clause.rule.settle(clause.rule.known({}))
            assert settled.outcome is None
            assert list(settled.missing) == [variable.name for variable in clause.rule.variables]

    def test_questions_in_folds_are_not_found_by_the_search(self, site_dir):
        """The search leads to the clauses, not to the questions that stand beside them."""
        index = json.loads((site_dir / "search" / "search_index.json").read_text("utf-8"))
        texts = [each["text"] for each in index["docs"] if each["location"].startswith("procedures/")]
        assert texts
        assert not [text for text in texts if "Check this clause for your case" in text or "Your result" in text]

    def test_without_script_a_fold_says_so_and_shows_no_control(self, new_page):
        """Without JavaScript a fold says that checking needs it; no control, switch or button is seen."""
        page = new_page(java_script_enabled=False)
        page.goto(page_of("eight-weeks"))
        check = fold(page, "eight-weeks")
        check.locator("> summary").click()
        assert "Checking needs JavaScript" in check.inner_text()
        assert check.locator("input:visible, button:visible, progress:visible").count() == 0
        assert page.locator("[data-standing]:visible, [data-standing-switch]:visible").count() == 0
        assert page.locator("[data-forget]:visible").count() == 0


class TestNothingIsLoadedBeforeItIsWanted:
    def test_with_and_without_answers_a_page_stays_in_its_budget(self, page, site_dir):
        """Before a fold is opened a page of the procedures loads few kB of script, and none of the runtime."""
        asked = []
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))

        def loaded():
            page.wait_for_load_state("networkidle")
            assert not [path for path in asked if "/runtime/" in path or path.endswith("worker.js")]
            scripts = [Path(path).name for path in asked if "/assets/checker/" in path and path.endswith(".js")]
            size = sum((site_dir / "assets" / "checker" / name).stat().st_size for name in scripts)
            asked.clear()
            return scripts, size

        page.goto("procedures/before-you-file/")
        scripts, size = loaded()
        assert sorted(scripts) == ["keys.js", "page.js"]
        assert 0 < size <= BUDGET[False]
        answered_before(page, CASE)
        page.wait_for_load_state("networkidle")
        asked.clear()
        for address, clauses in PAGES.items():
            page.goto(address)
            assert shown(page)
            scripts, size = loaded()
            assert sorted(scripts) == ["forget.js", "keys.js", "page.js", "statuses.js", "store.js"]
            assert size <= BUDGET[True]
            assert page.locator("[data-checker=idle]").count() == len(clauses)

    def test_opening_a_fold_starts_the_one_engine(self, page):
        """The first fold that is opened starts the engine; the second uses it, and those not opened stay idle."""
        page.goto("procedures/before-you-file/")
        unfold(page, "inform-ase")
        unfold(page, "eight-weeks")
        assert page.evaluate("performance.getEntriesByName('checker:start').length") == 1
        assert fold(page, "irt-partners").get_attribute("data-checker") == "idle"

    def test_printing_starts_nothing(self, page):
        """A page that is printed opens its folds for paper, and starts no engine for it."""
        page.goto("procedures/before-you-file/", wait_until="networkidle")
        page.evaluate(
            """() => { window.opened = 0;
              document.addEventListener("toggle", ({target}) => { opened += target.open; }, true); }"""
        )
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.wait_for_function("opened >= 3")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.wait_for_function("!document.querySelector('[data-checks][open]')")
        assert page.locator("[data-checker=idle]").count() == 3
        assert page.evaluate("performance.getEntriesByName('checker:start').length") == 0


class TestCheckingInPlace:
    def test_a_finding_is_that_of_the_checker_page(self, page):
        """Each clause, checked in place, comes to the status and says the words that the checker page shows."""
        said = "(each) => [each.dataset.status, each.dataset.missing, each.querySelector('.detail').textContent]"
        answered_before(page, CASE)
        there = {name: page.locator(f"[data-clause={name}]").evaluate(said) for name in POLICY.clauses}
        for address, clauses in PAGES.items():
            page.goto(address)
            for clause in clauses:
                finding = unfold(page, clause.id).locator(f"[data-clause={clause.id}]")
                assert finding.evaluate(said) == there[clause.id]
                assert finding.get_attribute("data-status") == expected(CASE)[clause.id]["status"]
                finding.locator("summary").click()
                assert finding.locator(".reasons").first.is_visible()

    def test_links_in_a_finding_lead_where_they_lead_on_the_checker_page(self, page, base_url):
        """Every link of a finding, and of its questions, goes to a page of the site that exists."""
        page.goto(page_of("discussion-criteria"))
        unfold(page, "discussion-criteria")
        links = fold(page, "discussion-criteria").locator("a").evaluate_all("(all) => all.map((each) => each.href)")
        assert links
        for link in links:
            path = link.removeprefix(base_url).partition("#")[0]
            assert (SITE / path / "index.html").is_file(), link

    def test_answers_are_those_of_the_checker_page(self, page):
        """What was answered before stands in the fold; an answer here is kept with all others, and stands there."""
        answered_before(page, {"classification": "autonomous", "informed_ase": "false"})
        page.goto(page_of("inform-ase"))
        unfold(page, "inform-ase")
        assert fold(page, "inform-ase").locator("input:checked").evaluate("(each) => each.value") == "false"
        answer(page, "inform-ase", "informed_ase", "true")
        assert kept(page) == {"classification": "autonomous", "informed_ase": "true"}
        opened(page)
        assert status(page, "inform-ase") == "met"
        assert status(page, "autonomous") == "undetermined"
        assert status(page, "assistive") == "not_applicable"

    def test_forms_that_ask_the_same_stay_in_step(self, page):
        """The same question in two open folds has one answer, and both findings follow it; clearing clears both."""
        page.goto("procedures/augmentative/")
        unfold(page, "augmentative-category-iii")
        unfold(page, "augmentative-category-i")
        answer(page, "augmentative-category-iii", "classification", "augmentative")
        answer(page, "augmentative-category-i", "category", "category_iii")
        for clause in ("augmentative-category-iii", "augmentative-category-i"):
            values = fold(page, clause).locator("input:checked").evaluate_all("(all) => all.map((each) => each.value)")
            assert values == ["augmentative", "category_iii"]
        assert status(page, "augmentative-category-iii") == "applies"
        assert status(page, "augmentative-category-i") == "not_applicable"
        after(page, fold(page, "augmentative-category-i").locator('button[data-clear="category"]').click)
        assert kept(page) == {"classification": "augmentative"}
        assert fold(page, "augmentative-category-iii").locator("input:checked").count() == 1
        assert status(page, "augmentative-category-iii") == "undetermined"

    def test_dates_keep_what_was_typed_and_say_what_is_wrong(self, page):
        """A text that is no date stays, with a word beside it; typing takes back "not sure"; 56 days are done."""
        page.goto(page_of("eight-weeks"))
        check = unfold(page, "eight-weeks")
        submission = check.locator('input[name="ama_submission_date"]')
        request = check.locator('input[name="ase_request_date"]')
        after(page, check.locator('label.option:has(input[name="ase_request_date-unsure"])').click)
        after(page, lambda: request.fill("5 January"))
        assert kept(page) == {"ase_request_date": "5 January"}
        assert not check.locator("[data-fault=ase_request_date]").is_visible()  # it is still being typed
        request.press("Tab")
        fault = check.locator("[data-fault=ase_request_date]")
        assert "Write the date like 2027-03-01" in fault.inner_text()
        assert request.get_attribute("aria-invalid") == "true"
        after(page, lambda: request.fill("2028-01-05"))
        assert not fault.is_visible()
        after(page, lambda: submission.fill("2028-03-01"))
        assert status(page, "eight-weeks") == "met"

    def test_what_a_clause_comes_to_is_told_politely(self, page):
        """In the fold that the visitor is at, the status and what it means are announced; why it is asked follows."""
        page.goto(page_of("inform-ase"))
        check = unfold(page, "inform-ase")
        answer(page, "inform-ase", "informed_ase", "true")
        region = check.locator("[data-announce]")
        assert region.get_attribute("role") == "status"
        page.wait_for_function(
            """document.querySelector("[data-checks=inform-ase] [data-announce]").textContent.startsWith("Done. ")"""
        )
        assert "Your answer: Yes." in check.locator("[data-asked-now]").text_content()

    def test_a_page_that_the_browser_brings_back_shows_what_was_answered_since(self, page):
        """A page put back as it was left takes up what is kept now, and drops no answer of another page."""
        page.goto(page_of("inform-ase"))
        unfold(page, "inform-ase")
        answer(page, "inform-ase", "informed_ase", "true")
        since = {"informed_ase": "false", "category": "category_i"}
        page.evaluate("(since) => sessionStorage.setItem('checker:state', JSON.stringify({controls: since}))", since)
        back = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
        after(page, lambda: page.evaluate(back))
        assert status(page, "inform-ase") == "not_met"
        assert kept(page) == since

    @pytest.mark.console_errors
    def test_a_failure_is_told_and_trying_again_works(self, page):
        """A runtime file that cannot be had is told in the fold, the answer stays, and trying again succeeds."""
        page.context.route(RUNTIME, lambda route: route.fulfill(status=500))
        page.goto(page_of("inform-ase"))
        fold(page, "inform-ase").locator("> summary").click()
        page.wait_for_selector("[data-checks=inform-ase][data-checker=failed]")
        failure = fold(page, "inform-ase").locator("[data-notice=failed]")
        assert "could not be fetched" in failure.inner_text()
        fold(page, "inform-ase").locator('label.option:has(input[value="true"])').click()
        page.context.unroute(RUNTIME)
        failure.get_by_role("button", name="Try again").click()
        page.wait_for_selector("[data-clause=inform-ase][data-status=met]")
        assert not failure.is_visible()

    @pytest.mark.console_errors
    def test_a_script_that_cannot_be_had_is_told(self, page):
        """Where the script for folds is missing, the fold says that a file could not be fetched."""
        page.context.route("**/assets/checker/fold.js", lambda route: route.fulfill(status=404))
        page.goto(page_of("inform-ase"))
        fold(page, "inform-ase").locator("> summary").click()
        page.wait_for_selector("[data-checks=inform-ase][data-checker=failed]")
        assert fold(page, "inform-ase").locator("[data-failure=download]").is_visible()
        assert fold(page, "inform-ase").locator("input:visible").count() == 0


class TestTheVisitorsOwnResult:
    def test_it_stands_where_an_answer_makes_a_difference(self, page):
        """Each clause that an answer bears on shows what the engine says of it; the others show nothing."""
        answered_before(page, CASE)
        wanted = {
            clause.id: expected(CASE)[clause.id]["status"]
            for clause in POLICY.clauses.values()
            if any(variable.name in CASE for variable in clause.rule.variables)
        }
        assert {"met", "not_met", "not_yet", "not_applicable", "undetermined"} <= set(wanted.values())
        seen = {}
        for address in PAGES:
            page.goto(address)
            seen |= shown(page)
            assert page.evaluate("performance.getEntriesByName('checker:start').length") == 0
        assert seen == wanted

    def test_an_answer_that_leaves_all_open_shows_nothing(self, page):
        """An answer of "not sure", no class yet, and what is no date show no status where they make no difference."""
        answered_before(page, {"informed_ase": "unsure", "classification": "unclassified"})
        field = page.locator('input[name="ama_submission_date"]')
        after(page, lambda: field.fill("soon"))
        seen = {}
        for address in PAGES:
            page.goto(address)
            seen |= shown(page)
        assert seen == {"taxonomy": "not_met"}

    def test_it_says_whose_it_is_and_opens_the_check(self, page):
        """The status has a word, names itself the visitor's own, and opens the fold, with the focus there."""
        answered_before(page, {"informed_ase": "true"})
        page.goto(page_of("inform-ase"))
        shown(page)
        button = page.get_by_role("button", name="Your result: Done (made from your own answers")
        button.click()
        page.wait_for_selector("[data-checks=inform-ase][data-checker=ready] [data-status=met]")
        summary = fold(page, "inform-ase").locator("> summary")
        assert summary.evaluate("(each) => each === document.activeElement")

    def test_it_follows_an_answer_in_place(self, page):
        """An answer in a fold changes the status beside the heading at once; taking it back takes it away."""
        page.goto(page_of("inform-ase"))
        unfold(page, "inform-ase")
        answer(page, "inform-ase", "informed_ase", "false")
        assert shown(page) == {"inform-ase": "not_met"}
        after(page, fold(page, "inform-ase").locator("button[data-clear]").click)
        assert shown(page) == {}
        assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('checker:'))") == []

    def test_only_ids_and_statuses_are_kept_for_it(self, page):
        """What is kept for the pages is the fingerprint, and per clause a status and ids of questions."""
        answered_before(page, {"ama_submission_date": "2028-03-01"})
        held = json.loads(page.evaluate("sessionStorage.getItem('checker:state')"))["statuses"]
        assert held.keys() == {"policy", "clauses"}
        assert held["policy"] == POLICY.fingerprint
        assert held["clauses"].keys() == POLICY.clauses.keys()
        for each in held["clauses"].values():
            assert each.keys() == {"status", "missing"}
            assert each["status"] in POLICY.statuses
            assert set(each["missing"]) <= POLICY.questions.keys()
        assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('checker:'))") == []

    def test_what_was_made_under_other_rules_is_not_shown(self, page):
        """A status that was kept under another fingerprint, or that cannot be read, is not shown."""
        page.goto(page_of("inform-ase"))
        clauses = {"inform-ase": {"status": "met", "missing": []}}
        good = {"policy": POLICY.fingerprint, "clauses": clauses}
        bad = [{**good, "policy": "0" * 64}, {"clauses": clauses}, {**good, "clauses": {"inform-ase": 1}}, [], None]
        for held in (good, *bad):
            page.evaluate("(text) => sessionStorage.setItem('checker:state', text)", json.dumps({"statuses": held}))
            page.reload()
            assert shown(page) == ({"inform-ase": "met"} if held is good else {}), held
            assert page.locator("[data-standing-switch]").is_visible() is (held is good)

    def test_one_switch_hides_and_shows_all(self, page, base_url, site_dir):
        """The switch hides every status, on other pages too, also those loaded in place; on again, they are back."""
        navigate_in_place(page, base_url, site_dir)
        answered_before(page, CASE)
        page.goto("procedures/before-you-file/")
        assert len(shown(page)) == 2
        switch = page.get_by_role("checkbox", name="Show my results on these pages")
        assert switch.is_checked()
        switch.uncheck()
        assert shown(page) == {}
        assert switch.is_visible()
        page.evaluate("window.same = true")
        page.get_by_role("link", name="Augmentative technology").first.click()
        page.wait_for_selector("h1:has-text('Augmentative')")
        assert page.evaluate("window.same") is True
        assert shown(page) == {}
        assert not switch.is_checked()
        switch.check()
        assert len(shown(page)) == 3
        page.get_by_role("link", name="Before you file").first.click()
        page.wait_for_selector("h1:has-text('Before you file')")
        page.wait_for_selector("[data-standing=inform-ase]:not([hidden])")
        assert len(shown(page)) == 2
        assert page.evaluate("window.same") is True


class TestForgetting:
    def test_it_asks_once_more_and_says_what_it_does(self, page):
        """The button asks in place; "Keep" and Escape leave everything, with the focus back at the button."""
        answered_before(page, {"informed_ase": "true"})
        page.goto("about/", wait_until="networkidle")
        ask = page.get_by_role("button", name="Forget my answers")
        for back in (lambda: page.get_by_role("button", name="Keep").click(), lambda: page.keyboard.press("Escape")):
            ask.click()
            assert "This cannot be undone." in page.get_by_role("group", name="Your answers in this tab").inner_text()
            assert page.evaluate("document.activeElement.textContent") == "Keep"
            back()
            assert ask.evaluate("(each) => each === document.activeElement")
            assert not page.locator("[data-forget-sure]").is_visible()
        assert kept(page) == {"informed_ase": "true"}

    def test_everything_of_the_checker_goes_and_nothing_else(self, page):
        """Every entry of the checker's goes, others stay; it is said, and every form and status follows."""
        answered_before(page, CASE)
        page.goto("procedures/before-you-file/")
        assert shown(page)
        page.evaluate("""() => { localStorage.setItem("other", "1"); sessionStorage.setItem("other", "1"); }""")
        unfold(page, "inform-ase")
        page.get_by_role("button", name="Forget my answers").click()
        after(page, page.get_by_role("button", name="Forget now").click)
        keys = "(storage) => Object.keys(storage).filter((key) => !key.includes('__'))"
        assert page.evaluate(f"[({keys})(sessionStorage), ({keys})(localStorage)]") == [["other"], ["other"]]
        says = page.locator("[data-forget-says]")
        assert says.get_attribute("role") == "status"
        assert says.inner_text() == "Your answers are forgotten."
        assert fold(page, "inform-ase").locator("input:checked").count() == 0
        assert status(page, "inform-ase") == "undetermined"
        assert shown(page) == {}
        page.get_by_role("button", name="Forget my answers").click()
        page.locator("[data-forget-sure]").wait_for()  # it asks again, whatever is kept
        assert says.inner_text() == ""

    def test_on_the_checker_page_the_form_and_the_address_are_emptied(self, page):
        """On the checker page the form, the address and answers that were set aside go too, and all is open again."""
        opened(page)
        choose(page, "informed_ase", "true")
        after(page, page.get_by_role("button", name="Clear all answers").click)
        answered_before(page, {"fda_process_begun": "false"})
        page.get_by_role("button", name="Forget my answers").click()
        after(page, page.get_by_role("button", name="Forget now").click)
        assert page.locator(".checker input:checked").count() == 0
        assert "=" not in page.url
        assert page.locator("[data-restore]:visible").count() == 0
        assert page.locator("[data-decision=discussion]").get_attribute("data-value") == "undetermined"
        page.reload()
        page.wait_for_selector("[data-decision]")
        assert page.locator(".checker input:checked").count() == 0
        assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('checker:'))") == []

    def test_it_works_on_a_page_that_was_loaded_in_place(self, page, base_url, site_dir):
        """After navigation within the site the button is there, and forgets."""
        navigate_in_place(page, base_url, site_dir)
        answered_before(page, {"informed_ase": "true"})
        page.wait_for_load_state("networkidle")
        page.evaluate("window.same = true")
        page.get_by_role("link", name="Before you file").first.click()
        page.wait_for_selector("[data-standing=inform-ase]:not([hidden])")
        page.get_by_role("button", name="Forget my answers").click()
        page.get_by_role("button", name="Forget now").click()
        page.wait_for_function("document.querySelector('[data-forget-says]').textContent.includes('forgotten')")
        assert page.evaluate("window.same") is True
        assert kept(page) == {}
        assert shown(page) == {}

    @pytest.mark.console_errors
    def test_where_its_script_is_missing_it_says_that_nothing_was_removed(self, page):
        """A script that cannot be had is told, with what to do; the answers are still there."""
        page.context.route("**/assets/checker/forget.js", lambda route: route.fulfill(status=404))
        answered_before(page, {"informed_ase": "true"})
        page.get_by_role("button", name="Forget my answers").click()
        page.wait_for_function(
            "document.querySelector('[data-forget-says]').textContent.includes('nothing was removed')"
        )
        assert kept(page) == {"informed_ase": "true"}


class TestEveryone:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [360, 1280])
    def test_axe_finds_nothing_with_folds_open_and_results_shown(self, new_page, scheme, width):
        """Axe-core finds nothing where folds and reasons are open, statuses shown, and forgetting is asked."""
        page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
        answered_before(page, CASE)
        found = {}
        for address, clauses in EVERY_KIND.items():
            page.goto(address)
            assert shown(page)
            for clause in clauses:
                unfold(page, clause.id).locator(f"[data-clause={clause.id}] summary").click()
            page.get_by_role("button", name="Forget my answers").click()
            if lines := problems(page):
                found[address] = lines
        assert found == {}

    def test_the_narrowest_screen_holds_it(self, new_page):
        """At 320 pixels nothing has to be scrolled sideways, and every control is 24 pixels high or more."""
        page = new_page(viewport={"width": 320, "height": 800})
        answered_before(page, CASE)
        for address, clauses in EVERY_KIND.items():
            page.goto(address)
            shown(page)
            for clause in clauses:
                unfold(page, clause.id)
            page.get_by_role("button", name="Forget my answers").click()
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
            low = page.locator(
                ".in-place > summary, .in-place .option, [data-opens], .standing-switch label, .forget button:visible"
            ).evaluate_all("(all) => all.filter((each) => each.checkVisibility() && each.offsetHeight < 24).length")
            assert low == 0

    def test_the_keyboard_is_enough(self, page):
        """A fold is opened, answered and left by the keyboard, and the focus stays where it was."""
        page.goto(page_of("inform-ase"), wait_until="networkidle")
        fold(page, "inform-ase").locator("> summary").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-checks=inform-ase][data-checker=ready] [data-status]")
        page.keyboard.press("Tab")
        after(page, lambda: page.keyboard.press("Space"))
        assert page.evaluate("[document.activeElement.name, document.activeElement.value]") == ["informed_ase", "true"]
        assert status(page, "inform-ase") == "met"
