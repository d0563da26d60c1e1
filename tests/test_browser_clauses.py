"""Clauses on their own pages: checked in place, marked with the visitor's own result, and forgotten on request."""

import json
import re
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from checker import assess, read_answers
from checker.build.places import SITE
from tests.checker_page import STARTED, after, choose, forget, give_sitemap, linked, opened, ready, status, travel
from tests.shipped import DATED, DAYS, EARLIER, LATER, POLICY, SUBMITTED, before
from tests.test_browser_pages import problems
from tests.tiers import each_time, first_each_time

RUNTIME = "**/assets/runtime/**"
BUDGET = {False: 12_000, True: 19_000}
"""How many bytes of script a page of the procedures may load before anything is opened, without and with answers."""

PAGES = {f"procedures/{topic}/": [c for c in POLICY.clauses.values() if c.topic == topic] for topic in POLICY.topics}
EVERY_KIND = ("inform-ase", "eight-weeks", "augmentative-category-iii")
"""Clauses that together have every kind of question and, with the case below, the longest words of a status."""
CASE = {
    "informed_ase": "true",
    "wants_guidance": "true",
    "fda_process_begun": "false",
    "classification": "augmentative",
    "category": "category_i",
    "category_iii_awarded": "false",
}


def page_of(clause):
    """Return the address of a clause's own page."""
    return f"clauses/{clause}/"


def topic_of(clause):
    """Return the address of the page on which a clause is read with others."""
    return f"procedures/{POLICY.clauses[clause].topic}/"


def fold(page, clause):
    """Return the fold in which a clause can be checked."""
    return page.locator(f'[data-checks="{clause}"]')


def unfold(page, clause):
    """Open the fold of a clause, and wait for its finding."""
    if fold(page, clause).get_attribute("open") is None:
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
    linked(page, "&".join(f"{name}={value}" for name, value in answers.items()))


STATUSES_SHOWN = """
async () => {
  if (sessionStorage.getItem("checker:state") === null) return;
  const {src} = [...document.scripts].find(({src}) => src.endsWith("/assets/checker/page.js"));
  await import(new URL("statuses.js", src).href);
}
"""
"""Ends when the script that shows statuses has run, which the page has asked for before."""


def shown(page):
    """Return the statuses that a page shows beside its clauses, by clause: the words that are seen."""
    page.evaluate(STATUSES_SHOWN)
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
        for clause in POLICY.clauses.values():
            text = (SITE / page_of(clause.id) / "index.html").read_text("utf-8")
            folds = re.findall(r'<details[^>]*data-checks="([^"]+)"[^>]*>(.*?)</form>', text, re.DOTALL)
            assert [name for name, _ in folds] == [clause.id]
            names = {each.removesuffix("-unsure") for each in re.findall(r'<input[^>]* name="([^"]+)"', folds[0][1])}
            assert names == {variable.name for variable in clause.rule.variables}

    def test_a_topic_is_read_in_one_go(self):
        """A topic's page has each clause's place for a status, and a way to its own page; nothing is checked there."""
        for address, clauses in PAGES.items():
            text = (SITE / address / "index.html").read_text("utf-8")
            assert "data-checks" not in text
            assert text.count("data-standing-switch=") == 1
            for clause in clauses:
                assert f'data-standing="{clause.id}"' in text
                assert f'href="../../{page_of(clause.id)}"' in text

    def test_nothing_answered_means_that_all_questions_of_a_clause_are_open(self):
        """With no answer every question of every clause can change it, so that fewer open ones tell of an answer."""
        for clause in POLICY.clauses.values():
            settled = clause.rule.settle(clause.rule.known({}))
            assert settled.outcome is None
            assert list(settled.missing) == [variable.name for variable in clause.rule.variables]

    def test_questions_in_folds_are_not_found_by_the_search(self, site_dir):
        """The search leads to the clauses, not to the questions that stand beside them."""
        index = json.loads((site_dir / "search" / "search_index.json").read_text("utf-8"))
        texts = [each["text"] for each in index["docs"]]
        assert [each for each in index["docs"] if each["location"].startswith("procedures/")]
        assert not [each for each in index["docs"] if each["location"].startswith("clauses/")]
        assert not [text for text in texts if "Check this clause" in text or "Your result" in text]

    def test_without_script_a_fold_says_so_and_shows_no_control(self, new_page):
        """Without JavaScript a fold says that checking needs it; no control, switch or button is seen."""
        page = new_page(java_script_enabled=False)
        page.goto(page_of(DATED.id))
        check = fold(page, DATED.id)
        check.locator("> summary").click()
        assert "Checking needs JavaScript" in check.inner_text()
        assert check.locator("input:visible, button:visible, progress:visible").count() == 0
        assert page.locator("[data-standing]:visible, [data-standing-switch]:visible").count() == 0
        assert page.locator("[data-forget]:visible").count() == 0
        assert page.locator("[data-copy]").count() > 0
        assert page.locator("[data-copy]:visible").count() == 0
        assert page.locator("a[href*='not-stated/#']").first.is_visible()
        page.locator("#cite > summary").click()
        assert "[address of this page]" in page.locator("#cite-citation").inner_text()
        assert page.locator("#cite button:visible").count() == 0


class TestCopyingTheAddressOfAClause:
    @pytest.mark.parametrize("width", first_each_time([360, 1280], 1))
    def test_the_button_copies_the_clause_s_own_address(self, new_page, base_url, width):
        """Beside each heading, on a phone too, a button copies the absolute address that opens at the clause."""
        page = new_page(viewport={"width": width, "height": 800})
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(topic_of("irt-partners") + "?h=roundtable#eight-weeks")
        button = page.locator("[data-copy=irt-partners]")
        assert button.get_attribute("aria-describedby") == "irt-partners"
        assert button.evaluate("(each) => each.offsetHeight") >= 24
        button.click()
        page.wait_for_function("document.querySelector('[data-copy=irt-partners] + .copied').textContent === 'Copied.'")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"{base_url}{topic_of('irt-partners')}#irt-partners"
        page.goto("about/")
        page.goto(copied)
        assert page.locator("h2:target").get_attribute("id") == "irt-partners"
        assert page.locator("[data-copies-address]").count() == len(PAGES[topic_of("irt-partners")])
        page.context.route(RUNTIME, lambda _route: None)  # it is not waited for
        page.goto(page_of("irt-partners") + "?h=roundtable#check-irt-partners")
        page.locator("[data-copies-address]").click()
        page.wait_for_function("document.querySelector('[data-copies-address] + .copied').textContent === 'Copied.'")
        assert page.evaluate("navigator.clipboard.readText()") == f"{base_url}{page_of('irt-partners')}"

    def test_where_copying_is_not_allowed_the_address_bar_has_it(self, page, base_url):
        """A browser that refuses the clipboard has the address in its bar, and the page says so."""
        page.add_init_script(
            "navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
        )
        page.goto(topic_of("irt-partners") + "?h=roundtable")
        page.locator("[data-copy=irt-partners]").click()
        page.wait_for_function("document.querySelector('[data-copy=irt-partners] + .copied').textContent")
        assert (
            "The address is in the address bar now." in page.locator("[data-copy=irt-partners] + .copied").inner_text()
        )
        assert page.url == f"{base_url}{topic_of('irt-partners')}#irt-partners"


class TestNothingIsLoadedBeforeItIsWanted:
    def test_with_and_without_answers_a_page_stays_in_its_budget(self, page, site_dir):
        """Before a fold is opened a page of the procedures loads few kB of script, and none of the runtime.

        The statuses of the visitor's own answers are there all the same: those that an answer makes a difference to.
        """
        wanted = {
            clause.id: expected(CASE)[clause.id]["status"]
            for clause in POLICY.clauses.values()
            if any(variable.name in CASE for variable in clause.rule.variables)
        }
        assert {"met", "not_met", "not_yet", "not_applicable", "undetermined"} <= set(wanted.values())
        asked = []
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))

        def loaded():
            page.wait_for_function(STARTED)
            assert not [path for path in asked if "/runtime/" in path or path.endswith("worker.js")]
            scripts = [Path(path).name for path in asked if "/assets/checker/" in path and path.endswith(".js")]
            size = sum((site_dir / "assets" / "checker" / name).stat().st_size for name in scripts)
            asked.clear()
            return scripts, size

        page.goto(page_of("inform-ase"))
        scripts, size = loaded()
        assert sorted(scripts) == ["keys.js", "page.js"]
        assert 0 < size <= BUDGET[False]
        opened(page, "#" + "&".join(f"{name}={value}" for name, value in CASE.items()))
        page.wait_for_function(STARTED)
        asked.clear()
        seen = {}
        for address, clauses in PAGES.items():
            page.goto(address)
            assert shown(page)
            seen |= shown(page)
            scripts, size = loaded()
            assert sorted(scripts) == ["forget.js", "keys.js", "page.js", "statuses.js", "store.js"]
            assert size <= BUDGET[True]
            assert page.evaluate("performance.getEntriesByName('checker:start').length") == 0
            page.goto(page_of(clauses[0].id))
            assert shown(page) == {name: status for name, status in wanted.items() if name == clauses[0].id}
            scripts, size = loaded()
            assert sorted(scripts) == ["forget.js", "keys.js", "page.js", "statuses.js", "store.js"]
            assert page.locator("[data-checker=idle]").count() == 1
        assert seen == wanted

    def test_opening_a_fold_starts_the_one_engine(self, checker):
        """A fold that is opened uses the engine that the tab has, and one that is not opened stays idle."""
        travel(checker, page_of("inform-ase"))
        assert fold(checker, "inform-ase").get_attribute("data-checker") == "idle"
        unfold(checker, "inform-ase")
        travel(checker, page_of(DATED.id))
        unfold(checker, DATED.id)
        assert checker.evaluate("performance.getEntriesByName('checker:start').length") == 1

    def test_printing_starts_nothing(self, page):
        """A page that is printed opens its folds for paper, and starts no engine for it."""
        page.goto(page_of("inform-ase"))
        page.wait_for_function(STARTED)
        page.evaluate(
            """() => { window.opened = 0;
              document.addEventListener("toggle", ({target}) => { opened += target.open; }, true); }"""
        )
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.wait_for_function("opened >= 2")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.wait_for_function("!document.querySelector('[data-checks][open]')")
        assert page.locator("[data-checker=idle]").count() == 1
        assert page.evaluate("performance.getEntriesByName('checker:start').length") == 0


class TestCheckingInPlace:
    @pytest.mark.parametrize("clauses", [EVERY_KIND, pytest.param(POLICY.clauses, marks=pytest.mark.thorough)], ids=len)
    def test_a_finding_is_that_of_the_checker_page(self, checker, clauses):
        """Each clause, checked in place, comes to the status and says the words that the checker page shows."""
        said = "(each) => [each.dataset.status, each.dataset.missing, each.querySelector('.detail').textContent]"
        answered_before(checker, CASE)
        there = {name: checker.locator(f"[data-clause={name}]").evaluate(said) for name in POLICY.clauses}
        for clause in clauses:
            travel(checker, page_of(clause))
            finding = unfold(checker, clause).locator(f"[data-clause={clause}]")
            assert finding.evaluate(said) == there[clause]
            assert finding.get_attribute("data-status") == expected(CASE)[clause]["status"]
            assert finding.locator(".reasons").first.is_visible()

    def test_links_in_a_finding_lead_where_they_lead_on_the_checker_page(self, checker, base_url):
        """Every link of a finding, and of its questions, goes to a page of the site that exists."""
        travel(checker, page_of("discussion-criteria"))
        unfold(checker, "discussion-criteria")
        links = fold(checker, "discussion-criteria").locator("a").evaluate_all("(all) => all.map((each) => each.href)")
        assert links
        for link in links:
            path = link.removeprefix(base_url).partition("#")[0]
            assert (SITE / path / "index.html").is_file(), link

    def test_answers_are_those_of_the_checker_page(self, checker):
        """What was answered before stands in the fold; an answer here is kept with all others, and stands there."""
        answered_before(checker, {"classification": "autonomous", "informed_ase": "false"})
        travel(checker, page_of("inform-ase"))
        unfold(checker, "inform-ase")
        assert fold(checker, "inform-ase").locator("input:checked").evaluate("(each) => each.value") == "false"
        answer(checker, "inform-ase", "informed_ase", "true")
        assert kept(checker) == {"classification": "autonomous", "informed_ase": "true"}
        linked(checker, "")
        assert status(checker, "inform-ase") == "met"
        assert status(checker, "autonomous") == "undetermined"
        assert status(checker, "assistive") == "not_applicable"

    def test_the_same_question_has_one_answer_on_every_page(self, checker):
        """What is answered beside one clause stands beside the next that asks it, and clearing it there clears it."""
        travel(checker, page_of("augmentative-category-iii"))
        unfold(checker, "augmentative-category-iii")
        answer(checker, "augmentative-category-iii", "classification", "augmentative")
        answer(checker, "augmentative-category-iii", "category", "category_iii")
        assert status(checker, "augmentative-category-iii") == "applies"
        travel(checker, page_of("augmentative-category-i"))
        second = unfold(checker, "augmentative-category-i")
        values = second.locator("input:checked").evaluate_all("(all) => all.map((each) => each.value)")
        assert values == ["augmentative", "category_iii"]
        assert status(checker, "augmentative-category-i") == "not_applicable"
        after(checker, second.locator('button[data-clear="category"]').click)
        assert kept(checker) == {"classification": "augmentative"}
        travel(checker, page_of("augmentative-category-iii"))
        unfold(checker, "augmentative-category-iii")
        assert status(checker, "augmentative-category-iii") == "undetermined"

    def test_dates_keep_what_was_typed_and_say_what_is_wrong(self, checker):
        """A text that is no date stays, with a word beside it; typing takes back "not sure"; days enough are done."""
        travel(checker, page_of(DATED.id))
        check = unfold(checker, DATED.id)
        submission = check.locator(f'input[name="{LATER}"]')
        request = check.locator(f'input[name="{EARLIER}"]')
        after(checker, check.locator(f'label.option:has(input[name="{EARLIER}-unsure"])').click)
        after(checker, lambda: request.fill("5 January"))
        assert kept(checker) == {EARLIER: "5 January"}
        assert not check.locator(f"[data-fault={EARLIER}]").is_visible()  # it is still being typed
        request.press("Tab")
        fault = check.locator(f"[data-fault={EARLIER}]")
        assert "Write the date like 2027-03-01" in fault.inner_text()
        assert request.get_attribute("aria-invalid") == "true"
        after(checker, lambda: request.fill(before(DAYS)))
        assert not fault.is_visible()
        after(checker, lambda: submission.fill(SUBMITTED))
        assert status(checker, DATED.id) == "met"

    def test_what_a_clause_comes_to_is_told_politely(self, checker):
        """In the fold that the visitor is at, the status and what it means are announced; why it is asked follows."""
        travel(checker, page_of("inform-ase"))
        check = unfold(checker, "inform-ase")
        answer(checker, "inform-ase", "informed_ase", "true")
        region = check.locator("[data-announce]")
        assert region.get_attribute("role") == "status"
        said = "document.querySelector('[data-checks=inform-ase] [data-announce]').textContent"
        checker.wait_for_function(f"{said}.startsWith('{POLICY.statuses['met'].word}. ')")
        assert "Your answer: Yes." in check.locator("[data-asked-now]").text_content()

    def test_a_page_that_the_browser_brings_back_shows_what_was_answered_since(self, checker):
        """A page put back as it was left takes up what is kept now, and drops no answer of another page."""
        travel(checker, page_of("inform-ase"))
        unfold(checker, "inform-ase")
        answer(checker, "inform-ase", "informed_ase", "true")
        since = {"informed_ase": "false", "category": "category_i"}
        checker.evaluate("(since) => sessionStorage.setItem('checker:state', JSON.stringify({controls: since}))", since)
        back = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
        after(checker, lambda: checker.evaluate(back))
        assert status(checker, "inform-ase") == "not_met"
        assert kept(checker) == since

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
        page.wait_for_selector("[data-clause=inform-ase][data-status=met]", state="attached")
        assert not failure.is_visible()

    @pytest.mark.console_errors
    def test_a_script_that_cannot_be_had_is_told(self, page):
        """Where the script for folds is missing, the fold says that a script could not be loaded."""
        page.context.route("**/assets/checker/fold.js", lambda route: route.fulfill(status=404))
        page.goto(page_of("inform-ase"))
        fold(page, "inform-ase").locator("> summary").click()
        page.wait_for_selector("[data-checks=inform-ase][data-checker=failed]")
        assert fold(page, "inform-ase").locator("[data-failure=script]").is_visible()
        assert fold(page, "inform-ase").locator("input:visible").count() == 0


class TestTheVisitorsOwnResult:
    def test_an_answer_that_leaves_all_open_shows_nothing(self, checker):
        """An answer of "not sure", no class yet, and what is no date show no status where they make no difference."""
        answered_before(checker, {"informed_ase": "unsure", "classification": "unclassified"})
        field = checker.locator(f'input[name="{LATER}"]')
        after(checker, lambda: field.fill("soon"))
        seen = {}
        for address in PAGES:
            travel(checker, address)
            seen |= shown(checker)
        assert seen == {"taxonomy": "not_met"}

    def test_it_says_whose_it_is_and_opens_the_check(self, checker):
        """The status has a word, names itself the visitor's own, and leads to the check, opened, from either page."""
        for address in (topic_of("inform-ase"), page_of("inform-ase")):
            answered_before(checker, {"informed_ase": "true"})
            travel(checker, address)
            shown(checker)
            words = f"Your result: {POLICY.statuses['met'].word} (made from your own answers"
            checker.get_by_role("link", name=words).click()
            checker.wait_for_url(f"**/{page_of('inform-ase')}#check-inform-ase")
            found = "[data-checks=inform-ase][open][data-checker=ready] [data-status=met]"
            checker.wait_for_selector(found, state="attached")

    def test_it_follows_an_answer_in_place(self, checker):
        """An answer in a fold changes the status beside the heading at once; taking it back takes it away."""
        travel(checker, page_of("inform-ase"))
        unfold(checker, "inform-ase")
        answer(checker, "inform-ase", "informed_ase", "false")
        assert shown(checker) == {"inform-ase": "not_met"}
        after(checker, fold(checker, "inform-ase").locator("button[data-clear]").click)
        assert shown(checker) == {}
        assert checker.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('checker:'))") == []

    def test_only_ids_and_statuses_are_kept_for_it(self, checker):
        """What is kept for the pages is the fingerprint, and per clause a status and ids of questions."""
        answered_before(checker, {LATER: SUBMITTED})
        held = json.loads(checker.evaluate("sessionStorage.getItem('checker:state')"))["statuses"]
        assert held.keys() == {"policy", "clauses"}
        assert held["policy"] == POLICY.fingerprint
        assert held["clauses"].keys() == POLICY.clauses.keys()
        for each in held["clauses"].values():
            assert each.keys() == {"status", "missing"}
            assert each["status"] in POLICY.statuses
            assert set(each["missing"]) <= POLICY.questions.keys()
        assert checker.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('checker:'))") == []

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

    def test_one_switch_hides_and_shows_all(self, checker):
        """The switch hides every status, on other pages too, also those loaded in place; on again, they are back."""
        answered_before(checker, CASE)
        travel(checker, "procedures/before-you-file/")
        assert len(shown(checker)) == 2
        switch = checker.get_by_role("checkbox", name="Show my results on these pages")
        assert switch.is_checked()
        switch.uncheck()
        assert shown(checker) == {}
        assert switch.is_visible()
        checker.evaluate("window.same = true")
        checker.get_by_role("link", name="Augmentative technology").first.click()
        checker.wait_for_selector("h1:has-text('Augmentative')")
        assert checker.evaluate("window.same") is True
        assert shown(checker) == {}
        assert not switch.is_checked()
        switch.check()
        assert len(shown(checker)) == 3
        checker.get_by_role("link", name="Before you file").first.click()
        checker.wait_for_selector("h1:has-text('Before you file')")
        checker.wait_for_selector("[data-standing=inform-ase]:not([hidden])")
        assert len(shown(checker)) == 2
        assert checker.evaluate("window.same") is True


class TestForgetting:
    def test_it_asks_once_more_and_says_what_it_does(self, checker):
        """The button asks in place; "Keep" and Escape leave everything, with the focus back at the button."""
        answered_before(checker, {"informed_ase": "true"})
        travel(checker, "about/")
        ask = checker.get_by_role("button", name="Forget my answers")
        for back in (
            lambda: checker.get_by_role("button", name="Keep").click(),
            lambda: checker.keyboard.press("Escape"),
        ):
            ask.click()
            assert (
                "This cannot be undone." in checker.get_by_role("group", name="Your answers in this tab").inner_text()
            )
            assert checker.evaluate("document.activeElement.textContent") == "Keep"
            back()
            assert ask.evaluate("(each) => each === document.activeElement")
            assert not checker.locator("[data-forget-sure]").is_visible()
        assert kept(checker) == {"informed_ase": "true"}

    def test_everything_of_the_checker_goes_and_nothing_else(self, checker):
        """Every entry of the checker's goes, others stay; it is said, and every form and status follows."""
        answered_before(checker, CASE)
        travel(checker, page_of("inform-ase"))
        assert shown(checker)
        checker.evaluate("""() => { localStorage.setItem("other", "1"); sessionStorage.setItem("other", "1"); }""")
        unfold(checker, "inform-ase")
        after(checker, lambda: forget(checker))
        keys = "(storage) => Object.keys(storage).filter((key) => !key.includes('__'))"
        assert checker.evaluate(f"[({keys})(sessionStorage), ({keys})(localStorage)]") == [["other"], ["other"]]
        says = checker.locator("[data-forget-says]")
        assert says.get_attribute("role") == "status"
        assert says.inner_text() == "Your answers are forgotten."
        assert fold(checker, "inform-ase").locator("input:checked").count() == 0
        assert status(checker, "inform-ase") == "undetermined"
        assert shown(checker) == {}
        checker.get_by_role("button", name="Forget my answers").click()
        checker.locator("[data-forget-sure]").wait_for()  # it asks again, whatever is kept
        assert says.inner_text() == ""

    def test_on_the_checker_page_the_form_and_the_address_are_emptied(self, checker):
        """On the checker page the form, the address and answers that were set aside go too, and all is open again."""
        choose(checker, "informed_ase", "true")
        after(checker, checker.get_by_role("button", name="Clear all answers").click)
        answered_before(checker, {"fda_process_begun": "false"})
        after(checker, lambda: forget(checker))
        assert checker.locator(".checker input:checked").count() == 0
        assert "=" not in checker.url
        assert checker.locator("[data-restore]:visible").count() == 0
        assert checker.locator("[data-decision=discussion]").get_attribute("data-value") == "undetermined"
        checker.reload()
        ready(checker)
        assert checker.locator(".checker input:checked").count() == 0
        assert checker.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('checker:'))") == []

    def test_it_works_on_a_page_that_was_loaded_in_place(self, checker):
        """After navigation within the site the button is there, and forgets."""
        answered_before(checker, {"informed_ase": "true"})
        checker.evaluate("window.same = true")
        checker.get_by_role("link", name="Before you file").first.click()
        checker.wait_for_selector("[data-standing=inform-ase]:not([hidden])")
        forget(checker)
        assert checker.evaluate("window.same") is True
        assert kept(checker) == {}
        assert shown(checker) == {}

    @pytest.mark.console_errors
    def test_where_its_script_is_missing_it_says_that_nothing_was_removed(self, page):
        """A script that cannot be had is told, with what to do; the answers are still there."""
        page.context.route("**/assets/checker/forget.js", lambda route: route.fulfill(status=404))
        page.context.route(RUNTIME, lambda _route: None)  # it is not waited for
        page.goto("checker/#informed_ase=true")
        page.wait_for_selector("[data-checker=loading]")
        page.get_by_role("button", name="Forget my answers").click()
        page.wait_for_function(
            "document.querySelector('[data-forget-says]').textContent.includes('nothing was removed')"
        )
        assert kept(page) == {"informed_ase": "true"}


class TestEveryone:
    @pytest.mark.parametrize(("width", "scheme"), each_time([(360, "dark")], product((360, 1280), ("light", "dark"))))
    def test_axe_finds_nothing_with_folds_open_and_results_shown(self, new_page, base_url, site_dir, scheme, width):
        """Axe-core finds nothing where folds and reasons are open, statuses shown, and forgetting is asked."""
        page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
        give_sitemap(page.context, base_url, site_dir)
        opened(page, "#" + "&".join(f"{name}={value}" for name, value in CASE.items()))
        found = {}
        for clause in EVERY_KIND:
            travel(page, page_of(clause))
            assert unfold(page, clause).locator(f"[data-clause={clause}] > details[open]").count() == 1
            page.locator("#cite > summary").click()
            page.wait_for_selector("[data-saves]:visible")
            page.get_by_role("button", name="Forget my answers").click()
            if lines := problems(page):
                found[clause] = lines
        assert found == {}

    def test_the_narrowest_screen_holds_it(self, checker):
        """At 320 pixels nothing has to be scrolled sideways, and every control is 24 pixels high or more."""
        checker.set_viewport_size({"width": 320, "height": 800})
        answered_before(checker, CASE)
        for clause in EVERY_KIND:
            travel(checker, page_of(clause))
            shown(checker)
            unfold(checker, clause)
            checker.locator("#cite > summary").click()
            checker.wait_for_selector("[data-saves]:visible")
            checker.get_by_role("button", name="Forget my answers").click()
            assert checker.evaluate("document.documentElement.scrollWidth") <= 320
            controls = ".clause-folds > details > summary, .in-place .option, .standing a, .copy-link"
            low = checker.locator(f"{controls}, .standing-switch label, .forget button:visible").evaluate_all(
                "(all) => all.filter((each) => each.checkVisibility() && each.offsetHeight < 24).length"
            )
            assert low == 0

    def test_the_keyboard_is_enough(self, checker):
        """A fold is opened, answered and left by the keyboard, and the focus stays where it was."""
        travel(checker, page_of("inform-ase"))
        fold(checker, "inform-ase").locator("> summary").focus()
        checker.keyboard.press("Enter")
        checker.wait_for_selector("[data-checks=inform-ase][data-checker=ready] [data-status]", state="attached")
        checker.keyboard.press("Tab")
        after(checker, lambda: checker.keyboard.press("Space"))
        assert checker.evaluate("[document.activeElement.name, document.activeElement.value]") == [
            "informed_ase",
            "true",
        ]
        assert status(checker, "inform-ase") == "met"
