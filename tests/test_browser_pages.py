"""The pages in a browser: axe on each kind, narrow screens, paper, no script, the search, and the theme's keys."""

import re
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from checker.build.places import ROOT
from tests.checker_page import choose, opened, type_date
from tests.shipped import EARLIER, LATER, SUBMITTED, before

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
KINDS = [
    "",
    "procedures/",
    "clauses/discussion-criteria/",
    "appendix-s/",
    "not-stated/",
    "how/",
    "glossary/",
    "linking/",
]
"""A page of each kind; the checker has a test of its own, with answers."""

SCREENS = [(360, "dark"), (1280, "light")]


def problems(page: Page) -> list[str]:
    """Return what axe-core finds on a page, one line each."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_on_a_page_of_each_kind(new_page, width, scheme):
    """Axe-core finds nothing on a phone and on a desk, in light and in dark."""
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    for address in KINDS:
        page.goto(f"./{address}")
        assert problems(page) == [], address


def test_axe_finds_nothing_with_forced_colors(new_page):
    """Axe-core finds nothing where the system's colors are forced."""
    page = new_page(forced_colors="active", viewport={"width": 360, "height": 800})
    for address in KINDS:
        page.goto(f"./{address}")
        assert problems(page) == [], address


@pytest.mark.parametrize("forced", ["none", "active"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_on_the_checker_with_answers(new_page, width, scheme, forced):
    """Axe-core finds nothing on the form and on the result, in light and dark, and with forced colors."""
    page = opened(new_page(color_scheme=scheme, forced_colors=forced, viewport={"width": width, "height": 800}))
    type_date(page, LATER, "no date")
    choose(page, "fda_process_begun", "false")
    choose(page, "classification", "assistive")
    assert problems(page) == []
    type_date(page, LATER, SUBMITTED)
    type_date(page, EARLIER, before(1))
    page.locator("[data-see]:visible").first.click()
    page.evaluate("for (const each of document.querySelectorAll('.checker-result details')) each.open = true")
    assert problems(page) == []


def test_axe_sees_what_is_wrong(page):
    """A picture without a text and words too pale to read are found: the control."""
    page.goto("about/")
    page.evaluate(
        """document.querySelector("article").insertAdjacentHTML("beforeend",
          '<img src="../assets/logo.svg"><p style="color:#ccc;background:#fff">pale words</p>')"""
    )
    assert {line.partition(":")[0] for line in problems(page)} == {"image-alt", "color-contrast"}


def test_a_request_to_another_origin_is_refused_and_counted(page, watch):
    """A page that asks another origin is refused and noted, so that its test would fail: the control."""
    page.goto("about/")
    page.evaluate("fetch('https://example.org/').catch(() => 'refused')")
    assert watch.refused == ["https://example.org/"]
    watch.refused.clear()
    watch.errors.clear()


def test_nothing_is_wider_than_a_narrow_screen(new_page, site_dir):
    """At 320 px no page scrolls sideways, and each can be read without a script, with no button that needs one."""
    page = new_page(java_script_enabled=False, viewport={"width": 320, "height": 800})
    for file in sorted(site_dir.rglob("index.html")):
        address = file.parent.relative_to(site_dir).as_posix()
        page.goto(f"./{address}/")
        assert page.locator("h1").is_visible()
        page.evaluate("scrollTo(1000, 0)")
        assert page.evaluate("scrollX") == 0, address
        assert page.locator("main button:visible").count() == 0, address


@pytest.mark.parametrize(
    ("address", "paper"), [*product(["procedures/", "clauses/discussion-criteria/"], ["Letter", "A4"])]
)
def test_a_page_with_clauses_is_one_sheet_of_paper(page, address, paper):
    """The whole text, and the longest page of a clause, each print on one sheet, with the address."""
    page.goto(address)
    page.wait_for_function("!document.querySelector('#cite-citation [data-cite=address]').textContent.includes('[')")
    sheets = page.pdf(format=paper)
    assert len(re.findall(rb"/Type /Page\b", sheets)) == 1
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # the theme opens folds
    expect(page.locator("#cite-citation")).to_be_visible()
    assert page.locator("#cite-citation").inner_text().endswith(page.url)
    assert page.locator(".md-header:visible, .md-footer:visible, button:visible, .rests:visible").count() == 0


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(18, 25, 27)")])
def test_the_colors_of_the_system_are_there_before_the_theme_has_started(new_page, scheme, paper):
    """No page is light for a moment on a dark screen: its colors do not wait for the theme's script."""
    page = new_page(color_scheme=scheme)
    page.route("**/assets/javascripts/bundle.*", lambda route: route.fulfill(body=""))
    page.goto("./")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
    assert page.locator("[data-md-component=palette] label:visible").count() == 0, "the theme has started"


def test_the_colors_follow_the_system_until_some_are_chosen(page):
    """A visit in light is dark once the system is; a choice is remembered, and the radio buttons say what it is."""
    ready_to_read(page, "about/")
    page.emulate_media(color_scheme="dark")
    ready_to_read(page, "about/")
    page.wait_for_selector("body[data-md-color-scheme=slate]")
    chosen = page.get_by_role("radio", checked=True)
    assert chosen.get_attribute("aria-label") == "Colors: as in the system"
    chosen.press("ArrowUp")
    page.wait_for_selector("body[data-md-color-scheme=default]")
    ready_to_read(page, "about/")
    page.wait_for_selector("body[data-md-color-scheme=default]")
    assert chosen.get_attribute("aria-label") == "Colors: light"


def ready_to_read(page, address):
    """Open a page, and wait until the theme listens."""
    page.goto(address)
    page.wait_for_function("window.keyboard$ !== undefined")
    return page


@pytest.mark.parametrize("selector", ["summary", ".md-content a", "body"])
def test_single_characters_are_no_commands(page, selector):
    """No single character turns the page or opens the search, wherever the focus is."""
    ready_to_read(page, "clauses/eight-weeks/").locator(selector).first.focus()
    page.evaluate("window.stayed = true")
    for key in "np.,fs/NPabc1?-":
        page.keyboard.press(key)
    assert page.evaluate("window.stayed && !document.activeElement.matches('.md-search__input')")


@pytest.mark.console_errors
def test_the_theme_s_characters_are_commands_where_nothing_stops_them(page):
    """Without the script that stops it, a letter opens the search: the control."""
    page.context.route("**/page.js", lambda route: route.abort())
    ready_to_read(page, "clauses/eight-weeks/").locator(".md-content a").first.focus()
    page.keyboard.press("s")
    page.wait_for_selector(".md-search__input:focus")


def found_for(page, query):
    """Return the pages that the site's search lists for a query, the best first."""
    page.goto("about/")
    page.locator(".md-search__input").click()
    page.keyboard.insert_text(query)
    page.locator(".md-search__input").press("Shift")  # the theme reads the field when a key is let go
    page.wait_for_selector(".md-search-result__item a")
    hits = page.locator(".md-search-result__item a").evaluate_all("(all) => all.map(({pathname}) => pathname)")
    return list(dict.fromkeys(hit.partition("/a/base/")[2] for hit in hits))


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("Roundtable", "clauses/irt-partners/"),
        ("cannot", "clauses/discussion-criteria/"),
        ("neither", "clauses/augmentative-category-iii/"),
        ("Three things before discussion", "clauses/discussion-criteria/"),
        ("AMA's calendar", "procedures/"),
        ("self\N{NON-BREAKING HYPHEN}check", "checker/"),
    ],
)
def test_the_search_finds_a_clause_by_number_title_and_words(page, query, place):
    """A clause's page is among the first hits, whichever apostrophe or hyphen is typed."""
    assert place in found_for(page, query)[:3]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("clause 2", "clauses/discussion-criteria/"),
        ("clause 3.1", "clauses/assistive/"),
        ("3.2", "clauses/augmentative-appendix-s/"),
    ],
)
def test_the_number_of_a_clause_leads_first_to_its_page(page, query, place):
    """The clause itself comes before those below it and the pages that mention it."""
    assert found_for(page, query)[0] == place


def test_where_storage_is_denied_search_and_colors_work(page):
    """Where the browser denies storage, the search finds, the colors can be switched, and nothing is thrown."""
    page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {get() {
             throw new DOMException("Access is denied for this document.", "SecurityError");
           }});"""
    )
    page.goto("procedures/")
    page.locator("[data-md-component=palette] label:visible").click()
    page.wait_for_selector("body[data-md-color-scheme=slate]")
    page.locator(".md-search__input").click()
    page.keyboard.type("Roundtable np")
    page.wait_for_selector(".md-search-result__item a[href*='irt-partners']")


def test_the_contents_mark_the_heading_that_a_link_leads_to(new_page):
    """Whoever comes by a link to a clause finds it marked in the contents, not the one before it."""
    page = new_page(viewport={"width": 1280, "height": 800})
    page.goto("procedures/#taxonomy")
    expect(page.locator(".md-nav--secondary .md-nav__link--active:visible").last).to_have_text(
        re.compile("Three classes")
    )


def test_links_arrive_at_their_place(page):
    """A question that a clause's page leads to is in sight, and so is a class of AMA's."""
    page.goto("clauses/eight-weeks/")
    page.locator("a[href$='#q-ama_submission_date']").click()
    expect(page.locator("#q-ama_submission_date")).to_be_in_viewport()
    page.goto("appendix-s/#autonomous")
    expect(page.locator("#autonomous")).to_be_in_viewport()


def test_the_focus_is_in_sight_in_the_navigation_of_a_narrow_page(new_page):
    """A link in the navigation, of whatever level, is in sight while it has the focus, and not before."""
    page = new_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.goto("about/")
    for name in ("Start here", "Clause 1.1: Review and guidance"):
        link = page.locator(".md-nav").get_by_role("link", name=name)
        expect(link).not_to_be_in_viewport()
        while not link.evaluate("(each) => each.matches(':focus')"):
            page.keyboard.press("Tab")
        expect(link).to_be_in_viewport(ratio=1)
