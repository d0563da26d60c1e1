"""The page for an address that leads nowhere: readable, and a way on, wherever the site is served."""

import shutil
from itertools import product

import pytest

from checker.build.serving import served
from tests.test_browser_pages import problems
from tests.tiers import each_time

NOWHERE = ["nowhere", "checker/typo/", "no/such/page/at/any/depth/", "procedures//nowhere", "n%20w%3Fh&re/%E2%82%AC/"]
LINKS = {"Start here": "", "The procedures, clause by clause": "procedures/", "Check your own case": "checker/"}


@pytest.fixture(scope="module")
def sites(site_dir, known_site):
    """Give the site as it is built for no known address, and for one that it is not served at."""
    return {"unknown": site_dir, "known": known_site}


@pytest.mark.parametrize(
    ("base", "known"),
    each_time(
        [("/one/two/three/", "unknown")],
        product(("/", "/sub/path/", "/one/two/three/"), ("unknown", "known")),
    ),
)
def test_its_links_lead_on_under_any_path(new_context, sites, base, known):
    """At any depth below any path the page has its styles, and each of its links opens the page that it names."""
    context = new_context(color_scheme="dark", service_workers="block")
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    with served(sites[known], base=base) as address:
        for nowhere in NOWHERE:
            response = page.goto(address + nowhere)
            assert response.status == 404
            page.wait_for_selector("html[data-base]")
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 25, 27)"
            links = page.locator("main > ul a").evaluate_all(
                "(all) => Object.fromEntries(all.map((a) => [a.textContent, a.href]))"
            )
            assert links == {words: address + place for words, place in LINKS.items()}, nowhere
        for words, place in LINKS.items():
            page.goto(f"{address}no/such/page")
            page.wait_for_selector("html[data-base]")
            with page.expect_navigation() as navigation:
                page.get_by_role("link", name=words).click()
            assert (navigation.value.status, page.url) == (200, address + place)
            page.wait_for_selector(".md-content h1")
        assert [each for each in asked if not each.startswith((address.removesuffix(base), "blob:"))] == []


def test_another_site_above_it_is_not_taken_for_it(new_context, site_dir, tmp_path):
    """Where another deployment of the site lies above this one, the links stay in the one whose page is missing."""
    context = new_context(service_workers="block")
    shutil.copytree(site_dir, tmp_path / "site", ignore=shutil.ignore_patterns("runtime"))
    shutil.copytree(tmp_path / "site", tmp_path / "site" / "preview")
    with served(tmp_path / "site") as address:
        page = context.new_page()
        page.goto(f"{address}preview/checker/nowhere")
        page.wait_for_selector(f"html[data-base='{address}preview/']")


def test_no_address_takes_its_links_to_another_host(new_context, site_dir):
    """Two slashes at the beginning of an address, which browsers take for a host, lead nowhere else."""
    context = new_context(service_workers="block")
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    with served(site_dir) as address:
        page.goto(f"{address}/example.org/nowhere")
        page.wait_for_selector("html[data-base]")
        assert page.locator("main > ul a").first.get_attribute("href") == address
        assert all(each.startswith(address) for each in asked)


def test_it_can_be_read_without_a_script(new_context, site_dir):
    """Without a script the page says what is wrong and where to go, with its styles."""
    context = new_context(java_script_enabled=False)
    page = context.new_page()
    with served(site_dir) as address:
        page.goto(f"{address}nowhere")
        assert page.locator("h1").inner_text() == "There is no page at this address"
        for words, place in LINKS.items():
            page.goto(f"{address}nowhere")
            page.get_by_role("link", name=words).click()
            page.wait_for_url(address + place)


@pytest.mark.console_errors
@pytest.mark.parametrize(("width", "scheme"), each_time([(320, "dark")], product((320, 1280), ("light", "dark"))))
def test_axe_finds_nothing_on_it(new_page, scheme, width):
    """Axe-core finds nothing on the page, and nothing has to be looked for by scrolling sideways."""
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto("no/such/page")
    page.wait_for_selector("html[data-base]")
    assert problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.console_errors  # the address as it came leads nowhere
def test_an_escaped_sign_before_the_answers_of_a_link_is_undone(new_page):
    """A link whose `#` a program has escaped leads to the checker with its answers all the same."""
    page = new_page()
    page.goto("checker/%23classification=autonomous&category=category_i")
    page.wait_for_url("**/checker/#classification=autonomous&category=category_i")
    page.wait_for_selector("[data-checker=ready] [data-clause=taxonomy][data-status=met]", state="attached")
