"""Every page of the built site, looked at by axe-core; and the controls of the browser tests."""

import json
import re
import shutil
import subprocess
import sys
from functools import cache
from itertools import product

import pytest
from playwright.sync_api import expect

from checker.build.places import ROOT, SITE
from tests.checker_page import choose, opened
from tests.shipped import POLICY
from tests.tiers import each_time

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@cache
def pages():
    """Return the addresses of all pages, relative to the site."""
    return sorted(
        f"{path.parent.relative_to(SITE).as_posix()}/".removeprefix("./") for path in SITE.rglob("index.html")
    )


def problems(page):
    """Return what axe-core finds on a page, one line each."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {node['html'][:120]} ({node.get('failureSummary', '')})"
        for each in found["violations"]
        for node in each["nodes"]
    ]


SCREENS = [*product((360, 1280), ("light", "dark"))]


def looked_at(page, addresses):
    """Return what axe-core finds on pages, by address; on the checker some answers are given."""
    found = {}
    for address in addresses:
        if address == "checker/":
            opened(page)
            choose(page, "fda_process_begun", "false")
            choose(page, "classification", "assistive")
            choose(page, "solely_workflow", "false")
            page.mouse.move(0, 0)  # an abbreviation under it would show its tip, which stands in no landmark
            expect(page.locator("[role=tooltip]")).to_have_count(0)
        else:
            page.goto(address)
        if lines := problems(page):
            found[address] = lines
    return found


BROKEN = [
    ("[x](nowhere.md)", "nowhere.md"),
    ("[x](about.md#nowhere)", "nowhere"),
    ("[x](clause:nowhere)", "unknown clause `nowhere`"),
    ("[x](checker:classification=clever)", "question `classification`"),
    ("[x](checker:colour=blue)", "unknown question `colour`"),
    ("::: clause inform-ace", "unknown clause `inform-ace`; did you mean `inform-ase`?"),
    ("::: claus inform-ase", "unknown directive `claus`; did you mean `clause`?"),
    ("::: checker twice", "directive `checker` takes nothing after its name"),
]


@pytest.mark.parametrize("turn", range(len(SCREENS)))
def test_axe_finds_nothing_on_any_page(new_page, turn, site_dir):
    """Axe-core finds nothing on a page of each kind, on a phone or on a desk, in light or in dark, in turn."""
    assert site_dir == SITE
    assert len(pages()) >= 15
    width, scheme = SCREENS[turn]
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    kinds = {(address.split("/")[0], address.count("/")): address for address in reversed(pages())}
    assert looked_at(page, sorted(kinds.values())[turn :: len(SCREENS)]) == {}


@pytest.mark.thorough
@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_on_any_page_on_any_screen(new_page, width, scheme):
    """Axe-core finds nothing on any page, on a phone and on a desk, in light and in dark."""
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    assert looked_at(page, pages()) == {}


@pytest.mark.parametrize("address", ["./", "checker/"])
@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(18, 25, 27)")])
def test_the_colours_of_the_system_are_there_before_the_theme_has_started(new_page, address, scheme, paper):
    """No page is light for a moment on a dark screen: its colours do not wait for the theme's script."""
    page = new_page(color_scheme=scheme)
    page.route("**/assets/javascripts/bundle.*", lambda route: route.fulfill(body=""))
    page.route("**/assets/runtime/**", lambda _route: None)  # it is not waited for
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
    assert page.locator("[data-md-component=palette] label:visible").count() == 0, "the theme has started"


PICTURES = """() => {
  const sample = document.body.appendChild(document.createElement("p"));
  sample.style.cssText = "background: Canvas; border: 1px solid LinkText; outline: 1px solid CanvasText";
  const { backgroundColor: canvas, outlineColor: ink, borderTopColor: link } = getComputedStyle(sample);
  sample.remove();
  const allowed = new Set([canvas, ink, link, "none"]);
  const shapes = [...document.querySelectorAll("article figure svg :is(text, rect, path, circle, line, polygon)")];
  const words = shapes.filter((each) => each.localName === "text");
  return {
    words: words.length,
    odd: shapes.map((each) => [each.getAttribute("class"), getComputedStyle(each).fill, getComputedStyle(each).stroke])
      .filter(([, fill, stroke]) => !allowed.has(fill) || !allowed.has(stroke)),
    unseen: words.map((each) => getComputedStyle(each).fill).filter((fill) => fill === canvas || fill === "none"),
  };
}"""


@pytest.mark.thorough
@pytest.mark.parametrize(("forced", "scheme"), [*product(("light", "dark"), ("default", "slate"))])
def test_pictures_are_drawn_in_the_system_s_own_colours(new_page, site_dir, forced, scheme):
    """Where the system's colours are forced, pictures are drawn in them, whichever colours the visitor has chosen."""
    page = new_page(forced_colors="active", color_scheme=forced)
    page.context.route("**/assets/runtime/**", lambda _route: None)  # it is not waited for
    words = 0
    for address in pages():
        if "<svg" not in (site_dir / address / "index.html").read_text("utf-8").partition("<article")[2]:
            continue
        page.goto(address)
        page.evaluate("(scheme) => { document.body.dataset.mdColorScheme = scheme; }", scheme)
        found = page.evaluate(PICTURES)
        assert (found["odd"], found["unseen"]) == ([], []), address
        words += found["words"]
    assert words > 10


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


LEAVING = """() => {
  window.leaving = [];
  const here = location.pathname;
  navigation.addEventListener("navigate", ({destination: {url}}) => {
    if (new URL(url).pathname !== here) leaving.push(url);
  });
  addEventListener("focusin", ({target}) => leaving.push(target.className));
}"""


@pytest.mark.parametrize(
    ("address", "selector"),
    [
        ("procedures/before-you-file/", "summary"),
        ("procedures/before-you-file/", ".md-content a"),
        ("appendix-s/", "body"),
        ("checker/", "input[type=radio]"),
    ],
)
def test_single_characters_are_no_commands(page, address, selector):
    """No single character turns the page or opens the search, wherever the focus is."""
    if address == "checker/":
        page.context.route("**/assets/runtime/**", lambda route: route.fulfill(status=200, body=""))
        page.goto(address)
        page.keyboard.press("Tab")  # brings the theme's script
    else:
        page.goto(address)
    page.wait_for_function("window.keyboard$ !== undefined")  # the theme listens
    page.locator(selector).first.focus()
    page.evaluate(LEAVING)
    for key in "np.,fs/NPabc1?-":
        page.keyboard.press(key)
    assert page.evaluate("window.leaving") == []


@pytest.mark.console_errors
def test_the_theme_s_single_characters_are_commands_where_nothing_stops_them(page):
    """Without the script that stops them, letters turn the page and open the search: the control."""
    page.context.route("**/keys.js", lambda route: route.abort())
    page.goto("procedures/before-you-file/")
    page.wait_for_function("window.keyboard$ !== undefined")
    page.locator(".md-content a").first.focus()
    page.keyboard.press("s")
    page.wait_for_selector(".md-search__input:focus")
    page.goto("procedures/before-you-file/")
    page.wait_for_function("window.keyboard$ !== undefined")
    page.locator(".md-content a").first.focus()
    page.keyboard.press("n")
    page.wait_for_url("**/procedures/when-ase-can-discuss/")


def test_characters_reach_the_search_and_every_field(page):
    """What is typed into the search or into a field stands there."""
    page.goto("procedures/before-you-file/")
    page.locator(".md-search__input").click()
    page.keyboard.type("np.,/fs")
    assert page.locator(".md-search__input").input_value() == "np.,/fs"


@pytest.fixture
def page_without_storage(new_page):
    """Give a page of a browser that denies storage, as browsers do: by throwing where it is asked for."""
    page = new_page()
    page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {get() {
             throw new DOMException("Access is denied for this document.", "SecurityError");
           }});"""
    )
    return page


def test_where_storage_is_denied_search_and_colours_work(page_without_storage):
    """Where the browser denies storage, the search finds, the colours can be switched, and nothing is thrown."""
    page = page_without_storage
    page.goto("procedures/before-you-file/")
    page.locator("[data-md-component=palette] label:visible").click()
    page.wait_for_selector("body[data-md-color-scheme=slate]")
    page.locator(".md-search__input").click()
    page.keyboard.type("Roundtable")
    page.wait_for_selector(".md-search-result__item a[href*='before-you-file']")


def test_search_finds_a_clause(page):
    """The search of the site leads from a word of a clause to the clause."""
    page.goto("./")
    page.locator(".md-search__input").click()
    page.keyboard.type("Roundtable")
    page.wait_for_selector(".md-search-result__item a[href*='before-you-file']")


def found_for(page, query):
    """Return the addresses that the site's search lists for a query, the best first; their marks are left out."""
    page.goto("./")
    page.locator(".md-search__input").click()
    page.keyboard.insert_text(query)
    page.locator(".md-search__input").press("Shift")  # the theme reads the field when a key is let go
    page.wait_for_selector(".md-search-result__item a")
    hits = page.locator(".md-search-result__item a").evaluate_all("(all) => all.map(({href}) => href)")
    return [hit.partition("?")[0] + "#" + hit.partition("#")[2] for hit in hits]


WRITTEN_OTHERWISE = [
    ("AMA's", "AMA’s", "AMA’s"),
    ("“Discussion", "Discussion", "Discussion"),
    ("self–check", "self-check", "Check"),
    ("ASE's own words", "ASE’s own words", "own words"),
    ("self\u2011check", "self-check", "Check"),
]


@pytest.mark.parametrize(("typed", "same", "words"), each_time(WRITTEN_OTHERWISE[:3], WRITTEN_OTHERWISE))
def test_search_finds_the_same_with_any_apostrophe_quotation_mark_or_hyphen(page, typed, same, words):
    """A word is found whichever apostrophe or hyphen is typed, and whichever mark stands before it in the text."""
    assert found_for(page, typed)[0] == found_for(page, same)[0]
    assert words in page.locator(".md-search-result").inner_text()


def test_search_finds_a_clause_by_its_number(page):
    """The number of a clause, with its point, is one word for the search."""
    assert any("procedures/" in hit for hit in found_for(page, "3.2")[:3])


def test_the_contents_mark_the_heading_that_a_link_leads_to(new_page):
    """Whoever comes by a link to a heading finds that heading marked in the contents, not the one before it."""
    page = new_page(viewport={"width": 1280, "height": 800})
    page.goto("appendix-s/#autonomous")
    expect(page.locator(".md-nav--secondary .md-nav__link--active:visible").last).to_have_text(re.compile("Autonomous"))


def test_every_clause_has_its_permanent_places(site_dir):
    """Each clause has its anchor on the page of its topic and on the page of the whole text, once."""
    for clause in POLICY.clauses.values():
        for address in (f"procedures/{clause.topic}/", "procedures/full-text/"):
            text = (site_dir / address / "index.html").read_text("utf-8")
            assert text.count(f' id="{clause.id}"') == 1, (address, clause.id)


def test_ids_on_a_page_stand_once():
    """No id stands twice on a page, so that every link has one place to go to."""
    for address in pages():
        ids = re.findall(r'\sid="([^"]+)"', (SITE / address / "index.html").read_text("utf-8"))
        twice = {each for each in ids if ids.count(each) > 1}
        assert twice == set(), address


@pytest.fixture
def site_copy(tmp_path):
    """Give a copy of the site's sources, and a function that builds it as `make site` does."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("runtime"))
    shutil.copytree(ROOT / "checker" / "pages" / "theme", tmp_path / "checker" / "pages" / "theme")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)

    def build():
        return subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(tmp_path / "mkdocs.yml")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    return tmp_path / "docs", build


@pytest.mark.parametrize(
    ("added", "told"),
    each_time([BROKEN[0]], BROKEN),
)
def test_a_broken_link_or_directive_stops_the_build(site_copy, added, told):
    """A link, anchor or directive that leads nowhere stops the build and is named: the control."""
    docs, build = site_copy
    page = docs / "index.md"
    page.write_text(page.read_text("utf-8") + f"\n\n{added}\n", "utf-8")
    done = build()
    assert done.returncode != 0
    assert told in done.stdout + done.stderr


@pytest.mark.thorough
def test_the_sources_as_they_are_build(site_copy):
    """The same build of the unchanged sources succeeds, so that the control fails for its own reason."""
    _, build = site_copy
    done = build()
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_page_names_another_origin_as_something_to_load(site_dir):
    """No page loads a script, style, font or picture from elsewhere; links to AMA and ASE are links only."""
    for address in pages():
        text = (site_dir / address / "index.html").read_text("utf-8")
        loads = re.findall(r'<(?:script|img|iframe|source)[^>]+src="(https?:[^"]+)', text)
        loads += re.findall(r'<link[^>]+rel="(?:stylesheet|preload|preconnect|icon)"[^>]+href="(https?:[^"]+)', text)
        assert loads == [], address


def test_the_search_index_holds_the_clauses(site_dir):
    """The words of the clauses are in the search index."""
    index = json.loads((site_dir / "search" / "search_index.json").read_text("utf-8"))
    text = " ".join(entry["text"] for entry in index["docs"])
    assert "Industry Roundtable" in text
