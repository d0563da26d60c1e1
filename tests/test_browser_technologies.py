"""Several technologies: kept only where asked, never lost silently, safe in two tabs, and put side by side."""

import json

import pytest

from checker import load_policy
from checker.render.link import fragment as link_of
from tests.checker_page import after, choose, follow, opened, settled, type_date
from tests.test_browser_pages import problems

pytestmark = pytest.mark.thorough

POLICY = load_policy()
KEY = "checker:technologies"
ODD_NAME = '<b>Echo</b> "Flow" & Söhne'


def checked(page):
    """Return every field of the form that is filled in and can be seen, by name."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".checker-form input:not([type=hidden])")]
          .filter((each) => each.type === "text" ? each.value : each.checked).map((each) => [each.name, each.value]))"""
    )


def ready(page, hash_=""):
    """Open the checker page, and wait until technologies can be kept."""
    opened(page, hash_)
    page.wait_for_selector("[data-technologies-list]", state="attached")
    page.wait_for_function("performance.getEntriesByType('resource').some((each) => each.name.endsWith('/words.js'))")
    if page.locator(".technologies details[open]").count() == 0:
        page.locator(".technologies summary").click()
    return page


def press(page, action, index=0):
    """Press the button of an action that can be seen."""
    page.locator(f'[data-technologies-do="{action}"]:visible').nth(index).click()


def call(page, name):
    """Type what the technology is called."""
    after(page, lambda: (page.locator("#technology").fill(name), page.keyboard.press("Tab")))


def started(page, name="First", **answers):
    """Begin to keep technologies, with one that has these answers."""
    ready(page)
    call(page, name)
    for question, value in answers.items():
        choose(page, question, value)
    press(page, "start")


def another(page, name, **answers):
    """Begin another technology, with these answers."""
    after(page, lambda: press(page, "begin"))
    call(page, name)
    for question, value in answers.items():
        choose(page, question, value)


def kept(page):
    """Return what local storage holds: by name, the controls."""
    data = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or '{"technologies": []}')
    return {each["name"]: each["controls"] for each in data["technologies"]}


def said(page):
    """Return what the page says of the technologies."""
    return page.locator("[data-technologies-says]").inner_text()


def names(page):
    """Return the names in the list, and which of them stands in the form."""
    return page.evaluate(
        """() => [...document.querySelectorAll("[data-technologies-list] > li")].map((each) =>
          (each.querySelector("[data-kept-open]").hidden ? "" : "* ") + each.querySelector("strong").textContent)"""
    )


def focused(page):
    """Return what tells the element that has the focus from others."""
    return page.evaluate(
        """() => { const each = document.activeElement;
          return each.dataset.technologiesDo ?? (each.id || each.tagName.toLowerCase()); }"""
    )


class TestTheName:
    def test_stands_over_the_result_and_survives_a_reload(self, page):
        """What the technology is called is shown as typed over the result, and is kept for the tab."""
        opened(page)
        call(page, ODD_NAME)
        assert page.locator(".result-name").inner_text() == ODD_NAME
        page.reload()
        page.wait_for_selector("[data-decision]")
        assert page.locator("#technology").input_value() == ODD_NAME
        assert page.locator(".result-name").inner_text() == ODD_NAME

    def test_is_no_answer(self, page):
        """A name is not sent as an answer: nothing is reported as unread, and no question is answered."""
        opened(page)
        call(page, "Echo")
        assert not page.locator("[data-notice=unread]").is_visible()
        assert page.locator("[data-clear]:visible").count() == 0

    def test_is_filled_in_by_no_link(self, page):
        """A link that pretends to hold the name fills in nothing, and says what it held in vain."""
        opened(page, "#fda_process_begun=false&technology=Mine&technology-kept=abc")
        assert checked(page) == {"fda_process_begun": "false"}
        assert page.locator("[name=technology-kept]").input_value() == ""
        assert "technology" in page.locator("[data-notice=unread]").inner_text()

    def test_makes_way_for_a_link_and_comes_back_with_the_answers(self, page):
        """A link's answers are not called by the earlier name, which comes back together with its answers."""
        opened(page)
        call(page, "Echo")
        choose(page, "classification", "assistive")
        settled(page)
        follow(page, "classification=autonomous")
        assert checked(page) == {"classification": "autonomous"}
        after(page, page.locator("[data-notice=replaced] button").click)
        assert checked(page) == {"technology": "Echo", "classification": "assistive"}

    def test_is_at_most_as_long_as_the_engine_reads(self, page):
        """No more can be typed than the engine takes for a name."""
        opened(page)
        call(page, "x" * 300)
        assert page.locator("#technology").input_value() == "x" * 200
        assert page.locator(".result-name").inner_text() == "x" * 200


class TestKeeping:
    def test_nothing_is_stored_before_it_is_asked_for(self, page):
        """Opening the place, naming, answering and reloading leave local storage without a word of the checker's."""
        ready(page)
        call(page, "Echo")
        choose(page, "classification", "assistive")
        page.reload()
        ready(page)
        assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('checker:'))") == []
        asks = page.locator("[data-shown-when=off]").inner_text()
        assert "whoever uses this browser can read them" in asks
        assert "until you delete them" in asks

    def test_what_needs_it_is_fetched_after_the_first_result_or_a_touch(self, page):
        """The scripts for technologies do not compete with the first result; a touch fetches them at once."""
        asked = []
        page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
        page.context.route("**/assets/runtime/**", lambda _route: None)
        page.goto("checker/")
        page.wait_for_selector("[data-checker=loading]")
        page.wait_for_timeout(300)
        assert not {"technologies.js", "kept.js"} & set(asked)
        page.locator(".technologies summary").click()
        page.wait_for_selector("[data-technologies-do=start]:visible")
        page.wait_for_function(
            "performance.getEntriesByType('resource').some((each) => each.name.endsWith('/kept.js'))"
        )

    def test_the_present_answers_are_kept_and_what_follows_is_too(self, page):
        """Turned on, the answers that stand there are kept under their name, and so is each that follows."""
        started(page, ODD_NAME, classification="assistive")
        assert kept(page) == {ODD_NAME: {"classification": "assistive"}}
        choose(page, "solely_workflow", "true")
        type_date(page, "ama_submission_date", "half typ")
        assert kept(page)[ODD_NAME]["ama_submission_date"] == "half typ"
        item = page.locator("[data-technologies-list] > li").inner_text()
        assert ODD_NAME in item
        assert "3 answers, kept " in item
        assert page.evaluate("document.querySelector('[data-technologies-list] time').dateTime.length") == 10
        assert page.locator(".technologies b").count() == 0

    def test_switching_loses_nothing(self, page):
        """Each technology comes back as it was left, half a date included, and the result follows."""
        started(page, "First", classification="assistive", solely_workflow="true")
        another(page, "Second", classification="autonomous")
        type_date(page, "ama_submission_date", "2028-0")
        second = checked(page)
        after(page, lambda: press(page, "open", 0))
        assert checked(page) == {"technology": "First", "classification": "assistive", "solely_workflow": "true"}
        assert page.locator("[data-decision=position]").get_attribute("data-value") == "strongly_advises_against"
        assert names(page) == ["* First", "Second"]
        after(page, lambda: press(page, "open", 1))
        assert checked(page) == second
        assert page.locator(".result-name").inner_text() == "Second"
        page.reload()
        ready(page)
        assert names(page) == ["First", "* Second"]
        assert checked(page) == second

    def test_what_is_not_kept_yet_is_kept_before_it_makes_way(self, page):
        """A link's answers belong to no kept technology; they are kept as one before another is opened."""
        started(page, "First", classification="assistive")
        settled(page)
        page.wait_for_timeout(300)
        follow(page, link_of(POLICY, {"fda_process_begun": False}))
        ready_again(page)
        assert kept(page) == {"First": {"classification": "assistive"}}
        assert "“First” no longer stands in the form" in said(page)
        assert page.locator("[data-technologies-loose]").is_visible()
        after(page, lambda: press(page, "open", 0))
        assert kept(page) == {"First": {"classification": "assistive"}, "Technology 2": {"fda_process_begun": "false"}}
        assert "What stood there before is kept as “Technology 2”" in said(page)
        assert checked(page) == {"technology": "First", "classification": "assistive"}

    def test_clearing_the_form_leaves_the_kept_one_alone(self, page):
        """After "Clear all answers" the technology stays kept; brought back, it stands in the form again."""
        started(page, "First", classification="assistive")
        after(page, page.get_by_role("button", name="Clear all answers").click)
        assert kept(page) == {"First": {"classification": "assistive"}}
        assert names(page) == ["First"]
        after(page, page.locator("[data-notice=cleared] button").click)
        assert names(page) == ["* First"]
        choose(page, "classification", "autonomous")
        assert kept(page) == {"First": {"classification": "autonomous"}}

    def test_one_that_stands_alone_can_be_kept(self, page):
        """Answers that are not kept are one button from being kept."""
        started(page, "First")
        after(page, page.get_by_role("button", name="Clear all answers").click)
        choose(page, "classification", "autonomous")
        after(page, lambda: press(page, "keep"))
        assert kept(page) == {"First": {}, "Technology 2": {"classification": "autonomous"}}
        assert names(page) == ["First", "* Technology 2"]

    def test_renaming(self, page):
        """A technology can be renamed in the list and in the form, whether or not it stands in the form."""
        started(page, "First")
        another(page, "Second")
        press(page, "rename", 0)
        page.keyboard.type("Erste")
        page.keyboard.press("Enter")
        assert names(page) == ["Erste", "* Second"]
        assert focused(page) == "rename"
        press(page, "rename", 1)
        page.keyboard.type("Zweite")
        after(page, lambda: press(page, "save"))
        assert page.locator("#technology").input_value() == "Zweite"
        assert page.locator(".result-name").inner_text() == "Zweite"
        call(page, "Dritte")
        assert list(kept(page)) == ["Erste", "Dritte"]
        press(page, "rename", 0)
        page.keyboard.type("Nein")
        page.keyboard.press("Escape")
        assert list(kept(page)) == ["Erste", "Dritte"]

    def test_deleting_can_be_undone(self, page):
        """What was deleted is gone from storage, and comes back to its place; its answers stay in the form."""
        started(page, "First", classification="assistive")
        another(page, "Second", classification="autonomous")
        press(page, "delete", 0)
        press(page, "delete", 0)
        assert kept(page) == {}
        assert "still stand in the form, and are not kept" in said(page)
        assert checked(page) == {"technology": "Second", "classification": "autonomous"}
        press(page, "undo")
        press(page, "undo")
        assert names(page) == ["First", "* Second"]
        assert kept(page) == {"First": {"classification": "assistive"}, "Second": {"classification": "autonomous"}}
        assert not page.locator("[data-technologies-deleted]").is_visible()

    def test_stopping_takes_a_second_step_and_deletes_all(self, page):
        """Keeping is turned off in two steps; then nothing is stored, and the form is as it was."""
        started(page, "First", classification="assistive")
        press(page, "stop")
        assert page.locator("[data-technologies-stopping]").is_visible()
        press(page, "go-on")
        assert list(kept(page)) == ["First"]
        press(page, "stop")
        press(page, "stop-now")
        assert page.evaluate(f"localStorage.getItem('{KEY}')") is None
        assert checked(page) == {"technology": "First", "classification": "assistive"}
        choose(page, "classification", "autonomous")
        page.reload()
        ready(page)
        assert page.evaluate(f"localStorage.getItem('{KEY}')") is None
        assert page.locator("[data-shown-when=off]").is_visible()

    def test_what_is_forgotten_elsewhere_is_forgotten_here(self, page):
        """When everything was forgotten, the list, the name and what could be brought back are gone too."""
        started(page, "First", classification="assistive")
        another(page, "Second")
        press(page, "delete", 0)
        page.evaluate(
            "localStorage.clear(); sessionStorage.clear(); document.dispatchEvent(new Event('checker:forgotten'))"
        )
        assert page.locator("#technology").input_value() == ""
        assert page.locator("[data-technologies-list] > li").count() == 0
        assert page.locator("[data-shown-when=off]").is_visible()
        assert not page.locator("[data-technologies-deleted]").is_visible()
        assert said(page) == ""
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        choose(page, "classification", "autonomous")
        assert page.evaluate(f"localStorage.getItem('{KEY}')") is None


def ready_again(page):
    """Wait until technologies can be kept after the site's navigation has loaded the page anew."""
    page.wait_for_selector("[data-technologies-count]:not(:empty)", state="attached")
    if page.locator(".technologies details[open]").count() == 0:
        page.locator(".technologies summary").click()


class TestTwoTabs:
    @pytest.fixture
    def tabs(self, page):
        """Give two tabs of one browser: the first has a technology in its form, the second begins its own."""
        started(page, "First", classification="assistive")
        other = page.context.new_page()
        ready(other)
        return page, other

    def test_what_one_keeps_the_other_lists(self, tabs):
        """A technology that is kept in one tab is in the list of the other, and neither overwrites the other's."""
        one, two = tabs
        assert names(two) == ["First"]
        another(two, "Second", classification="autonomous")
        one.wait_for_function("document.querySelectorAll('[data-technologies-list] > li').length === 2")
        choose(one, "solely_workflow", "true")
        choose(two, "involves_physician_work", "false")
        assert kept(one) == {
            "First": {"classification": "assistive", "solely_workflow": "true"},
            "Second": {"classification": "autonomous", "involves_physician_work": "false"},
        }
        assert names(one) == ["* First", "Second"]
        assert names(two) == ["First", "* Second"]

    def test_the_same_technology_in_both_follows_the_last_change(self, tabs):
        """Where both have the same technology in their forms, a change in one stands in the other, which says so."""
        one, two = tabs
        after(two, lambda: press(two, "open", 0))
        after(one, lambda: choose(two, "solely_workflow", "true"))
        assert checked(one) == {"technology": "First", "classification": "assistive", "solely_workflow": "true"}
        assert "“First” was changed in another tab" in said(one)
        choose(one, "classification", "autonomous")
        two.wait_for_selector('input[name="classification"][value="autonomous"]:checked')
        assert list(kept(two)) == ["First"]

    def test_changes_in_both_are_both_kept(self, tabs):
        """A tab that missed a change in another and has one of its own keeps both, under two names."""
        one, _ = tabs
        one.evaluate(
            f"""() => {{ const all = JSON.parse(localStorage.getItem("{KEY}"));
              Object.assign(all.technologies[0], {{revision: "another", controls: {{category: "category_i"}}}});
              localStorage.setItem("{KEY}", JSON.stringify(all)); }}"""
        )
        choose(one, "solely_workflow", "true")
        assert kept(one) == {
            "First": {"category": "category_i"},
            "First, as changed in this tab": {"classification": "assistive", "solely_workflow": "true"},
        }
        assert "Both are kept" in said(one)

    def test_what_is_deleted_in_one_stays_in_the_form_of_the_other(self, tabs):
        """A technology that is deleted in another tab leaves its answers in this form, which says so."""
        one, two = tabs
        press(two, "delete", 0)
        one.wait_for_function("document.querySelectorAll('[data-technologies-list] > li').length === 0")
        assert checked(one) == {"technology": "First", "classification": "assistive"}
        assert "are not kept" in said(one)
        choose(one, "classification", "autonomous")
        assert kept(one) == {}

    def test_stopping_in_one_stops_the_other(self, tabs):
        """Turned off in one tab, nothing is kept by the other, whose form is as it was."""
        one, two = tabs
        press(two, "stop")
        press(two, "stop-now")
        one.wait_for_selector("[data-technologies-do=start]:visible")
        assert "deleted in another tab" in said(one)
        choose(one, "classification", "autonomous")
        assert one.evaluate(f"localStorage.getItem('{KEY}')") is None


class TestTrouble:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "null",
            "[]",
            '{"version": 2, "technologies": []}',
            '{"version": 1, "technologies": [{}]}',
            '{"version": 1, "technologies": [{"id": "a", "revision": "", "name": "", "kept": "", "controls": 1}]}',
        ],
    )
    def test_what_cannot_be_read_is_left_alone_and_told(self, page, text):
        """Content of another version, or damaged, is told and never overwritten; deleting it takes two steps."""
        page.goto("about/")
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
        ready(page)
        choose(page, "classification", "assistive")
        assert page.locator("[data-shown-when=unreadable]").is_visible()
        assert not page.locator("[data-technologies-do=start]").is_visible()
        assert page.evaluate(f"localStorage.getItem('{KEY}')") == text
        press(page, "stop")
        press(page, "stop-now")
        assert page.evaluate(f"localStorage.getItem('{KEY}')") is None
        assert checked(page) == {"classification": "assistive"}

    def test_a_full_storage_is_told_and_nothing_is_lost(self, page):
        """Where nothing more can be stored the page says so, keeps the form, and does not let it make way."""
        started(page, "First", classification="assistive")
        another(page, "Second")
        page.evaluate(
            "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
        )
        choose(page, "classification", "autonomous")
        assert "could not be kept" in said(page)
        press(page, "open", 0)
        assert checked(page) == {"technology": "Second", "classification": "autonomous"}
        press(page, "begin")
        assert checked(page) == {"technology": "Second", "classification": "autonomous"}
        assert kept(page) == {"First": {"classification": "assistive"}, "Second": {}}

    @pytest.mark.console_errors  # the theme's own scripts do not reckon with it
    def test_a_storage_that_is_denied_is_told(self, page):
        """Where the browser denies storage, asking to keep says so, and the form works on."""
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
        )
        ready(page)
        choose(page, "classification", "assistive")
        press(page, "start")
        assert "lets this site keep nothing" in said(page)
        choose(page, "solely_workflow", "true")
        assert page.locator("[data-decision=position]").get_attribute("data-value") == "strongly_advises_against"

    def test_answers_that_the_form_no_longer_has_stay_kept(self, page):
        """What was kept for a question or an answer that this version lacks is not dropped by opening and answering."""
        started(page, "First", classification="assistive")
        page.evaluate(
            f"""() => {{ const all = JSON.parse(localStorage.getItem("{KEY}"));
              all.technologies.push({{id: "a", revision: "b", name: "Old", kept: "2026-01-02",
                controls: {{gone: "true", category: "category_ii"}}}});
              localStorage.setItem("{KEY}", JSON.stringify(all)); }}"""
        )
        page.reload()
        ready(page)
        after(page, lambda: press(page, "open", 1))
        choose(page, "classification", "autonomous")
        assert kept(page)["Old"] == {"gone": "true", "category": "category_ii", "classification": "autonomous"}

    @pytest.mark.console_errors
    def test_a_script_that_cannot_be_had_is_told(self, page):
        """Without its script the place says so, and the checker works without it."""
        page.context.route("**/kept.js", lambda route: route.fulfill(status=404))
        opened(page)
        choose(page, "classification", "assistive")
        page.locator(".technologies summary").click()
        assert page.locator("[data-shown-when=missing]").is_visible()


class TestSideBySide:
    def test_the_chosen_stand_side_by_side_and_stay_true(self, page):
        """The tables hold what each result says, follow what is changed, and can be put away."""
        started(page, ODD_NAME, classification="assistive", solely_workflow="true")
        another(page, "Second", classification="autonomous")
        press(page, "compare")
        page.wait_for_selector(".side-by-side")
        assert focused(page) == "side-by-side"
        heads = page.locator(".side-by-side thead").first.locator("th").all_inner_texts()
        assert heads == ["Decision", ODD_NAME, "Second"]
        shown = page.locator("[data-compared-decision=position] .status")
        assert [each.get_attribute("data-shows") for each in shown.all()] == [
            "strongly_advises_against",
            "undetermined",
        ]
        choose(page, "involves_physician_work", "false")
        page.wait_for_selector("[data-compared-decision=position] [data-shows=will_not_discuss]")
        press(page, "put-away")
        assert page.locator(".side-by-side").count() == 0
        assert focused(page) == "compare"

    def test_fewer_than_two_are_told(self, page):
        """With fewer than two chosen, the page says how many it needs."""
        started(page, "First")
        another(page, "Second")
        page.locator("[data-kept-choose]").first.click()
        press(page, "compare")
        assert "choose two or more" in said(page)
        assert page.locator(".side-by-side").count() == 0

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [360, 1280])
    def test_axe_finds_nothing(self, new_page, scheme, width):
        """Axe-core finds nothing with the place open: before, with a list, a name being typed and tables."""
        page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
        ready(page)
        assert problems(page) == []
        started(page, "First", classification="assistive", solely_workflow="true")
        another(page, "Second", fda_process_begun="false")
        press(page, "compare")
        page.wait_for_selector(".side-by-side")
        press(page, "rename", 0)
        press(page, "delete", 1)
        press(page, "undo")
        press(page, "compare")
        page.wait_for_selector(".side-by-side")
        press(page, "stop")
        page.mouse.move(0, 0)
        assert problems(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_on_a_narrow_screen_each_cell_says_whose_it_is(self, new_page):
        """At 320 px a row is a card: under the clause, each technology's name and what the clause comes to."""
        page = new_page(viewport={"width": 320, "height": 700})
        started(page, "First")
        another(page, "Second")
        press(page, "compare")
        page.wait_for_selector(".side-by-side")
        cells = page.locator("[data-compared-clause=taxonomy] td")
        tops = [each.bounding_box()["y"] for each in cells.all()]
        assert tops[0] < tops[1]
        says = "(each) => getComputedStyle(each, '::before').content"
        assert [each.evaluate(says) for each in cells.all()] == ['"First"', '"Second"']
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_keyboard_is_enough_and_focus_is_never_lost(page):
    """All of it can be done by keyboard, and after each step the focus is on something that can be seen."""
    ready(page)

    def use(action, index=0, key="Enter"):
        button = page.locator(f'[data-technologies-do="{action}"]:visible').nth(index)
        button.focus()
        page.keyboard.press(key)
        assert page.evaluate(
            "document.activeElement !== document.body && document.activeElement.getClientRects().length"
        )
        return focused(page)

    assert use("start") == "ul"
    assert use("begin") == "technology"
    page.keyboard.type("Typed over the given name")
    page.keyboard.press("Tab")
    assert names(page) == ["Technology 1", "* Typed over the given name"]
    assert use("open", 0) == "open"
    assert use("rename", 0) == "input"
    page.keyboard.press("Escape")
    assert focused(page) == "rename"
    assert use("delete", 0, "Space") == "undo"
    assert use("undo") == "open"
    assert use("stop") == "div"
    assert use("go-on") == "stop"
    use("stop")
    assert use("stop-now") == "start"


def test_another_tab_never_takes_the_focus(page):
    """When the item that has the focus is deleted in another tab, the focus goes to the list."""
    started(page, "First")
    other = ready(page.context.new_page())
    page.locator('[data-technologies-do="rename"]').first.focus()
    press(other, "delete", 0)
    page.wait_for_function("document.querySelectorAll('[data-technologies-list] > li').length === 0")
    assert focused(page) == "ul"
